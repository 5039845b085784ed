//! `handover migrate`: brings the database up to date.

use std::io::Write;

use crate::compose;
use crate::failure::Outcome;
use crate::settings::Settings;

/// Runs what is pending and says what that was.
pub(crate) fn run(settings: &Settings, out: &mut dyn Write) -> Outcome {
    let store = compose::open_store(settings)?;
    let run = compose::migrate(&store, settings)?;
    for name in &run {
        writeln!(out, "migrated: {name}")?;
    }
    if run.is_empty() {
        writeln!(out, "the database {} is up to date", settings.database.url)?;
    }
    Ok(())
}
