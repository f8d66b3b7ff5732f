//! Two runs side by side: what moved, and whether facts, parameters, formulas or the profile did it.

use indicators::compare::{Cause, Comparison, Warning};
use indicators::record::RunRecord;
use indicators::{ItemOutcome, Lamp, Outcome, Standing};

use kernel::{Exact, Text};
use standards::{Group, Pack, Test};

use super::findings;
use super::names::{self, Said};
use crate::terminal::{Look, Tone, cell, number, shown};
use crate::words::{Words, tell};

/// How many moved figures of rows the screen shows; JSON has them all.
const SHOWN: usize = 40;

/// How many counties are named where the runs have none in common.
const NAMED: usize = 5;

/// The comparison as text. Runs know ids; the pack, if it is still there, knows their titles.
pub(crate) fn text(
    words: &Words,
    look: Look,
    (before, after): (&RunRecord, &RunRecord),
    comparison: &Comparison,
    pack: Option<&Pack>,
) -> String {
    let page = Page {
        words,
        look,
        comparison,
        teller: Teller { words, pack },
    };
    let parts = [
        page.head(before, after),
        page.warnings(),
        page.verdicts(),
        page.items(),
        page.spreads(),
        page.figures(),
        page.end(),
    ];
    parts
        .iter()
        .filter(|part| !part.is_empty())
        .cloned()
        .collect::<Vec<_>>()
        .join("\n")
}

struct Page<'a> {
    words: &'a Words,
    look: Look,
    comparison: &'a Comparison,
    teller: Teller<'a>,
}

impl Page<'_> {
    fn title(&self, text: &str) -> String {
        self.look.paint(Tone::Strong, text)
    }

    fn head(&self, before: &RunRecord, after: &RunRecord) -> String {
        let words = self.words;
        let mut table = self.look.table([
            String::new(),
            tell!(words, "column-standard"),
            tell!(words, "column-hash"),
            tell!(words, "column-facts"),
            tell!(words, "column-day"),
        ]);
        for (name, run) in [
            (tell!(words, "run-before"), before),
            (tell!(words, "run-after"), after),
        ] {
            table.add_row(
                [
                    name,
                    format!("{} {}", run.standard.id, run.standard.version),
                    run.standard.hash.clone(),
                    run.facts.hash.clone(),
                    run.standard.day.clone(),
                ]
                .map(|text| cell(text, Tone::Plain)),
            );
        }
        format!("{}\n", shown(&mut table, 0))
    }

    fn warnings(&self) -> String {
        let told = self.teller.warnings(self.comparison).into_iter();
        told.map(|text| {
            let line = self.look.item("!", &text, 0);
            format!("{}\n", self.look.paint(Tone::Near, &line))
        })
        .collect()
    }

    fn verdicts(&self) -> String {
        if self.comparison.verdicts.is_empty() {
            return String::new();
        }
        let mut text = format!("{}\n", self.title(&tell!(self.words, "changes-verdicts")));
        for moved in &self.comparison.verdicts {
            let word = |outcome: Option<Outcome>| {
                self.said(outcome.map(|o| names::outcome(self.words, o)))
            };
            let change = format!("{} → {}", word(moved.verdict.0), word(moved.verdict.1));
            let line = self.words.labelled(&moved.county, &change);
            text.push_str(&format!("{}\n", self.look.item("-", &line, 2)));
        }
        text
    }

    /// The word, or that it was not there.
    fn said(&self, said: Option<Said>) -> String {
        said.map_or_else(|| tell!(self.words, "changes-absent"), |said| said.plain())
    }

    fn items(&self) -> String {
        if self.comparison.items.is_empty() {
            return String::new();
        }
        let mut text = format!("{}\n", self.title(&tell!(self.words, "changes-items")));
        for moved in &self.comparison.items {
            let group = self.teller.group(&moved.item);
            let word = |outcome: Option<ItemOutcome>| {
                self.said(outcome.map(|o| names::item(self.words, group, o)))
            };
            let change = format!("{} → {}", word(moved.outcome.0), word(moved.outcome.1));
            let called = match &moved.title {
                Some(title) => {
                    format!("{} {} {}", moved.county, moved.item, self.words.text(title))
                }
                None => format!("{} {}", moved.county, moved.item),
            };
            let line = self.words.labelled(&called, &change);
            text.push_str(&format!("{}\n", self.look.item("-", &line, 2)));
            for cause in &moved.causes {
                let line = self.teller.item_cause(&moved.item, cause);
                text.push_str(&format!("{}\n", self.look.paragraph(&line, 6)));
            }
        }
        text
    }

    fn spreads(&self) -> String {
        if self.comparison.spreads.is_empty() {
            return String::new();
        }
        let words = self.words;
        let mut table = self.look.table([
            tell!(words, "column-county"),
            tell!(words, "column-stage"),
            tell!(words, "column-indicator"),
            tell!(words, "run-before"),
            tell!(words, "run-after"),
            tell!(words, "column-cause"),
        ]);
        let cv = |cv: Option<f64>| cv.map_or("—".to_owned(), |cv| format!("{cv:.4}"));
        for moved in &self.comparison.spreads {
            table.add_row([
                cell(&moved.county, Tone::Plain),
                cell(self.teller.stage(&moved.stage), Tone::Plain),
                cell(self.teller.indicator(&moved.indicator), Tone::Plain),
                number(cv(moved.before)),
                number(format!(
                    "{}{}",
                    self.turned(moved.standing),
                    cv(moved.after)
                )),
                cell(self.teller.causes(&moved.causes, &moved.stage), Tone::Plain),
            ]);
        }
        format!(
            "{}\n{}\n",
            self.title(&tell!(words, "changes-spreads")),
            shown(&mut table, 2)
        )
    }

    /// The sign of the new standing when it is another.
    fn turned(&self, standing: (Option<Standing>, Option<Standing>)) -> String {
        match standing {
            (before, Some(after)) if before != Some(after) => {
                format!(
                    "{} ",
                    names::standing(self.words, after, Lamp::Grey).sign.mark()
                )
            }
            _ => String::new(),
        }
    }

    fn figures(&self) -> String {
        let moved = &self.comparison.figures;
        if moved.is_empty() {
            return String::new();
        }
        let words = self.words;
        let mut table = self.look.table([
            tell!(words, "column-school"),
            tell!(words, "column-stage"),
            tell!(words, "column-indicator"),
            tell!(words, "run-before"),
            tell!(words, "run-after"),
            tell!(words, "column-cause"),
        ]);
        let value = |value: &Option<String>| value.clone().unwrap_or_else(|| "—".to_owned());
        // Those whose standing turned come first: they decide.
        let mut order: Vec<_> = moved.iter().collect();
        order.sort_by_key(|figure| figure.standing.0 == figure.standing.1);
        for figure in order.iter().take(SHOWN) {
            table.add_row([
                cell(&figure.name, Tone::Plain),
                cell(self.teller.stage(&figure.stage), Tone::Plain),
                cell(self.teller.indicator(&figure.indicator), Tone::Plain),
                number(value(&figure.before)),
                number(format!(
                    "{}{}",
                    self.turned(figure.standing),
                    value(&figure.after)
                )),
                cell(
                    self.teller.causes(&figure.causes, &figure.stage),
                    Tone::Plain,
                ),
            ]);
        }
        let mut text = format!(
            "{}\n{}\n",
            self.title(&tell!(words, "changes-figures", count = moved.len())),
            shown(&mut table, 2)
        );
        if moved.len() > SHOWN {
            let more = tell!(words, "changes-more", count = moved.len() - SHOWN);
            text.push_str(&format!("  {}\n", self.look.paint(Tone::Faint, &more)));
        }
        text
    }

    fn end(&self) -> String {
        let comparison = self.comparison;
        tell!(
            self.words,
            "changes-end",
            verdicts = comparison.verdicts.len(),
            items = comparison.items.len(),
            spreads = comparison.spreads.len(),
            figures = comparison.figures.len(),
            unmoved = comparison.unmoved
        ) + "\n"
    }
}

