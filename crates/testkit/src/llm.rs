//! An endpoint that speaks like a language model's, or like anything else that a test wants.
//!
//! ```no_run
//! # fn example() -> std::io::Result<()> {
//! use handover_testkit::llm::{Endpoint, Script};
//!
//! let endpoint = Endpoint::start()?;
//! endpoint.next(Script::saying(r#"{"text": "Close the valve.", "confidence": 0.9}"#));
//! // … point the code under test at `endpoint.url()` …
//! assert_eq!(endpoint.requests().len(), 1);
//! # Ok(()) }
//! ```
//!
//! It works in threads of its own, so that tests with and without a runtime can use it.

use std::collections::VecDeque;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rustls::{ServerConfig, ServerConnection, StreamOwned};

use crate::certificate::Certificate;

mod hostile;

pub use hostile::{EVIL, Expected, Hostile, hostile};

/// One thing that the endpoint does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// It sends these bytes.
    Send(Vec<u8>),
    /// It sends them again and again, with a pause after each, until nobody listens any more.
    Repeat(Vec<u8>, Duration),
    /// It says nothing more until the other side has gone.
    Hang,
}

/// All that the endpoint does with one request. Then it closes the connection.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Script(Vec<Act>);

impl Script {
    /// Nothing: the connection is closed at once.
    pub fn new() -> Self {
        Self::default()
    }

    /// A good answer: the model says `words`, cut into small pieces.
    pub fn saying(words: &str) -> Self {
        let chars: Vec<char> = words.chars().collect();
        let pieces = chars.chunks(7).map(|piece| delta(&piece.iter().collect::<String>()));
        let mut script = Self::events();
        for piece in pieces {
            script = script.send(piece);
        }
        script.send("data: [DONE]\n\n")
    }

    /// The head of a stream of events.
    pub fn events() -> Self {
        Self::new().send(head(200, "Content-Type: text/event-stream\r\n"))
    }

    /// A whole answer with this status, further header lines (each ended by CRLF) and body.
    pub fn status(status: u16, headers: &str, body: &str) -> Self {
        Self::new().send(head(status, &format!("{headers}Content-Length: {}\r\n", body.len()))).send(body)
    }

    /// Then these bytes.
    #[must_use]
    pub fn send(mut self, bytes: impl Into<Vec<u8>>) -> Self {
        self.0.push(Act::Send(bytes.into()));
        self
    }

    /// Then these bytes for ever.
    #[must_use]
    pub fn repeat(mut self, bytes: impl Into<Vec<u8>>, pause: Duration) -> Self {
        self.0.push(Act::Repeat(bytes.into(), pause));
        self
    }

    /// Then nothing more.
    #[must_use]
    pub fn hang(mut self) -> Self {
        self.0.push(Act::Hang);
        self
    }
}

/// The event with one more piece of what the model says.
pub fn delta(piece: &str) -> String {
    let event = serde_json::json!({ "choices": [{ "index": 0, "delta": { "content": piece } }] });
    format!("data: {event}\n\n")
}

/// The head of an answer that ends with its connection, or where its headers say so.
fn head(status: u16, headers: &str) -> String {
    format!("HTTP/1.1 {status} Whatever\r\nConnection: close\r\n{headers}\r\n")
}

/// What the endpoint was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Method and path.
    pub line: String,
    /// The headers, with their names in small letters.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: String,
}

impl Request {
    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The body as JSON; null when it is none.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_default()
    }
}

#[derive(Debug, Default)]
struct Shared {
    next: Mutex<VecDeque<Script>>,
    otherwise: Mutex<Script>,
    requests: Mutex<Vec<Request>>,
    open: AtomicUsize,
    stopped: AtomicBool,
    tls: Option<Arc<ServerConfig>>,
}

/// The endpoint. It takes no more connections once it is dropped.
#[derive(Debug)]
pub struct Endpoint {
    address: SocketAddr,
    shared: Arc<Shared>,
    certificate: Option<Certificate>,
}

/// What a connection is to a script.
trait Wire: Read + Write {}

impl<T: Read + Write> Wire for T {}

