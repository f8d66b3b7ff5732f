//! The clock and the chance of this machine.

use app::Outside;
use jiff::civil::Date;

use crate::clock;

/// The world as it is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct World;

impl Outside for World {
    fn now(&self) -> i64 {
        clock::now()
    }

    fn today(&self) -> Date {
        clock::today()
    }

    fn chance(&self) -> [u8; 32] {
        let mut bytes = [0; 32];
        // Without chance there is no secret: better no program than one that can be foretold.
        if getrandom::fill(&mut bytes).is_err() {
            std::process::abort();
        }
        bytes
    }
}
