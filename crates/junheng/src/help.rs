//! How is each command used? Help in the reader's language, wrapped for Chinese too.

use clap::{Arg, Command};
use textwrap::core::display_width;

use crate::packs;
use crate::words::{Args, Words, tell};

/// The command line with help in one language, for a screen of `width` columns.
pub(crate) fn localised(command: Command, words: &Words, width: usize) -> Command {
    let mut command = command;
    command.build();
    let name = command.get_name().to_owned();
    with_help(command, words, width, &[], &name)
}

fn with_help(command: Command, words: &Words, width: usize, path: &[&str], typed: &str) -> Command {
    let text = help(&command, words, width, path, typed);
    let names: Vec<String> = command
        .get_subcommands()
        .map(|sub| sub.get_name().to_owned())
        .collect();
    let mut command = command.override_help(text);
    for name in names {
        let path: Vec<&str> = path.iter().copied().chain([name.as_str()]).collect();
        let typed = format!("{typed} {name}");
        command = command.mut_subcommand(&name, |sub| with_help(sub, words, width, &path, &typed));
    }
    command
}

/// One command's whole help page.
fn help(command: &Command, words: &Words, width: usize, path: &[&str], typed: &str) -> String {
    let id = help_id(path);
    let about = words
        .attribute(&id, "long", &Args::new())
        .unwrap_or_else(|| about(words, path));
    let mut page = wrapped(&about, width, "");
    page.push_str(&format!(
        "\n\n{}\n",
        words.labelled(
            &tell!(words, "help-usage"),
            &usage(command, words, path, typed)
        )
    ));
    let subcommands: Vec<(String, String)> = command
        .get_subcommands()
        .map(|sub| {
            let path: Vec<&str> = path.iter().copied().chain([sub.get_name()]).collect();
            (sub.get_name().to_owned(), self::about(words, &path))
        })
        .collect();
    let shown = |arg: &&Arg| !arg.is_hide_set();
    let own = |arg: &&Arg| !arg.is_positional() && !everywhere(arg);
    let rows = |args: Vec<&Arg>| -> Vec<(String, String)> {
        args.into_iter()
            .map(|arg| (left(arg, words, path), right(arg, words, path)))
            .collect()
    };
    let sections = [
        (tell!(words, "help-commands"), subcommands),
        (
            tell!(words, "help-arguments"),
            rows(command.get_positionals().filter(shown).collect()),
        ),
        (
            tell!(words, "help-options"),
            rows(command.get_arguments().filter(shown).filter(own).collect()),
        ),
        (
            tell!(words, "help-everywhere"),
            rows(
                command
                    .get_arguments()
                    .filter(shown)
                    .filter(everywhere_ref)
                    .collect(),
            ),
        ),
    ];
    for (title, rows) in sections.iter().filter(|(_, rows)| !rows.is_empty()) {
        page.push_str(&format!(
            "\n{}\n{}",
            words.labelled(title, "").trim_end(),
            columns(rows, width)
        ));
    }
    if let Some(examples) = words.attribute(&id, "examples", &Args::new()) {
        page.push_str(&format!(
            "\n{}\n",
            words
                .labelled(&tell!(words, "help-examples"), "")
                .trim_end()
        ));
        examples
            .lines()
            .for_each(|line| page.push_str(&format!("  {line}\n")));
    }
    page
}

fn help_id(path: &[&str]) -> String {
    if path.is_empty() {
        "help-junheng".to_owned()
    } else {
        format!("help-{}", path.join("-"))
    }
}

fn about(words: &Words, path: &[&str]) -> String {
    words.named(&help_id(path), &Args::new())
}

/// Options that every command has.
fn everywhere(arg: &Arg) -> bool {
    arg.is_global_set() || matches!(arg.get_id().as_str(), "help" | "version")
}

fn everywhere_ref(arg: &&Arg) -> bool {
    everywhere(arg)
}

