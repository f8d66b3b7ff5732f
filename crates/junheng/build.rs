//! The packs are built into the binary: a change among them is a change of the program.

fn main() {
    println!("cargo::rerun-if-changed=../../packs");
}
