//! What is a person asking about? `育才小学 小学 教学用房`, `primary R4 CV`, `G3`; and which word of it is
//! not known here.

use std::collections::BTreeSet;

use indicators::{County, Target};
use kernel::Text;

use crate::failure::{Failure, Word};
use crate::words::Words;

/// How many names are offered for one that is not known.
const OFFERED: usize = 5;

/// What a question is about. Stages, indicators, items and their tests are named by id, title or
/// short title in either language, schools by code or full name.
pub(crate) fn target(
    words: &Words,
    county: &County<'_>,
    question: &str,
) -> Result<Target, Failure> {
    let asked = Asked {
        words,
        county,
        question,
    };
    let target = match county.target(question) {
        Some(target) => target,
        None => asked.read()?,
    };
    match target {
        Target::Section(school, stage) | Target::Figure(school, stage, _) => {
            asked.has_stage(school, stage).map(|()| target)
        }
        _ => Ok(target),
    }
}

/// The less of a question a county understood, the later its word counts.
pub(crate) fn ignorance(failure: &Failure) -> u8 {
    match failure {
        Failure::NoSuchStage { .. } | Failure::NoFigure(_) | Failure::StageMissing { .. } => 0,
        Failure::UnknownWord { kind, .. } if *kind != Word::School => 1,
        Failure::UnknownWord { known, .. } if !known.is_empty() => 2,
        Failure::UnknownWord { .. } => 3,
        _ => 4,
    }
}

fn is_cv(word: &str) -> bool {
    ["cv", "差异系数"].contains(&word.to_lowercase().as_str())
}

struct Asked<'a> {
    words: &'a Words,
    county: &'a County<'a>,
    question: &'a str,
}