/// The usage line: what must be given, and that there are options.
pub(crate) fn usage(command: &Command, words: &Words, path: &[&str], typed: &str) -> String {
    let mut line = typed.to_owned();
    if command.has_subcommands() {
        return format!("{line} <{}>", tell!(words, "help-command"));
    }
    line.push_str(&format!(" [{}]", tell!(words, "help-option")));
    for arg in command.get_positionals() {
        let value = left(arg, words, path);
        line.push_str(&if arg.is_required_set() {
            format!(" {value}")
        } else {
            format!(" [{value}]")
        });
    }
    line
}

/// An argument without its short form: `--day <日期>`.
pub(crate) fn called(arg: &Arg, words: &Words, path: &[&str]) -> String {
    let text = left(arg, words, path);
    let long = text.find("--").filter(|_| !arg.is_positional());
    long.map_or(text.clone(), |at| text[at..].to_owned())
}

/// An argument as it is typed: `-d, --day <日期>`.
fn left(arg: &Arg, words: &Words, path: &[&str]) -> String {
    let value = word_of(arg, words, path, Some("value"));
    let many = if arg.get_num_args().is_some_and(|n| n.max_values() > 1)
        || matches!(arg.get_action(), clap::ArgAction::Append)
    {
        "…"
    } else {
        ""
    };
    if arg.is_positional() {
        return format!(
            "<{}>{many}",
            value.unwrap_or_else(|| arg.get_id().to_string())
        );
    }
    let short = arg
        .get_short()
        .map_or("    ".to_owned(), |short| format!("-{short}, "));
    let long = arg.get_long().unwrap_or_default();
    match value {
        Some(value) if arg.get_action().takes_values() => {
            format!("{short}--{long} <{value}>{many}")
        }
        _ => format!("{short}--{long}"),
    }
}

/// What an argument is for, and what it is unless given.
fn right(arg: &Arg, words: &Words, path: &[&str]) -> String {
    let mut text = word_of(arg, words, path, None).unwrap_or_default();
    let default = match arg.get_id().as_str() {
        "standard" => Some(packs::usual()),
        _ => {
            let written = arg.get_default_values().first();
            written.map(|value| value.to_string_lossy().into_owned())
        }
    };
    if let Some(default) = default.filter(|_| arg.get_action().takes_values()) {
        text.push_str(&tell!(words, "help-default", value = default));
    }
    text
}

/// The words of an argument: of this command, or wherever it occurs.
fn word_of(arg: &Arg, words: &Words, path: &[&str], attribute: Option<&str>) -> Option<String> {
    let own = format!("arg-{}-{}", path.join("-"), arg.get_id());
    let common = format!("arg-{}", arg.get_id());
    [own, common].iter().find_map(|id| match attribute {
        Some(attribute) => words.attribute(id, attribute, &Args::new()),
        None => words.find(id, &Args::new()),
    })
}

const LEFT: usize = 26;

/// Two columns: what is typed, what it means.
fn columns(rows: &[(String, String)], width: usize) -> String {
    let widest = rows
        .iter()
        .map(|(left, _)| display_width(left))
        .filter(|width| *width <= LEFT)
        .max();
    let indent = 4 + widest.unwrap_or(LEFT);
    let mut page = String::new();
    for (left, right) in rows {
        let gap = (indent - 2)
            .checked_sub(display_width(left))
            .filter(|gap| *gap > 0);
        page.push_str(&format!("  {left}"));
        match gap {
            Some(gap) => page.push_str(&" ".repeat(gap)),
            None => page.push_str(&format!("\n{}", " ".repeat(indent))),
        }
        let hang = " ".repeat(indent);
        page.push_str(wrapped(right, width, &hang).trim_start());
        page.push('\n');
    }
    page
}

/// Text wrapped to the screen, each line behind an indent.
pub(crate) fn wrapped(text: &str, width: usize, indent: &str) -> String {
    let options = textwrap::Options::new(width)
        .initial_indent(indent)
        .subsequent_indent(indent);
    let lines: Vec<String> = text
        .lines()
        .flat_map(|line| textwrap::wrap(line, &options))
        .map(|line| line.into_owned())
        .collect();
    lines.join("\n")
}
