//! How does a formula read when it is worked out, in words and in figures?
//!
//! ```text
//! 教学及辅助用房面积 − 室内体育用房面积
//! 5,000 − 320
//! ```
//!
//! Of what was worked out only what was reckoned is told: of an `if` the branch that was taken, of a sum
//! the term and the total. A named formula is told by its name, and worked out in a step of its own.
//! Before anything is worked out a formula is told [`in_words`], with every branch.

use facts::catalogue::Form;
use formula::{Explanation, Formula, Slot, Step as Node, Value};
use indicators::{Input, Working};
use kernel::{Text, Unit};
use serde::Serialize;
use standards::{Level, Measure, Pack, SlotMeaning};

use crate::report::names;
use crate::report::telling::number::{in_unit, of_unit, plain};
use crate::words::{Words, tell};

/// A line of a reckoning: what is meant, how it reads, how it comes out.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub(crate) struct Line {
    /// What it is: a part of a proof, or the title of a named formula.
    pub(crate) label: String,
    /// In words.
    pub(crate) words: String,
    /// In figures; nothing where a single figure needs no reckoning.
    pub(crate) figures: String,
    /// What it came to.
    pub(crate) result: String,
}

impl Line {
    /// `教学用房 − 体育用房 = 5,000 − 320 = 4,680 m²`; of a comparison `巩固率 ≥ 最低值：0.97 ≥ 0.95`.
    pub(crate) fn whole(&self, words: &Words) -> String {
        match self.result.as_str() {
            "" => words.labelled(&self.words, &self.figures),
            _ => equal([&self.words, &self.figures, &self.result]),
        }
    }

    /// `5,000 − 320 = 4,680 m²`, behind its label.
    pub(crate) fn sum(&self, words: &Words) -> String {
        let sum = equal([&self.figures, &self.result]);
        match self.label.as_str() {
            "" => sum,
            label => words.labelled(label, &sum),
        }
    }
}

/// Parts that are the same, `=` between them; a result that was cut brings its own sign.
fn equal<'p>(parts: impl IntoIterator<Item = &'p String>) -> String {
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    parts.fold(String::new(), |told, part| match told.as_str() {
        "" => part.clone(),
        _ if part.starts_with('≈') => format!("{told} {part}"),
        _ => format!("{told} = {part}"),
    })
}

/// A formula worked out: itself, then the named formulas it uses, in order of use.
pub(crate) fn lines(pack: &Pack, working: &Working<'_>, label: String, words: &Words) -> Vec<Line> {
    let teller = Teller {
        pack,
        form: pack.form(working.level()),
        inputs: &working.inputs,
        words,
    };
    let mut lines = vec![Line {
        label,
        ..teller.line(&working.explanation)
    }];
    teller.steps(&working.explanation, &mut lines);
    lines
}

/// A formula of a level in words, whatever the figures: `教学及辅助用房面积 − 室内体育用房面积`.
pub(crate) fn in_words(pack: &Pack, level: Level, formula: &Formula, words: &Words) -> String {
    let teller = Teller::of(pack, level, words);
    teller.told(&formula.outline(), Voice::Rule)
}

/// An amount over its denominator in words, as a row's indicator is reckoned.
pub(crate) fn share_in_words(pack: &Pack, [amount, per]: [&Formula; 2], words: &Words) -> String {
    let teller = Teller::of(pack, Level::Section, words);
    let side = |formula: &Formula, binding| teller.inside(&formula.outline(), binding, Voice::Rule);
    format!("{} ÷ {}", side(amount, PRODUCT), side(per, PRODUCT + 1))
}

/// The inputs on which a result hangs; what an unmet condition left aside is not told.
pub(crate) fn deciding<'w>(working: &'w Working<'w>) -> impl Iterator<Item = &'w Input<'w>> {
    let mut used = used(&working.explanation);
    working.inputs.iter().filter(move |input| {
        let own = used.iter().position(|name| *name == input.name);
        // A value of the law is told once, however many schools it was asked for.
        own.is_some_and(|at| {
            input.school.is_some() || {
                used.remove(at);
                true
            }
        })
    })
}

