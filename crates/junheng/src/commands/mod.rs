//! One verb, one file.

mod assess;
mod audit;
mod backup;
mod compare;
mod doctor;
mod explain;
mod facts_check;
mod facts_import;
mod facts_map;
mod gaps;
mod migrate;
mod restore;
mod sample;
mod serve;
mod shared;
mod standards_check;
mod standards_diff;
mod standards_list;
mod standards_print;
mod standards_test;

use crate::cli::{AuditCommand, Command, FactsCommand, StandardsCommand};
use crate::desk::Desk;
use crate::failure::{Exit, Failure};

/// Does what was asked.
pub(crate) fn run(desk: &Desk, command: &Command) -> Result<Exit, Failure> {
    match command {
        Command::Assess(args) => assess::run(desk, args),
        Command::Explain(args) => explain::run(desk, args),
        Command::Gaps(args) => gaps::run(desk, args),
        Command::Compare(args) => compare::run(desk, args),
        Command::Facts(FactsCommand::Import(args)) => facts_import::run(desk, args),
        Command::Facts(FactsCommand::Check(args)) => facts_check::run(desk, args),
        Command::Facts(FactsCommand::Map(args)) => facts_map::run(desk, args),
        Command::Sample(args) => sample::run(desk, args),
        Command::Standards(StandardsCommand::List(_)) => standards_list::run(desk),
        Command::Standards(StandardsCommand::Print(args)) => standards_print::run(desk, args),
        Command::Standards(StandardsCommand::Check(args)) => standards_check::run(desk, args),
        Command::Standards(StandardsCommand::Test(args)) => standards_test::run(desk, args),
        Command::Standards(StandardsCommand::Diff(args)) => standards_diff::run(desk, args),
        Command::Doctor(_) => doctor::run(desk),
        Command::Serve(args) => serve::run(desk, args),
        Command::Audit(AuditCommand::Verify(args)) => audit::run(desk, args),
        Command::Backup(args) => backup::run(desk, args),
        Command::Restore(args) => restore::run(desk, args),
        Command::Migrate(args) => migrate::run(desk, args),
    }
}
