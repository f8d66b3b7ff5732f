//! Which language does the reader want?

use axum::http::HeaderMap;
use axum::http::header::ACCEPT_LANGUAGE;
use kernel::Lang;

use crate::words::Words;

/// The language of `Accept-Language` that we speak and that is wanted most; Chinese by default.
pub(crate) fn of(headers: &HeaderMap) -> Lang {
    let wanted = headers
        .get(ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok());
    let ranges = wanted.unwrap_or_default().split(',').filter_map(range);
    // Of two that are wanted alike the first counts.
    let best = ranges.rev().max_by(|one, other| one.1.total_cmp(&other.1));
    best.map_or(Lang::Zh, |(lang, _)| lang)
}

fn range(text: &str) -> Option<(Lang, f32)> {
    let (tag, weight) = text.split_once(';').unwrap_or((text, "q=1"));
    let weight = weight.trim().strip_prefix("q=")?.parse().ok()?;
    match tag.trim().split('-').next()?.to_ascii_lowercase().as_str() {
        "zh" => Some((Lang::Zh, weight)),
        "en" => Some((Lang::En, weight)),
        _ => None,
    }
}

thread_local! {
    /// A catalogue belongs to its thread.
    static WORDS: [Words; 2] = [Words::new(Lang::Zh), Words::new(Lang::En)];
}

/// Says something in a language.
pub(crate) fn with_words<T>(lang: Lang, say: impl FnOnce(&Words) -> T) -> T {
    WORDS.with(|both| {
        say(match lang {
            Lang::Zh => &both[0],
            Lang::En => &both[1],
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_wanted_most_is_spoken() {
        let told = |wanted: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(ACCEPT_LANGUAGE, wanted.parse().unwrap());
            of(&headers)
        };
        assert_eq!(of(&HeaderMap::new()), Lang::Zh);
        assert_eq!(told("en-GB,en;q=0.9,zh;q=0.8"), Lang::En);
        assert_eq!(told("fr, zh-CN;q=0.4, en;q=0.4"), Lang::Zh);
        assert_eq!(told("en;q=0.2, zh-Hant;q=0.9"), Lang::Zh);
        assert_eq!(told("*"), Lang::Zh);
    }
}
