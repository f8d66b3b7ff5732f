//! `gaps`: how much of what does each school lack?

use super::assess::{
    for_spreadsheets, format_of, say_if_nothing, say_unread, say_written, say_year,
};
use crate::asking;
use crate::cli::{Format, GapsArgs};
use crate::desk::Desk;
use crate::failure::{Exit, Failure};
use crate::judging::judge;
use crate::loading::load;
use crate::output::{deliver, not_over};
use crate::report::gaps;

pub(crate) fn run(desk: &Desk, args: &GapsArgs) -> Result<Exit, Failure> {
    let out = args.printed.out.as_deref();
    let format = format_of(&args.printed, true)?;
    not_over(out, args.given.inputs())?;
    let shelf = desk.shelf()?;
    let standard = asking::standard(&shelf, &args.asked)?;
    let loaded = load(desk, &shelf, &standard.pack, &args.given, &args.asked)?;
    say_year(desk, &loaded, &args.given);
    say_if_nothing(desk, &loaded);
    loaded.some(out)?;
    let run = judge(desk, &standard, &loaded, args.given.county.as_deref())?;
    let data = match format {
        Format::Json => gaps::json_bytes(&desk.words, &run)?,
        Format::Csv => for_spreadsheets(&args.printed, gaps::csv_bytes(&desk.words, &run)?),
        _ => {
            let look = if out.is_some() {
                desk.look.plain()
            } else {
                desk.look
            };
            gaps::text(&desk.words, look, &run).into_bytes()
        }
    };
    deliver(out, &data)?;
    say_written(desk, out);
    say_unread(desk, &loaded);
    Ok(Exit::Done)
}
