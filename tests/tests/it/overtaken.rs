//! A person who takes over while the assistant is at an answer, in another process: the answer is dropped.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::client::{Client, text};
use crate::database::on_both;
use crate::llm::{asking, endless};

const PATIENCE: Duration = Duration::from_secs(30);

#[test]
fn an_answer_under_way_is_dropped_when_an_expert_takes_over_in_another_process() {
    on_both(|database| {
        let endpoint = endless("Late words that nobody may hear", " and more");
        let launch = || asking(database, &endpoint).start();
        let (one, other) = (launch(), launch());
        let (user, desk) = (Client::new(one.url()), Client::new(other.url()));
        let session = text(&user.post("/api/ai/sessions", &json!({})).expect(201), "/session_id");
        let asked = json!({"message": "How often should the engine oil be changed?", "session_id": session});
        let answered = std::thread::scope(|scope| {
            let answering = scope.spawn(|| user.post("/api/ai/chat", &asked).expect(200));
            let since = Instant::now();
            while endpoint.requests().is_empty() {
                assert!(since.elapsed() < PATIENCE, "the assistant was never asked");
                // Each question is a request, so nothing spins.
                user.get("/health/live");
            }
            let ticket = text(&desk.escalate(&session, "").expect(201), "/ticket_number");
            desk.post(&format!("/api/ai/tickets/{ticket}/take"), &json!({"expert_id": "general"}))
                .expect(200);
            desk.post(&format!("/api/ai/tickets/{ticket}/messages"), &json!({"content": "I am here"}))
                .expect(200);
            answering.join().expect("an answer")
        });
        assert!(!answered.to_string().contains("Late words"), "{answered}");
        let history = user.get(&format!("/api/ai/sessions/{session}/history")).expect(200);
        let said: Vec<&Value> = history["messages"].as_array().expect("messages").iter().collect();
        let senders: Vec<&Value> = said.iter().map(|message| &message["sender"]).collect();
        assert_eq!(senders, ["user", "system", "expert"], "the assistant has said nothing: {history}");
        let owner = user.get(&format!("/api/ai/sessions/{session}")).expect(200)["owner"]["kind"].clone();
        assert_eq!(owner, "expert");
    });
}
