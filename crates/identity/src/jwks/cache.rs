//! The last good key set in a file, for a start while the host is down.

use std::fs::{self, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::unique_json::read_object;

/// A set of the greatest size, written as a JSON text inside JSON.
const LARGEST_FILE: u64 = 2 * 1024 * 1024;

/// Where a set is kept, and whose it is: another URL's keys are worth nothing.
pub(super) struct Cache {
    path: PathBuf,
    url: String,
}

impl Cache {
    pub(super) fn new(path: &Path, url: &str) -> Self {
        Self { path: path.to_owned(), url: url.to_owned() }
    }

    /// The set that was kept, if there is one from the same URL.
    ///
    /// # Errors
    /// The file cannot be read, or others than its owner may write to it.
    pub(super) fn load(&self) -> io::Result<Option<String>> {
        let file = match fs::File::open(&self.path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            other => other?,
        };
        refuse_if_others_write(&file)?;
        let mut json = Vec::new();
        file.take(LARGEST_FILE).read_to_end(&mut json)?;
        let kept = read_object(&json).unwrap_or_default();
        let text = |name| kept.get(name).and_then(Value::as_str);
        Ok(text("set").filter(|_| text("url") == Some(&self.url)).map(str::to_owned))
    }

    /// Keeps a set: all of it or, when that fails, still the one before. Only our own user can read it.
    ///
    /// # Errors
    /// The file cannot be written.
    pub(super) fn store(&self, set: &str) -> io::Result<()> {
        let mut new = self.path.clone().into_os_string();
        new.push(".new");
        // Left behind by a crash, perhaps with somebody else's rights on it.
        match fs::remove_file(&new) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&new)?;
        file.write_all(json!({ "url": self.url, "set": set }).to_string().as_bytes())?;
        file.sync_all()?;
        fs::rename(&new, &self.path)
    }
}

#[cfg(unix)]
fn refuse_if_others_write(file: &fs::File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    if file.metadata()?.permissions().mode() & 0o022 == 0 {
        return Ok(());
    }
    Err(io::Error::new(io::ErrorKind::PermissionDenied, "others than its owner may write to the file"))
}

#[cfg(not(unix))]
fn refuse_if_others_write(_: &fs::File) -> io::Result<()> {
    Ok(())
}
