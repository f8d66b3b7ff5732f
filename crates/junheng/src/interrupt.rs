//! Has somebody pressed Ctrl-C?

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::failure::Failure;

/// A flag that Ctrl-C raises; long work looks at it and stops where nothing is half done.
#[derive(Debug, Clone, Default)]
pub(crate) struct Stop(Arc<AtomicBool>);

impl Stop {
    /// The flag, raised by Ctrl-C from now on. A second Ctrl-C ends the program at once.
    pub(crate) fn on_ctrl_c() -> Stop {
        let stop = Stop::default();
        let flag = stop.0.clone();
        let heard = ctrlc::set_handler(move || {
            if flag.swap(true, Ordering::Relaxed) {
                std::process::exit(130);
            }
        });
        // Without a handler Ctrl-C ends the program at once; files are still written whole or not.
        drop(heard);
        stop
    }

    /// True once it was pressed.
    pub(crate) fn pressed(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// Leaves the work with an error once it was pressed.
    pub(crate) fn check(&self) -> Result<(), Failure> {
        if self.pressed() {
            Err(Failure::Interrupted)
        } else {
            Ok(())
        }
    }
}