/// Tells what moved: runs know ids; the pack, if it is still there, knows their titles.
pub(crate) struct Teller<'a> {
    /// The language.
    pub(crate) words: &'a Words,
    /// The rules of the later run.
    pub(crate) pack: Option<&'a Pack>,
}

impl Teller<'_> {
    /// Why two runs can hardly be set side by side.
    pub(crate) fn warnings(&self, comparison: &Comparison) -> Vec<String> {
        let words = self.words;
        let told = comparison.warnings.iter();
        told.map(|warning| match warning {
            Warning::OtherStandard { before, after } => tell!(
                words,
                "changes-other-standard",
                before = before.clone(),
                after = after.clone()
            ),
            Warning::OtherCounties { before, after } => tell!(
                words,
                "changes-other-counties",
                before = words.list(before.iter().take(NAMED)),
                after = words.list(after.iter().take(NAMED))
            ),
        })
        .collect()
    }

    /// A cause of an item: its values are those of the item's tests.
    pub(crate) fn item_cause(&self, item: &str, cause: &Cause) -> String {
        let list = |changes: &[(String, String, String)], unit: bool| {
            let one = |(id, before, after): &(String, String, String)| {
                let test = self.test(item, id);
                let told = |value: &str| self.side(test.filter(|_| unit), value);
                let title = test.map_or(id.as_str(), |test| self.words.text(&test.title));
                format!("{title} {} → {}", told(before), told(after))
            };
            self.words.list(changes.iter().map(one))
        };
        match cause {
            Cause::Facts { inputs } => tell!(self.words, "cause-facts", list = list(inputs, true)),
            Cause::Parameters { values } => {
                tell!(self.words, "cause-parameters", list = list(values, true))
            }
            Cause::Counts { tests } => tell!(self.words, "cause-counts", list = list(tests, false)),
            Cause::Answers { tests } => {
                let one = |(id, before, after): &(String, ItemOutcome, ItemOutcome)| {
                    let test = self.test(item, id);
                    let title = test.map_or(id.as_str(), |test| self.words.text(&test.title));
                    let word = |outcome: &ItemOutcome| {
                        names::item(self.words, self.group(item), *outcome).word
                    };
                    format!("{title} {} → {}", word(before), word(after))
                };
                tell!(
                    self.words,
                    "cause-answers",
                    list = self.words.list(tests.iter().map(one))
                )
            }
            other => self.cause(other, ""),
        }
    }

    fn group(&self, item: &str) -> Option<&Group> {
        let pack = self.pack?;
        let item = pack.items.iter().find(|known| known.id == item)?;
        Some(&pack.groups[item.group])
    }

    fn test(&self, item: &str, id: &str) -> Option<&Test> {
        let items = &self.pack?.items;
        let item = items.iter().find(|known| known.id == item)?;
        item.tests().iter().find(|test| test.id == id)
    }

    /// A side of a comparison with its unit, short; a dash where there is none.
    fn side(&self, test: Option<&Test>, value: &str) -> String {
        if value.is_empty() {
            return "—".to_owned();
        }
        let number: Option<Exact> = value.parse().ok();
        match (number, test.and_then(|test| test.unit.as_ref())) {
            (Some(number), Some(unit)) => {
                names::with_unit(self.words, &names::short(&number), unit)
            }
            (Some(number), None) if value.contains('/') && test.is_some() => names::short(&number),
            _ => value.to_owned(),
        }
    }

    fn stage(&self, id: &str) -> String {
        let stage = self
            .pack
            .and_then(|pack| Some(&pack.stages()[pack.stage(id)?]));
        stage.map_or_else(
            || id.to_owned(),
            |stage| self.words.text(&stage.title).to_owned(),
        )
    }

    fn indicator(&self, id: &str) -> String {
        let known = self
            .pack
            .and_then(|pack| Some(&pack.indicators[pack.indicator(id)?]));
        known.map_or_else(|| id.to_owned(), |known| names::name_of(self.words, known))
    }

    /// A reported figure by its title.
    fn figure(&self, name: &str, stage: &str) -> String {
        let title = self.pack.and_then(|pack| {
            let form = pack.school_form();
            let column = form
                .column(name)
                .or_else(|| form.column_for(name, pack.stage(stage)))?;
            // The stage is told unless it is the row's own.
            let own = form.stage_of(column).is_none_or(|known| known.id == stage);
            Some(match own {
                true => self.words.text(&form.field_of(column).title).to_owned(),
                false => self.words.text(&form.column_title(column)).to_owned(),
            })
        });
        title.unwrap_or_else(|| name.to_owned())
    }

    /// Why a figure of a stage moved.
    pub(crate) fn causes(&self, causes: &[Cause], stage: &str) -> String {
        causes
            .iter()
            .map(|cause| self.cause(cause, stage))
            .collect::<Vec<_>>()
            .join(&tell!(self.words, "report-semicolon"))
    }

    fn cause(&self, cause: &Cause, stage: &str) -> String {
        let words = self.words;
        let list = |changes: &[(String, String, String)]| {
            let one = |(name, before, after): &(String, String, String)| {
                let (before, after) = (told(words, before), told(words, after));
                format!("{} {before} → {after}", self.figure(name, stage))
            };
            // A formula may use one figure under two names.
            let mut told: Vec<String> = Vec::new();
            for change in changes.iter().map(one) {
                if !told.contains(&change) {
                    told.push(change);
                }
            }
            words.list(told)
        };
        match cause {
            Cause::Facts { inputs } => tell!(words, "cause-facts", list = list(inputs)),
            Cause::Counts { tests } => tell!(words, "cause-counts", list = list(tests)),
            Cause::Turned { sections, spreads } => {
                tell!(
                    words,
                    "cause-turned",
                    sections = *sections,
                    spreads = *spreads
                )
            }
            Cause::Standard | Cause::Answers { .. } => tell!(words, "cause-standard"),
            Cause::Parameters { values } => tell!(words, "cause-parameters", list = list(values)),
            Cause::Formula { before, after } => {
                tell!(
                    words,
                    "cause-formula",
                    before = before.clone(),
                    after = after.clone()
                )
            }
            Cause::Profile { switches } => tell!(words, "cause-profile", list = list(switches)),
            Cause::Appeared => tell!(words, "cause-appeared"),
            Cause::Vanished => tell!(words, "cause-vanished"),
            Cause::Schools {
                changed,
                came,
                went,
            } => {
                tell!(
                    words,
                    "cause-schools",
                    changed = *changed,
                    came = *came,
                    went = *went
                )
            }
        }
    }
}

/// What people call an item.
pub(crate) fn item_title<'a>(pack: &'a Pack, item: &str) -> Option<&'a Text> {
    let known = pack.items.iter().find(|known| known.id == item)?;
    Some(&known.title)
}

/// A value of a run in words: why it is missing, or a dash where the run has none.
fn told(words: &Words, value: &str) -> String {
    match value {
        "" => "—".to_owned(),
        value => findings::figure(words, value),
    }
}
