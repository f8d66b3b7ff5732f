//! A cell and a rule give a figure, or the reason there is none.

use std::collections::HashMap;

use kernel::{Exact, Finding, Lang, Missing, Text, Unit};
use rust_decimal::Decimal;

use crate::catalogue::{Field, FieldKind, Merge};
use crate::codes::{self, Code};
use crate::heads::{plain, unit_for};
use crate::mapping::{Empty, Rule, Zero};
use crate::number::{self, Refusal, Said};
use crate::reading::CellRef;
use crate::table::Datum;

/// How the cells of one column are read.
#[derive(Debug)]
pub(crate) struct Spec {
    kind: FieldKind,
    /// Unit in the file.
    unit: Unit,
    /// Figures of several schools make a sum: not the largest of them, not a year.
    summed: bool,
    /// The head names a unit that cannot be read: no cell is.
    pub(crate) unreadable: bool,
    empty: Empty,
    zero: Zero,
    missing: Vec<String>,
    /// A share shown in per cent.
    per_cent: bool,
    /// `*` means not applicable, as in statistics tables.
    starred: bool,
    options: HashMap<String, u16>,
    /// The options as they are written and as they are told.
    option_titles: Vec<Text>,
}

/// What a cell gave.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Figure {
    /// The answer in base units.
    pub(crate) datum: Datum,
    /// The number as it stands in the file, for totals.
    pub(crate) written: Option<Decimal>,
    /// What is worth saying once a column.
    pub(crate) remark: Option<Remark>,
    /// What is wrong.
    pub(crate) wrong: Option<Code>,
}

/// What is worth saying once a column, with its cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Remark {
    /// `12 间` was read as 12.
    HasUnit,
    /// 0.95 in a column of per cents was read as 0.95 %.
    SmallPerCent,
    /// Read as not reported, because the map says so.
    SaidNotReported,
}

impl Figure {
    fn of(datum: Datum) -> Figure {
        Figure {
            datum,
            written: None,
            remark: None,
            wrong: None,
        }
    }

    fn missing(missing: Missing) -> Figure {
        Figure::of(Datum::Missing(missing))
    }

    fn wrong(code: Code) -> Figure {
        Figure {
            wrong: Some(code),
            ..Figure::missing(Missing::Unreadable)
        }
    }
}

impl Spec {
    /// How a rule reads cells under a head that may name a unit.
    pub(crate) fn new(field: &Field, rule: &Rule, head_unit: Option<&Unit>) -> Spec {
        let unit = rule
            .unit
            .as_ref()
            .or(head_unit)
            .unwrap_or(&field.unit)
            .clone();
        Spec {
            kind: field.kind,
            per_cent: unit.dimension() == kernel::Dimension::NONE && *unit.scale() == per_hundred(),
            unit,
            summed: field.merge == Merge::Sum,
            unreadable: false,
            empty: rule.empty,
            zero: rule.zero,
            missing: rule.missing.clone(),
            starred: false,
            options: options(field, rule),
            option_titles: titles(field),
        }
    }

    /// The same, with `*` for not applicable.
    pub(crate) fn starred(self) -> Spec {
        Spec {
            starred: true,
            ..self
        }
    }

    /// True when the cells can be added up over the rows.
    pub(crate) fn adds_up(&self) -> bool {
        let counts = self.unit.dimension() != kernel::Dimension::NONE;
        self.kind != FieldKind::Choice && self.summed && counts && !self.unreadable
    }

    /// The figure a cell gives.
    pub(crate) fn read(&self, cell: CellRef<'_>) -> Figure {
        if self.unreadable {
            let missing = if cell.is_empty() {
                Missing::NotReported
            } else {
                Missing::Unreadable
            };
            return Figure::missing(missing);
        }
        if self.says_missing(cell) {
            let said = Figure::missing(Missing::NotReported);
            return Figure {
                remark: Some(Remark::SaidNotReported),
                ..said
            };
        }
        if self.starred && matches!(cell, CellRef::Text("*" | "＊")) {
            return Figure::missing(Missing::NotApplicable);
        }
        match self.kind {
            FieldKind::Choice => self.choice(cell),
            FieldKind::Count | FieldKind::Amount => self.number(cell),
        }
    }

    /// True for the map's own texts of not reported; `-999` may also stand there as a number.
    fn says_missing(&self, cell: CellRef<'_>) -> bool {
        if self.missing.is_empty() || number::read(cell) == Said::NotReported {
            return false;
        }
        match cell {
            CellRef::Text(text) if self.missing.iter().any(|word| word == text) => true,
            CellRef::Text(text) => text.len() < 100 && self.missing.contains(&plain(text)),
            other => self.missing.contains(&plain(&other.shown())),
        }
    }

