//! A finding in words: what is wrong, where, what was expected, what to do.

use kernel::{Document, Figure, Finding, Grade, Missing, column_letters, row_runs, rows_text};
use serde::Serialize;

use super::names;
use crate::loading::Loaded;
use crate::terminal::{Look, Tone};
use crate::words::{Args, Words, tell};

/// The four parts of a finding, and its stable code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Told {
    /// Stable code.
    pub(crate) code: String,
    /// 必须改正
    pub(crate) grade: String,
    /// What is wrong.
    pub(crate) what: String,
    /// File, sheet, row, column; empty when it is about no place.
    pub(crate) place: String,
    /// What was expected, or why it matters.
    pub(crate) expected: String,
    /// What to do.
    pub(crate) todo: String,
}

/// A finding in the reader's language.
pub(crate) fn told(words: &Words, finding: &Finding) -> Told {
    let args = args(finding);
    let part = |attribute| {
        words
            .attribute(&finding.code, attribute, &args)
            .unwrap_or_default()
    };
    let (what, expected, todo) = match &finding.title {
        Some(title) => (
            breach(words, finding, words.text(title)),
            finding
                .why
                .as_ref()
                .map_or("", |why| words.text(why))
                .to_owned(),
            finding
                .todo
                .as_ref()
                .map_or("", |todo| words.text(todo))
                .to_owned(),
        ),
        None => (
            about(words, finding, words.named(&finding.code, &args)),
            part("expected"),
            part("todo"),
        ),
    };
    Told {
        code: finding.code.clone(),
        grade: grade(words, finding.grade),
        what,
        place: place(words, finding),
        expected,
        todo,
    }
}

/// The same for somebody at a page, who has no command line and no mapping files: where a message has its own
/// advice for him (`.page`), that is what to do.
pub(crate) fn on_page(words: &Words, finding: &Finding) -> Told {
    let told = told(words, finding);
    let own = words.attribute(&finding.code, "page", &args(finding));
    Told {
        todo: own.unwrap_or(told.todo),
        ..told
    }
}

/// 必须改正, 需要说明, 提示
pub(crate) fn grade(words: &Words, grade: Grade) -> String {
    match grade {
        Grade::MustFix => tell!(words, "grade-must-fix"),
        Grade::Explain => tell!(words, "grade-explain"),
        Grade::Notice => tell!(words, "grade-notice"),
    }
}

fn tone(grade: Grade) -> Tone {
    match grade {
        Grade::MustFix => Tone::Bad,
        Grade::Explain => Tone::Near,
        Grade::Notice => Tone::Plain,
    }
}

fn sign(grade: Grade) -> &'static str {
    match grade {
        Grade::MustFix => "×",
        Grade::Explain => "!",
        Grade::Notice => "-",
    }
}

fn args(finding: &Finding) -> Args {
    let mut args = Args::new();
    args.set("subject", finding.subject.clone().unwrap_or_default());
    for (name, value) in &finding.args {
        match value.parse::<i64>() {
            Ok(count) if name == "count" => args.set(name.clone(), count),
            _ => args.set(name.clone(), value.clone()),
        }
    }
    args
}

fn about(words: &Words, finding: &Finding, what: String) -> String {
    match &finding.subject {
        Some(subject) => words.labelled(subject, &what),
        None => what,
    }
}

/// A pack's check that does not hold: whose, what should hold, and the figures.
fn breach(words: &Words, finding: &Finding, title: &str) -> String {
    let figures = figures(words, finding).into_iter();
    let figures = figures.map(|(title, value)| format!("{title} {value}"));
    let subject = finding.subject.clone().unwrap_or_default();
    tell!(
        words,
        "check-breached",
        subject = subject,
        title = title.to_owned(),
        figures = words.list(figures)
    )
}

/// The figures a check looked at: titles and answers; one that is missing tells why.
pub(crate) fn figures<'f>(words: &Words, finding: &'f Finding) -> Vec<(&'f str, String)> {
    let said = |figure: &'f Figure| {
        let value = match &figure.value {
            Ok(value) => words.text(value).to_owned(),
            Err(missing) => names::missing(words, *missing),
        };
        (words.text(&figure.title), value)
    };
    finding.figures.iter().map(said).collect()
}

/// A figure of a record; one that is missing tells why in words.
pub(crate) fn figure(words: &Words, value: &str) -> String {
    let missing = MISSING.into_iter().find(|missing| missing.code() == value);
    missing.map_or_else(
        || value.to_owned(),
        |missing| names::missing(words, missing),
    )
}

