//! What went wrong in a conversation, by what has to happen next.

use std::fmt;

use super::reply::Reply;

/// Why a mail was not delivered to a recipient.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Failure {
    /// The server cannot be reached or does not answer sensibly: later, and the channel is failing.
    Unreachable(String),
    /// The server answers and says "not now" to this mail: later.
    Deferred(String),
    /// The server will never take this mail for this address.
    Rejected(String),
    /// No mail will go this way until a person has changed something.
    Pause(PauseReason),
}

/// Why nothing can be sent, fit for an operator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PauseReason(pub(crate) String);

impl Failure {
    /// What a failure means once the server has let us in: it is about this mail and says nothing about
    /// the channel. Otherwise a server that is slow to take one mail would be found to answer a minute
    /// later, and every mail would be due again, that one too.
    pub(crate) fn once_connected(self) -> Self {
        match self {
            Self::Unreachable(why) => Self::Deferred(why),
            other => other,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreachable(why) | Self::Deferred(why) | Self::Rejected(why) => f.write_str(why),
            Self::Pause(PauseReason(why)) => f.write_str(why),
        }
    }
}

/// Where in the conversation an answer was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    Greeting,
    Ehlo,
    StartTls,
    Auth,
    MailFrom,
    RcptTo,
    Data,
    Content,
    Rset,
}

impl Stage {
    fn name(self) -> &'static str {
        match self {
            Self::Greeting => "when connecting",
            Self::Ehlo => "to EHLO",
            Self::StartTls => "to STARTTLS",
            Self::Auth => "to AUTH",
            Self::MailFrom => "to MAIL FROM",
            Self::RcptTo => "to RCPT TO",
            Self::Data => "to DATA",
            Self::Content => "to the mail",
            Self::Rset => "to RSET",
        }
    }

    /// What a refusal at this stage means.
    ///
    /// A 5xx condemns the recipient only where it can be about the recipient or the mail. Before
    /// that it is about us: our address, our password, our settings. Those are mended, and then every
    /// mail that waits goes out.
    pub(super) fn refused(self, reply: &Reply) -> Failure {
        let why = format!("the server said {} {}", reply, self.name());
        match reply.code {
            421 => Failure::Unreachable(why),
            530 | 534 | 535 | 538 => Failure::Pause(PauseReason(why)),
            552 if self == Self::MailFrom => Failure::Rejected(why),
            500.. => match self {
                Self::RcptTo | Self::Data | Self::Content => Failure::Rejected(why),
                Self::Rset => Failure::Unreachable(why),
                _ => Failure::Pause(PauseReason(why)),
            },
            400.. => match self {
                Self::MailFrom | Self::RcptTo | Self::Data | Self::Content => Failure::Deferred(why),
                // TLS was asked for and is not to be had.
                Self::StartTls => Failure::Pause(PauseReason(why)),
                Self::Greeting | Self::Ehlo | Self::Auth | Self::Rset => Failure::Unreachable(why),
            },
            _ => Failure::Unreachable(format!("{why}, which makes no sense there")),
        }
    }

    /// What silence at this stage means.
    pub(super) fn silent(self) -> Failure {
        Failure::Unreachable(format!("the server did not answer {} in time", self.name()))
    }

    /// What a broken connection at this stage means.
    pub(super) fn broken(self, error: &std::io::Error) -> Failure {
        Failure::Unreachable(format!(
            "the connection broke while waiting for the answer {}: {error}",
            self.name()
        ))
    }
}
