//! In which words does the program speak?
//!
//! Every sentence a person reads stands in `messages/*.ftl` (those of the facts room beside it)
//! under a stable id. Code names ids only through [`tell!`] and [`Words::named`], so that a test
//! can hold the code and both languages together.

use std::path::Path;

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource};
use kernel::{Lang, Text};
use unic_langid::LanguageIdentifier;

const ZH: &str = include_str!("../../../messages/zh.ftl");
const EN: &str = include_str!("../../../messages/en.ftl");

/// The message catalogue in one language.
pub(crate) struct Words {
    /// The language.
    pub(crate) lang: Lang,
    bundle: FluentBundle<FluentResource>,
}

/// The words under an id, with their values: `tell!(words, "read-files", count = 3)`.
macro_rules! tell {
    ($words:expr, $id:literal $(, $name:ident = $value:expr)* $(,)?) => {{
        #[allow(unused_mut)]
        let mut args = $crate::words::Args::new();
        $(args.set(stringify!($name), $value);)*
        $words.named($id, &args)
    }};
}
pub(crate) use tell;

/// Values for a message, by name.
pub(crate) type Args = FluentArgs<'static>;

impl Words {
    /// The catalogue in a language.
    pub(crate) fn new(lang: Lang) -> Words {
        let id: LanguageIdentifier = match lang {
            Lang::Zh => "zh-CN",
            Lang::En => "en",
        }
        .parse()
        .unwrap_or_default();
        let mut bundle = FluentBundle::new(vec![id]);
        // Isolating marks are for mixed right-to-left text; in a terminal they are only noise.
        bundle.set_use_isolating(false);
        for source in sources(lang) {
            // Mistakes in the catalogue are found by the tests; what is good is used.
            let resource = FluentResource::try_new(source.to_owned());
            bundle.add_resource_overriding(resource.unwrap_or_else(|(good, _)| good));
        }
        Words { lang, bundle }
    }

    /// The text of a pack in this language.
    pub(crate) fn text<'t>(&self, text: &'t Text) -> &'t str {
        text.get(self.lang)
    }

    /// The words under an id that was put together; the id itself if there are none.
    pub(crate) fn named(&self, id: &str, args: &Args) -> String {
        self.look_up(id, None, args)
            .unwrap_or_else(|| id.to_owned())
    }

    /// An attribute of a message: `.todo`, `.value`.
    pub(crate) fn attribute(&self, id: &str, attribute: &str, args: &Args) -> Option<String> {
        self.look_up(id, Some(attribute), args)
    }

    /// The words under an id, if there are any.
    pub(crate) fn find(&self, id: &str, args: &Args) -> Option<String> {
        self.look_up(id, None, args)
    }

    fn look_up(&self, id: &str, attribute: Option<&str>, args: &Args) -> Option<String> {
        let message = self.bundle.get_message(id)?;
        let pattern = match attribute {
            Some(attribute) => message.get_attribute(attribute)?.value(),
            None => message.value()?,
        };
        let mut mistakes = Vec::new();
        Some(
            self.bundle
                .format_pattern(pattern, Some(args), &mut mistakes)
                .into_owned(),
        )
    }

    /// A list in this language: 甲、乙、丙 or a, b, c.
    pub(crate) fn list<S: AsRef<str>>(&self, parts: impl IntoIterator<Item = S>) -> String {
        let parts: Vec<String> = parts
            .into_iter()
            .map(|part| part.as_ref().to_owned())
            .collect();
        parts.join(match self.lang {
            Lang::Zh => "、",
            Lang::En => ", ",
        })
    }

    /// Words in brackets behind others: 某校（小学） or School (primary).
    pub(crate) fn bracketed(&self, words: &str, remark: &str) -> String {
        match self.lang {
            _ if remark.is_empty() => words.to_owned(),
            Lang::Zh => format!("{words}（{remark}）"),
            Lang::En => format!("{words} ({remark})"),
        }
    }

    /// A label and what it labels: 县均值：3.2 or Mean: 3.2.
    pub(crate) fn labelled(&self, label: &str, words: &str) -> String {
        match self.lang {
            Lang::Zh => format!("{label}：{words}"),
            Lang::En => format!("{label}: {words}"),
        }
    }
}

fn sources(lang: Lang) -> [&'static str; 2] {
    match lang {
        Lang::Zh => [ZH, facts::messages::ZH],
        Lang::En => [EN, facts::messages::EN],
    }
}

/// The path as people write it.
pub(crate) fn shown(path: &Path) -> String {
    path.display().to_string()
}
