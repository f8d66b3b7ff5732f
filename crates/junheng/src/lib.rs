//! How do people and machines reach it?
//!
//! The rim of Junheng: the command line, files, the clock, colours and words. It asks the rooms
//! below and says what they found; it decides nothing.
//!
//! ```text
//! argv --cli--> commands/<verb> --input--> facts, packs --> indicators --> report/<form> --output--> screen or file
//! ```
//!
//! `junheng serve` is the same rim for browsers: [`http`] stands where files and the screen stand
//! above, and [`app`] decides who may do what.
//!
//! - One verb, one file in `commands/`; one form of a result, one file in `report/`.
//! - Data goes to the standard output, talk to the standard error.
//! - Every sentence comes from the message catalogue, in Chinese and English.
//! - A file is written whole or not at all; Ctrl-C leaves nothing half done.

mod again;
mod asking;
mod cli;
mod clock;
mod commands;
mod desk;
mod failure;
mod form;
mod help;
mod http;
mod interrupt;
mod judging;
mod keeping;
mod kit;
mod loading;
mod output;
mod packs;
mod pointing;
mod progress;
mod question;
mod report;
mod sample;
mod source;
mod start;
mod terminal;
mod usage;
mod words;
mod years;

pub use start::main;
