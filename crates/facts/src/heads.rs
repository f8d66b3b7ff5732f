//! Heads and labels: when are two the same, and which unit does one name?

use kernel::{Dimension, Unit};
use unicode_normalization::UnicodeNormalization;

use crate::reading::is_space;

/// A text made comparable: full-width to half-width, no spaces or line breaks, lower case.
///
/// ```
/// # use facts::heads::plain;
/// assert_eq!(plain("在校 生数\n（小学）"), "在校生数(小学)");
/// assert_eq!(plain("ＦＬＯＯＲ m²"), "floorm2");
/// ```
pub fn plain(text: &str) -> String {
    let unescaped;
    let text = match text.contains("_x000") {
        true => {
            unescaped = text.replace("_x000D_", "").replace("_x000A_", "");
            unescaped.as_str()
        }
        false => text,
    };
    if text.bytes().all(|byte| byte.is_ascii_graphic()) {
        return text.to_ascii_lowercase();
    }
    text.nfkc()
        .filter(|c| !is_space(*c))
        .flat_map(char::to_lowercase)
        .collect()
}

/// A head or label as it is compared, and the unit it names.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Head {
    /// Comparable text; stacked parts joined with `/`.
    pub key: String,
    /// The word of a unit in brackets or after a comma at the end.
    pub unit: Option<String>,
}

/// A head made comparable.
///
/// ```
/// # use facts::heads::head;
/// assert_eq!(head("教学仪器设备值（万元）").key, "教学仪器设备值");
/// assert_eq!(head("教学仪器设备值（万元）").unit.as_deref(), Some("万元"));
/// assert_eq!(head("在校生数（小学）").key, "在校生数(小学)");
/// assert_eq!(head("专任教师 / 本科").key, "专任教师/本科");
/// ```
pub fn head(text: &str) -> Head {
    stacked(text.split(" / "))
}

/// A head of several stacked parts made comparable; equal parts under one another count once.
pub fn stacked<'a>(parts: impl IntoIterator<Item = &'a str>) -> Head {
    let parts: Vec<Head> = parts.into_iter().map(part).collect();
    joined(parts.iter())
}

/// One part of a head made comparable.
pub(crate) fn part(text: &str) -> Head {
    let text = plain(text);
    let (key, unit) = split_unit(bare(&text));
    Head {
        key: key.to_owned(),
        unit: unit.map(str::to_owned),
    }
}

/// Parts under one another as one head.
pub(crate) fn joined<'a>(parts: impl Iterator<Item = &'a Head>) -> Head {
    let mut head = Head::default();
    let mut last = "";
    for part in parts {
        head.unit = part.unit.clone().or(head.unit);
        if !part.key.is_empty() && part.key != last {
            if !head.key.is_empty() {
                head.key.push('/');
            }
            head.key.push_str(&part.key);
            last = &part.key;
        }
    }
    head
}

/// A head without the colon behind it, and the numeral or `其中` in front.
fn bare(text: &str) -> &str {
    let mut text = text.trim_end_matches(':');
    for sign in ["其中:", "其中,", "#"] {
        text = text.strip_prefix(sign).unwrap_or(text);
    }
    without_numeral(text)
}

/// `一、教学用房`, `(二)生活用房`, `1.教室`, `3、图书` without their numeral; `25人` keeps its number.
fn without_numeral(text: &str) -> &str {
    const NUMERALS: &str = "一二三四五六七八九十0123456789";
    let opened = text.strip_prefix('(');
    let start = opened.unwrap_or(text);
    let rest = start.trim_start_matches(|c| NUMERALS.contains(c));
    if rest.len() == start.len() || start.len() - rest.len() > 9 {
        return text;
    }
    let after = match opened {
        Some(_) => rest.strip_prefix(')'),
        None => rest.strip_prefix('、').or_else(|| {
            rest.strip_prefix('.')
                .filter(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()))
        }),
    };
    after.filter(|rest| !rest.is_empty()).unwrap_or(text)
}

/// `校舍面积(平方米)` → (`校舍面积`, `平方米`), if what stands at the end is a unit.
fn split_unit(text: &str) -> (&str, Option<&str>) {
    for (open, close) in [
        ('(', ')'),
        ('[', ']'),
        ('【', '】'),
        ('〔', '〕'),
        ('{', '}'),
    ] {
        if let Some(inner) = text.strip_suffix(close)
            && let Some(at) = inner.rfind(open)
        {
            let word = unit_of_words(&inner[at + open.len_utf8()..]);
            return if is_unit(word) {
                (&text[..at], Some(word))
            } else {
                (text, None)
            };
        }
    }
    match text.rsplit_once([',', '、', ':']) {
        Some((before, word)) if is_unit(unit_of_words(word)) && !before.is_empty() => {
            let before = before.strip_suffix(",单位").unwrap_or(before);
            (before, Some(unit_of_words(word)))
        }
        _ => (text, None),
    }
}

