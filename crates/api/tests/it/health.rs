//! Health, readiness, and stopping without losing what was accepted.

use std::io::{Read, Write};
use std::sync::Arc;

use handover_domain::testing::{MemoryStore, an_answer};
use handover_domain::{Ending, Store, StoreError, StoreResult, Transaction, View};
use serde_json::{Value, json};
use tokio::sync::Semaphore;

use crate::client::{Response, answer, connect};
use crate::running::{Running, Wish, keys};
use crate::talker::Behaviour;

/// A database that cannot be reached.
pub(crate) struct Unreachable;

impl Store for Unreachable {
    fn transaction(&self, _: &mut dyn FnMut(&mut dyn Transaction) -> Ending) -> StoreResult<()> {
        self.check()
    }

    fn view(&self, _: &mut dyn FnMut(&mut dyn View)) -> StoreResult<()> {
        self.check()
    }

    fn check(&self) -> StoreResult<()> {
        Err(StoreError::Unavailable("connection refused: postgres://user:secret@db".into()))
    }
}

#[test]
fn health_answers_in_the_inherited_words_with_and_without_a_slash() {
    let app = Running::start();
    for path in ["/health", "/health/"] {
        let health = app.get(path).expect(200);
        assert_eq!(keys(&health), ["environment", "service", "status", "timestamp"]);
        assert_eq!(
            (&health["status"], &health["service"]),
            (&json!("healthy"), &json!("AutoBoss AI Assistant"))
        );
        assert_eq!(health["timestamp"], 1_795_339_800.0);
    }
    assert_eq!(app.get("/health/live").expect(200), json!({"status": "alive", "timestamp": 1_795_339_800.0}));
    let ready = app.get("/health/ready").expect(200);
    assert_eq!(keys(&ready), ["checks", "degraded", "service", "status", "timestamp"]);
    assert_eq!((&ready["status"], &ready["degraded"]), (&json!("ready"), &json!([])));
    let models = app.get("/api/ai/models").expect(200);
    assert_eq!(
        keys(&models),
        ["fallback_model", "max_tokens", "primary_model", "supported_languages", "temperature"]
    );
    assert_eq!(models["supported_languages"].as_array().unwrap().len(), 6);
}

#[test]
fn trouble_with_mail_degrades_and_only_the_database_makes_it_not_ready() {
    let app = Running::start();
    app.mail.trouble.lock().unwrap().push("the mail server refuses the password".to_owned());
    let ready = app.get("/health/ready").expect(200);
    assert_eq!(ready["degraded"], json!(["the mail server refuses the password"]));

    let app = Running::with(Wish { store: Arc::new(Unreachable), ..Wish::default() });
    let ready = app.get("/health/ready").expect(503);
    assert_eq!((&ready["status"], &ready["checks"]["database"]), (&json!("not_ready"), &json!(false)));
    app.get("/health/live").expect(200);
}

#[test]
fn an_assistant_in_trouble_degrades_and_is_named() {
    let app = Running::start();
    let before = app.get("/health/ready").expect(200);
    assert_eq!(before["checks"]["openai_api"], json!(true));
    app.talker.is_in_trouble("the language model does not answer");
    let ready = app.get("/health/ready").expect(200);
    assert_eq!((&ready["status"], &ready["checks"]["openai_api"]), (&json!("ready"), &json!(false)));
    assert_eq!(ready["degraded"], json!(["the language model does not answer"]));
    assert_eq!(ready["checks"]["mail"], json!(true), "one part's trouble is not another's");
}

#[test]
fn a_stop_waits_for_the_turn_that_is_running() {
    let store = Arc::new(MemoryStore::new());
    let mut app = Running::with(Wish { store, ..Wish::default() });
    let gate = Arc::new(Semaphore::new(0));
    app.talker.next(Behaviour::WaitFor(Arc::clone(&gate), an_answer("In time.", 0.9)));
    let busy = app.request("POST", "/api/ai/chat").json(&json!({"message": "Hello"})).begin();
    while app.talker.asked().is_empty() {
        std::thread::yield_now();
    }
    app.begin_to_stop();
    gate.add_permits(1);
    let answered: Value = answer(busy).expect("an answer").expect(200);
    assert_eq!(answered["response"], "In time.");
    app.stop();
    assert!(std::net::TcpStream::connect(app.address).is_err(), "nobody listens any more");
}

#[test]
fn a_service_that_stops_is_not_ready_while_it_finishes() {
    let mut app = Running::start();
    let gate = Arc::new(Semaphore::new(0));
    app.talker.next(Behaviour::WaitFor(Arc::clone(&gate), an_answer("In time.", 0.9)));
    let busy = app.request("POST", "/api/ai/chat").json(&json!({"message": "Hello"})).begin();
    let mut kept = connect(app.address);
    let mut ask = || {
        kept.write_all(b"GET /health/ready HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
        let mut bytes = vec![0; 4096];
        let length = kept.read(&mut bytes).unwrap();
        Response::read(&bytes[..length]).unwrap()
    };
    assert_eq!(ask().status, 200);
    while app.talker.asked().is_empty() {
        std::thread::yield_now();
    }
    app.begin_to_stop();
    let last = loop {
        let ready = ask();
        if ready.status != 200 {
            break ready;
        }
    };
    assert_eq!((last.status, last.header("connection")), (503, Some("close")));
    gate.add_permits(1);
    assert_eq!(answer(busy).expect("an answer").status, 200);
    app.stop();
}

#[test]
fn head_is_get_without_a_body() {
    let app = Running::start();
    let (head, get) = (app.request("HEAD", "/info").send(), app.get("/info"));
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert_eq!(head.header("content-length"), get.header("content-length"));
    assert_eq!(app.request("HEAD", "/nothing").send().status, 404);
}

#[test]
fn a_request_id_is_given_or_kept() {
    let app = Running::start();
    let given = app.get("/nothing");
    assert_eq!(given.json()["instance"], given.header("x-request-id").unwrap());
    let kept = app.request("GET", "/info").header("X-Request-Id", "abc-123.def_4").send();
    assert_eq!(kept.header("x-request-id"), Some("abc-123.def_4"));
    let odd = app.request("GET", "/info").header("X-Request-Id", "a b;c").send();
    assert_ne!(odd.header("x-request-id"), Some("a b;c"));
}
