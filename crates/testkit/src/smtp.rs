//! A real SMTP server on loopback that keeps what it is sent and misbehaves on demand.
//!
//! ```no_run
//! # async fn example() -> std::io::Result<()> {
//! use std::time::Duration;
//! use handover_testkit::smtp::{Behaviour, Sink, Stage};
//!
//! let sink = Sink::start().await?;
//! sink.set(Behaviour::new().reply(Stage::RcptTo, "451 4.7.1 greylisted, come back later"));
//! // … point the code under test at `sink.port()` …
//! sink.set(Behaviour::new());
//! let mails = sink.wait_for_mails(1, Duration::from_secs(5)).await?;
//! assert_eq!(mails[0].recipients, ["support@example.org"]);
//! # Ok(()) }
//! ```

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use mail_parser::{Message, MessageParser};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;

mod behaviour;
mod conversation;
mod lines;

use crate::certificate::Certificate;
pub use behaviour::{Behaviour, Fault, LineEnds, Stage};

/// The mail server. It stops, and every connection to it breaks, when it is dropped.
#[derive(Debug)]
pub struct Sink {
    address: SocketAddr,
    shared: Arc<Shared>,
    certificate: Certificate,
    accepting: tokio::task::JoinHandle<()>,
}

/// A mail that the server took responsibility for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceivedMail {
    /// Which connection it came over, counted from 0.
    pub connection: usize,
    /// The address in `MAIL FROM`.
    pub sender: String,
    /// The addresses in `RCPT TO` that were accepted.
    pub recipients: Vec<String>,
    /// The mail as it was before transport: dots unstuffed, lines ended by CRLF.
    pub raw: Vec<u8>,
}

impl ReceivedMail {
    /// The mail as a mail client reads it; `None` when it is no mail at all.
    pub fn parsed(&self) -> Option<Message<'_>> {
        MessageParser::default().parse(&self.raw)
    }
}

/// One line of a conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// What the client said, without its line end.
    Client(String),
    /// The content of a mail, of so many bytes, up to and with the dot that ends it. How the server
    /// answers is settled by then.
    Content(usize),
    /// What the server answered.
    Server(String),
    /// From here on the connection is encrypted.
    Encrypted,
}

/// Everything that was said over one connection.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Conversation {
    /// The lines, in order.
    pub lines: Vec<Line>,
}

impl Conversation {
    /// The verbs the client used, in order and in upper case, with `TLS` where encryption began:
    /// `["EHLO", "STARTTLS", "TLS", "EHLO", "AUTH", "MAIL", "RCPT", "DATA", "QUIT"]`.
    pub fn verbs(&self) -> Vec<String> {
        self.lines
            .iter()
            .filter_map(|line| match line {
                Line::Client(text) => text.split([' ', ':']).next().map(str::to_ascii_uppercase),
                Line::Encrypted => Some("TLS".to_owned()),
                Line::Server(_) | Line::Content(_) => None,
            })
            .collect()
    }

    /// How many mails the client has sent over it in full, taken or not.
    pub fn contents(&self) -> usize {
        self.lines.iter().filter(|line| matches!(line, Line::Content(_))).count()
    }

    /// Whether the client used this verb.
    pub fn has(&self, verb: &str) -> bool {
        self.verbs().iter().any(|said| said == verb)
    }
}

/// What the connections share with the handle.
#[derive(Debug)]
struct Shared {
    behaviour: watch::Sender<Behaviour>,
    mails: watch::Sender<Vec<ReceivedMail>>,
    conversations: watch::Sender<Vec<Conversation>>,
}

impl Shared {
    fn note(&self, connection: usize, line: Line) {
        self.conversations.send_modify(|conversations| {
            if let Some(conversation) = conversations.get_mut(connection) {
                conversation.lines.push(line);
            }
        });
    }
}

impl Sink {
    /// A well-behaved server on a free port: offers STARTTLS and AUTH, demands neither, takes
    /// every mail.
    ///
    /// # Errors
    /// When no port is free or no certificate can be made.
    pub async fn start() -> io::Result<Self> {
        Self::start_on(0, Behaviour::new()).await
    }