impl Asked<'_> {
    fn read(&self) -> Result<Target, Failure> {
        let parts: Vec<&str> = self.question.split_whitespace().collect();
        match parts.split_last().filter(|(last, _)| is_cv(last)) {
            Some((_, rest)) => self.spread(rest),
            None => self.item(&parts).unwrap_or_else(|| self.school(&parts)),
        }
    }

    fn has_stage(&self, school: usize, stage: usize) -> Result<(), Failure> {
        let school = &self.county.schools[school];
        if school.stages.contains(&stage) {
            return Ok(());
        }
        Err(Failure::NoSuchStage {
            school: self.county.subject(school).name.to_string(),
            stage: self.title(stage).to_owned(),
            has: school
                .stages
                .iter()
                .map(|own| self.title(*own).to_owned())
                .collect(),
        })
    }

    fn title(&self, stage: usize) -> &str {
        self.words
            .text(&self.county.standard.pack.stages()[stage].title)
    }

    /// Stage and indicator of a coefficient; a stage alone asks for the composite one.
    fn spread(&self, parts: &[&str]) -> Result<Target, Failure> {
        if let Some(stage) = self.stage(&parts.join(" ")) {
            return Ok(Target::Composite(stage));
        }
        for (first, second) in splits(parts) {
            let orders = [(&first, &second), (&second, &first)];
            for (stage, indicator) in orders {
                if let (Some(stage), Some(indicator)) =
                    (self.stage(stage), self.indicator(indicator))
                {
                    return Ok(Target::Spread(stage, indicator));
                }
            }
        }
        for (first, second) in splits(parts) {
            let known = [&first, &second].map(|part| self.stage(part).is_some());
            let indicator = [&first, &second].map(|part| self.indicator(part).is_some());
            match (known, indicator) {
                ([true, _], _) => return Err(self.unknown(Word::Indicator, second)),
                ([_, true], _) => return Err(self.unknown(Word::Indicator, first)),
                (_, [_, true]) => return Err(self.unknown(Word::Stage, first)),
                (_, [true, _]) => return Err(self.unknown(Word::Stage, second)),
                _ => {}
            }
        }
        Err(self.not_understood())
    }

    /// An item, one of its tests, and whose; nothing where no item is named.
    fn item(&self, parts: &[&str]) -> Option<Result<Target, Failure>> {
        let pack = &self.county.standard.pack;
        let item = (1..=parts.len()).rev().find_map(|head| {
            let name = parts[..head].join(" ");
            let called = |item: &standards::Item| is_called(&name, &item.id, &[&item.title]);
            Some((pack.items.iter().position(called)?, &parts[head..]))
        });
        let (item, rest) = item?;
        if rest.is_empty() {
            return Some(Ok(Target::Item(item)));
        }
        let tests = pack.items[item].tests();
        let test = (1..=rest.len()).rev().find_map(|head| {
            let name = rest[..head].join(" ");
            let called = |test: &standards::Test| is_called(&name, &test.id, &[&test.title]);
            Some((tests.iter().position(called)?, &rest[head..]))
        });
        let Some((test, of)) = test else {
            let names = tests.iter().map(|test| self.named(&test.id, &test.title));
            let known = names.map(|name| (name.clone(), name));
            let known = nearest(&rest.join(" "), known.collect());
            return Some(Err(self.unknown_of(Word::Test, rest.join(" "), known)));
        };
        if of.is_empty() {
            return Some(Ok(Target::Test(item, test, None, None)));
        }
        Some(self.school(of).and_then(|target| match target {
            Target::School(school) => Ok(Target::Test(item, test, Some(school), None)),
            Target::Section(school, stage) => {
                Ok(Target::Test(item, test, Some(school), Some(stage)))
            }
            _ => Err(self.not_understood()),
        }))
    }

    /// A school, a stage of it, an indicator of that.
    fn school(&self, parts: &[&str]) -> Result<Target, Failure> {
        if let Some(Target::School(school)) = self.county.target(&parts.join(" ")) {
            return Ok(Target::School(school));
        }
        // The stage stands between the school and the indicator, and tells them apart.
        let stages =
            (1..parts.len()).flat_map(|from| (from + 1..=parts.len()).map(move |to| (from, to)));
        let mut best = None;
        for (from, to) in stages {
            let Some(stage) = self.stage(&parts[from..to].join(" ")) else {
                continue;
            };
            let (school, indicator) = (parts[..from].join(" "), parts[to..].join(" "));
            match (
                self.called(&school),
                indicator.is_empty(),
                self.indicator(&indicator),
            ) {
                (Some(school), true, _) => return Ok(Target::Section(school, stage)),
                (Some(school), _, Some(indicator)) => {
                    return Ok(Target::Figure(school, stage, indicator));
                }
                (Some(_), _, None) => best = Some((Word::Indicator, indicator)),
                (None, _, _) => best = best.or(Some((Word::School, school))),
            }
        }
        if let Some((kind, written)) = best {
            return Err(self.unknown(kind, written));
        }
        self.without_stage(parts)
    }

    /// No word is a stage. A school of one stage needs none; else one is missing, or wrongly written.
    fn without_stage(&self, parts: &[&str]) -> Result<Target, Failure> {
        if self.indicator(&parts.join(" ")).is_some() {
            let stage = self.judged().next().unwrap_or_default();
            return Err(self.no_stage(format!("{stage} {} CV", parts.join(" "))));
        }
        for to in (1..parts.len()).rev() {
            let Some(school) = self.called(&parts[..to].join(" ")) else {
                continue;
            };
            return self.of_school(school, &parts[..to], &parts[to..]);
        }
        let head = splits(parts).find(|(_, last)| self.indicator(last).is_some());
        match (parts, head) {
            ([], _) => Err(self.not_understood()),
            (_, Some((school, _))) => Err(self.unknown(Word::School, school)),
            ([word], _) if word.is_ascii() && word.len() <= 4 => {
                let pack = &self.county.standard.pack;
                let indicators = pack
                    .indicators
                    .iter()
                    .map(|known| (&known.id, &known.short));
                let items = pack.items.iter().map(|item| (&item.id, &item.title));
                let known = indicators.chain(items);
                let known = known.map(|(id, title)| (id.clone(), self.named(id, title)));
                let known = nearest(word, known.collect());
                Err(self.unknown_of(Word::Indicator, (*word).to_owned(), known))
            }
            _ => Err(self.unknown(Word::School, parts.join(" "))),
        }
    }

    /// Words behind a school of which none is a stage.
    fn of_school(&self, school: usize, name: &[&str], rest: &[&str]) -> Result<Target, Failure> {
        if let Some(indicator) = self.indicator(&rest.join(" ")) {
            let stages = &self.county.schools[school].stages;
            return match stages.as_slice() {
                [stage] => Ok(Target::Figure(school, *stage, indicator)),
                _ => {
                    let stage = stages.first().map_or("", |stage| self.title(*stage));
                    let parts = [&name.join(" "), stage, &rest.join(" ")];
                    Err(self.no_stage(parts.join(" ")))
                }
            };
        }
        let stage = splits(rest).find(|(_, last)| self.indicator(last).is_some());
        let stage = stage.map_or_else(|| rest[0].to_owned(), |(stage, _)| stage);
        Err(self.unknown(Word::Stage, stage))
    }

    fn no_stage(&self, example: String) -> Failure {
        Failure::StageMissing {
            written: self.question.to_owned(),
            example,
        }
    }

    /// Titles of the stages that are judged.
    fn judged(&self) -> impl Iterator<Item = &str> {
        let stages = self.county.standard.pack.stages().iter();
        stages
            .filter(|stage| stage.judged)
            .map(|stage| self.words.text(&stage.title))
    }

    fn indicators(&self) -> Vec<Known> {
        let known = self.county.standard.pack.indicators.iter();
        let names = known.map(|known| self.named(&known.id, &known.short));
        names.map(|name| (name.clone(), name)).collect()
    }

    fn stage(&self, name: &str) -> Option<usize> {
        let called = |stage: &facts::catalogue::Stage| is_called(name, &stage.id, &[&stage.title]);
        self.county.standard.pack.stages().iter().position(called)
    }

    fn indicator(&self, name: &str) -> Option<usize> {
        let called = |known: &standards::Indicator| {
            let both = |text: fn(&Text) -> &String, short: &Text| {
                format!("{} {}", known.id, text(short)).to_lowercase() == name.to_lowercase()
            };
            is_called(name, &known.id, &[&known.title, &known.short])
                || both(|text| &text.zh, &known.short)
                || both(|text| &text.en, &known.short)
        };
        self.county.standard.pack.indicators.iter().position(called)
    }

    fn called(&self, name: &str) -> Option<usize> {
        match self.county.target(name) {
            Some(Target::School(school)) => Some(school),
            _ => None,
        }
    }

    fn not_understood(&self) -> Failure {
        Failure::UnknownSubject {
            written: self.question.to_owned(),
        }
    }

    fn named(&self, id: &str, title: &Text) -> String {
        format!("{id} {}", self.words.text(title))
    }

    fn unknown(&self, kind: Word, written: String) -> Failure {
        let known = match kind {
            Word::School => self.schools_like(&written),
            Word::Stage => self.judged().map(str::to_owned).collect(),
            Word::Indicator | Word::Test => nearest(&written, self.indicators()),
        };
        self.unknown_of(kind, written, known)
    }

    fn unknown_of(&self, kind: Word, written: String, known: Vec<String>) -> Failure {
        Failure::UnknownWord {
            written,
            kind,
            known,
        }
    }

    /// Schools whose names hold the words, or else most of their letters.
    fn schools_like(&self, written: &str) -> Vec<String> {
        let schools = &self.county.schools;
        let names = schools.iter().map(|school| self.county.subject(school));
        let names: Vec<(String, String)> = names
            .map(|subject| (subject.code.to_string(), subject.name.to_string()))
            .collect();
        let holding: Vec<String> = names
            .iter()
            .filter(|(code, name)| name.contains(written) || code.contains(written))
            .map(|(_, name)| name.clone())
            .collect();
        if !holding.is_empty() {
            return holding.into_iter().take(OFFERED).collect();
        }
        let mut alike: Vec<(usize, String)> = names
            .into_iter()
            .map(|(_, name)| (unlike(written, &name), name))
            .filter(|(unlike, _)| *unlike * 2 <= written.chars().count())
            .collect();
        alike.sort();
        alike
            .into_iter()
            .take(OFFERED)
            .map(|(_, name)| name)
            .collect()
    }
}