/// A value in a unit, or why there is none.
pub(crate) fn value(words: &Words, value: &Value, unit: &Unit) -> String {
    match value {
        Value::Number(number) => in_unit(unit, number, words),
        Value::Truth(true) => tell!(words, "truth-yes"),
        Value::Truth(false) => tell!(words, "truth-no"),
        Value::Choice(option) => option.to_string(),
        Value::Missing(missing) => names::missing(words, *missing),
    }
}

/// The parts of a node on which its value hangs: one no settles an `and`, one yes an `or`, whatever
/// the other side holds.
fn settling(node: &Explanation) -> Vec<&Explanation> {
    let settling = match &node.step {
        Node::Apply { sign: "and" } => Value::Truth(false),
        Node::Apply { sign: "or" } => Value::Truth(true),
        _ => return node.parts.iter().collect(),
    };
    let settles = node.parts.iter().find(|part| part.value == settling);
    let open = || {
        node.parts
            .iter()
            .find(|part| matches!(part.value, Value::Missing(_)))
    };
    settles
        .or_else(open)
        .map_or_else(|| node.parts.iter().collect(), |part| vec![part])
}

fn used(node: &Explanation) -> Vec<String> {
    if let Node::Held { name, .. } = &node.step {
        return vec![name.clone()];
    }
    let mut names: Vec<String> = Vec::new();
    for name in settling(node).into_iter().flat_map(used) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// Whether a formula compares numbers, or only asks what was chosen.
fn compares(node: &Explanation) -> bool {
    let sign = matches!(&node.step, Node::Apply { sign } if ["<", "<=", "=", "!=", ">", ">="].contains(sign));
    sign || node.parts.iter().any(compares)
}

/// Whether names or their values are spoken.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Voice {
    /// Names, as a rule for any stage has them: the row's own stage goes without saying.
    Rule,
    /// Names.
    Words,
    /// Values.
    Figures,
}

/// A piece of a formula and how tightly it holds together.
struct Phrase {
    text: String,
    binding: u8,
    /// Adds nothing: the 0 of a branch not meant here.
    empty: bool,
}

const BRANCHES: u8 = 0;
const SUM: u8 = 5;
const PRODUCT: u8 = 6;
const ATOM: u8 = 9;

fn atom(text: impl Into<String>) -> Phrase {
    Phrase {
        text: text.into(),
        binding: ATOM,
        empty: false,
    }
}

struct Teller<'a> {
    pack: &'a Pack,
    /// Whose columns the names of figures mean.
    form: &'a Form,
    /// Every name with its value; none where nothing was worked out.
    inputs: &'a [Input<'a>],
    words: &'a Words,
}

impl<'a> Teller<'a> {
    fn of(pack: &'a Pack, level: Level, words: &'a Words) -> Teller<'a> {
        Teller {
            pack,
            form: pack.form(level),
            inputs: &[],
            words,
        }
    }
}