const MISSING: [Missing; 7] = [
    Missing::NotReported,
    Missing::Unreadable,
    Missing::NotApplicable,
    Missing::Withheld,
    Missing::SmallGroup,
    Missing::NotInForce,
    Missing::Undefined,
];

/// Where it stands, in words: 学校.xlsx，工作表“小学”，第14行C列; of several rows 第2–6行A列（5 行）.
pub(crate) fn place(words: &Words, finding: &Finding) -> String {
    let Some(document) = &finding.document else {
        return String::new();
    };
    let mut parts = sheet(words, document);
    if let Some(place) = finding.place {
        parts.push(tell!(
            words,
            "place-cell",
            row = match finding.rows.as_slice() {
                [] => rows_text(&[place.row]),
                rows => first_rows(rows),
            },
            column = column_letters(place.column),
            count = finding.count()
        ));
    }
    parts.join(&tell!(words, "place-join"))
}

/// A sheet, and some of its rows: 学校.xlsx，工作表“小学”，第2–6行
pub(crate) fn sheet_and_rows(words: &Words, document: &Document, rows: &[u32]) -> String {
    let mut parts = sheet(words, document);
    if !rows.is_empty() {
        parts.push(tell!(
            words,
            "place-rows",
            rows = first_rows(rows),
            count = rows.len()
        ));
    }
    parts.join(&tell!(words, "place-join"))
}

fn sheet(words: &Words, document: &Document) -> Vec<String> {
    let mut parts = vec![document.file.clone()];
    if !document.sheet.is_empty() {
        parts.push(tell!(words, "place-sheet", sheet = document.sheet.clone()));
    }
    parts
}

/// More runs of rows than these are for a list, not for a sentence.
const RUNS: usize = 20;

fn first_rows(rows: &[u32]) -> String {
    match row_runs(rows).get(RUNS - 1) {
        Some((_, last)) if rows.iter().any(|row| row > last) => {
            let first: Vec<u32> = rows.iter().copied().filter(|row| row <= last).collect();
            format!("{}, …", rows_text(&first))
        }
        _ => rows_text(rows),
    }
}

/// What became of the rows, and how many findings there are.
pub(crate) fn counts(words: &Words, loaded: &Loaded) -> [String; 2] {
    let tally = loaded.tally();
    let rows = tell!(
        words,
        "input-tally",
        read = tally.read,
        loaded = tally.loaded,
        other = loaded.other_rows(None),
        totals = tally.totals,
        blank = tally.blank,
        refused = tally.refused,
        files = loaded.files.len(),
        schools = loaded.schools.len()
    );
    let found = tell!(
        words,
        "input-findings",
        must_fix = loaded.count(Grade::MustFix),
        explain = loaded.count(Grade::Explain),
        notice = loaded.count(Grade::Notice)
    );
    [rows, found]
}

/// Where all findings are told with what to do, and the command if it can be typed.
pub(crate) fn whole<'l>(words: &Words, loaded: &'l Loaded) -> (String, Option<&'l str>) {
    match loaded.check.as_deref() {
        Some(command) => (tell!(words, "input-hint"), Some(command)),
        None => (tell!(words, "input-hint-many"), None),
    }
}

/// One finding on one line: for the first few on a page.
pub(crate) fn line(words: &Words, look: Look, finding: &Finding, indent: usize) -> String {
    let told = told(words, finding);
    let text = format!("{} [{}]", told.what, told.place);
    let text = if told.place.is_empty() {
        &told.what
    } else {
        &text
    };
    let mark = look.paint(tone(finding.grade), sign(finding.grade));
    format!("{}\n", look.item(&mark, text, indent))
}

/// One finding with all of its parts.
pub(crate) fn full(words: &Words, look: Look, finding: &Finding) -> String {
    let told = told(words, finding);
    let mark = look.paint(tone(finding.grade), sign(finding.grade));
    let head = format!(
        "{} {}",
        look.paint(tone(finding.grade), &told.grade),
        told.what
    );
    let mut text = format!("{}\n", look.item(&mark, &head, 0));
    let expected = match finding.why {
        Some(_) => tell!(words, "label-why"),
        None => tell!(words, "label-expected"),
    };
    let parts = [
        (tell!(words, "label-where"), &told.place),
        (expected, &told.expected),
        (tell!(words, "label-todo"), &told.todo),
    ];
    for (label, part) in parts.iter().filter(|(_, part)| !part.is_empty()) {
        text.push_str(&format!(
            "{}\n",
            look.paragraph(&words.labelled(label, part), 4)
        ));
    }
    let code = words.labelled(&tell!(words, "label-code"), &told.code);
    text.push_str(&format!(
        "{}\n",
        look.paint(Tone::Faint, &look.paragraph(&code, 4))
    ));
    text
}
