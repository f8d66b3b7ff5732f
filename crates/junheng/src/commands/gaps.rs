//! `gaps`: how much of what does each school lack?

use super::shared::{give, opened_with_returns, say_unread};
use crate::cli::{Format, GapsArgs};
use crate::desk::Desk;
use crate::failure::{Exit, Failure};
use crate::form;
use crate::judging::judge;
use crate::report::{csv, gaps};

pub(crate) fn run(desk: &Desk, args: &GapsArgs) -> Result<Exit, Failure> {
    let out = args.printed.out.as_deref();
    let format = form::of(&args.printed, true)?;
    let opened = opened_with_returns(desk, &args.given, &args.asked, out)?;
    let run = judge(
        desk,
        &opened.standard,
        &opened.loaded,
        args.given.county.as_deref(),
    )?;
    let data = match format {
        Format::Json => gaps::json_bytes(&desk.words, &run)?,
        Format::Csv => csv::for_file(out, gaps::csv_bytes(&desk.words, &run)?),
        Format::Table => {
            let look = desk.look_for(out);
            look.harmless(&gaps::text(&desk.words, look, &run))
                .into_bytes()
        }
    };
    give(desk, out, &data)?;
    if out.is_some() || format != Format::Table {
        say_unread(desk, &opened.loaded);
    }
    Ok(Exit::Done)
}
