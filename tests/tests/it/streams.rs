//! Live streams of the real binary: a reader that loses its connection a hundred times, and the server twice, is told
//! every event once.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use handover_testkit::process::{Launch, Server};
use serde_json::{Value, json};

use crate::client::{Client, said};
use crate::database::{Database, on_both};

/// What a reader has been told.
#[derive(Default)]
pub(crate) struct Told {
    ids: Vec<i64>,
    messages: Vec<Value>,
}

/// Opens the stream after what is known and reads up to `most` numbered events; false where the server is gone.
pub(crate) fn read(url: &str, session: &str, most: usize, told: &mut Told) -> Option<()> {
    let address = url.trim_start_matches("http://");
    let mut socket = TcpStream::connect(address).ok()?;
    socket.set_read_timeout(Some(Duration::from_secs(10))).ok()?;
    let known = told.ids.last().copied().unwrap_or(0);
    let head = format!(
        "GET /api/ai/sessions/{session}/events HTTP/1.1\r\nHost: {address}\r\nLast-Event-ID: {known}\r\n\r\n"
    );
    socket.write_all(head.as_bytes()).ok()?;
    let mut lines = BufReader::new(Chunks::after_the_head(socket)?).lines();
    let (mut id, mut name) = (None, String::new());
    let mut read = 0;
    while read < most {
        let line = lines.next()?.ok()?;
        match line.split_once(": ") {
            Some(("id", number)) => id = number.parse().ok(),
            Some(("event", event)) => event.clone_into(&mut name),
            Some(("data", data)) => {
                if let Some(id) = id.take() {
                    told.ids.push(id);
                    read += 1;
                    if name == "message" {
                        told.messages.push(serde_json::from_str(data).expect("JSON"));
                    }
                }
            }
            _ => {}
        }
    }
    Some(())
}

/// The body of an answer that comes in chunks.
pub(crate) struct Chunks {
    socket: BufReader<TcpStream>,
    left: usize,
}

impl Chunks {
    pub(crate) fn after_the_head(socket: TcpStream) -> Option<Self> {
        let mut socket = BufReader::new(socket);
        let mut line = String::new();
        while line != "\r\n" {
            line.clear();
            if socket.read_line(&mut line).ok()? == 0 {
                return None;
            }
        }
        Some(Self { socket, left: 0 })
    }
}

impl Read for Chunks {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        while self.left == 0 {
            let mut line = String::new();
            if self.socket.read_line(&mut line)? == 0 || line.trim() == "0" {
                return Ok(0);
            }
            // An empty line ends the chunk before.
            self.left = usize::from_str_radix(line.trim(), 16).unwrap_or(0);
        }
        let most = buffer.len().min(self.left);
        let read = self.socket.read(buffer.get_mut(..most).unwrap_or_default())?;
        self.left -= read;
        Ok(read)
    }
}

const DISCONNECTS: usize = 100;
const TURNS: usize = 80;

/// Says something `TURNS` times, says again what the server did not answer, and asks for a person half way.
fn talk(server: &Mutex<Server>, session: &str, done: &AtomicUsize) {
    while done.load(Ordering::Relaxed) < TURNS {
        let number = done.load(Ordering::Relaxed);
        let client = Client::new(server.lock().expect("no panic").url());
        if number == TURNS / 2 {
            // Asked again where the server was killed meanwhile: there is one ticket all the same.
            let path = format!("/api/ai/sessions/{session}/escalate");
            let wish = json!({"escalation_reason": "user_request"}).to_string();
            if client.try_send(("POST", &path), Some(&wish), &[]).is_none() {
                continue;
            }
        }
        let mut body = said(&format!("message {number}"));
        body["session_id"] = json!(session);
        let sent = client.try_send(("POST", "/api/ai/chat"), Some(&body.to_string()), &[]);
        if sent.is_some_and(|answer| answer.status == 200) {
            done.fetch_add(1, Ordering::Relaxed);
        }
    }
}

fn is_told_once(database: &Database) {
    let launch = || Launch::serve(database.folder(), database.url()).start();
    let server = Mutex::new(launch());
    let url = || server.lock().expect("no panic").url().to_owned();
    let session = Client::new(&url()).session("the pump makes no pressure");
    let (done, mut told) = (AtomicUsize::new(0), Told::default());
    std::thread::scope(|scope| {
        scope.spawn(|| talk(&server, &session, &done));
        // Any numbers will do, as long as they are many.
        let mut chance = 7_usize;
        for disconnect in 0..DISCONNECTS {
            chance = chance.wrapping_mul(1_103_515_245).wrapping_add(12_345) % 2_147_483_648;
            if disconnect % 40 == 30 {
                let mut running = server.lock().expect("no panic");
                running.kill();
                *running = launch();
            }
            // While nothing happens a reader waits; what is left after the last turn is read below.
            if done.load(Ordering::Relaxed) < TURNS - 3 {
                let _ = read(&url(), &session, chance % 3, &mut told);
            } else {
                let _ = read(&url(), &session, 0, &mut told);
            }
        }
    });
    let client = Client::new(&url());
    let last = client.get(&format!("/api/ai/sessions/{session}")).expect(200)["last_event"].as_i64();
    let last = last.expect("a number");
    let missing = usize::try_from(last).expect("some") - told.ids.len();
    read(&url(), &session, missing, &mut told).expect("the rest");
    assert_eq!(told.ids, (1..=last).collect::<Vec<_>>(), "each event once and in order");
    let history = client.get(&format!("/api/ai/sessions/{session}/history?limit=1000")).expect(200);
    let words = |messages: &[Value]| messages.iter().map(|m| m["content"].clone()).collect::<Vec<_>>();
    assert_eq!(words(&told.messages), words(history["messages"].as_array().expect("messages")));
}

#[test]
fn a_reader_is_told_every_event_once_through_100_disconnects_and_two_kills() {
    on_both(is_told_once);
}
