//! Prepares what is embedded: every file of `static/` and the strings of `config/locales/`, each with its content
//! hash and compressed, so that nothing is left to do when one is served.
//!
//! The hash of them all is the build: the chat's files have it in their addresses, so that a browser may keep them.

use std::error::Error;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};

/// Where `widget.js` says which build it belongs to.
const BUILD: &str = "__BUILD__";

#[expect(
    clippy::disallowed_methods,
    reason = "cargo tells a build script where it is through the environment"
)]
fn main() -> Result<(), Box<dyn Error>> {
    let here = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let locales = here.join("../../config/locales");
    let mut files = Vec::new();
    for (folder, prefix) in [(here.join("static"), ""), (locales, "locales/")] {
        println!("cargo::rerun-if-changed={}", folder.display());
        collect(&folder, prefix, &mut files)?;
    }
    files.sort();

    let mut all = Sha256::new();
    for (name, path) in &files {
        all.update(name);
        all.update(Sha256::digest(fs::read(path)?));
    }
    let build = hex(&all.finalize(), 8)?;
    let mut list = String::from("[\n");
    for (index, (name, path)) in files.iter().enumerate() {
        let mut bytes = fs::read(path)?;
        if name == "widget.js" {
            bytes = String::from_utf8(bytes)?.replace(BUILD, &build).into_bytes();
        }
        if name.starts_with("widget/") {
            bytes = without_comments(&String::from_utf8(bytes)?).into_bytes();
        }
        let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
        gzip.write_all(&bytes)?;
        let (plain, small) = (out.join(format!("{index}.plain")), out.join(format!("{index}.gz")));
        // Half of the hash: far more than a change can miss by chance.
        let hash = hex(&Sha256::digest(&bytes), 16)?;
        fs::write(&plain, bytes)?;
        fs::write(&small, gzip.finish()?)?;
        writeln!(
            list,
            "    Embedded {{ name: {name:?}, hash: {hash:?}, bytes: include_bytes!({plain:?}), \
             gzip: include_bytes!({small:?}) }},"
        )?;
    }
    list.push(']');
    fs::write(out.join("embedded.rs"), list)?;
    println!("cargo::rustc-env=HANDOVER_WEB_BUILD={build}");
    Ok(())
}

/// All files below `folder`, with the names that they are served under. Declarations for the type check are not.
fn collect(folder: &Path, prefix: &str, files: &mut Vec<(String, PathBuf)>) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str()).ok_or("a file name that is no text")?;
        // The words of mails are the binary's own.
        if prefix == "locales/" && name == "mail" {
            continue;
        }
        if path.is_dir() {
            collect(&path, &format!("{prefix}{name}/"), files)?;
        } else if !name.ends_with(".d.ts") {
            files.push((format!("{prefix}{name}"), path));
        }
    }
    Ok(())
}

/// A script without the lines that are comments and without indentation: people read the source, browsers this.
/// What stands in a line with code stays, and so do the line breaks that a statement may end with.
fn without_comments(source: &str) -> String {
    let mut kept = String::new();
    let mut inside = false;
    for line in source.lines().map(str::trim) {
        let begins = !inside && line.starts_with("/*");
        let after = if inside || begins { line.split_once("*/").map(|(_, after)| after) } else { None };
        let is_code =
            !inside && !line.starts_with("//") && (!begins || after.is_some_and(|rest| !rest.is_empty()));
        inside = (inside || begins) && after.is_none();
        if is_code && !line.is_empty() {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept
}

fn hex(bytes: &[u8], most: usize) -> Result<String, std::fmt::Error> {
    let mut text = String::new();
    for byte in bytes.iter().take(most) {
        write!(text, "{byte:02x}")?;
    }
    Ok(text)
}
