//! Why the language model did not answer.

use std::time::Duration;

/// Why the language model did not answer. The words name no address and repeat nothing that was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ModelFailure {
    /// The endpoint's name leads to no address.
    #[error("the name of the endpoint is not known")]
    NoHost,
    /// Nobody takes the connection, or it broke before there was an answer.
    #[error("there is no connection to the endpoint")]
    NoConnection,
    /// The endpoint does not prove who it is.
    #[error("the certificate of the endpoint or its TLS is not accepted")]
    Tls,
    /// The turn had no more time.
    #[error("the answer took too long")]
    TooSlow,
    /// Nothing more came for longer than the stall timer.
    #[error("the answer stalled")]
    Stalled,
    /// The endpoint refused. Redirects are not followed.
    #[error("the endpoint answered with status {0}")]
    Status(u16),
    /// What came is no answer of such an endpoint.
    #[error("the answer of the endpoint cannot be understood")]
    Protocol,
    /// The answer stopped before its end.
    #[error("the answer broke off")]
    BrokenOff,
    /// The answer did not end where it had to.
    #[error("the answer is too long")]
    TooLong,
    /// The endpoint does not let the model answer this.
    #[error("the endpoint withholds the answer")]
    Withheld,
    /// The model did not keep to the form it was asked for.
    #[error("the answer is not in the form asked for")]
    Form,
    /// As many answers as allowed are being waited for.
    #[error("too many answers are being waited for")]
    Busy,
    /// The session has had its share.
    #[error("the session has had its turns")]
    TurnBudget,
    /// It failed too often and is left alone for a while.
    #[error("the endpoint is left alone for a while")]
    Resting,
}

impl ModelFailure {
    /// One word for `model_used`, stable across versions.
    pub(crate) fn word(self) -> String {
        let word = match self {
            Self::Status(status) => return format!("status-{status}"),
            Self::NoHost => "no-host",
            Self::NoConnection => "no-connection",
            Self::Tls => "tls",
            Self::TooSlow => "timeout",
            Self::Stalled => "stall",
            Self::Protocol => "protocol",
            Self::BrokenOff => "broken-off",
            Self::TooLong => "too-long",
            Self::Withheld => "withheld",
            Self::Form => "form",
            Self::Busy => "busy",
            Self::TurnBudget => "turn-budget",
            Self::Resting => "resting",
        };
        word.to_owned()
    }

    /// Whether it says something about the endpoint. What a user's words can bring about does not, or
    /// else one user could keep the model from all others.
    pub(crate) fn blames_the_endpoint(self) -> bool {
        match self {
            Self::NoHost
            | Self::NoConnection
            | Self::Tls
            | Self::TooSlow
            | Self::Stalled
            | Self::Protocol
            | Self::BrokenOff => true,
            Self::Status(status) => !matches!(status, 400 | 413 | 422),
            Self::TooLong | Self::Withheld | Self::Form | Self::Busy | Self::TurnBudget | Self::Resting => {
                false
            }
        }
    }

    /// Whether asking again, or another model, may help. Whatever has taken its time already does not
    /// get it twice.
    pub(crate) fn may_pass(self) -> bool {
        match self {
            Self::NoConnection => true,
            Self::Status(status) => matches!(status, 404 | 408 | 409 | 429 | 500..=599),
            _ => false,
        }
    }
}

/// A try that failed, and when the endpoint wants to be asked again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Refused {
    pub(crate) why: ModelFailure,
    pub(crate) retry_after: Option<Duration>,
}

impl From<ModelFailure> for Refused {
    fn from(why: ModelFailure) -> Self {
        Self { why, retry_after: None }
    }
}