/// `单位:万元` → `万元`.
fn unit_of_words(words: &str) -> &str {
    words
        .strip_prefix("单位")
        .map_or(words, |rest| rest.trim_start_matches([':', '为']))
}

/// A word for a unit: how many of which.
struct Word(&'static str, u64, &'static [&'static str]);

const PEOPLE: &[&str] = &["pupil", "teacher", "person"];
const MONEY: &[&str] = &["yuan", "currency"];
const THINGS: &[&str] = &[
    "room", "class", "book", "device", "form", "school", "place", "pupil", "teacher", "person",
];

const WORDS: &[Word] = &[
    Word("人", 1, PEOPLE),
    Word("名", 1, PEOPLE),
    Word("位", 1, PEOPLE),
    Word("人次", 1, &["person"]),
    Word("万人", 10_000, PEOPLE),
    Word("百人", 100, PEOPLE),
    Word("生", 1, &["pupil"]),
    Word("百生", 100, &["pupil"]),
    Word("个", 1, THINGS),
    Word("班", 1, &["class"]),
    Word("个班", 1, &["class"]),
    Word("间", 1, &["room"]),
    Word("台", 1, &["device"]),
    Word("套", 1, &["device"]),
    Word("台套", 1, &["device"]),
    Word("台(套)", 1, &["device"]),
    Word("台/套", 1, &["device"]),
    Word("册", 1, &["book"]),
    Word("本", 1, &["book"]),
    Word("万册", 10_000, &["book"]),
    Word("份", 1, &["form"]),
    Word("所", 1, &["school"]),
    Word("学位", 1, &["place"]),
    Word("学时", 1, &["hour"]),
    Word("课时", 1, &["hour"]),
    Word("小时", 1, &["hour"]),
    Word("年", 1, &["year"]),
    Word("平方米", 1, &["m2"]),
    Word("平米", 1, &["m2"]),
    Word("m2", 1, &["m2"]),
    Word("公顷", 10_000, &["m2"]),
    Word("万平方米", 10_000, &["m2"]),
    Word("元", 1, MONEY),
    Word("人民币元", 1, &["yuan"]),
    Word("百元", 100, MONEY),
    Word("千元", 1_000, MONEY),
    Word("仟元", 1_000, MONEY),
    Word("万元", 10_000, MONEY),
    Word("萬元", 10_000, MONEY),
    Word("百万元", 1_000_000, MONEY),
    Word("亿元", 100_000_000, MONEY),
    Word("pupils", 1, &["pupil"]),
    Word("pupil", 1, &["pupil"]),
    Word("students", 1, &["pupil"]),
    Word("teachers", 1, &["teacher"]),
    Word("teacher", 1, &["teacher"]),
    Word("persons", 1, PEOPLE),
    Word("people", 1, PEOPLE),
    Word("rooms", 1, &["room"]),
    Word("room", 1, &["room"]),
    Word("classes", 1, &["class"]),
    Word("class", 1, &["class"]),
    Word("books", 1, &["book"]),
    Word("devices", 1, &["device"]),
    Word("hours", 1, &["hour"]),
    Word("years", 1, &["year"]),
    Word("yuan", 1, &["yuan"]),
    Word("10,000yuan", 10_000, &["yuan"]),
];

/// Words of measures that no field is kept in: told, never taken for part of a head.
const REFUSED: &[&str] = &[
    "亩",
    "公亩",
    "平方公里",
    "平方千米",
    "km2",
    "顷",
    "坪",
    "英亩",
    "平方英尺",
    "英尺",
    "米",
    "m",
    "公里",
    "美元",
    "港元",
    "角",
    "分",
    "吨",
    "箱",
    "‰",
    "千分比",
    "节",
    "万",
    "亿",
    "千",
    "mu",
    "acre",
    "acres",
    "hectares",
    "sqft",
    "ft2",
];

/// True for the word of a unit, accepted or not.
pub(crate) fn is_unit(word: &str) -> bool {
    let simple = |word: &str| {
        word == "%" || REFUSED.contains(&word) || WORDS.iter().any(|known| known.0 == word)
    };
    simple(word)
        || word
            .split_once('/')
            .is_some_and(|(a, b)| simple(a) && simple(b))
}

/// The unit that a word means for a figure of a dimension, if it means one.
pub(crate) fn unit_for(word: &str, dimension: Dimension) -> Option<Unit> {
    let word = word.to_lowercase();
    candidates(&word)
        .into_iter()
        .find(|unit| unit.dimension() == dimension)
}

fn candidates(word: &str) -> Vec<Unit> {
    if word == "%" {
        return "%".parse().into_iter().collect();
    }
    let simple = symbols(word);
    let symbols = match word.split_once('/') {
        Some((above, below)) if simple.is_empty() => symbols(above)
            .iter()
            .flat_map(|above| {
                symbols(below)
                    .into_iter()
                    .map(move |below| format!("{above}/{below}"))
            })
            .collect(),
        _ => simple,
    };
    symbols
        .iter()
        .filter_map(|symbol| symbol.parse().ok())
        .collect()
}

fn symbols(word: &str) -> Vec<String> {
    let known = WORDS.iter().filter(|known| known.0 == word);
    let scaled = |count: u64, symbol: &str| match (count, symbol) {
        (1, symbol) => symbol.to_owned(),
        (10_000, "yuan") => "wan_yuan".to_owned(),
        (count, symbol) => format!("{count}{symbol}"),
    };
    known
        .flat_map(|Word(_, count, symbols)| symbols.iter().map(|s| scaled(*count, s)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_leave_the_head_and_other_brackets_stay() {
        let shown = |text: &str| {
            let head = head(text);
            format!("{} [{}]", head.key, head.unit.unwrap_or_default())
        };
        assert_eq!(shown("占地面积（㎡）"), "占地面积 [m2]");
        assert_eq!(shown("占地面积，平方米"), "占地面积 [平方米]");
        assert_eq!(shown("设备值（单位：万元）"), "设备值 [万元]");
        assert_eq!(
            shown("校舍面积（不含危房）（平方米）"),
            "校舍面积(不含危房) [平方米]"
        );
        assert_eq!(shown("占地面积（亩）"), "占地面积 [亩]");
        assert_eq!(shown("巩固率 ( % )"), "巩固率 [%]");
        assert_eq!(shown("生均经费（元/生）"), "生均经费 [元/生]");
        assert_eq!(shown("专任教师（人） / 本科"), "专任教师/本科 [人]");
        assert_eq!(shown("学校名称 / 学校名称"), "学校名称 []");
        assert_eq!(shown("男，女"), "男,女 []");
        assert_eq!(shown("floor_area_m2"), "floor_area_m2 []");
        assert_eq!(shown("一、教学及辅助用房"), "教学及辅助用房 []");
        assert_eq!(
            shown("其中：教学仪器设备资产值（万元）"),
            "教学仪器设备资产值 [万元]"
        );
        assert_eq!(shown("（二）生活用房"), "生活用房 []");
        assert_eq!(shown("学校名称："), "学校名称 []");
        assert_eq!(shown("26－30人"), "26-30人 []");
        assert_eq!(shown("1.5倍"), "1.5倍 []");
        assert_eq!(shown("一年级"), "一年级 []");
        assert_eq!(shown("总    计_x000D_"), "总计 []");
    }

    #[test]
    fn a_word_means_what_the_field_measures() {
        let dimension = |symbol: &str| symbol.parse::<Unit>().unwrap().dimension();
        let unit =
            |word: &str, symbol: &str| unit_for(word, dimension(symbol)).map(|u| u.to_string());
        assert_eq!(unit("人", "pupil").as_deref(), Some("pupil"));
        assert_eq!(unit("人", "teacher").as_deref(), Some("teacher"));
        assert_eq!(unit("万元", "yuan").as_deref(), Some("wan_yuan"));
        assert_eq!(unit("千元", "yuan").as_deref(), Some("1000yuan"));
        assert_eq!(unit("元", "currency").as_deref(), Some("currency"));
        assert_eq!(unit("公顷", "m2").as_deref(), Some("10000m2"));
        assert_eq!(unit("元/生", "yuan/pupil").as_deref(), Some("yuan/pupil"));
        assert_eq!(unit("%", "1").as_deref(), Some("%"));
        assert_eq!(unit("亩", "m2"), None);
        assert_eq!(unit("间", "m2"), None);
    }
}
