//! Rounds (填报批次): a frozen choice of rules, day and schools; and who has filed.

mod close_round;
mod open_round;
mod progress;
mod read_rounds;
mod round_schools;
mod rules;

pub use open_round::NewRound;
pub use progress::{Filed, Progress};
pub use round_schools::RoundSchool;
