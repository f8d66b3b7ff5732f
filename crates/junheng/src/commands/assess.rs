//! `assess`: from files to a verdict anyone can check.

use indicators::Outcome;

use super::shared::{give, opened_with_returns, say_unread};
use crate::cli::{AssessArgs, ReportFormat};
use crate::desk::Desk;
use crate::failure::{Exit, Failure};
use crate::form;
use crate::judging::judge;
use crate::output::not_for_terminal;
use crate::report;

pub(crate) fn run(desk: &Desk, args: &AssessArgs) -> Result<Exit, Failure> {
    let out = args.reported.out.as_deref();
    let format = form::of_report(&args.reported)?;
    let opened = opened_with_returns(desk, &args.given, &args.asked, out)?;
    let (shelf, loaded) = (&opened.shelf, &opened.loaded);
    let mut run = judge(desk, &opened.standard, loaded, args.given.county.as_deref())?;
    run.look_otherwise(&desk.stop)?;
    let data = match format {
        ReportFormat::Table => {
            let look = desk.look_for(out);
            look.harmless(&report::table(desk, look, &run)).into_bytes()
        }
        ReportFormat::Json => report::json::bytes(&desk.words, &run)?,
        ReportFormat::Csv => report::csv::for_file(out, report::csv::bytes(&run)?),
        ReportFormat::Html => report::html::render(&desk.words, &run)
            .map_err(|error| error.told(shelf, "html"))?
            .into_bytes(),
        ReportFormat::Xlsx => {
            not_for_terminal(out, "xlsx")?;
            report::xlsx::render(&desk.words, &run).map_err(|error| error.told(shelf, "xlsx"))?
        }
    };
    desk.stop.check()?;
    give(desk, out, &data)?;
    if out.is_some() || format != ReportFormat::Table {
        say_unread(desk, loaded);
    }
    let passed = run
        .judged
        .iter()
        .all(|(_, found)| found.verdict == Outcome::Pass);
    Ok(if args.fail && !passed {
        Exit::No
    } else {
        Exit::Done
    })
}
