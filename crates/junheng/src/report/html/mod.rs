//! One file that a bureau officer reads, prints and hands on: the verdict, what stands in the way,
//! every figure with its proof.
//!
//! ```text
//! Run --page--> Page (plain data) --templates/report.html--> text
//! ```
//!
//! - The file stands alone: styles, plots and the little script are inside it, nothing is fetched.
//! - It reads without the script; the script only filters and sorts.
//! - Names and figures are people's text: the templates escape all of it.
//! - It is bounded: proof pages only while the counties have few rows, see [`bounds`].

mod bounds;
mod checklist;
mod county;
mod figure_proof;
mod findings;
mod head;
mod item_proof;
mod links;
mod obstacles;
mod open;
mod overview;
mod page;
mod proof;
mod school;
mod sections;
mod spread_proof;
mod spreads;
mod strip;
mod switches;
mod table;
#[cfg(test)]
mod tests;

use kernel::Lang;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Kwargs, Serde};
use minijinja::{Environment, Error, Value};

use crate::judging::Run;
use crate::report::telling::{Paper, ReportError};
use crate::words::{Args, Words};

const TEMPLATES: &[(&str, &str)] = &[
    (
        "report.html",
        include_str!("../../../templates/report.html"),
    ),
    ("style.css", include_str!("../../../templates/style.css")),
    ("print.css", include_str!("../../../templates/print.css")),
    ("script.js", include_str!("../../../templates/script.js")),
    (
        "macros.html",
        include_str!("../../../templates/macros.html"),
    ),
    (
        "overview.html",
        include_str!("../../../templates/overview.html"),
    ),
    (
        "county.html",
        include_str!("../../../templates/county.html"),
    ),
    (
        "spreads.html",
        include_str!("../../../templates/spreads.html"),
    ),
    (
        "sections.html",
        include_str!("../../../templates/sections.html"),
    ),
    (
        "school.html",
        include_str!("../../../templates/school.html"),
    ),
    (
        "proofs.html",
        include_str!("../../../templates/proofs.html"),
    ),
    (
        "findings.html",
        include_str!("../../../templates/findings.html"),
    ),
];

/// The report as one html file.
pub(crate) fn render(words: &Words, run: &Run<'_>) -> Result<String, ReportError> {
    of_paper(&Paper::new(words, run))
}

fn of_paper(paper: &Paper<'_>) -> Result<String, ReportError> {
    let page = page::page(paper);
    let mut templates = Environment::new();
    let blocks_leave_no_lines = SyntaxConfig::builder()
        .trim_blocks(true)
        .lstrip_blocks(true)
        .build()?;
    templates.set_syntax(blocks_leave_no_lines);
    for (name, text) in TEMPLATES {
        templates.add_template(name, text)?;
    }
    // A template names its words as code does.
    let lang = paper.words.lang;
    templates.add_function("t", move |id: String, values: Kwargs| {
        told(lang, &id, &values)
    });
    Ok(templates
        .get_template("report.html")?
        .render(Value::from(Serde(&page)))?)
}

thread_local! {
    // The catalogue cannot be shared between threads, as the functions of templates must be.
    static ZH: Words = Words::new(Lang::Zh);
    static EN: Words = Words::new(Lang::En);
}

fn told(lang: Lang, id: &str, values: &Kwargs) -> Result<String, Error> {
    let mut args = Args::new();
    for name in values.args() {
        let value: Value = values.get(name)?;
        match i64::try_from(value.clone()) {
            Ok(count) => args.set(name.to_owned(), count),
            Err(_) => args.set(name.to_owned(), value.to_string()),
        }
    }
    let catalogue = match lang {
        Lang::Zh => &ZH,
        Lang::En => &EN,
    };
    Ok(catalogue.with(|words| words.named(id, &args)))
}
