//! How far has the work come? A line on the standard error, once it takes longer than a moment.

use std::cell::OnceCell;
use std::io::IsTerminal;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use crate::clock::Stopwatch;
use crate::desk::Desk;

/// Nobody wants to be told about work that takes less.
const PATIENCE: Duration = Duration::from_secs(1);

/// A line that appears when work is long and vanishes when it is done.
pub(crate) struct Progress {
    begun: Stopwatch,
    wanted: bool,
    bar: OnceCell<ProgressBar>,
}

impl Progress {
    /// Begins to count the time.
    pub(crate) fn new(desk: &Desk) -> Progress {
        let wanted = !desk.is_quiet() && std::io::stderr().is_terminal();
        Progress {
            begun: Stopwatch::start(),
            wanted,
            bar: OnceCell::new(),
        }
    }

    /// Says how far the work has come.
    pub(crate) fn say(&self, words: impl FnOnce() -> String) {
        if self.wanted && self.begun.elapsed() >= PATIENCE {
            let bar = self.bar.get_or_init(bar);
            bar.set_message(words());
            bar.tick();
        }
    }
}

fn bar() -> ProgressBar {
    let style = ProgressStyle::with_template("{spinner} {wide_msg} {elapsed_precise}");
    let bar = ProgressBar::new_spinner();
    match style {
        Ok(style) => bar.with_style(style.tick_chars("-\\|/ ")),
        Err(_) => bar,
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = self.bar.get() {
            bar.finish_and_clear();
        }
    }
}
