//! Rebuilds the crate when a file joins or leaves the embedded knowledge.

fn main() {
    println!("cargo::rerun-if-changed=../../config/knowledge");
}
