//! What is logged, and what never is.

use std::io;
use std::sync::{Arc, Mutex};

use serde_json::json;
use tracing_subscriber::fmt::MakeWriter;

use crate::running::Running;

/// Everything that is logged, by whatever thread.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

#[test]
fn each_request_is_one_line_without_personal_data() {
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt().json().with_writer(log.clone()).finish();
    tracing::subscriber::set_global_default(subscriber).unwrap();

    let app = Running::start();
    let body = json!({"message": "unspeakable-words", "user_id": "unspeakable-user", "machine_id": "unspeakable-machine"});
    let request =
        app.request("POST", "/api/ai/chat?unspeakable-query=1").header("X-Request-Id", "chat-request-1");
    let answer = request.header("Authorization", "Bearer unspeakable-token").json(&body).send().expect(200);
    let session = answer["session_id"].as_str().unwrap();
    app.request("GET", "/api/ai/users/unspeakable-user/sessions")
        .header("X-Request-Id", "list-request-1")
        .send();
    app.put("/api/ai/users/unspeakable-user", &json!({"email": "unspeakable-address"})).expect(422);
    app.get("/unspeakable-path").expect(404);

    let text = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    let line = |id: &str| {
        let found: Vec<&str> = text.lines().filter(|line| line.contains(id)).collect();
        assert_eq!(found.len(), 1, "{text}");
        serde_json::from_str::<serde_json::Value>(found[0]).unwrap()["fields"].clone()
    };
    let chat = line("chat-request-1");
    assert_eq!(
        (&chat["method"], &chat["route"], &chat["status"]),
        (&json!("POST"), &json!("/api/ai/chat"), &json!(200))
    );
    assert!(chat["duration_ms"].is_f64());
    assert_eq!(line("list-request-1")["route"], "/api/ai/users/{user_id}/sessions");
    assert!(!text.contains("unspeakable") && !text.contains(session), "{text}");
}
