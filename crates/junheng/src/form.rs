//! In which form is a result wanted? The one asked for, or the one that the file's ending names.

use std::path::Path;

use crate::cli::{Format, Printed, ReportFormat, Reported};
use crate::failure::Failure;

/// The form of a report: the one asked for, else the one the output file's ending names, else a table.
pub(crate) fn of_report(reported: &Reported) -> Result<ReportFormat, Failure> {
    const ENDINGS: &[&str] = &["html", "xlsx", "json", "csv", "txt"];
    if let Some(format) = reported.format {
        return Ok(format);
    }
    Ok(match ending(reported.out.as_deref()).as_deref() {
        Some("json") => ReportFormat::Json,
        Some("csv") => ReportFormat::Csv,
        Some("xlsx") => ReportFormat::Xlsx,
        Some("html" | "htm") => ReportFormat::Html,
        None | Some("txt") => ReportFormat::Table,
        Some(written) => return Err(unknown(written, ENDINGS)),
    })
}

/// The form of another result, of those that its command can write.
pub(crate) fn of(printed: &Printed, csv: bool) -> Result<Format, Failure> {
    let named = match ending(printed.out.as_deref()).as_deref() {
        Some("json") => Format::Json,
        Some("csv") if csv => Format::Csv,
        None | Some("txt") => Format::Table,
        Some(_) if printed.format.is_some() => Format::Table,
        Some(written) if csv => return Err(unknown(written, &["json", "csv", "txt"])),
        Some(written) => return Err(unknown(written, &["json", "txt"])),
    };
    match printed.format {
        Some(Format::Csv) if !csv => Err(Failure::NotThisFormat {
            written: "csv",
            known: &["table", "json"],
        }),
        format => Ok(format.unwrap_or(named)),
    }
}

fn unknown(written: &str, known: &'static [&'static str]) -> Failure {
    let written = written.to_owned();
    Failure::UnknownEnding { written, known }
}

fn ending(out: Option<&Path>) -> Option<String> {
    let ending = out.and_then(Path::extension)?;
    Some(ending.to_string_lossy().to_ascii_lowercase())
}