    fn empty(&self) -> Figure {
        match self.empty {
            Empty::NotReported => Figure::missing(Missing::NotReported),
            Empty::NotApplicable => Figure::missing(Missing::NotApplicable),
            Empty::Zero if self.kind == FieldKind::Choice => Figure::missing(Missing::NotReported),
            Empty::Zero => Figure::of(Datum::Number(Decimal::ZERO)),
        }
    }

    fn number(&self, cell: CellRef<'_>) -> Figure {
        if cell.is_empty() {
            return self.empty();
        }
        match number::read(cell) {
            Said::NotReported => Figure::missing(Missing::NotReported),
            Said::NotApplicable => Figure::missing(Missing::NotApplicable),
            Said::Refused(refusal) => Figure::wrong(refusal_code(refusal)),
            Said::Number(number) => self.keep(number, None),
            Said::PerCent(number) => self.per_cent(number),
            Said::WithUnit(number, word) => self.with_unit(number, &word),
        }
    }

    /// `95.2%` belongs where a share is asked; elsewhere it is not a figure.
    fn per_cent(&self, number: Decimal) -> Figure {
        if self.unit.dimension() != kernel::Dimension::NONE {
            return Figure::wrong(codes::CELL_PER_CENT);
        }
        let share = number::to_base(number, &per_hundred());
        share.map_or(Figure::wrong(codes::CELL_TOO_LONG), |base| {
            self.judge(number, base, None)
        })
    }

    fn with_unit(&self, number: Decimal, word: &str) -> Figure {
        match unit_for(word, self.unit.dimension()) {
            Some(unit) if unit == self.unit => self.keep(number, Some(Remark::HasUnit)),
            _ => Figure::wrong(codes::CELL_UNIT_DIFFERS),
        }
    }

    fn keep(&self, number: Decimal, remark: Option<Remark>) -> Figure {
        if number.is_zero() && self.zero == Zero::NotReported {
            let said = Figure::missing(Missing::NotReported);
            return Figure {
                remark: Some(Remark::SaidNotReported),
                ..said
            };
        }
        let small = self.per_cent && !number.is_zero() && number <= Decimal::ONE;
        let remark = if small {
            Some(Remark::SmallPerCent)
        } else {
            remark
        };
        match number::to_base(number, self.unit.scale()) {
            Some(base) => self.judge(number, base, remark),
            None => Figure::wrong(codes::CELL_TOO_LONG),
        }
    }

    fn judge(&self, written: Decimal, base: Decimal, remark: Option<Remark>) -> Figure {
        if base.is_sign_negative() && !base.is_zero() {
            return Figure::wrong(codes::CELL_NEGATIVE);
        }
        if self.kind == FieldKind::Count && !base.is_integer() {
            return Figure::wrong(codes::CELL_NOT_WHOLE);
        }
        Figure {
            datum: Datum::Number(base),
            written: Some(written),
            remark,
            wrong: None,
        }
    }

    fn choice(&self, cell: CellRef<'_>) -> Figure {
        match cell {
            CellRef::Error(_) => return Figure::wrong(codes::CELL_IS_AN_ERROR),
            CellRef::Uncalculated => return Figure::wrong(codes::CELL_NOT_CALCULATED),
            _ => {}
        }
        if cell.is_empty() {
            return self.empty();
        }
        let shown = cell.shown();
        if shown.len() > super::who::LONGEST {
            return Figure::wrong(codes::CELL_NOT_AN_OPTION);
        }
        let text = plain(&shown);
        let coded = || {
            text.split(|c: char| !c.is_ascii_digit())
                .next()
                .unwrap_or_default()
        };
        match self
            .options
            .get(&text)
            .or_else(|| self.coded(&text, coded()))
        {
            Some(option) => Figure::of(Datum::Choice(*option)),
            None => match number::read(CellRef::Text(&text)) {
                Said::NotReported => Figure::missing(Missing::NotReported),
                Said::NotApplicable => Figure::missing(Missing::NotApplicable),
                _ => Figure::wrong(codes::CELL_NOT_AN_OPTION),
            },
        }
    }

    /// `211-小学`, `211 小学`: a code and the title of the same option.
    fn coded(&self, text: &str, code: &str) -> Option<&u16> {
        let title = text[code.len()..].trim_start_matches(['-', ':', '.', '、', '/', '_']);
        let option = self.options.get(code).filter(|_| !title.is_empty())?;
        self.options
            .get(title.trim_matches(['(', ')']))
            .filter(|other| *other == option)
    }