impl Teller<'_> {
    fn told(&self, node: &Explanation, voice: Voice) -> String {
        self.phrase(node, voice).text
    }

    fn phrase(&self, node: &Explanation, voice: Voice) -> Phrase {
        match &node.step {
            Node::Number { unit } => {
                let empty = node.value.number().is_ok_and(kernel::Exact::is_zero);
                Phrase {
                    empty,
                    ..atom(self.number(&node.value, unit, voice))
                }
            }
            Node::Held { name, .. } if voice == Voice::Figures => {
                atom(self.held(name, &node.value))
            }
            Node::Held { name, slot } => atom(self.called(name, *slot, voice)),
            Node::Measure { name } => atom(self.measure(name, node, voice)),
            Node::Apply { sign: "if" } => self.branch(node, voice),
            Node::Apply { sign } => self.apply(sign, node, voice),
            Node::Is { option, equal } => self.choice(node, option, *equal, voice),
            Node::Member { .. } => node
                .parts
                .first()
                .map_or_else(|| atom(""), |part| self.phrase(part, voice)),
        }
    }

    /// A number that stands in the formula, in words with its unit: `0 班`.
    fn number(&self, value: &Value, unit: &Unit, voice: Voice) -> String {
        match (voice, value) {
            (Voice::Rule | Voice::Words, Value::Number(number)) => {
                names::with_unit(self.words, &of_unit(unit, &unit.show(number)), unit)
            }
            _ => self.value(value, unit),
        }
    }

    fn input(&self, name: &str) -> Option<&Input<'_>> {
        self.inputs.iter().find(|input| input.name == name)
    }

    fn meaning(&self, slot: Slot) -> SlotMeaning {
        SlotMeaning::of(slot, self.pack.stages().len())
    }

    fn called(&self, name: &str, slot: Slot, voice: Voice) -> String {
        let any_stage = voice == Voice::Rule && !name.contains('.');
        let title = match self.meaning(slot) {
            SlotMeaning::Figure(column) if any_stage => self.form.field_of(column).title.clone(),
            SlotMeaning::Parameter(index, _) if any_stage => {
                self.pack.parameters()[index].title.clone()
            }
            meaning => self.pack.called(meaning, self.form),
        };
        self.words.text(&title).to_owned()
    }

    fn held(&self, name: &str, value: &Value) -> String {
        let Some(input) = self.input(name) else {
            return name.to_owned();
        };
        match value {
            Value::Choice(_) => input
                .option
                .as_ref()
                .map_or_else(String::new, |option| self.words.text(option).to_owned()),
            value => self.value(value, &input.unit),
        }
    }

    fn value(&self, value: &Value, unit: &Unit) -> String {
        let told = self::value(self.words, value, unit);
        match value {
            Value::Missing(_) => format!("〔{told}〕"),
            _ => told,
        }
    }

    fn named(&self, name: &str) -> Option<&Measure> {
        self.pack
            .measures()
            .iter()
            .find(|measure| measure.id == name)
    }

    fn measure(&self, name: &str, node: &Explanation, voice: Voice) -> String {
        match (self.named(name), voice) {
            (Some(measure), Voice::Rule | Voice::Words) => {
                self.words.text(&measure.title).to_owned()
            }
            (Some(measure), Voice::Figures) => self.value(&node.value, &measure.unit),
            (None, _) => name.to_owned(),
        }
    }

    /// Of an `if` only the branch taken is told, both where none was.
    fn branch(&self, node: &Explanation, voice: Voice) -> Phrase {
        match node.parts.as_slice() {
            [condition, yes, no] => Phrase {
                text: tell!(
                    self.words,
                    "report-formula-if",
                    condition = self.told(condition, voice),
                    yes = self.told(yes, voice),
                    no = self.told(no, voice)
                ),
                binding: BRANCHES,
                empty: false,
            },
            [_, taken] => self.phrase(taken, voice),
            _ => atom(self.value(&node.value, &node.unit)),
        }
    }

    fn apply(&self, sign: &'static str, node: &Explanation, voice: Voice) -> Phrase {
        let (shown, binding) = match sign {
            "+" => ("+", SUM),
            "-" => ("−", SUM),
            "*" => ("×", PRODUCT),
            "/" => ("÷", PRODUCT),
            ">=" => ("≥", 4),
            "<=" => ("≤", 4),
            "!=" => ("≠", 4),
            "<" | ">" | "=" => (sign, 4),
            _ => return self.call(sign, node, voice),
        };
        match node.parts.as_slice() {
            [left, right] => self.pair(left, shown, right, binding, voice),
            [only] => atom(format!("{shown}{}", self.inside(only, ATOM, voice))),
            _ => atom(self.value(&node.value, &node.unit)),
        }
    }

    fn pair(
        &self,
        left: &Explanation,
        sign: &str,
        right: &Explanation,
        binding: u8,
        voice: Voice,
    ) -> Phrase {
        let adds = sign == "+";
        match (self.phrase(left, voice), self.phrase(right, voice)) {
            (left, right) if adds && right.empty => left,
            (left, right) if adds && left.empty => right,
            _ => {
                // a − (b + c) needs its brackets, a + (b + c) does not.
                let strict = u8::from(matches!(sign, "−" | "÷"));
                let (left, right) = (
                    self.inside(left, binding, voice),
                    self.inside(right, binding + strict, voice),
                );
                Phrase {
                    text: format!("{left} {sign} {right}"),
                    binding,
                    empty: false,
                }
            }
        }
    }

    /// A part, in brackets where it holds together less tightly than what is around it.
    fn inside(&self, node: &Explanation, binding: u8, voice: Voice) -> String {
        let phrase = self.phrase(node, voice);
        if phrase.binding < binding {
            format!("({})", phrase.text)
        } else {
            phrase.text
        }
    }

    fn call(&self, sign: &'static str, node: &Explanation, voice: Voice) -> Phrase {
        if sign == "sum" {
            return atom(self.sum(node, voice));
        }
        let own = match sign {
            "or" => 1,
            "and" => 2,
            "not" => 3,
            _ => ATOM,
        };
        // 甲 且 乙 且 丙 needs no brackets, (甲 或 乙) 且 丙 and (甲 且 乙) 或 丙 are read more surely with them.
        let part = |part: &Explanation| match self.phrase(part, voice) {
            phrase if phrase.binding < 3 && phrase.binding != own => format!("({})", phrase.text),
            phrase => phrase.text,
        };
        let parts: Vec<String> = node.parts.iter().map(part).collect();
        let parts = |separator: &str| parts.join(separator);
        let text = match sign {
            "and" => parts(&tell!(self.words, "report-formula-and")),
            "or" => parts(&tell!(self.words, "report-formula-or")),
            "not" => tell!(self.words, "report-formula-not", of = parts("")),
            "min" => tell!(self.words, "report-formula-min", of = parts(", ")),
            "max" => tell!(self.words, "report-formula-max", of = parts(", ")),
            _ => tell!(self.words, "report-formula-ceil", of = parts("")),
        };
        Phrase {
            text,
            binding: own,
            empty: false,
        }
    }

    /// Of a sum over schools the term is told in words, the total in figures.
    fn sum(&self, node: &Explanation, voice: Voice) -> String {
        match (voice, node.parts.first()) {
            (Voice::Rule | Voice::Words, Some(term)) => {
                let of_schools = Teller {
                    form: self.pack.form(Level::School),
                    ..*self
                };
                tell!(
                    self.words,
                    "report-formula-sum",
                    of = of_schools.told(term, voice)
                )
            }
            _ => self.value(&node.value, &node.unit),
        }
    }

    fn choice(&self, node: &Explanation, option: &str, equal: bool, voice: Voice) -> Phrase {
        let Some(asked) = node.parts.first() else {
            return atom(option);
        };
        let sign = if equal { "=" } else { "≠" };
        let option = self.option(asked, option);
        Phrase {
            text: format!("{} {sign} {option}", self.told(asked, voice)),
            binding: 4,
            empty: false,
        }
    }

    /// The title of an option of the choice that is asked.
    fn option(&self, asked: &Explanation, id: &str) -> String {
        let Node::Held { slot, .. } = &asked.step else {
            return id.to_owned();
        };
        let titles: Vec<(&str, &Text)> = match self.meaning(*slot) {
            SlotMeaning::Figure(column) => {
                let options = self.form.field_of(column).options.iter();
                options.map(|own| (own.id.as_str(), &own.title)).collect()
            }
            SlotMeaning::Switch(index) => {
                let options = self.pack.switches()[index].options.iter();
                options.map(|own| (own.id.as_str(), &own.title)).collect()
            }
            SlotMeaning::Parameter(..) => Vec::new(),
        };
        let title = titles.iter().find(|(own, _)| *own == id);
        title.map_or_else(
            || id.to_owned(),
            |(_, title)| self.words.text(title).to_owned(),
        )
    }

    /// A formula in words and figures with what it comes to.
    fn line(&self, node: &Explanation) -> Line {
        let words = self.told(node, Voice::Words);
        if !matches!(node.value, Value::Number(_)) && !compares(node) {
            return Line {
                words,
                ..Line::default()
            };
        }
        let result = match &node.value {
            Value::Number(number) => {
                names::with_unit(self.words, &plain(&node.unit.show(number)), &node.unit)
            }
            Value::Missing(missing) => names::missing(self.words, *missing),
            _ => String::new(),
        };
        // A single name needs no reckoning.
        let figures = self.told(node, Voice::Figures);
        let single = result == figures || result.starts_with(&format!("{figures} "));
        Line {
            label: String::new(),
            words,
            figures: if single { String::new() } else { figures },
            result,
        }
    }

    fn steps(&self, node: &Explanation, steps: &mut Vec<Line>) {
        if let Node::Member { .. } = node.step {
            return;
        }
        if let (Node::Measure { name }, Some(inner)) = (&node.step, node.parts.first())
            && let Some(measure) = self.named(name)
        {
            let title = self.words.text(&measure.title).to_owned();
            if steps.iter().all(|known| known.label != title) {
                steps.push(Line {
                    label: title,
                    words: self.told(inner, Voice::Words),
                    figures: self.told(inner, Voice::Figures),
                    result: self.result(&node.value, &measure.unit),
                });
            }
        }
        settling(node)
            .into_iter()
            .for_each(|part| self.steps(part, steps));
    }

    fn result(&self, value: &Value, unit: &Unit) -> String {
        match value {
            Value::Number(number) if *unit.scale() == kernel::Exact::ONE => {
                names::with_unit(self.words, &in_unit(unit, number, self.words), unit)
            }
            other => self.value(other, unit),
        }
    }
}

