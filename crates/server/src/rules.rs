//! Reads the rule files and makes a checked rule set of them.
//!
//! The shipped files are part of the binary; files of the same name in the rules folder take their
//! place, and further languages may be added there.

use std::borrow::Cow;
use std::path::Path;

use handover_domain::Language;
use handover_domain::judgement::{RuleSet, RuleSetError};
use sha2::{Digest, Sha256};

mod document;
mod error;
pub(crate) mod traps;

pub(crate) use error::RuleFileError;

/// The name of the file with thresholds, precedence and consequences.
const POLICY: &str = "policy.toml";

const SHIPPED_POLICY: &str = include_str!("../../../config/rules/policy.toml");

/// By name, as they are sorted when they are read from a folder.
const SHIPPED: [(&str, &str); 6] = [
    ("ar.toml", include_str!("../../../config/rules/ar.toml")),
    ("el.toml", include_str!("../../../config/rules/el.toml")),
    ("en.toml", include_str!("../../../config/rules/en.toml")),
    ("es.toml", include_str!("../../../config/rules/es.toml")),
    ("no.toml", include_str!("../../../config/rules/no.toml")),
    ("tr.toml", include_str!("../../../config/rules/tr.toml")),
];

/// One rule file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RuleFile {
    /// Its name within the rules folder.
    pub(crate) name: String,
    /// What it says.
    pub(crate) content: Cow<'static, str>,
}

/// All rule files that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RuleFiles {
    /// Thresholds, precedence and consequences.
    pub(crate) policy: RuleFile,
    /// One file per language, by name.
    pub(crate) languages: Vec<RuleFile>,
}

impl RuleFiles {
    /// The files this binary was built with.
    pub(crate) fn shipped() -> Self {
        let file = |(name, content): (&str, &'static str)| RuleFile {
            name: name.to_owned(),
            content: Cow::Borrowed(content),
        };
        Self { policy: file((POLICY, SHIPPED_POLICY)), languages: SHIPPED.map(file).into() }
    }

    /// The shipped files, each replaced by the file of its name in `folder`, with the languages that
    /// only the folder has. A folder that does not exist changes nothing.
    pub(crate) fn read(folder: &Path) -> Result<Self, RuleFileError> {
        let mut files = Self::shipped();
        for name in file_names(folder)? {
            let content = std::fs::read_to_string(folder.join(&name))
                .map_err(|error| RuleFileError::unreadable(&name, &error))?;
            files.put(RuleFile { name, content: Cow::Owned(content) });
        }
        files.languages.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(files)
    }

    fn put(&mut self, file: RuleFile) {
        if file.name == POLICY {
            self.policy = file;
        } else {
            self.languages.retain(|known| known.name != file.name);
            self.languages.push(file);
        }
    }

    /// A short name of the content: the same text, the same version, everywhere.
    pub(crate) fn version(&self) -> String {
        let mut hash = Sha256::new();
        for file in std::iter::once(&self.policy).chain(&self.languages) {
            for part in [&*file.name, &*file.content] {
                hash.update(part.len().to_be_bytes());
                hash.update(part.as_bytes());
            }
        }
        hash.finalize().iter().take(6).map(|byte| format!("{byte:02x}")).collect()
    }
}

/// The names of the rule files in `folder`, sorted.
fn file_names(folder: &Path) -> Result<Vec<String>, RuleFileError> {
    let unreadable = |error: std::io::Error| RuleFileError::unreadable(&folder.display().to_string(), &error);
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(unreadable(error)),
    };
    let mut names = Vec::new();
    for entry in entries {
        let name = entry.map_err(unreadable)?.file_name().to_string_lossy().into_owned();
        let is_hidden = name.starts_with('.');
        if !is_hidden && Path::new(&name).extension().is_some_and(|extension| extension == "toml") {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

/// Makes the files a rule set, or says which line of which file is wrong.
pub(crate) fn load(files: &RuleFiles) -> Result<RuleSet, RuleFileError> {
    let policy = document::read_policy(&files.policy)?;
    let mut languages = Vec::new();
    for file in &files.languages {
        languages.push(document::read_language(file)?);
    }
    let sources: Vec<_> = languages.iter().map(|language| language.source.clone()).collect();
    RuleSet::new(&files.version(), policy.thresholds, policy.policy.clone(), &sources).map_err(|error| {
        let of_language =
            |language: Language| languages.iter().rfind(|known| known.source.language == language);
        match &error {
            RuleSetError::Lexicon(wrong) => match of_language(wrong.language) {
                Some(known) => known.blame(wrong),
                None => RuleFileError::whole(&files.policy.name, &error),
            },
            RuleSetError::RepeatedLanguage(language) => match of_language(*language) {
                Some(known) => known.blame_language(&error),
                None => RuleFileError::whole(&files.policy.name, &error),
            },
            RuleSetError::NoEnglish => RuleFileError::whole("en.toml", &error),
            _ => policy.blame(&error),
        }
    })
}

#[cfg(test)]
mod tests;
