//! An expert helps over the API, and the user sees it live.

use serde_json::{Value, json};

use crate::running::Running;
use crate::stream::Stream;
use crate::talker::Behaviour;

fn escalated(app: &Running) -> (String, String) {
    let session = app.session();
    let ticket = app.escalate(&session)["ticket_number"].as_str().unwrap().to_owned();
    (session, format!("/api/ai/tickets/{ticket}"))
}

fn watch(app: &Running, session: &str, after: i64) -> Stream {
    let path = format!("/api/ai/sessions/{session}/events?after={after}");
    let mut stream = Stream::open(&app.request("GET", &path));
    stream.until("presence");
    stream
}

#[test]
fn an_answer_a_hand_back_and_the_next_step_come_to_the_user_as_they_happen() {
    let app = Running::start();
    app.talker.next(crate::chat::step(1));
    let (session, ticket) = escalated(&app);
    let known = app.get(&format!("/api/ai/sessions/{session}")).expect(200)["last_event"].as_i64().unwrap();
    let mut stream = watch(&app, &session, known);
    let taken = app.post(&format!("{ticket}/take"), &json!({"expert_id": "hydraulic"})).expect(200);
    assert_eq!(
        (&taken["status"], &taken["assigned_expert_id"]),
        (&json!("in_progress"), &json!("hydraulic"))
    );
    let owner = stream.until("owner").data["owner"].clone();
    assert_eq!(owner, json!({"kind": "expert", "expert_id": "hydraulic", "expert_name": "Hydraulics Desk"}));
    app.post(&format!("{ticket}/messages"), &json!({"content": "Is the valve open?"})).expect(200);
    let said = stream.until("message").data;
    assert_eq!((&said["sender"], &said["author"]), (&json!("expert"), &json!("Hydraulics Desk")));
    app.post(&format!("{ticket}/notes"), &json!({"text": "Third time"})).expect(200);
    let blank = app.post(&format!("{ticket}/notes"), &json!({"text": " \n"})).expect(422);
    assert_eq!(blank["errors"][0]["pointer"], "/text");
    app.talker.next(crate::chat::step(4));
    let body = json!({"note": "bled the pump; continue at step 4"});
    let handed = app.post(&format!("{ticket}/hand-back"), &body).expect(200);
    assert_eq!(
        (&handed["status"], &handed["events"].as_array().unwrap().len()),
        (&json!("waiting_on_user"), &7)
    );
    let step = loop {
        let event = stream.until("message");
        if event.data["sender"] == "assistant" {
            break event.data;
        }
    };
    assert_eq!(step["step_data"]["step_number"], 4);
    let asked = app.talker.asked().pop().unwrap();
    assert_eq!(asked.guidance.as_deref(), Some("bled the pump; continue at step 4"));
    let solved = app.post(&format!("/api/ai/sessions/{session}/cancel-escalation"), &json!({})).expect(200);
    assert_eq!(solved["status"], "resolved");
    assert_eq!(stream.until("status").data["status"], "completed");
}

#[test]
fn two_experts_who_write_at_once_are_told_apart() {
    let app = Running::start();
    let (_, ticket) = escalated(&app);
    let version = app.get(&ticket).expect(200)["version"].clone();
    let words = |by: &str| json!({"content": "Hello", "expert_id": by, "version": version});
    app.post(&format!("{ticket}/messages"), &words("hydraulic")).expect(200);
    let refused = app.post(&format!("{ticket}/messages"), &words("general")).expect(409);
    assert_eq!(refused["type"], "/problems/stale-version");
    let refused = app.post(&format!("{ticket}/take"), &json!({"expert_id": "general"})).expect(409);
    assert_eq!(refused["type"], "/problems/taken");
    let version = app.get(&ticket).expect(200)["version"].to_string();
    let taken = app
        .request("POST", &format!("{ticket}/take"))
        .header("If-Match", &format!("\"{version}\""))
        .json(&json!({"expert_id": "general"}))
        .send()
        .expect(200);
    assert_eq!(taken["assigned_expert_id"], "general");
    app.patch(&ticket, &json!({"status": "resolved"})).expect(422);
    app.patch(&ticket, &json!({"status": "resolved", "resolution_notes": "A new seal"})).expect(200);
    app.post(&format!("{ticket}/messages"), &json!({"content": "Hello?"})).expect(409);
    app.post(&format!("{ticket}/messages"), &json!({"content": " "})).expect(422);
    app.post(&format!("{ticket}/take"), &json!({"expert_id": "nobody"})).expect(422);
}

#[test]
fn a_user_may_ask_for_a_person_before_anything_else_and_be_told_by_mail() {
    let app = Running::start();
    let opened = app.post("/api/ai/sessions", &json!({})).expect(201);
    let session = opened["session_id"].as_str().unwrap();
    app.escalate(session);
    let path = format!("/api/ai/sessions/{session}/notify");
    let told = |email: Value| app.put(&path, &json!({"email": email}));
    assert_eq!(told(json!("kari@fjord.example")).status, 204);
    told(json!("no address")).expect(422);
    let ticket = &app.get(&format!("/api/ai/tickets?session_id={session}")).expect(200)["tickets"][0];
    assert_eq!(ticket["notify_email"], "kari@fjord.example");
    assert_eq!(told(Value::Null).status, 204);
}

#[test]
fn a_hand_back_during_which_the_assistant_fails_leaves_a_word() {
    let app = Running::start();
    app.talker.next(crate::chat::step(1));
    let (session, ticket) = escalated(&app);
    app.post(&format!("{ticket}/take"), &json!({})).expect(200);
    app.talker.next(Behaviour::BreakOff);
    let known = app.get(&format!("/api/ai/sessions/{session}")).expect(200)["last_event"].as_i64().unwrap();
    let mut stream = watch(&app, &session, known);
    app.post(&format!("{ticket}/hand-back"), &json!({"continue_at_step": 2})).expect(200);
    assert_eq!(stream.until("message").data["sender"], "system");
    let said = stream.until("message").data;
    assert_eq!((&said["sender"], &said["model_used"]), (&json!("assistant"), &json!("error")));
}
