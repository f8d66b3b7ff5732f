//! The packs and the pages are built into the binary: a change among them is a change of the program.

use std::path::Path;

fn main() {
    // A folder that is not there would be looked for, and the program compiled, at every build.
    if Path::new("../../web").is_dir() {
        drop(std::fs::create_dir_all("../../web/dist"));
        println!("cargo::rerun-if-changed=../../web/dist");
    }
    println!("cargo::rerun-if-changed=../../packs");
}