    /// An answer as the file would write it.
    pub(crate) fn show(&self, datum: Datum) -> String {
        match datum {
            Datum::Number(number) => self.unit.show(&Exact::from(number)).to_plain(),
            Datum::Choice(option) => self
                .option_titles
                .get(usize::from(option))
                .map_or_else(String::new, |title| title.zh.clone()),
            Datum::Missing(_) => "—".to_owned(),
        }
    }

    /// Fills a finding about a cell with what was expected.
    pub(crate) fn tell(&self, finding: Finding, column: &str, cell: CellRef<'_>) -> Finding {
        // A spreadsheet shows a number with so many zeros in its short form.
        let value = match cell {
            CellRef::Number(number) if number.abs() >= 1e20 => {
                format!("{number:E}").replacen('E', "E+", 1)
            }
            _ => short(&cell.shown()),
        };
        let finding = finding.with("column", column).with("value", value);
        match self.kind {
            FieldKind::Choice => {
                let options = |lang| self.option_titles.iter().map(move |t| t.get(lang));
                let zh: Vec<&str> = options(Lang::Zh).collect();
                let en: Vec<&str> = options(Lang::En).collect();
                finding
                    .with("options", zh.join("、"))
                    .with("options_en", en.join(", "))
            }
            _ => finding
                .with("unit", unit_label(&self.unit, Lang::Zh))
                .with("unit_en", unit_label(&self.unit, Lang::En)),
        }
    }
}

/// The unit as a person reads it: people are people in a message; pure numbers have none.
pub(crate) fn unit_label(unit: &Unit, lang: Lang) -> String {
    match (unit.symbol(), lang) {
        ("pupil" | "teacher" | "person", Lang::Zh) => return "人".to_owned(),
        ("m2", Lang::Zh) => return "平方米".to_owned(),
        _ => {}
    }
    match (unit.label(lang), lang) {
        (label, Lang::Zh) if label.is_empty() => "个数".to_owned(),
        (label, Lang::En) if label.is_empty() => "a plain number".to_owned(),
        (label, _) => label,
    }
}

fn per_hundred() -> Exact {
    Exact::ratio(1, 100).unwrap_or(Exact::ONE)
}

fn refusal_code(refusal: Refusal) -> Code {
    match refusal {
        Refusal::NotANumber => codes::CELL_NOT_A_NUMBER,
        Refusal::Formula => codes::CELL_IS_A_FORMULA,
        Refusal::Error => codes::CELL_IS_AN_ERROR,
        Refusal::Uncalculated => codes::CELL_NOT_CALCULATED,
        Refusal::Date => codes::CELL_IS_A_DATE,
        Refusal::Wan => codes::CELL_IN_WAN,
        Refusal::Scientific => codes::CELL_IN_SCIENTIFIC,
        Refusal::Separators => codes::CELL_SEPARATORS,
        Refusal::TooLong => codes::CELL_TOO_LONG,
    }
}

fn options(field: &Field, rule: &Rule) -> HashMap<String, u16> {
    let mut options: HashMap<String, u16> = HashMap::new();
    for (index, option) in field.options.iter().enumerate() {
        let words = [&option.id, &option.title.zh, &option.title.en];
        for word in words.into_iter().chain(&option.codes) {
            options.entry(plain(word)).or_insert(index as u16);
        }
    }
    let known = (options.get("yes").copied(), options.get("no").copied());
    if let (Some(yes), Some(no)) = known {
        options.entry("true".to_owned()).or_insert(yes);
        options.entry("false".to_owned()).or_insert(no);
    }
    options.extend(
        rule.values
            .iter()
            .map(|(text, option)| (text.clone(), *option)),
    );
    options
}

fn titles(field: &Field) -> Vec<Text> {
    let titles = field.options.iter().map(|option| &option.title);
    // A file is filled in with the Chinese words.
    let told = titles.map(|title| match title.zh == title.en {
        true => title.clone(),
        false => Text {
            zh: title.zh.clone(),
            en: format!("{} ({})", title.zh, title.en),
        },
    });
    told.collect()
}

/// So many things are named in one message.
pub(super) const MOST: usize = 20;

/// The first of some things, with `…` when there are more.
pub(super) fn some(between: &str, things: impl IntoIterator<Item = String>) -> String {
    let mut things = things.into_iter();
    let mut named: Vec<String> = things.by_ref().take(MOST).collect();
    named.extend(things.next().map(|_| "…".to_owned()));
    named.join(between)
}

/// A text short enough for a message.
pub(crate) fn short(text: &str) -> String {
    let mut kept: String = text.chars().filter(|c| !c.is_control()).take(60).collect();
    if text.chars().nth(60).is_some() {
        kept.push('…');
    }
    kept
}
