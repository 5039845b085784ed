//! `handover backup`: a consistent copy of the database, while it is in use.

use std::io::Write;
use std::path::Path;

use anyhow::Context;

use crate::compose;
use crate::failure::Outcome;
use crate::settings::Settings;

/// Writes the copy and says how to bring it back.
pub(crate) fn run(settings: &Settings, file: &Path, out: &mut dyn Write) -> Outcome {
    let store = compose::open_existing_store(settings)?;
    store.backup_to(file).context("no backup was written")?;
    let size = std::fs::metadata(file)?.len();
    writeln!(out, "{} written, {size} bytes", file.display())?;
    writeln!(
        out,
        "to restore it: stop Handover, put the file where the database is, delete its -wal and -shm files"
    )?;
    Ok(())
}
