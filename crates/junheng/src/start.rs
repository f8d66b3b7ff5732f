//! From the command line to the exit code.

use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{CommandFactory, FromArgMatches};
use kernel::Lang;

use crate::cli::{Cli, Colour};
use crate::commands;
use crate::desk::Desk;
use crate::failure::{Exit, Failure};
use crate::terminal::{Look, Tone};
use crate::words::{Words, tell};
use crate::{help, pointing, usage};

/// Runs the program on this process's command line.
pub fn main() -> ExitCode {
    let args: Vec<OsString> = std::env::args_os().collect();
    let words = Words::new(language(&args));
    run(args, words).into()
}

fn run(args: Vec<OsString>, words: Words) -> Exit {
    let look = Look::of_errors(Colour::Auto);
    let mut command = help::localised(Cli::command(), &words, look.width);
    let parsed = command.try_get_matches_from_mut(&args);
    let cli = match parsed.and_then(|matches| Cli::from_arg_matches(&matches)) {
        Ok(cli) => cli,
        Err(error) => return answer(&error, &command, &args, &words),
    };
    let (desk, command) = Desk::new(cli, words);
    match commands::run(&desk, &command) {
        Ok(exit) => exit,
        Err(failure) => {
            tell_failure(&desk, &failure);
            failure.exit()
        }
    }
}

/// Help and version are answers; everything else is a mistake in the command line.
fn answer(error: &clap::Error, command: &clap::Command, args: &[OsString], words: &Words) -> Exit {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            say(&mut std::io::stdout(), &error.to_string());
            Exit::Done
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            say(&mut std::io::stderr(), &error.to_string());
            Exit::Usage
        }
        _ => {
            say(
                &mut std::io::stderr(),
                &usage::told(error, command, args, words),
            );
            Exit::Usage
        }
    }
}

fn say(stream: &mut dyn Write, text: &str) {
    let text = Look::of_errors(Colour::Never).harmless(text);
    // There is nobody left to tell when the terminal itself is gone.
    drop(stream.write_all(text.as_bytes()));
}

fn tell_failure(desk: &Desk, failure: &Failure) {
    if failure.exit() == Exit::Done {
        return;
    }
    let (words, look) = (&desk.words, desk.errors);
    let (problem, todo) = failure.told(words);
    let mut text = String::new();
    if let Failure::BrokenPack(errors) = failure {
        text.push_str(&pointing::told(errors, words, look));
    }
    let head = tell!(words, "failure-head");
    let line = words.labelled(&look.paint(Tone::Bad, &head), &problem);
    text.push_str(&format!("{}\n", look.paragraph(&line, 0)));
    if let Some(todo) = todo {
        let label = words.labelled(&tell!(words, "label-todo"), &todo);
        text.push_str(&format!("{}\n", look.paragraph(&label, 2)));
    }
    if let Some(command) = failure.command() {
        text.push_str(&format!("    {command}\n"));
    }
    let code = words.labelled(&tell!(words, "label-code"), failure.code());
    text.push_str(&format!("  {}", look.paint(Tone::Faint, &code)));
    desk.say(&text);
}

/// The language asked for on the command line, else by the environment, else Chinese. It is needed
/// before the command line is read, to say what is wrong with it.
fn language(args: &[OsString]) -> Lang {
    let mut asked = std::env::var("JUNHENG_LANG").ok();
    for (i, arg) in args.iter().enumerate() {
        match arg.to_str() {
            Some("--") => break,
            Some("--lang") => {
                asked = args
                    .get(i + 1)
                    .and_then(|next| next.to_str())
                    .map(str::to_owned)
            }
            Some(arg) => asked = arg.strip_prefix("--lang=").map(str::to_owned).or(asked),
            None => {}
        }
    }
    match asked.as_deref() {
        Some(asked) if asked.to_ascii_lowercase().starts_with("en") => Lang::En,
        _ => Lang::Zh,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_known_before_the_command_line_is_read() {
        let of = |args: &[&str]| language(&args.iter().map(OsString::from).collect::<Vec<_>>());
        assert_eq!(of(&["junheng", "--lang", "en", "--wrong"]), Lang::En);
        assert_eq!(of(&["junheng", "assess", "--lang=en"]), Lang::En);
        assert_eq!(of(&["junheng", "assess", "--lang=zh"]), Lang::Zh);
    }
}