#[cfg(test)]
mod tests {
    use kernel::Lang;

    use super::*;
    use crate::report::telling::example::pack;

    fn told(pack: &Pack, level: Level, text: &str, lang: Lang) -> String {
        let formula = formula::check(text, &pack.names(level, None)).unwrap();
        in_words(pack, level, &formula, &Words::new(lang))
    }

    #[test]
    fn brackets_stand_where_a_calculator_needs_them() {
        let pack = pack("quality-balance-2017", &[]);
        let told = |text: &str| {
            let told = told(&pack, Level::School, text, Lang::Zh);
            told.replace("室内体育用房面积", "a")
                .replace("教学及辅助用房面积", "b")
                .replace("运动场地面积", "c")
        };
        let [a, b, c] = ["indoor_sports_area", "teaching_area", "sports_ground_area"];
        assert_eq!(told(&format!("({a} - {b}) / {c}")), "(a − b) ÷ c");
        assert_eq!(told(&format!("{a} - ({b} - {c})")), "a − (b − c)");
        assert_eq!(told(&format!("({a} - {b}) + {c}")), "a − b + c");
        assert_eq!(
            told(&format!(
                "{a} < {b} and {b} < {c} and ({c} < {a} or {a} < {c})"
            )),
            "a < b 且 b < c 且 (c < a 或 a < c)"
        );
    }

