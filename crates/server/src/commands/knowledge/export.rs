//! Writes documents as files, as they were brought.

use std::io::Write;
use std::path::{Component, Path, PathBuf};

use anyhow::{Context, anyhow};

use super::Desk;
use crate::failure::Outcome;
use crate::terminal::clean;

pub(super) fn run(desk: &Desk<'_>, folder: &Path, out: &mut dyn Write) -> Outcome {
    let documents = desk.documents()?;
    // First all names: half of an export would look like a whole one.
    let mut paths = Vec::with_capacity(documents.len());
    for document in &documents {
        let path = below(folder, &document.source).ok_or_else(|| {
            anyhow!("the document {:?} has no name that could be a file's", document.source)
        })?;
        if path.exists() {
            return Err(anyhow!("{} is there already; export into a new folder", path.display()).into());
        }
        paths.push(path);
    }
    for (document, path) in documents.iter().zip(&paths) {
        let (_, content) = desk.read(&document.source)?;
        let write = || -> std::io::Result<()> {
            if let Some(parent) = path.parent() {
                std::fs::create_dir_all(parent)?;
            }
            std::fs::File::create_new(path)?.write_all(content.as_bytes())
        };
        write().with_context(|| format!("{} cannot be written", path.display()))?;
        writeln!(out, "{}", clean(&path.display().to_string()))?;
    }
    writeln!(out, "{} documents", documents.len())?;
    Ok(())
}

/// The file that a source stands for; `None` where that would be elsewhere.
fn below(folder: &Path, source: &str) -> Option<PathBuf> {
    let source = Path::new(source);
    let stays = source.components().all(|part| matches!(part, Component::Normal(_)));
    (stays && source.components().next().is_some()).then(|| folder.join(source))
}
