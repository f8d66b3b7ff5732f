//! The program `junheng`; everything it does is in the library of the same name.

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// A judgment makes and drops many small things; this allocator does so faster than the system's.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    junheng::main()
}
