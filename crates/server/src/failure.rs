//! Why a command ended badly, and the exit code that says so.

use std::fmt;
use std::process::ExitCode;

use crate::settings::SettingsError;

/// What a command comes to.
pub(crate) type Outcome<T = ()> = Result<T, Failure>;

/// Why a command could not do its work.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The command line or a setting is wrong: nothing was tried. Exit code 2.
    Usage(String),
    /// It was tried and failed. Exit code 1.
    Failed(anyhow::Error),
    /// Everything has been said already. Exit code 1.
    Said,
}

impl Failure {
    /// The code the process ends with.
    pub(crate) fn exit_code(&self) -> ExitCode {
        match self {
            Self::Usage(_) => ExitCode::from(2),
            Self::Failed(_) | Self::Said => ExitCode::FAILURE,
        }
    }
}

impl From<SettingsError> for Failure {
    fn from(error: SettingsError) -> Self {
        Self::Usage(error.to_string())
    }
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Self {
        Self::Failed(error)
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        // `handover outbox list | head` is no failure worth a message.
        if error.kind() == std::io::ErrorKind::BrokenPipe { Self::Said } else { Self::Failed(error.into()) }
    }
}

impl fmt::Display for Failure {
    /// One line, whatever the causes look like.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self {
            Self::Usage(text) => text.clone(),
            Self::Failed(error) => format!("{error:#}"),
            Self::Said => String::new(),
        };
        let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        f.write_str(&lines.join(" "))
    }
}
