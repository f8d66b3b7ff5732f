//! Does a pack do what an inspector would expect? Its cases, run.

use std::sync::Arc;

use facts::catalogue::{Field, FieldKind, Form};
use facts::table::{Datum, Entry, Subject, Table};
use kernel::{Exact, Place, Unit};
use rust_decimal::Decimal;
use standards::{Case, CaseSchool, Expect, Pack, Standard};

use crate::assess::{CountyAssessment, Outcome, Section};
use crate::county::{County, Facts, counties, prepare};
use crate::explain::SpreadRow;
use crate::figure::Standing;
use crate::items::{Answer, ItemOutcome};
use crate::target::Target;

/// A case that did not come out as its author expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseFailure {
    /// The case's file.
    pub file: String,
    /// What was asked.
    pub of: String,
    /// What was expected.
    pub expected: String,
    /// What came.
    pub found: String,
}

/// Runs a case; no failures means that all came out as expected.
pub fn run_case(pack: &Arc<Pack>, case: &Case) -> Vec<CaseFailure> {
    match run(pack, case) {
        Ok(failures) => failures,
        Err(problem) => vec![CaseFailure {
            file: case.file.clone(),
            of: String::new(),
            expected: String::new(),
            found: problem,
        }],
    }
}

fn run(pack: &Arc<Pack>, case: &Case) -> Result<Vec<CaseFailure>, String> {
    let standard = pack
        .on(case.day, &case.profile)
        .map_err(|error| error.to_string())?;
    let year = case.day.year();
    let mut schools = Table::new(pack.school_form().clone());
    for school in &case.schools {
        add_school(&mut schools, school, year)?;
    }
    let (schools, _) = prepare(pack, schools);
    let county = county_table(pack, case, year)?;
    let facts = Facts {
        schools: &schools,
        county: county.as_ref(),
    };
    let mut counties = counties(&standard, facts);
    if counties.is_empty() {
        counties.push(County::without_schools(&standard, facts, COUNTY, year));
    }
    let county = &counties[0];
    let found = county.assess();
    let judged = Judged {
        standard: &standard,
        county,
        found: &found,
    };
    let failures = case.expect.iter().filter_map(|expect| {
        let (expected, found) = judged.compare(expect).err()?;
        Some(CaseFailure {
            file: case.file.clone(),
            of: expect.of.clone(),
            expected,
            found,
        })
    });
    Ok(failures.collect())
}

const COUNTY: &str = "county";

fn subject(code: &str, school: Option<&CaseSchool>, year: i16) -> Subject {
    Subject {
        code: code.into(),
        name: school
            .and_then(|school| school.name.as_deref())
            .unwrap_or(code)
            .into(),
        county: COUNTY.into(),
        township: None,
        year,
        parent: school
            .and_then(|school| school.parent.as_deref())
            .map(Into::into),
        place: Place::NOWHERE,
    }
}

fn add_school(table: &mut Table, school: &CaseSchool, year: i16) -> Result<(), String> {
    let row = table.push(subject(&school.code, Some(school), year));
    for (name, text) in &school.figures {
        set(table, row, name, text)?;
    }
    Ok(())
}

fn county_table(pack: &Pack, case: &Case, year: i16) -> Result<Option<Table>, String> {
    let Some(form) = pack.county_form() else {
        return Ok(None);
    };
    let mut table = Table::new(form.clone());
    let row = table.push(subject(COUNTY, None, year));
    for (name, text) in &case.county {
        set(&mut table, row, name, text)?;
    }
    Ok(Some(table))
}

fn set(table: &mut Table, row: usize, name: &str, text: &str) -> Result<(), String> {
    let form: Arc<Form> = table.form.clone();
    let column = form
        .column(name)
        .ok_or_else(|| format!("the form has no figure `{name}`"))?;
    let datum = read(form.field_of(column), text)
        .ok_or_else(|| format!("`{text}` is not an answer to `{name}`"))?;
    table.set(
        row,
        column,
        Entry {
            datum,
            place: Place::NOWHERE,
        },
    );
    Ok(())
}

fn read(field: &Field, text: &str) -> Option<Datum> {
    if field.kind == FieldKind::Choice {
        let option = field.options.iter().position(|option| option.id == text)?;
        return Some(Datum::Choice(option as u16));
    }
    let number = text
        .parse::<Exact>()
        .ok()
        .filter(|number| !number.is_negative())?;
    let base = field.unit.keep(&number);
    base.to_plain().parse::<Decimal>().ok().map(Datum::Number)
}

struct Judged<'a> {
    standard: &'a Standard,
    county: &'a County<'a>,
    found: &'a CountyAssessment,
}

/// What was expected and what came.
type Mismatch = (String, String);

