//! Invented names that sound like names: no county of this name exists, and its townships and
//! villages are named after what stands on any map.
//!
//! The county is a county-level city (市), because the statistics' urban–rural classes know a 城区
//! in cities only; the seat of a 县 is a 镇区.

use super::dice::{Dice, Purpose};

/// What the county is called.
pub(super) const COUNTY: &str = "青禾市";

const SUBDISTRICTS: [&str; 4] = ["文星街道", "南门街道", "东关街道", "滨河街道"];

const TOWNS: [&str; 20] = [
    "河湾",
    "石桥",
    "柳桥",
    "双塘",
    "白石",
    "大营",
    "青杨",
    "枣林",
    "马坪",
    "新店",
    "赵集",
    "泉口",
    "高庙",
    "松林",
    "黄土岭",
    "三岔河",
    "官渡口",
    "七里坝",
    "红石滩",
    "牛头山",
];

const TOWNSHIPS: [&str; 16] = [
    "云岭",
    "杏花",
    "茶园坡",
    "竹坪",
    "桃树湾",
    "大坪",
    "雷家沟",
    "冷水沟",
    "野鸭塘",
    "半坡",
    "花石崖",
    "羊角山",
    "南天坪",
    "长冲",
    "石板溪",
    "水磨沟",
];

const FAMILIES: [&str; 24] = [
    "王", "李", "张", "赵", "陈", "刘", "杨", "周", "吴", "徐", "孙", "马", "胡", "朱", "郭", "何",
    "林", "罗", "高", "梁", "谢", "宋", "唐", "邓",
];

const GROUND: [&str; 10] = ["湾", "坪", "庄", "沟", "岭", "坝", "营", "店", "塘", "院"];

const LANDMARKS: [&str; 20] = [
    "上河",
    "下河",
    "槐树坪",
    "枫树岭",
    "桐子坪",
    "石门",
    "大坳",
    "小河口",
    "柏树湾",
    "梨园",
    "竹园",
    "泉沟",
    "老井",
    "双桥",
    "麻柳滩",
    "磨盘山",
    "金竹",
    "观音桥",
    "土门",
    "凉水井",
];

/// Names again, when a list is used up.
const SIDES: [&str; 9] = ["", "东", "西", "南", "北", "上", "下", "新", "老"];

/// Townships of the county, by kind.
#[derive(Debug, Clone)]
pub(super) struct Places {
    /// 街道: the city itself.
    pub(super) city: Vec<String>,
    /// 镇.
    pub(super) towns: Vec<String>,
    /// 乡.
    pub(super) townships: Vec<String>,
}

impl Places {
    /// So many towns and townships, the same for a seed.
    pub(super) fn new(seed: u64, towns: usize, townships: usize) -> Places {
        let mut dice = Dice::new(seed, Purpose::Names, 0, 0);
        Places {
            city: SUBDISTRICTS.map(str::to_owned).to_vec(),
            towns: choose(&mut dice, &TOWNS, towns)
                .iter()
                .map(|name| format!("{name}镇"))
                .collect(),
            townships: choose(&mut dice, &TOWNSHIPS, townships)
                .iter()
                .map(|name| format!("{name}乡"))
                .collect(),
        }
    }
}

/// So many names in a new order; when the list is used up, 东…, 西…, 南… begin it anew.
fn choose(dice: &mut Dice, names: &[&str], count: usize) -> Vec<String> {
    let mut order: Vec<&str> = names.to_vec();
    dice.shuffle(&mut order);
    let all = SIDES
        .iter()
        .flat_map(|side| order.iter().map(move |name| format!("{side}{name}")));
    all.take(count).collect()
}

/// Villages, each named once in the whole county: two families and a landmark in turn.
#[derive(Debug)]
pub(super) struct Villages {
    families: Vec<&'static str>,
    ground: Vec<&'static str>,
    landmarks: Vec<&'static str>,
    named: usize,
}

impl Villages {
    pub(super) fn new(seed: u64) -> Villages {
        let mut dice = Dice::new(seed, Purpose::Names, 1, 0);
        let mut shuffled = |list: &[&'static str]| {
            let mut list = list.to_vec();
            dice.shuffle(&mut list);
            list
        };
        let (families, ground) = (shuffled(&FAMILIES), shuffled(&GROUND));
        Villages {
            families,
            ground,
            landmarks: shuffled(&LANDMARKS),
            named: 0,
        }
    }

    /// A village nobody has named yet.
    pub(super) fn next(&mut self) -> String {
        let turn = self.named;
        self.named += 1;
        if turn % 3 == 2
            && let Some(landmark) = self.landmarks.pop()
        {
            return landmark.to_owned();
        }
        let (round, at) = (turn / self.families.len(), turn % self.families.len());
        let family = self.families[at];
        let ground = self.ground[(at + round) % self.ground.len()];
        let side = SIDES[(round / self.ground.len()) % SIDES.len()];
        format!("{side}{family}家{ground}")
    }
}

/// 一, 二 … 十, 十一 … 九十九; beyond that, digits.
pub(super) fn numeral(number: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    match number {
        0 | 100.. => number.to_string(),
        1..10 => DIGITS[number].to_owned(),
        10..20 => format!("十{}", DIGITS[number - 10]),
        _ => format!("{}十{}", DIGITS[number / 10], DIGITS[number % 10]),
    }
}

/// 青禾市第三小学, with a name of its own for the first few.
pub(super) fn city_school(own: &[&str], index: usize, ordinal: usize, suffix: &str) -> String {
    match own.get(index) {
        Some(name) => format!("{COUNTY}{name}"),
        None => format!("{COUNTY}第{}{suffix}", numeral(ordinal)),
    }
}

/// A school code: two digits of category, a province code that no province has, six digits in turn.
///
/// GB/T 2260 gives provinces 11 to 65, 71, 81 and 82; 99 belongs to nobody, so no code of the sample
/// can be mistaken for a school's real one.
pub(super) fn code(category: &str, serial: usize) -> String {
    format!("{category}99{serial:06}")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn numerals_are_chinese() {
        let shown: Vec<String> = [1, 9, 10, 11, 20, 34, 99, 100].map(numeral).into();
        assert_eq!(
            shown,
            ["一", "九", "十", "十一", "二十", "三十四", "九十九", "100"]
        );
    }

    #[test]
    fn names_never_repeat() {
        let mut villages = Villages::new(3);
        let drawn: BTreeSet<String> = (0..400).map(|_| villages.next()).collect();
        assert_eq!(drawn.len(), 400);
        let places = Places::new(3, 60, 40);
        let towns: BTreeSet<&String> = places.towns.iter().chain(&places.townships).collect();
        assert_eq!(towns.len(), 100);
    }

    #[test]
    fn codes_have_ten_digits() {
        assert_eq!(code("21", 107), "2199000107");
    }
}
