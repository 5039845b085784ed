//! A reader of server-sent events over a plain socket.

use std::io::{BufRead, BufReader, Read};
use std::net::TcpStream;

use serde_json::Value;

use crate::client::{Request, Response};

/// One event, or `None` in `name` for a comment or a retry line.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Event {
    pub(crate) id: Option<i64>,
    pub(crate) name: String,
    pub(crate) data: Value,
}

/// An open stream.
pub(crate) struct Stream {
    pub(crate) head: Response,
    socket: BufReader<TcpStream>,
    text: String,
}

impl Stream {
    /// Opens the stream; the answer must be 200.
    #[track_caller]
    pub(crate) fn open(request: &Request) -> Self {
        let mut socket = BufReader::new(request.begin());
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            assert!(socket.read_until(b'\n', &mut head).unwrap() > 0, "no head");
        }
        let head = Response::read(&head).unwrap();
        assert_eq!(head.status, 200, "{head:?}");
        Self { head, socket, text: String::new() }
    }

    /// The next event, comments left out; `None` when the stream has ended.
    pub(crate) fn next(&mut self) -> Option<Event> {
        loop {
            if let Some((block, rest)) = self.text.split_once("\n\n") {
                let event = parse(block);
                self.text = rest.to_owned();
                if event.is_some() {
                    return event;
                }
                continue;
            }
            if !self.chunk() {
                return None;
            }
        }
    }

    /// The next event of this name, whatever comes before it.
    #[track_caller]
    pub(crate) fn until(&mut self, name: &str) -> Event {
        loop {
            let event = self.next().expect("the stream has ended");
            if event.name == name {
                return event;
            }
        }
    }

    /// Everything up to the end of the stream.
    pub(crate) fn rest(&mut self) -> Vec<Event> {
        std::iter::from_fn(|| self.next()).collect()
    }

    fn chunk(&mut self) -> bool {
        let mut line = String::new();
        if self.socket.read_line(&mut line).unwrap_or(0) == 0 {
            return false;
        }
        let length = usize::from_str_radix(line.trim(), 16).expect("the length of a chunk");
        let mut chunk = vec![0; length + 2];
        self.socket.read_exact(&mut chunk).unwrap();
        chunk.truncate(length);
        self.text += std::str::from_utf8(&chunk).expect("each chunk is whole");
        length > 0
    }
}

fn parse(block: &str) -> Option<Event> {
    let mut event = Event { id: None, name: String::new(), data: Value::Null };
    for line in block.lines() {
        match line.split_once(": ") {
            Some(("id", id)) => event.id = id.parse().ok(),
            Some(("event", name)) => name.clone_into(&mut event.name),
            Some(("data", data)) => event.data = serde_json::from_str(data).expect("JSON"),
            _ => {}
        }
    }
    (!event.name.is_empty()).then_some(event)
}
