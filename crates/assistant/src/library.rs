//! Loads knowledge packs, from a folder or from the copy inside the binary.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use handover_domain::Language;

use crate::document::Document;
use crate::parse;
use crate::symptoms::SymptomIndex;
use crate::words::Analyzer;

/// The files of `config/knowledge`, as they were when the binary was built.
#[derive(rust_embed::Embed)]
#[folder = "../../config/knowledge"]
struct Shipped;

/// Why knowledge could not be loaded. Names the file, and the line where there is one.
#[derive(Debug, thiserror::Error)]
pub enum LibraryError {
    /// A file or folder could not be read.
    #[error("{} cannot be read", path.display())]
    Read {
        /// What was to be read.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A file does not keep to the form that `docs/knowledge.md` describes.
    #[error("{file}:{line}: {message}")]
    Format {
        /// The file, as a path.
        file: String,
        /// The line, counted from 1.
        line: usize,
        /// What is wrong, naming the key where there is one.
        message: String,
    },
    /// Two files of one pack have the same id.
    #[error("{second}: the id `{id}` is already taken by {first}")]
    Duplicate {
        /// The id with its pack.
        id: String,
        /// The file that came first.
        first: String,
        /// The file that repeats it.
        second: String,
    },
    /// A file lies beside the packs, not in one.
    #[error("{file}: a knowledge file belongs into the folder of a pack")]
    OutsidePack {
        /// The file.
        file: String,
    },
    /// There is no document at all.
    #[error("{place} holds no knowledge: expected folders with Markdown files")]
    Empty {
        /// Where we looked.
        place: String,
    },
}

/// All knowledge documents, in a stable order, with the packs' vocabulary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Library {
    documents: Vec<Arc<Document>>,
    same: Vec<Vec<String>>,
}

impl Library {
    /// The packs inside the binary.
    pub fn embedded() -> Result<Self, LibraryError> {
        let mut files = BTreeMap::new();
        for name in Shipped::iter() {
            if let Some(file) = Shipped::get(&name) {
                files.insert(name.into_owned(), text_of(&file.data));
            }
        }
        // Their symptoms are checked by a test and cannot change any more.
        Self::read("config/knowledge", &files)
    }

    /// The packs in a folder: each of its folders is one, each Markdown file in that a document.
    pub fn from_dir(folder: &Path) -> Result<Self, LibraryError> {
        let mut files = BTreeMap::new();
        collect(folder, "", &mut files)?;
        Self::from_files(&folder.display().to_string(), &files)
    }

    /// Every document, ordered by file name.
    pub fn documents(&self) -> &[Arc<Document>] {
        &self.documents
    }

    /// Groups of words that mean the same to the packs' readers.
    pub(crate) fn same(&self) -> &[Vec<String>] {
        &self.same
    }

    /// The document with an id such as `autoboss/leak`.
    pub fn document(&self, id: &str) -> Option<&Arc<Document>> {
        self.documents.iter().find(|document| document.id == id)
    }

    /// Reads and checks files by their path below `place`, with `/` between folders.
    fn from_files(place: &str, files: &BTreeMap<String, String>) -> Result<Self, LibraryError> {
        let library = Self::read(place, files)?;
        library.check_symptoms(place, files)?;
        Ok(library)
    }

    fn read(place: &str, files: &BTreeMap<String, String>) -> Result<Self, LibraryError> {
        let mut library = Self { documents: Vec::new(), same: Vec::new() };
        let mut taken: BTreeMap<String, String> = BTreeMap::new();
        for (name, text) in files {
            let file = format!("{place}/{name}");
            let markdown = name.ends_with(".md");
            let vocabulary = name.ends_with("/vocabulary.toml");
            if !markdown && !vocabulary {
                continue;
            }
            let Some((pack, _)) = name.split_once('/') else {
                return Err(LibraryError::OutsidePack { file });
            };
            let format = |flaw: parse::Flaw| LibraryError::Format {
                file: file.clone(),
                line: flaw.line,
                message: flaw.message,
            };
            if vocabulary {
                library.same.extend(parse::vocabulary(text).map_err(format)?);
                continue;
            }
            let document = parse::document((pack, Language::En), text).map_err(format)?;
            if let Some(first) = taken.insert(document.id.clone(), file.clone()) {
                return Err(LibraryError::Duplicate { id: document.id, first, second: file });
            }
            library.documents.push(Arc::new(document));
        }
        if library.documents.is_empty() {
            return Err(LibraryError::Empty { place: place.to_owned() });
        }
        Ok(library)
    }

    fn check_symptoms(&self, place: &str, files: &BTreeMap<String, String>) -> Result<(), LibraryError> {
        let mut analyzers: BTreeMap<Language, Analyzer> = BTreeMap::new();
        for document in &self.documents {
            let language = document.language;
            let analyzer = analyzers.entry(language).or_insert_with(|| Analyzer::new(language, &self.same));
            if let Some(symptom) = first_unreadable(document, analyzer) {
                let quoted = format!("\"{symptom}\"");
                let line_in = |text: &String| text.lines().position(|line| line.contains(&quoted));
                let found = files.iter().find_map(|(name, text)| Some((name, line_in(text)?)));
                let (name, index) = found.map_or(("", 0), |(name, index)| (name.as_str(), index));
                return Err(LibraryError::Format {
                    file: format!("{place}/{name}"),
                    line: index + 1,
                    message: claims_nothing(symptom),
                });
            }
        }
        Ok(())
    }
}

/// The line and the fault of a symptom that would never be recognised, if the document has one.
pub(crate) fn unreadable_symptom(document: &Document, source: &str) -> Option<(usize, String)> {
    let symptom = first_unreadable(document, &Analyzer::new(document.language, &[]))?;
    let quoted = format!("\"{symptom}\"");
    let line = source.lines().position(|line| line.contains(&quoted)).map_or(1, |index| index + 1);
    Some((line, claims_nothing(symptom)))
}

/// A symptom of nothing but small words would never be recognised: its author should know.
fn first_unreadable<'a>(document: &'a Document, analyzer: &Analyzer) -> Option<&'a str> {
    let symptoms = document.problem.iter().flat_map(|problem| &problem.symptoms);
    let mut symptoms = symptoms.map(String::as_str);
    symptoms.find(|symptom| !SymptomIndex::is_readable(symptom, document.language, analyzer))
}

fn claims_nothing(symptom: &str) -> String {
    format!("`symptoms` \"{symptom}\" claims no fault that could be recognised")
}

/// Invalid bytes become the replacement character: the parser then says which line is odd, or the
/// text is shown with it.
fn text_of(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn collect(folder: &Path, prefix: &str, files: &mut BTreeMap<String, String>) -> Result<(), LibraryError> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |source| LibraryError::Read { path, source }
    };
    for entry in std::fs::read_dir(folder).map_err(failed(folder))? {
        let path = entry.map_err(failed(folder))?.path();
        let Some(name) =
            path.file_name().and_then(|name| name.to_str()).filter(|name| !name.starts_with('.'))
        else {
            continue;
        };
        if path.is_dir() {
            collect(&path, &format!("{prefix}{name}/"), files)?;
        } else if name.ends_with(".md") || name.ends_with(".toml") {
            let bytes = std::fs::read(&path).map_err(failed(&path))?;
            files.insert(format!("{prefix}{name}"), text_of(&bytes));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
