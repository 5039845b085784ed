//! `handover config show`: the effective settings and where each came from, secrets masked.

use std::io::Write;

use crate::failure::Outcome;
use crate::settings::{Layers, Settings};

/// Prints every setting, then fails if one of them cannot be used.
pub(crate) fn run(layers: &Layers, out: &mut dyn Write) -> Outcome {
    let rows: Vec<(String, String)> = layers
        .all()
        .map(|(key, given)| (format!("{} = \"{}\"", key.name, key.shown(&given.value)), given.source))
        .collect();
    let width =
        rows.iter().map(|(setting, _)| setting.chars().count()).filter(|w| *w <= 60).max().unwrap_or(0);
    for (setting, source) in rows {
        writeln!(out, "{setting:width$}  # {source}")?;
    }
    if !layers.unused.is_empty() {
        writeln!(out, "\n# Set, but not used by this version: {}", layers.unused.join(", "))?;
    }
    Settings::read(layers)?;
    Ok(())
}
