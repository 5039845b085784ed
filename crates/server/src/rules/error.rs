//! What is wrong with a rule file, with file, line and key.

use std::fmt;

use super::RuleFile;

/// Why rule files cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) struct RuleFileError {
    /// The file's name.
    pub(crate) file: String,
    /// The line, counted from 1, where one is to blame.
    pub(crate) line: Option<usize>,
    /// The key, where one is to blame.
    pub(crate) key: Option<String>,
    /// What is wrong.
    pub(crate) problem: String,
}

impl fmt::Display for RuleFileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        if let Some(key) = &self.key {
            write!(f, ": {key}")?;
        }
        write!(f, ": {}", self.problem)
    }
}

impl RuleFileError {
    /// A file or folder that cannot be read.
    pub(super) fn unreadable(name: &str, error: &std::io::Error) -> Self {
        Self { file: name.to_owned(), line: None, key: None, problem: format!("cannot be read: {error}") }
    }

    /// Something that no line is to blame for.
    pub(super) fn whole(name: &str, problem: &impl fmt::Display) -> Self {
        Self { file: name.to_owned(), line: None, key: None, problem: problem.to_string() }
    }

    /// Something wrong at a byte of the file.
    pub(super) fn at(file: &RuleFile, byte: usize, key: &str, problem: &impl fmt::Display) -> Self {
        Self {
            file: file.name.clone(),
            line: Some(line_of(&file.content, byte)),
            key: Some(key.to_owned()),
            problem: problem.to_string(),
        }
    }

    /// What the TOML reader refused.
    pub(super) fn toml(file: &RuleFile, error: &toml::de::Error) -> Self {
        let byte = error.span().map(|span| span.start);
        Self {
            file: file.name.clone(),
            line: byte.map(|byte| line_of(&file.content, byte)),
            key: byte.and_then(|byte| key_at(&file.content, byte)),
            problem: error.message().trim().to_owned(),
        }
    }
}

fn line_of(content: &str, byte: usize) -> usize {
    1 + content.bytes().take(byte).filter(|letter| *letter == b'\n').count()
}

/// The key of the line that holds `byte`, or the nearest one above it, or the table's name.
fn key_at(content: &str, byte: usize) -> Option<String> {
    let lines: Vec<&str> = content.lines().take(line_of(content, byte)).collect();
    lines.iter().rev().find_map(|line| {
        let line = line.trim();
        let table = line.strip_prefix('[').map(|rest| rest.trim_start_matches('['));
        let name = match table {
            Some(rest) => rest.split(']').next()?,
            None => line.split_once('=')?.0,
        };
        let name = name.trim();
        let plain = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '-' | '.');
        (!name.is_empty() && name.chars().all(plain)).then(|| name.to_owned())
    })
}
