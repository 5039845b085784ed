//! The files of a folder that are documents, and what stands in them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::Context;
use handover_domain::DocumentFormat;

/// A file that is a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct File {
    pub(super) path: PathBuf,
    pub(super) format: DocumentFormat,
}

/// The documents below a folder by what they are called: their path below it, with `/` between folders.
/// Links to folders are not followed, so that none is gone through twice or for ever.
pub(super) fn documents(folder: &Path) -> anyhow::Result<BTreeMap<String, File>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![(folder.to_owned(), String::new())];
    while let Some((folder, prefix)) = folders.pop() {
        let unreadable = || format!("{} cannot be read", folder.display());
        for entry in std::fs::read_dir(&folder).with_context(unreadable)? {
            let entry = entry.with_context(unreadable)?;
            let path = entry.path();
            let name = entry.file_name();
            let Some(name) = name.to_str().filter(|name| !name.starts_with('.')) else { continue };
            let is_folder = entry.file_type().with_context(unreadable)?.is_dir();
            if is_folder {
                folders.push((path, format!("{prefix}{name}/")));
            } else if let Some(format) = format_of(name).filter(|_| path.is_file()) {
                found.insert(format!("{prefix}{name}"), File { path, format });
            }
        }
    }
    Ok(found)
}

fn format_of(name: &str) -> Option<DocumentFormat> {
    let (_, extension) = name.rsplit_once('.')?;
    match extension.to_ascii_lowercase().as_str() {
        "md" | "markdown" => Some(DocumentFormat::Markdown),
        "html" | "htm" => Some(DocumentFormat::Html),
        "txt" => Some(DocumentFormat::Text),
        _ => None,
    }
}

/// What stands in a file of at most `most` bytes, or why that cannot be taken, with the line.
pub(super) fn content(file: &File, most: usize) -> Result<String, (Option<usize>, String)> {
    let unreadable = |error: std::io::Error| (None, format!("it cannot be read: {error}"));
    let length = std::fs::metadata(&file.path).map_err(unreadable)?.len();
    if usize::try_from(length).map_or(true, |length| length > most) {
        return Err((None, format!("it has {length} bytes, and assistant.document_size allows {most}")));
    }
    let bytes = std::fs::read(&file.path).map_err(unreadable)?;
    String::from_utf8(bytes).map_err(|error| {
        let before = error.as_bytes().get(..error.utf8_error().valid_up_to()).unwrap_or_default();
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        (Some(line), "it is not written in UTF-8".to_owned())
    })
}