/// Every way to part words into two.
fn splits<'p>(parts: &'p [&str]) -> impl Iterator<Item = (String, String)> + 'p {
    (1..parts.len()).map(|at| (parts[..at].join(" "), parts[at..].join(" ")))
}

/// By id or by a title in either language, large or small letters alike.
fn is_called(name: &str, id: &str, titles: &[&Text]) -> bool {
    let name = name.to_lowercase();
    let texts = titles.iter().flat_map(|title| [&title.zh, &title.en]);
    id.to_lowercase() == name || texts.into_iter().any(|text| text.to_lowercase() == name)
}

/// Something that can be asked about: what is compared with the question, what is offered.
type Known = (String, String);

/// Those most like what was written; all when nothing tells them apart.
fn nearest(written: &str, known: Vec<Known>) -> Vec<String> {
    let length = written.chars().count();
    let with = known.into_iter().enumerate();
    let mut alike: Vec<(usize, usize, String)> = with
        .map(|(at, (key, shown))| (unlike(written, &key), at, shown))
        .collect();
    let least = alike.iter().map(|(unlike, _, _)| *unlike).min();
    let all_same = alike.iter().all(|(unlike, _, _)| Some(*unlike) == least);
    if !all_same {
        alike.retain(|(unlike, _, _)| *unlike < length);
        alike.sort();
        alike.truncate(OFFERED);
    }
    alike.into_iter().map(|(_, _, shown)| shown).collect()
}

/// How many letters of what was written a name has not.
fn unlike(written: &str, name: &str) -> usize {
    let letters = |text: &str| -> Vec<char> { text.to_lowercase().chars().collect() };
    let (written, name) = (letters(written), letters(name));
    let have: BTreeSet<char> = name.iter().copied().collect();
    written
        .iter()
        .filter(|letter| !have.contains(letter))
        .count()
}