impl Judged<'_> {
    fn compare(&self, expect: &Expect) -> Result<(), Mismatch> {
        if let Some(finding) = &expect.finding {
            return self.finding(expect, finding);
        }
        if let Some(result) = self.part(expect) {
            return result;
        }
        let target = self.county.target(&expect.of).ok_or_else(|| {
            (
                expect.of.clone(),
                "there is nothing of that name in the case".to_owned(),
            )
        })?;
        match target {
            Target::County => is(expect, word_of_outcome(self.found.verdict)),
            Target::School(_) => Err((
                expect.of.clone(),
                "name a stage, an indicator or a finding".into(),
            )),
            Target::Section(school, stage) => self.section(expect, school, stage),
            Target::Figure(school, stage, indicator) => {
                self.figure(expect, school, stage, indicator)
            }
            Target::Spread(stage, indicator) => self.spread(expect, stage, indicator),
            Target::Composite(stage) => self.composite(expect, stage),
            Target::Item(item) => is(expect, word_of_item(self.found.items[item].outcome)),
            Target::Test(item, test, school, stage) => {
                self.test(expect, item, test, (school, stage))
            }
        }
    }

    /// A part of a figure or of a coefficient: `A primary R4 amount`, `primary R6 mean`.
    fn part(&self, expect: &Expect) -> Option<Result<(), Mismatch>> {
        let (of, part) = expect.of.rsplit_once(' ')?;
        if !["amount", "term", "rows", "mean", "sum", "sd"].contains(&part) {
            return None;
        }
        let of_spread = || self.county.target(&format!("{of} CV"));
        match self.county.target(of).or_else(of_spread)? {
            Target::Figure(school, stage, indicator) => {
                self.figure_part(expect, part, (school, stage, indicator))
            }
            Target::Spread(stage, indicator) => self.spread_part(expect, part, stage, indicator),
            _ => None,
        }
    }

    fn figure_part(
        &self,
        expect: &Expect,
        part: &str,
        (school, stage, indicator): (usize, usize, usize),
    ) -> Option<Result<(), Mismatch>> {
        let section = self.row(school, stage)?;
        if part == "amount" {
            return Some(value_is(
                &expect.value,
                section.figures[indicator].amount.clone().ok(),
            ));
        }
        let proof = self.county.explain_spread(self.found, stage, indicator)?;
        let own = |row: &&SpreadRow| self.found.sections[row.section].school == school;
        Some(binary_is(
            &expect.value,
            proof.rows.iter().find(own).map(|row| row.term),
        ))
    }

    fn spread_part(
        &self,
        expect: &Expect,
        part: &str,
        stage: usize,
        indicator: usize,
    ) -> Option<Result<(), Mismatch>> {
        let proof = self.county.explain_spread(self.found, stage, indicator)?;
        let unit = &self.standard.pack.indicators[indicator].unit;
        Some(match part {
            "rows" => value_is(&expect.value, Some(Exact::from(proof.rows.len() as u64))),
            "mean" => value_is(
                &expect.value,
                proof.result.mean.as_ref().map(|mean| unit.show(mean)),
            ),
            "sd" => binary_is(
                &expect.value,
                proof.result.sd.map(|sd| sd / unit.scale().to_f64()),
            ),
            _ => binary_is(
                &expect.value,
                Some(proof.rows.iter().map(|row| row.term).sum()),
            ),
        })
    }

    fn finding(&self, expect: &Expect, finding: &str) -> Result<(), Mismatch> {
        let table = self.county.facts.schools;
        let mut found = facts::checks::run(table);
        found.extend(
            self.county
                .facts
                .county
                .map(facts::checks::run)
                .unwrap_or_default(),
        );
        let about = |named: &Option<String>| {
            named
                .as_deref()
                .is_some_and(|named| named.contains(expect.of.as_str()))
        };
        let own: Vec<String> = found
            .into_iter()
            .filter(|f| about(&f.subject))
            .map(|f| f.code)
            .collect();
        if own.iter().any(|code| code == finding) {
            return Ok(());
        }
        Err((
            finding.to_owned(),
            if own.is_empty() {
                "no finding".into()
            } else {
                own.join(", ")
            },
        ))
    }

    fn row(&self, school: usize, stage: usize) -> Option<&Section> {
        self.found
            .sections
            .iter()
            .find(|s| s.school == school && s.stage == stage)
    }

    fn section(&self, expect: &Expect, school: usize, stage: usize) -> Result<(), Mismatch> {
        let Some(section) = self.row(school, stage) else {
            let left = self
                .found
                .left_out
                .iter()
                .find(|l| l.school == school && l.stage == stage);
            let reasons = &self.standard.pack.sections.leave_out;
            let reason = left.map_or("no such stage", |left| &reasons[left.reason].id);
            if let Some(wanted) = expect.reason.as_deref().filter(|wanted| *wanted != reason) {
                return Err((wanted.to_owned(), reason.to_owned()));
            }
            return is(expect, "no row");
        };
        is(expect, word_of_outcome(section.outcome))
    }

    fn figure(
        &self,
        expect: &Expect,
        school: usize,
        stage: usize,
        indicator: usize,
    ) -> Result<(), Mismatch> {
        let Some(section) = self.row(school, stage) else {
            return is(expect, "no row");
        };
        let figure = &section.figures[indicator];
        let unit = &self.standard.pack.indicators[indicator].unit;
        let value = figure.value.as_ref().ok();
        value_is(&expect.value, value.map(|value| unit.show(value)))?;
        flag_is(expect, figure.rounding_decides)?;
        let unknown = figure.value.is_err();
        is(
            expect,
            if unknown {
                "cannot decide"
            } else {
                word_of_standing(figure.standing)
            },
        )
    }

    fn spread(&self, expect: &Expect, stage: usize, indicator: usize) -> Result<(), Mismatch> {
        let spread = self
            .found
            .spreads
            .iter()
            .find(|s| s.stage == stage && s.indicator == indicator);
        let Some(spread) = spread else {
            return is(expect, "no data");
        };
        binary_is(&expect.value, spread.cv)?;
        flag_is(expect, spread.rounding_decides)?;
        is(expect, word_of_spread(spread.standing))
    }

    fn composite(&self, expect: &Expect, stage: usize) -> Result<(), Mismatch> {
        let composite = self
            .found
            .composites
            .iter()
            .find(|composite| composite.stage == stage);
        let Some(composite) = composite else {
            return is(expect, "no data");
        };
        binary_is(&expect.value, composite.value)?;
        flag_is(expect, composite.rounding_decides)?;
        is(expect, word_of_spread(composite.standing))
    }

    fn test(
        &self,
        expect: &Expect,
        item: usize,
        test: usize,
        (school, stage): (Option<usize>, Option<usize>),
    ) -> Result<(), Mismatch> {
        let result = &self.found.items[item].tests[test];
        let own = |answer: &&Answer| {
            answer.school == school && (stage.is_none() || answer.stage == stage)
        };
        let answer = match (school, result.answers.iter().find(own)) {
            (_, Some(answer)) => answer,
            (None, None) => return is(expect, word_of_item(result.outcome)),
            (Some(_), None) => return is(expect, "not asked"),
        };
        let unit = &self.standard.pack.items[item].tests()[test].unit;
        let unit = unit.clone().unwrap_or_else(Unit::none);
        let side = |side: &Option<Result<Exact, _>>| Some(unit.show(side.as_ref()?.as_ref().ok()?));
        value_is(&expect.have, side(&answer.have))?;
        value_is(&expect.need, side(&answer.need))?;
        flag_is(expect, answer.rounding_decides)?;
        is(expect, word_of_item(answer.outcome))
    }
}

