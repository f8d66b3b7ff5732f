//! A sentence or name in both languages of the program.

use serde::{Deserialize, Serialize};

/// A language a person reads: Chinese first, English second.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// 中文
    #[default]
    Zh,
    /// English
    En,
}

/// A human text written by the author of a pack.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// The Chinese text; always there.
    pub zh: String,
    /// The English text.
    pub en: String,
}

impl Text {
    /// The text in the reader's language.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }

    /// The words with others in brackets behind them: 在校生数（小学）, pupils (primary).
    pub fn bracketed(&self, remark: &Text) -> Text {
        Text {
            zh: format!("{}（{}）", self.zh, remark.zh),
            en: format!("{} ({})", self.en, remark.en.to_lowercase()),
        }
    }

    /// The same words in both languages: codes, names of schools.
    pub fn same(words: impl Into<String>) -> Self {
        let words = words.into();
        Text {
            zh: words.clone(),
            en: words,
        }
    }
}
