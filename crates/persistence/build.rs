//! Makes a change to a migration rebuild the crate that embeds it.

fn main() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../migrations");
    let mut out = std::io::stdout();
    // Cargo watches a folder with all that is in it.
    let _ = std::io::Write::write_fmt(&mut out, format_args!("cargo::rerun-if-changed={folder}\n"));
}
