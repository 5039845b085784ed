//! Embeds files that were added or taken away, which the compiler would not notice by itself.

fn main() {
    println!("cargo::rerun-if-changed=static");
}
