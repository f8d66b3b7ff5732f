//! What was wrong with the command line? Clap's errors in the reader's language.

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, Error, ErrorKind};
use clap::{Arg, Command};

use crate::help;
use crate::words::{Words, tell};

/// A usage error: what is wrong, how the command is used, where help is found.
pub(crate) fn told(error: &Error, command: &Command, args: &[OsString], words: &Words) -> String {
    let typed = Typed::of(command, args);
    let problem = problem(error, words, &typed);
    let mut text = format!(
        "{}\n",
        words.labelled(&tell!(words, "failure-head"), &problem)
    );
    if let Some(meant) = suggestion(error) {
        text.push_str(&format!(
            "  {}\n",
            tell!(words, "usage-did-you-mean", meant = meant)
        ));
    }
    let usage = help::usage(typed.command, words, &typed.path, &typed.text);
    text.push_str(&format!(
        "  {}\n",
        words.labelled(&tell!(words, "help-usage"), &usage)
    ));
    text.push_str(&format!(
        "  {}\n",
        tell!(words, "usage-see-help", command = typed.text)
    ));
    text
}

/// The command that was typed, as far as it is one.
struct Typed<'a> {
    command: &'a Command,
    path: Vec<&'a str>,
    text: String,
}

impl<'a> Typed<'a> {
    fn of(command: &'a Command, args: &[OsString]) -> Typed<'a> {
        let (mut at, mut path) = (command, Vec::new());
        for word in args.iter().skip(1).filter_map(|word| word.to_str()) {
            if let Some(sub) = at.find_subcommand(word) {
                at = sub;
                path.push(sub.get_name());
            }
        }
        let names: Vec<&str> = std::iter::once(command.get_name())
            .chain(path.clone())
            .collect();
        Typed {
            command: at,
            path,
            text: names.join(" "),
        }
    }

    /// An argument as the reader's help calls it.
    fn called(&self, shown: &str, words: &Words) -> String {
        let same = |arg: &&Arg| arg.to_string() == shown;
        let arg = self.command.get_arguments().find(same);
        arg.map_or_else(
            || shown.to_owned(),
            |arg| help::called(arg, words, &self.path),
        )
    }
}

fn problem(error: &Error, words: &Words, typed: &Typed<'_>) -> String {
    let named = strings(error, ContextKind::InvalidArg);
    let arg = || words.list(named.iter().map(|name| typed.called(name, words)));
    let value = strings(error, ContextKind::InvalidValue).join(" ");
    match error.kind() {
        ErrorKind::UnknownArgument => tell!(words, "usage-unknown-argument", argument = arg()),
        ErrorKind::InvalidSubcommand => {
            let written = strings(error, ContextKind::InvalidSubcommand).join(" ");
            tell!(words, "usage-unknown-command", written = written)
        }
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            tell!(words, "usage-no-command")
        }
        ErrorKind::MissingRequiredArgument => tell!(words, "usage-missing", arguments = arg()),
        ErrorKind::InvalidValue if value.is_empty() => {
            tell!(words, "usage-no-value", argument = arg())
        }
        ErrorKind::InvalidValue => {
            let known = words.list(strings(error, ContextKind::ValidValue));
            tell!(
                words,
                "usage-unknown-value",
                argument = arg(),
                value = value,
                known = known
            )
        }
        ErrorKind::ValueValidation => validation(error, words, arg(), value),
        ErrorKind::NoEquals | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            tell!(words, "usage-no-value", argument = arg())
        }
        ErrorKind::TooManyValues => {
            tell!(words, "usage-too-many", argument = arg(), value = value)
        }
        ErrorKind::ArgumentConflict => tell!(words, "usage-repeated", argument = arg()),
        ErrorKind::InvalidUtf8 => tell!(words, "usage-not-utf8"),
        _ => error.to_string(),
    }
}

/// A value that its reader refused; readers of ours say what they wanted in one word.
fn validation(error: &Error, words: &Words, argument: String, value: String) -> String {
    let wanted = std::error::Error::source(error)
        .map(ToString::to_string)
        .unwrap_or_default();
    match wanted.as_str() {
        "day" => tell!(words, "usage-not-a-day", argument = argument, value = value),
        "position" => tell!(
            words,
            "usage-not-a-position",
            argument = argument,
            value = value
        ),
        _ => tell!(
            words,
            "usage-bad-value",
            argument = argument,
            value = value,
            said = wanted
        ),
    }
}

fn suggestion(error: &Error) -> Option<String> {
    let kinds = [
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedArg,
        ContextKind::SuggestedValue,
    ];
    kinds
        .iter()
        .find_map(|kind| strings(error, *kind).into_iter().next())
}

fn strings(error: &Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(ContextValue::Strings(texts)) => texts.clone(),
        _ => Vec::new(),
    }
}
