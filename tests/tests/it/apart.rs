//! Two processes on one database, each with one side of a conversation: who is there, who types, and what is to stop
//! reaches the other.

use std::io::{BufRead, BufReader, Lines, Write};
use std::net::TcpStream;
use std::time::Duration;

use handover_testkit::process::Launch;
use serde_json::{Value, json};

use crate::client::{Client, text};
use crate::database::on_both;
use crate::llm::{asking, endless};
use crate::streams::Chunks;

/// The events of one answer.
struct Events(Lines<BufReader<Chunks>>);

impl Events {
    fn open(url: &str, (method, path): (&str, &str), body: Option<&Value>) -> Self {
        let address = url.trim_start_matches("http://");
        let mut socket = TcpStream::connect(address).expect("a server");
        // Longer than a process that was killed is taken to be there.
        socket.set_read_timeout(Some(Duration::from_secs(40))).expect("a timeout");
        let body = body.map(Value::to_string).unwrap_or_default();
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: {address}\r\nAccept: text/event-stream\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        );
        socket.write_all(head.as_bytes()).expect("a request");
        Self(BufReader::new(Chunks::after_the_head(socket).expect("an answer")).lines())
    }

    fn of(url: &str, session: &str, side: &str) -> Self {
        Self::open(url, ("GET", &format!("/api/ai/sessions/{session}/events?as={side}")), None)
    }

    /// The data of the next event called `name`.
    fn until(&mut self, name: &str) -> Value {
        let mut found = false;
        loop {
            let line = self.0.next().unwrap_or_else(|| panic!("it ended before {name}"));
            let line = line.unwrap_or_else(|error| panic!("no {name}: {error}"));
            match line.split_once(": ") {
                Some(("event", event)) => found = event == name,
                Some(("data", data)) if found => return serde_json::from_str(data).expect("JSON"),
                _ => {}
            }
        }
    }
}

#[test]
fn each_side_sees_the_other_in_another_process() {
    on_both(|database| {
        let launch = || Launch::serve(database.folder(), database.url()).start();
        let (one, mut other) = (launch(), launch());
        let session = Client::new(one.url()).session("the pump makes no pressure");
        let mut expert = Events::of(one.url(), &session, "expert");
        assert_eq!(expert.until("presence"), json!({"user": false, "expert": true}));
        let mut user = Events::of(other.url(), &session, "user");
        assert_eq!(expert.until("presence"), json!({"user": true, "expert": true}));
        while user.until("presence") != json!({"user": true, "expert": true}) {}

        let path = format!("/api/ai/sessions/{session}/typing");
        assert_eq!(Client::new(other.url()).post(&path, &json!({})).status, 204);
        assert_eq!(expert.until("typing"), json!({"who": "user", "name": null, "typing": true}));
        assert_eq!(Client::new(one.url()).post(&path, &json!({"as": "expert"})).status, 204);
        assert_eq!(user.until("typing"), json!({"who": "expert", "name": null, "typing": true}));

        // A process that is gone without a word is missed after a while.
        other.kill();
        assert_eq!(expert.until("presence"), json!({"user": false, "expert": true}));
        let kept = database.number("SELECT COUNT(*) AS value FROM live_signs");
        assert!(kept <= 4, "{kept} rows for two processes and one session");
    });
}

#[test]
fn a_stop_or_a_newer_message_in_another_process_ends_the_answer_at_once() {
    on_both(|database| {
        let endpoint = endless("Every 250 hours", " or so");
        let launch = || asking(database, &endpoint).start();
        let (one, other) = (launch(), launch());
        let client = Client::new(other.url());
        let session = text(&client.post("/api/ai/sessions", &json!({})).expect(201), "/session_id");
        let asked = json!({"message": "How often should the engine oil be changed?", "session_id": session});
        let chat = ("POST", "/api/ai/chat");

        let mut answer = Events::open(one.url(), chat, Some(&asked));
        let begins = text(&answer.until("text"), "/text");
        assert_eq!(client.post(&format!("/api/ai/sessions/{session}/stop"), &json!({})).status, 204);
        let stopped = answer.until("answer");
        assert_eq!(stopped["model_used"], "stopped");
        let said = text(&stopped, "/response");
        assert!(said.starts_with(&begins), "{said}");
        let history = client.get(&format!("/api/ai/sessions/{session}/history")).expect(200);
        assert_eq!(history["messages"][1]["content"], stopped["response"], "{history}");

        let mut answer = Events::open(one.url(), chat, Some(&asked));
        answer.until("text");
        let thanks = json!({"message": "Thank you", "session_id": session});
        let newer = client.post("/api/ai/chat", &thanks).expect(200);
        let overtaken = answer.until("answer");
        assert_eq!(overtaken["response"], newer["response"], "the answer to the newer message");
        let history = client.get(&format!("/api/ai/sessions/{session}/history")).expect(200);
        let messages = history["messages"].as_array().expect("messages");
        let senders: Vec<&Value> = messages.iter().map(|message| &message["sender"]).collect();
        assert_eq!(senders, ["user", "assistant", "user", "user", "assistant"], "{history}");
    });
}
