//! What can be wrong with settings, in one line that says how to mend it.

/// Why the settings cannot be used. Secrets are masked in the text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum SettingsError {
    /// A file that was asked for cannot be read.
    #[error("{file} cannot be read: {reason}")]
    Unreadable { file: String, reason: String },
    /// A file is not what its name says.
    #[error("{file} is not valid: {reason}")]
    Malformed { file: String, reason: String },
    /// Nobody knows a setting of this name.
    #[error("unknown setting `{name}` in {source_name}; did you mean `{nearest}`?")]
    Unknown { name: String, source_name: String, nearest: String },
    /// A value does not have the form it must have.
    #[error("{key} = \"{value}\" (from {source_name}) is not usable: {expected}")]
    Invalid { key: &'static str, value: String, source_name: String, expected: String },
}
