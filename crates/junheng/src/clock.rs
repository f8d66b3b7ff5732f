//! Which day is it, and how long does the work take? The only place of the program that asks.
//!
//! Days are those of Beijing time (北京时间), wherever the machine stands and whatever its clock is set to:
//! the country has one time, a last day ends for all of its schools at once.

use std::time::{Duration, Instant};

use jiff::tz::{Offset, TimeZone};
use kernel::Day;

/// Beijing time; without summer time since 1992.
const BEIJING: TimeZone = TimeZone::fixed(Offset::constant(8));

/// Today.
#[allow(
    clippy::disallowed_methods,
    reason = "the rim may ask the clock; all below is told the day"
)]
pub(crate) fn today() -> Day {
    jiff::Timestamp::now().to_zoned(BEIJING).date()
}

/// The moment at which a day begins.
pub(crate) fn beginning(day: Day) -> i64 {
    let begins = day.to_zoned(BEIJING);
    begins.map_or(0, |moment| moment.timestamp().as_millisecond())
}

/// Milliseconds since 1970 UTC.
pub(crate) fn now() -> i64 {
    jiff::Timestamp::now().as_millisecond()
}

/// Time since work began; it decides whether progress is shown, and nothing else.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stopwatch(Instant);

impl Stopwatch {
    /// Begins.
    #[allow(clippy::disallowed_methods, reason = "only to show progress")]
    pub(crate) fn start() -> Stopwatch {
        Stopwatch(Instant::now())
    }

    /// How long ago that was.
    pub(crate) fn elapsed(self) -> Duration {
        self.0.elapsed()
    }
}