    /// A server on this port, 0 for a free one, that behaves so from its first connection.
    ///
    /// # Errors
    /// When the port is taken or no certificate can be made.
    pub async fn start_on(port: u16, behaviour: Behaviour) -> io::Result<Self> {
        let certificate = Certificate::generate()?;
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared {
            behaviour: watch::Sender::new(behaviour),
            mails: watch::Sender::new(Vec::new()),
            conversations: watch::Sender::new(Vec::new()),
        });
        let accepting = spawn(accept(listener, Arc::clone(&shared), certificate.acceptor()));
        Ok(Self { address, shared, certificate, accepting })
    }

    /// The port it listens on, at 127.0.0.1.
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// The authority that signed the server's certificate, as PEM. The certificate is good for
    /// `localhost`, not for 127.0.0.1, and no system trusts it.
    pub fn authority_pem(&self) -> &str {
        self.certificate.authority_pem()
    }

    /// A file that holds [`Self::authority_pem`]; it is removed together with the server.
    pub fn authority_file(&self) -> PathBuf {
        self.certificate.authority_file().to_owned()
    }

    /// Changes how the server behaves, for open connections too from their next command on.
    /// Connections that a fault keeps silent stay so.
    pub fn set(&self, behaviour: Behaviour) {
        self.shared.behaviour.send_replace(behaviour);
    }

    /// The mails it took, in order.
    pub fn mails(&self) -> Vec<ReceivedMail> {
        self.shared.mails.borrow().clone()
    }

    /// Waits until it has taken `count` mails and returns them all.
    ///
    /// # Errors
    /// [`io::ErrorKind::TimedOut`], saying how many there are, after `patience`.
    pub async fn wait_for_mails(&self, count: usize, patience: Duration) -> io::Result<Vec<ReceivedMail>> {
        let mut mails = self.shared.mails.subscribe();
        let waiting = mails.wait_for(|mails| mails.len() >= count);
        if let Ok(Ok(mails)) = tokio::time::timeout(patience, waiting).await {
            return Ok(mails.clone());
        }
        let there = self.shared.mails.borrow().len();
        Err(io::Error::new(io::ErrorKind::TimedOut, format!("{there} of {count} mails after {patience:?}")))
    }

    /// What was said over each connection, in the order they were made.
    pub fn conversations(&self) -> Vec<Conversation> {
        self.shared.conversations.borrow().clone()
    }

    /// Waits until the conversations are as `wanted` asks, for example until a client has said DATA.
    ///
    /// # Errors
    /// [`io::ErrorKind::TimedOut`] after `patience`.
    pub async fn wait_until(
        &self,
        wanted: impl Fn(&[Conversation]) -> bool,
        patience: Duration,
    ) -> io::Result<()> {
        let mut conversations = self.shared.conversations.subscribe();
        let waiting = conversations.wait_for(|conversations| wanted(conversations));
        match tokio::time::timeout(patience, waiting).await {
            Ok(Ok(_)) => Ok(()),
            _ => Err(io::Error::new(io::ErrorKind::TimedOut, format!("not so after {patience:?}"))),
        }
    }

    /// Forgets the mails and what was said, but not how to behave.
    pub fn forget(&self) {
        self.shared.mails.send_replace(Vec::new());
        self.shared.conversations.send_modify(|conversations| {
            for conversation in conversations {
                conversation.lines.clear();
            }
        });
    }
}

impl Drop for Sink {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

async fn accept(listener: TcpListener, shared: Arc<Shared>, tls: tokio_rustls::TlsAcceptor) {
    // Dropping the set, when this task is aborted, ends every connection.
    let mut connections = JoinSet::new();
    loop {
        let Ok((stream, _)) = listener.accept().await else { continue };
        while connections.try_join_next().is_some() {}
        let number = shared.conversations.borrow().len();
        shared.conversations.send_modify(|conversations| conversations.push(Conversation::default()));
        connections.spawn(serve(stream, Arc::clone(&shared), tls.clone(), number));
    }
}

async fn serve(stream: TcpStream, shared: Arc<Shared>, tls: tokio_rustls::TlsAcceptor, number: usize) {
    if stream.set_nodelay(true).is_err() {
        return;
    }
    // However a conversation ends, the server goes on; what happened stands in its record.
    let _ended = conversation::hold(stream, shared, tls, number).await;
}

#[expect(clippy::disallowed_methods, reason = "the server owns its task and aborts it when dropped")]
fn spawn(task: impl Future<Output = ()> + Send + 'static) -> tokio::task::JoinHandle<()> {
    tokio::spawn(task)
}

#[cfg(test)]
mod tests;
