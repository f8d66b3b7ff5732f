//! What every command has at hand: words, a screen, packs, and an ear for Ctrl-C.

use std::io::Write;
use std::path::{Path, PathBuf};

use crate::cli::{Cli, Command, Tongue};
use crate::failure::Failure;
use crate::interrupt::Stop;
use crate::output::deliver;
use crate::packs::Shelf;
use crate::terminal::{Look, Tone};
use crate::words::Words;

/// The desk a command works at.
pub(crate) struct Desk {
    /// The message catalogue.
    pub(crate) words: Words,
    /// The standard output.
    pub(crate) look: Look,
    /// The standard error.
    pub(crate) errors: Look,
    /// Raised by Ctrl-C.
    pub(crate) stop: Stop,
    quiet: bool,
    packs: Option<PathBuf>,
    lang: Option<Tongue>,
}

impl Desk {
    /// The desk for a command line, and the command.
    pub(crate) fn new(cli: Cli, words: Words) -> (Desk, Command) {
        let colour = cli.global.color;
        let desk = Desk {
            words,
            look: Look::of_output(colour),
            errors: Look::of_errors(colour),
            stop: Stop::on_ctrl_c(),
            quiet: cli.global.quiet,
            packs: cli.global.packs,
            lang: cli.global.lang,
        };
        (desk, cli.command)
    }

    /// Packs built in and those of `--packs`.
    pub(crate) fn shelf(&self) -> Result<Shelf, Failure> {
        Shelf::open(self.packs.as_deref())
    }

    /// The folder of `--packs`.
    pub(crate) fn packs(&self) -> Option<&Path> {
        self.packs.as_deref()
    }

    /// The language of `--lang`, as it is typed.
    pub(crate) fn asked_language(&self) -> Option<&'static str> {
        self.lang.map(|lang| match lang {
            Tongue::Zh => "zh",
            Tongue::En => "en",
        })
    }

    /// True when only data is wanted.
    pub(crate) fn is_quiet(&self) -> bool {
        self.quiet
    }

    /// How text looks that goes to a file, or else to the standard output.
    pub(crate) fn look_for(&self, out: Option<&Path>) -> Look {
        match out {
            Some(_) => self.look.plain(),
            None => self.look,
        }
    }

    /// Writes text to the standard output.
    pub(crate) fn print(&self, text: &str) -> Result<(), Failure> {
        deliver(None, self.look.harmless(text).as_bytes())
    }

    /// Says something beside the data.
    pub(crate) fn note(&self, text: &str) {
        if !self.quiet {
            self.say(
                &self
                    .errors
                    .paint(Tone::Faint, &self.errors.paragraph(text, 0)),
            );
        }
    }

    /// Points to a command; it stands on a line of its own, unbroken, to be pasted.
    pub(crate) fn point(&self, text: &str, command: Option<&str>) {
        if !self.quiet {
            self.say(self.errors.pointer(text, command, 0).trim_end());
        }
    }

    /// Says something that quiet does not silence.
    pub(crate) fn say(&self, text: &str) {
        // A closed standard error takes nothing away from the data.
        drop(writeln!(
            std::io::stderr(),
            "{}",
            self.errors.harmless(text)
        ));
    }
}