fn is(expect: &Expect, found: &str) -> Result<(), Mismatch> {
    match &expect.is {
        Some(wanted) if wanted != found => Err((wanted.clone(), found.to_owned())),
        _ => Ok(()),
    }
}

fn flag_is(expect: &Expect, rounding_decides: bool) -> Result<(), Mismatch> {
    let found = if rounding_decides {
        "rounding decides"
    } else {
        "no flag"
    };
    match &expect.flag {
        Some(wanted) if wanted != found => Err((wanted.clone(), found.to_owned())),
        _ => Ok(()),
    }
}

fn digits_of(text: &str) -> u32 {
    text.split_once('.')
        .map_or(0, |(_, part)| part.len() as u32)
}

/// The value at the digits written.
fn value_is(wanted: &Option<String>, found: Option<Exact>) -> Result<(), Mismatch> {
    let Some(wanted) = wanted else { return Ok(()) };
    let found = found.map_or("missing".to_owned(), |found| {
        found.to_fixed(digits_of(wanted))
    });
    if *wanted == found {
        Ok(())
    } else {
        Err((wanted.clone(), found))
    }
}

fn binary_is(wanted: &Option<String>, found: Option<f64>) -> Result<(), Mismatch> {
    let Some(wanted) = wanted else { return Ok(()) };
    let digits = digits_of(wanted) as usize;
    let found = found.map_or("missing".to_owned(), |found| format!("{found:.digits$}"));
    if *wanted == found {
        Ok(())
    } else {
        Err((wanted.clone(), found))
    }
}

fn word_of_outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Pass => "pass",
        Outcome::Fail => "fail",
        Outcome::CannotDecide => "cannot decide",
        Outcome::NotJudged => "not judged",
    }
}

fn word_of_standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Met => "met",
        Standing::Floor => "floor",
        Standing::Below => "below",
        Standing::Unknown => "cannot decide",
        Standing::NoLimit => "no limit",
    }
}

fn word_of_spread(standing: Standing) -> &'static str {
    match standing {
        Standing::Below => "not met",
        other => word_of_standing(other),
    }
}

fn word_of_item(outcome: ItemOutcome) -> &'static str {
    match outcome {
        ItemOutcome::Met => "met",
        ItemOutcome::NotMet => "not met",
        ItemOutcome::CannotDecide => "cannot decide",
        ItemOutcome::NeedsEvidence => "needs evidence",
        ItemOutcome::NotJudged => "not judged",
    }
}