impl Endpoint {
    /// An endpoint on a free port that closes every connection at once.
    ///
    /// # Errors
    /// When no port is free.
    pub fn start() -> io::Result<Self> {
        Self::begin(None)
    }

    /// The same, over TLS for `localhost`.
    ///
    /// # Errors
    /// When no port is free or no certificate can be made.
    pub fn start_encrypted() -> io::Result<Self> {
        Self::begin(Some(Certificate::generate()?))
    }

    fn begin(certificate: Option<Certificate>) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let address = listener.local_addr()?;
        let tls = certificate.as_ref().map(|certificate| Arc::clone(certificate.acceptor().config()));
        let shared = Arc::new(Shared { tls, ..Shared::default() });
        let own = Arc::clone(&shared);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if own.stopped.load(Ordering::SeqCst) {
                    return;
                }
                let shared = Arc::clone(&own);
                std::thread::spawn(move || {
                    shared.open.fetch_add(1, Ordering::SeqCst);
                    // The other side may break off whenever it likes.
                    let _ = shared.serve(stream);
                    shared.open.fetch_sub(1, Ordering::SeqCst);
                });
            }
        });
        Ok(Self { address, shared, certificate })
    }

    /// Where it is, as a base URL.
    pub fn url(&self) -> String {
        match self.certificate {
            None => format!("http://{}/v1", self.address),
            Some(_) => format!("https://localhost:{}/v1", self.address.port()),
        }
    }

    /// The file with the authority of its certificate, where it has one.
    pub fn authority_file(&self) -> Option<&Path> {
        self.certificate.as_ref().map(Certificate::authority_file)
    }

    /// What it does with the next request that has no script yet.
    pub fn next(&self, script: Script) {
        locked(&self.shared.next).push_back(script);
    }

    /// What it does with every request that has no script of its own.
    pub fn otherwise(&self, script: Script) {
        *locked(&self.shared.otherwise) = script;
    }

    /// What it was asked so far.
    pub fn requests(&self) -> Vec<Request> {
        locked(&self.shared.requests).clone()
    }

    /// How many connections are open.
    pub fn open(&self) -> usize {
        self.shared.open.load(Ordering::SeqCst)
    }
}

impl Drop for Endpoint {
    fn drop(&mut self) {
        self.shared.stopped.store(true, Ordering::SeqCst);
        // The last connection, which ends the waiting for connections.
        let _ = TcpStream::connect(self.address);
    }
}

impl Shared {
    fn serve(&self, stream: TcpStream) -> io::Result<()> {
        stream.set_nodelay(true)?;
        let mut stream: Box<dyn Wire> = match &self.tls {
            None => Box::new(stream),
            Some(config) => {
                let tls = ServerConnection::new(Arc::clone(config)).map_err(io::Error::other)?;
                Box::new(StreamOwned::new(tls, stream))
            }
        };
        let Some(request) = read(&mut stream)? else { return Ok(()) };
        locked(&self.requests).push(request);
        let next = locked(&self.next).pop_front();
        let script = next.unwrap_or_else(|| locked(&self.otherwise).clone());
        for act in script.0 {
            match act {
                Act::Send(bytes) => stream.write_all(&bytes)?,
                Act::Repeat(bytes, pause) => loop {
                    stream.write_all(&bytes)?;
                    std::thread::sleep(pause);
                },
                Act::Hang => {
                    // Ends when the other side closes.
                    while stream.read(&mut [0])? > 0 {}
                }
            }
        }
        Ok(())
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn read(stream: &mut dyn Wire) -> io::Result<Option<Request>> {
    let mut reader = BufReader::new(stream);
    let mut first = String::new();
    if reader.read_line(&mut first)? == 0 {
        return Ok(None);
    }
    let line = first.rsplit_once(' ').map_or(first.as_str(), |(line, _)| line).to_owned();
    let mut headers = Vec::new();
    loop {
        let mut header = String::new();
        reader.read_line(&mut header)?;
        let Some((name, value)) = header.trim_end().split_once(':') else { break };
        headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    let mut request = Request { line, headers, body: String::new() };
    let length = request.header("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
    reader.take(length).read_to_string(&mut request.body)?;
    Ok(Some(request))
}
