//! How the server shall behave, as data.

use std::collections::HashMap;
use std::time::Duration;

/// A point of the conversation at which the server speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stage {
    /// The greeting.
    Connect,
    /// The answer to EHLO or HELO.
    Ehlo,
    /// The answer to STARTTLS.
    StartTls,
    /// The answer to AUTH, once the credentials are known.
    Auth,
    /// The answer to MAIL FROM.
    MailFrom,
    /// The answer to RCPT TO.
    RcptTo,
    /// The answer to DATA.
    Data,
    /// The answer to a mail's content.
    Content,
    /// The answer to RSET.
    Rset,
}

/// What the server does instead of answering.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Says nothing more and keeps the connection open.
    Silent,
    /// Closes the connection.
    Close,
    /// At [`Stage::Content`]: takes the mail and closes the connection before saying so, as a
    /// server or network that dies at the worst moment.
    TakeAndClose,
    /// Answers, then closes the connection.
    AnswerAndClose,
}

/// What the server takes for the end of a line, also inside a mail. Servers that are lax here are
/// what makes SMTP smuggling possible.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum LineEnds {
    /// Only CRLF, as the standard asks.
    #[default]
    Strict,
    /// A bare LF too.
    BareLf,
    /// A bare CR too, and a bare LF.
    BareCr,
}

/// How the server behaves. Starts as a good server and is changed step by step.
#[derive(Debug, Clone)]
pub struct Behaviour {
    pub(super) offers_starttls: bool,
    pub(super) implicit_tls: bool,
    pub(super) offers_auth: bool,
    pub(super) mechanisms: String,
    pub(super) credentials: Option<(String, String)>,
    pub(super) replies: HashMap<Stage, String>,
    pub(super) recipients: HashMap<String, String>,
    pub(super) faults: HashMap<Stage, Fault>,
    pub(super) drip: Option<Duration>,
    pub(super) injected_after_starttls: Option<String>,
    pub(super) line_ends: LineEnds,
}

impl Default for Behaviour {
    fn default() -> Self {
        Self::new()
    }
}

impl Behaviour {
    /// A good server: offers STARTTLS and AUTH, takes any credentials and every mail.
    pub fn new() -> Self {
        Self {
            offers_starttls: true,
            implicit_tls: false,
            offers_auth: true,
            mechanisms: "PLAIN LOGIN".to_owned(),
            credentials: None,
            replies: HashMap::new(),
            recipients: HashMap::new(),
            faults: HashMap::new(),
            drip: None,
            injected_after_starttls: None,
            line_ends: LineEnds::Strict,
        }
    }

    /// Does not offer STARTTLS and refuses it.
    pub fn without_starttls(mut self) -> Self {
        self.offers_starttls = false;
        self
    }

    /// Does not offer AUTH and refuses it.
    pub fn without_auth(mut self) -> Self {
        self.offers_auth = false;
        self
    }

    /// Offers these AUTH mechanisms instead of `PLAIN LOGIN`.
    pub fn mechanisms(mut self, mechanisms: &str) -> Self {
        mechanisms.clone_into(&mut self.mechanisms);
        self
    }

    /// Encrypts from the first byte, as on port 465.
    pub fn implicit_tls(mut self) -> Self {
        self.implicit_tls = true;
        self
    }

    /// Takes only these credentials and answers 535 to others.
    pub fn credentials(mut self, user: &str, password: &str) -> Self {
        self.credentials = Some((user.to_owned(), password.to_owned()));
        self
    }

    /// Says this at that stage instead of the good answer. Several lines are joined by `\n`.
    pub fn reply(mut self, stage: Stage, reply: &str) -> Self {
        self.replies.insert(stage, reply.to_owned());
        self
    }

    /// Says this to RCPT TO of that address only.
    pub fn recipient(mut self, address: &str, reply: &str) -> Self {
        self.recipients.insert(address.to_owned(), reply.to_owned());
        self
    }

    /// Does this at that stage instead of answering.
    pub fn fault(mut self, stage: Stage, fault: Fault) -> Self {
        self.faults.insert(stage, fault);
        self
    }

    /// Sends one byte at a time, with this pause after each.
    pub fn drip(mut self, pause: Duration) -> Self {
        self.drip = Some(pause);
        self
    }

    /// Sends this unencrypted right behind its answer to STARTTLS, as somebody in the middle could
    /// who hopes that the client takes it for what the server says once encrypted.
    pub fn inject_after_starttls(mut self, text: &str) -> Self {
        self.injected_after_starttls = Some(text.to_owned());
        self
    }

    /// What it takes for the end of a line.
    pub fn line_ends(mut self, line_ends: LineEnds) -> Self {
        self.line_ends = line_ends;
        self
    }
}
