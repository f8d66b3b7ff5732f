//! What may be asked on the command line? Names and shapes only: every word of help stands in the
//! message catalogue (`help-…` and `arg-…`) and is put in by [`crate::help`].

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};
use kernel::{Day, Lang};

#[derive(Debug, Parser)]
#[command(name = "junheng", version, disable_help_subcommand = true)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Args)]
pub(crate) struct Global {
    #[arg(long, global = true, value_enum)]
    pub(crate) lang: Option<Tongue>,
    #[arg(long, global = true, value_enum, default_value_t = Colour::Auto)]
    pub(crate) color: Colour,
    #[arg(long, short, global = true, action = ArgAction::SetTrue)]
    pub(crate) quiet: bool,
    #[arg(long, global = true)]
    pub(crate) packs: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Tongue {
    Zh,
    En,
}

impl From<Tongue> for Lang {
    fn from(tongue: Tongue) -> Lang {
        match tongue {
            Tongue::Zh => Lang::Zh,
            Tongue::En => Lang::En,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Colour {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Assess(AssessArgs),
    Explain(ExplainArgs),
    Gaps(GapsArgs),
    Compare(CompareArgs),
    #[command(subcommand)]
    Facts(FactsCommand),
    #[command(subcommand)]
    Standards(StandardsCommand),
    Sample(SampleArgs),
    Doctor(DoctorArgs),
    Serve(ServeArgs),
    #[command(subcommand)]
    Audit(AuditCommand),
    Backup(BackupArgs),
    Restore(RestoreArgs),
    Migrate(MigrateArgs),
}

#[derive(Debug, Subcommand)]
pub(crate) enum AuditCommand {
    Verify(VerifyArgs),
}

#[derive(Debug, Subcommand)]
pub(crate) enum FactsCommand {
    Import(ImportArgs),
    Check(CheckArgs),
    Map(MapArgs),
}

#[derive(Debug, Subcommand)]
pub(crate) enum StandardsCommand {
    List(ListArgs),
    Print(PrintArgs),
    Check(PacksArgs),
    Test(PacksArgs),
    Diff(DiffArgs),
}

/// By what standard, on which day.
#[derive(Debug, Clone, Args)]
pub(crate) struct Asked {
    #[arg(long, short)]
    pub(crate) standard: Option<String>,
    #[arg(long)]
    pub(crate) overlay: Vec<String>,
    #[arg(long, short, value_parser = day)]
    pub(crate) day: Option<Day>,
    #[arg(long, short, value_parser = position)]
    pub(crate) profile: Vec<(String, String)>,
}

/// Whose figures, from which files.
#[derive(Debug, Clone, Args)]
pub(crate) struct Given {
    #[arg(required = true)]
    pub(crate) files: Vec<PathBuf>,
    #[arg(long)]
    pub(crate) map: Vec<String>,
    #[arg(long, short)]
    pub(crate) year: Option<i16>,
    #[arg(long, short)]
    pub(crate) county: Option<String>,
}

impl Given {
    /// Every file that will be read: returns, and maps that are files.
    pub(crate) fn inputs(&self) -> impl Iterator<Item = &Path> {
        let maps = self.map.iter().map(Path::new);
        self.files.iter().map(PathBuf::as_path).chain(maps)
    }
}

/// Where to and in which form.
#[derive(Debug, Clone, Args)]
pub(crate) struct Printed {
    #[arg(long, short)]
    pub(crate) out: Option<PathBuf>,
    #[arg(long, short, value_enum)]
    pub(crate) format: Option<Format>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    Table,
    Json,
    Csv,
}

/// Where a whole report goes and in which form.
#[derive(Debug, Clone, Args)]
pub(crate) struct Reported {
    #[arg(long, short)]
    pub(crate) out: Option<PathBuf>,
    #[arg(long, short, value_enum)]
    pub(crate) format: Option<ReportFormat>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFormat {
    Table,
    Json,
    Csv,
    Xlsx,
    Html,
}

#[derive(Debug, Args)]
pub(crate) struct AssessArgs {
    #[command(flatten)]
    pub(crate) given: Given,
    #[command(flatten)]
    pub(crate) asked: Asked,
    #[command(flatten)]
    pub(crate) reported: Reported,
    /// Exit with 3 unless every county passes.
    #[arg(long)]
    pub(crate) fail: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    #[command(flatten)]
    pub(crate) given: Given,
    #[arg(long)]
    pub(crate) of: Vec<String>,
    #[command(flatten)]
    pub(crate) asked: Asked,
    #[command(flatten)]
    pub(crate) printed: Printed,
}

#[derive(Debug, Args)]
pub(crate) struct GapsArgs {
    #[command(flatten)]
    pub(crate) given: Given,
    #[command(flatten)]
    pub(crate) asked: Asked,
    #[command(flatten)]
    pub(crate) printed: Printed,
}

#[derive(Debug, Args)]
pub(crate) struct CompareArgs {
    pub(crate) before: PathBuf,
    pub(crate) after: PathBuf,
    #[arg(long, short)]
    pub(crate) county: Option<String>,
    #[command(flatten)]
    pub(crate) printed: Printed,
}

#[derive(Debug, Args)]
pub(crate) struct ImportArgs {
    #[command(flatten)]
    pub(crate) given: Given,
    #[command(flatten)]
    pub(crate) asked: Asked,
    #[command(flatten)]
    pub(crate) printed: Printed,
}

#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    #[command(flatten)]
    pub(crate) given: Given,
    #[command(flatten)]
    pub(crate) asked: Asked,
    #[command(flatten)]
    pub(crate) printed: Printed,
}

#[derive(Debug, Args)]
pub(crate) struct MapArgs {
    pub(crate) file: PathBuf,
    #[arg(long, short)]
    pub(crate) standard: Option<String>,
    #[arg(long)]
    pub(crate) overlay: Vec<String>,
    #[arg(long, short)]
    pub(crate) out: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct ListArgs {}

#[derive(Debug, Args)]
pub(crate) struct PrintArgs {
    pub(crate) standard: Option<String>,
    #[arg(long)]
    pub(crate) overlay: Vec<String>,
    #[arg(long, short, value_parser = day)]
    pub(crate) day: Option<Day>,
    #[arg(long, short, value_parser = position)]
    pub(crate) profile: Vec<(String, String)>,
    #[arg(long, short)]
    pub(crate) out: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct PacksArgs {
    pub(crate) standards: Vec<String>,
}

#[derive(Debug, Args)]
pub(crate) struct DiffArgs {
    pub(crate) before: String,
    pub(crate) after: String,
    #[arg(long, short, value_parser = position)]
    pub(crate) profile: Vec<(String, String)>,
}

#[derive(Debug, Args)]
pub(crate) struct SampleArgs {
    pub(crate) folder: PathBuf,
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
    #[arg(long, default_value_t = 70, value_parser = clap::value_parser!(u16).range(20..=400))]
    pub(crate) schools: u16,
    #[arg(long)]
    pub(crate) data: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct DoctorArgs {}

/// Where the house is kept unless the user names another place.
pub(crate) const DEFAULT_DATA: &str = "junheng-data";

#[derive(Debug, Args)]
pub(crate) struct ServeArgs {
    #[arg(long, default_value = DEFAULT_DATA)]
    pub(crate) data: String,
    #[arg(long, default_value = "127.0.0.1:7200")]
    pub(crate) listen: SocketAddr,
    #[arg(long, default_value = "未命名县")]
    pub(crate) name: String,
    #[arg(long)]
    pub(crate) code: Option<String>,
    #[arg(long, value_enum, default_value_t = Place::County)]
    pub(crate) kind: Place,
    #[arg(long, value_enum, default_value_t = LogForm::Text)]
    pub(crate) log: LogForm,
    #[arg(long)]
    pub(crate) files: Option<String>,
}

/// What the first organisation of a house is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Place {
    Province,
    City,
    County,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum LogForm {
    Text,
    Json,
}

#[derive(Debug, Args)]
pub(crate) struct VerifyArgs {
    #[arg(long, default_value = DEFAULT_DATA)]
    pub(crate) data: String,
}

#[derive(Debug, Args)]
pub(crate) struct BackupArgs {
    pub(crate) file: PathBuf,
    #[arg(long, default_value = DEFAULT_DATA)]
    pub(crate) data: String,
    #[arg(long)]
    pub(crate) files: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct RestoreArgs {
    pub(crate) file: PathBuf,
    #[arg(long, default_value = DEFAULT_DATA)]
    pub(crate) data: String,
    #[arg(long)]
    pub(crate) files: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct MigrateArgs {
    #[arg(long)]
    pub(crate) from: String,
    #[arg(long)]
    pub(crate) to: String,
    #[arg(long)]
    pub(crate) from_files: Option<String>,
    #[arg(long)]
    pub(crate) to_files: Option<String>,
}

/// Reads a day: 2026-09-01.
pub(crate) fn day(text: &str) -> Result<Day, String> {
    text.parse().map_err(|_| "day".to_owned())
}

/// Reads a switch position: `retention=f1`.
fn position(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((switch, option)) if !switch.is_empty() && !option.is_empty() => {
            Ok((switch.trim().to_owned(), option.trim().to_owned()))
        }
        _ => Err("position".to_owned()),
    }
}
