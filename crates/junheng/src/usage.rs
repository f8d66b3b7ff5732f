//! What was wrong with the command line? Clap's errors in the reader's language.

use clap::Command;
use clap::error::{ContextKind, ContextValue, Error, ErrorKind};

use crate::help;
use crate::words::{Words, tell};

/// A usage error: what is wrong, how the command is used, where help is found.
pub(crate) fn told(error: &Error, command: &Command, words: &Words) -> String {
    let mut text = format!(
        "{}\n",
        words.labelled(&tell!(words, "failure-head"), &problem(error, words))
    );
    if let Some(meant) = suggestion(error) {
        text.push_str(&format!(
            "  {}\n",
            tell!(words, "usage-did-you-mean", meant = meant)
        ));
    }
    let (usage, typed) = usage(error, command, words);
    text.push_str(&format!(
        "  {}\n",
        words.labelled(&tell!(words, "help-usage"), &usage)
    ));
    text.push_str(&format!(
        "  {}\n",
        tell!(words, "usage-see-help", command = typed)
    ));
    text
}

fn problem(error: &Error, words: &Words) -> String {
    let arg = strings(error, ContextKind::InvalidArg);
    let arg = || words.list(&arg);
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

/// The usage line of the command that was typed, and how it was typed.
fn usage(error: &Error, command: &Command, words: &Words) -> (String, String) {
    let told = match error.get(ContextKind::Usage) {
        Some(ContextValue::StyledStr(usage)) => usage.to_string(),
        _ => String::new(),
    };
    let mut at = command;
    let mut path: Vec<&str> = Vec::new();
    for word in told
        .split_whitespace()
        .skip_while(|word| *word != command.get_name())
        .skip(1)
    {
        let Some(sub) = at.find_subcommand(word) else {
            break;
        };
        at = sub;
        path.push(sub.get_name());
    }
    let typed: Vec<&str> = std::iter::once(command.get_name())
        .chain(path.iter().copied())
        .collect();
    let typed = typed.join(" ");
    (help::usage(at, words, &path, &typed), typed)
}
