//! What the engine does with the project's packs and with figures that others published.

mod common;
mod independent;
mod packs;
mod published;
mod real;
