//! A real HTTP server that publishes keys, well or badly.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

/// What the server does when it is asked.
#[derive(Clone)]
pub(crate) enum Answer {
    Body(String),
    Status(u16),
    Redirect(String),
    /// More than is read, announced or not.
    Endless,
    /// Takes the request and says nothing.
    Silence,
    /// A byte now and then, for ever.
    Drip,
}

pub(crate) struct Publisher {
    address: String,
    answer: Arc<Mutex<Answer>>,
    asked: Arc<AtomicU64>,
}

impl Publisher {
    pub(crate) fn start(answer: Answer) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let server = Self { address, answer: Arc::new(Mutex::new(answer)), asked: Arc::default() };
        let (answer, asked) = (Arc::clone(&server.answer), Arc::clone(&server.asked));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let answer = answer.lock().unwrap().clone();
                asked.fetch_add(1, Ordering::SeqCst);
                thread::spawn(move || serve(stream, &answer));
            }
        });
        server
    }

    pub(crate) fn of(keys: &[Value]) -> Self {
        Self::start(Self::set(keys))
    }

    pub(crate) fn set(keys: &[Value]) -> Answer {
        Answer::Body(json!({ "keys": keys }).to_string())
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}/keys", self.address)
    }

    pub(crate) fn now_answers(&self, answer: Answer) {
        *self.answer.lock().unwrap() = answer;
    }

    pub(crate) fn asked(&self) -> u64 {
        self.asked.load(Ordering::SeqCst)
    }
}

/// The client may go away at any time.
fn serve(mut stream: TcpStream, answer: &Answer) -> Option<()> {
    let mut lines = BufReader::new(stream.try_clone().ok()?).lines();
    while !lines.next()?.ok()?.is_empty() {}
    let mut say = |text: &str| stream.write_all(text.as_bytes()).ok();
    match answer {
        Answer::Body(body) => say(&format!(
            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
            body.len()
        )),
        Answer::Status(status) => say(&format!("HTTP/1.1 {status} No\r\ncontent-length: 2\r\n\r\n{{}}")),
        Answer::Redirect(to) => {
            say(&format!("HTTP/1.1 302 Found\r\nlocation: {to}\r\ncontent-length: 0\r\n\r\n"))
        }
        Answer::Endless => {
            say("HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n{\"keys\":[")?;
            loop {
                say(&" ".repeat(4096))?;
            }
        }
        Answer::Silence => lines.next().map(|_| ()),
        Answer::Drip => {
            say("HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n")?;
            loop {
                say(" ")?;
                thread::sleep(Duration::from_millis(20));
            }
        }
    }
}
