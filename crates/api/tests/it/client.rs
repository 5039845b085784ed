//! A small HTTP/1.1 client over a plain socket, so that a test decides about every byte it sends.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use serde_json::Value;

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Response {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Response {
    /// The first header of this name, given in lower case.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The body as JSON.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&self.body)))
    }

    /// The body as JSON, of an answer with this status.
    #[track_caller]
    pub(crate) fn expect(&self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", String::from_utf8_lossy(&self.body));
        self.json()
    }

    /// Reads an answer off the wire; `None` when the connection gave none.
    pub(crate) fn read(bytes: &[u8]) -> Option<Self> {
        let end = bytes.windows(4).position(|window| window == b"\r\n\r\n")?;
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let mut lines = head.split("\r\n");
        let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
        let headers = lines.filter_map(|line| line.split_once(": "));
        let headers = headers.map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned())).collect();
        Some(Self { status, headers, body: bytes[end + 4..].to_vec() })
    }
}

/// A request in the making.
pub(crate) struct Request {
    address: SocketAddr,
    method: String,
    path: String,
    headers: Vec<(String, String)>,
    body: Option<Vec<u8>>,
}

impl Request {
    pub(crate) fn new(address: SocketAddr, method: &str, path: &str) -> Self {
        let host = ("Host".to_owned(), address.to_string());
        Self { address, method: method.to_owned(), path: path.to_owned(), headers: vec![host], body: None }
    }

    /// Adds a header; `Host` is replaced.
    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.retain(|(known, _)| known != "Host" || name != "Host");
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    pub(crate) fn json(self, body: &Value) -> Self {
        self.bytes(body.to_string()).header("Content-Type", "application/json")
    }

    pub(crate) fn bytes(self, body: impl Into<Vec<u8>>) -> Self {
        Self { body: Some(body.into()), ..self }
    }

    /// The head, as it is sent, with the length of the body.
    pub(crate) fn head(&self) -> String {
        let mut head = format!("{} {} HTTP/1.1\r\nConnection: close\r\n", self.method, self.path);
        for (name, value) in &self.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        if let Some(body) = &self.body {
            head.push_str(&format!("Content-Length: {}\r\n", body.len()));
        }
        head + "\r\n"
    }

    /// Connects and sends everything, without waiting for the answer.
    pub(crate) fn begin(&self) -> TcpStream {
        let mut socket = connect(self.address);
        socket.write_all(self.head().as_bytes()).unwrap();
        // A server that refuses by the head alone may have closed by now.
        let _ = socket.write_all(self.body.as_deref().unwrap_or_default());
        socket
    }

    /// Sends and waits for the answer, which must be one that the OpenAPI document knows.
    #[track_caller]
    pub(crate) fn send(&self) -> Response {
        let response = answer(self.begin()).expect("an answer");
        let path = self.path.split('?').next().unwrap_or_default();
        if let Some(known) = crate::docs::documented_statuses(&self.method, path) {
            let status = response.status.to_string();
            assert!(known.contains(&status), "{} {path} answered {status}: not documented", self.method);
        }
        response
    }
}

pub(crate) fn connect(address: SocketAddr) -> TcpStream {
    let socket = TcpStream::connect(address).unwrap();
    socket.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    socket
}

/// Reads until the server closes.
pub(crate) fn answer(mut socket: TcpStream) -> Option<Response> {
    let mut bytes = Vec::new();
    let mut chunk = [0; 4096];
    loop {
        match socket.read(&mut chunk) {
            Ok(0) => break,
            Ok(n) => bytes.extend_from_slice(&chunk[..n]),
            // A reset after the answer: the server did not want the rest of the body.
            Err(error) if error.kind() != std::io::ErrorKind::WouldBlock => break,
            Err(_) => panic!("the server keeps the connection open"),
        }
    }
    Response::read(&bytes)
}