    #[test]
    fn a_formula_has_no_identifier_in_words() {
        let pack = pack("quality-balance-2017", &[]);
        let rule = "pupils.primary * public_funding_base.primary + (if profile.transitional_2019 = on \
                    and urban_rural = rural then public_funding_budget else 0 [yuan]) >= 0 [yuan]";
        assert_eq!(
            told(&pack, Level::School, rule, Lang::Zh),
            "在校生数（小学） × 生均公用经费基准定额（小学） + (若 2019年规程过渡条款 = 适用 且 \
             城乡分类 = 乡村，则 年度公用经费预算总额，否则 0 元) ≥ 0 元"
        );
        let whole = pack.indicators.iter().flat_map(|own| {
            let sides = own.amount.iter().chain(&own.per);
            sides.flatten().map(|formula| (Level::Section, formula))
        });
        let rules = pack.items.iter().flat_map(|item| {
            let rules = item.tests().iter().flat_map(|test| &test.rules);
            rules
                .flat_map(|rule| rule.applies.iter().chain([&rule.require]))
                .map(|formula| (item.level, formula))
        });
        for (level, formula) in whole.chain(rules) {
            let told = in_words(&pack, level, formula, &Words::new(Lang::Zh));
            assert!(!told.contains('_'), "{}: {told}", formula.text());
        }
    }

    #[test]
    fn a_line_says_equal_once_and_marks_what_was_cut() {
        let line = |result: &str| Line {
            figures: "1 ÷ 3".to_owned(),
            result: result.to_owned(),
            ..Line::default()
        };
        let words = Words::new(Lang::Zh);
        assert_eq!(line("≈ 0.333333").whole(&words), "1 ÷ 3 ≈ 0.333333");
        assert_eq!(line("3").whole(&words), "1 ÷ 3 = 3");
    }
}
