//! A language model behind the real binary: it answers, dies, is left alone, and comes back.

use std::time::{Duration, Instant};

use handover_testkit::llm::{Endpoint, Script, delta};
use handover_testkit::process::{Launch, Server};
use serde_json::{Value, json};

use crate::client::{Client, said, text};
use crate::database::{Database, Kind};

const QUESTION: &str = "How often should the engine oil be changed?";

/// An endpoint that begins to speak and would go on for as long as anybody listens.
pub(crate) fn endless(words: &str, more: &str) -> Endpoint {
    let endpoint = Endpoint::start().expect("an endpoint");
    let begun = Script::events().send(delta(&format!("{{\"text\": \"{words}")));
    endpoint.otherwise(begun.repeat(delta(more), Duration::from_millis(50)));
    endpoint
}

/// A server that asks the endpoint, to be started.
pub(crate) fn asking(database: &Database, endpoint: &Endpoint) -> Launch {
    Launch::serve(database.folder(), database.url())
        .setting("OPENAI_BASE_URL", &endpoint.url())
        .setting("OPENAI_API_KEY", "canary-key-of-the-endpoint")
        .setting("OPENAI_MODEL", "big")
}

struct Install {
    database: Database,
    server: Server,
    client: Client,
    endpoint: Endpoint,
}

fn install(kind: Kind) -> Install {
    let database = Database::fresh(kind).expect("a database");
    let endpoint = Endpoint::start().expect("an endpoint");
    let server = asking(&database, &endpoint)
        .setting("OPENAI_FALLBACK_MODEL", "small")
        .setting("OPENAI_MAX_RETRIES", "1")
        .setting("HANDOVER__ASSISTANT__STALL_TIMEOUT", "2s")
        .setting("HANDOVER__ASSISTANT__BREAKER_FAILURES", "2")
        .setting("HANDOVER__ASSISTANT__BREAKER_PAUSE", "8s")
        .start();
    let client = Client::new(server.url());
    Install { database, server, client, endpoint }
}

fn good() -> Script {
    let words = json!({
        "text": "Every 250 hours. See https://evil.example/oil for more.", "confidence": 0.9, "category": "mechanical",
        "citations": ["P1"], "escalate": false,
    });
    Script::saying(&words.to_string())
}

impl Install {
    fn readiness(&self) -> Value {
        self.client.get("/health/ready").expect(200)
    }

    /// The words that were stored for the session's last answer.
    fn stored(&self, chat: &Value) -> String {
        let path = format!("/api/ai/sessions/{}/history", text(chat, "/session_id"));
        let history = self.client.get(&path).expect(200);
        let messages = history["messages"].as_array().expect("messages");
        assert_eq!((messages.len(), &messages[0]["content"]), (2, &json!(QUESTION)), "{history}");
        text(&messages[1], "/content")
    }
}

fn model_answers_dies_and_recovers(kind: Kind) {
    let install = install(kind);
    let models = install.client.get("/api/ai/models").expect(200);
    assert_eq!((&models["primary_model"], &models["fallback_model"]), (&json!("big"), &json!("small")));

    install.endpoint.otherwise(good());
    let chat = install.client.chat(QUESTION);
    assert_eq!((&chat["model_used"], &chat["success"]), (&json!("big"), &json!(true)), "{chat}");
    assert!(text(&chat, "/response").starts_with("Every 250 hours. See … for more."), "{chat}");
    assert!(chat["tokens_used"].as_u64() > Some(100), "{chat}");
    assert_eq!(install.stored(&chat), text(&chat, "/response"));
    assert_eq!(install.readiness()["degraded"], json!([]));

    // A step is the knowledge base's business: the endpoint hears nothing of it.
    let asked = install.endpoint.requests().len();
    let guided = install.client.chat("The HP gauge needle is stuck in the red zone");
    assert_eq!(guided["model_used"], json!("troubleshooting-engine"));
    let smoke = install.client.chat("Smoke is coming out of the power pack");
    assert_eq!(text(&smoke, "/escalation/decision"), "escalate");
    assert_eq!(install.endpoint.requests().len(), asked);

    // It dies: each question is answered all the same, and after two failures it is left alone.
    install.endpoint.otherwise(Script::status(500, "", ""));
    for word in ["status-500", "status-500", "resting"] {
        let chat = install.client.chat(QUESTION);
        assert_eq!(chat["model_used"], json!(format!("knowledge-base (fallback: {word})")), "{chat}");
        assert_eq!(chat["success"], json!(true), "{chat}");
        assert!(install.stored(&chat).contains("250 hours"));
    }
    assert_eq!(install.endpoint.requests().len(), asked + 2);
    let ready = install.readiness();
    assert_eq!((&ready["status"], &ready["checks"]["openai_api"]), (&json!("ready"), &json!(false)));
    assert!(text(&ready, "/degraded/0").contains("language model fails"), "{ready}");

    // It comes back: after the pause one question tries it.
    install.endpoint.otherwise(good());
    let began = Instant::now();
    while install.client.chat(QUESTION)["model_used"] != json!("big") {
        assert!(began.elapsed() < Duration::from_secs(60), "it is still left alone");
        std::thread::sleep(Duration::from_millis(500));
    }
    assert_eq!(install.readiness()["degraded"], json!([]));
    assert!(!install.server.log().contains("canary") && !install.server.log().contains(QUESTION));
    let tickets = install.database.number("SELECT count(*) AS value FROM support_tickets");
    assert_eq!(tickets, 1, "the smoke's");
}

#[test]
fn a_model_answers_dies_and_recovers_on_sqlite() {
    model_answers_dies_and_recovers(Kind::Sqlite);
}

#[test]
fn a_model_answers_dies_and_recovers_on_postgres() {
    model_answers_dies_and_recovers(Kind::Postgres);
}

#[test]
fn a_model_that_stalls_or_wants_a_person_costs_nobody_anything() {
    let install = install(Kind::Sqlite);
    install.endpoint.next(Script::events().send(delta("{\"text\": \"Open the ")).hang());
    let began = Instant::now();
    let chat = install.client.chat(QUESTION);
    assert!(began.elapsed() < Duration::from_secs(10), "{:?}", began.elapsed());
    assert_eq!(chat["model_used"], json!("knowledge-base (fallback: stall)"), "{chat}");
    assert!(!install.stored(&chat).contains("Open the"));

    let asks = json!({ "text": "Better let somebody look at it.", "confidence": 0.9, "escalate": true });
    install.endpoint.next(Script::saying(&asks.to_string()));
    let chat = install.client.chat(QUESTION);
    assert_eq!(text(&chat, "/escalation/decision"), "offer", "{chat}");
    assert_eq!(text(&chat, "/escalation/reason"), "expert_required", "{chat}");

    // What was said before goes along; what was said elsewhere does not.
    install.endpoint.next(good());
    let mut follow_up = said("And how long does that take?");
    follow_up["session_id"] = chat["session_id"].clone();
    install.client.post("/api/ai/chat", &follow_up).expect(200);
    let request = install.endpoint.requests().pop().expect("a request");
    let material = text(&request.json(), "/messages/1/content");
    assert!(material.contains("Better let somebody look at it.") && material.contains("how long does that"));
    assert!(!request.body.contains("f6abc555"), "the user's id is nothing to the model");
}
