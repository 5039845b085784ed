//! A duplicate is merged over the API, and both users see what comes of it.

use serde_json::json;

use crate::running::Running;
use crate::stream::Stream;

#[test]
fn who_waits_for_a_merged_ticket_hears_from_the_expert_of_the_other() {
    let app = Running::start();
    let [(nikos, target), (maria, double)] = [0, 1].map(|_| {
        let session = app.session();
        let number = app.escalate(&session)["ticket_number"].as_str().unwrap().to_owned();
        (session, number)
    });
    let path = |number: &str| format!("/api/ai/tickets/{number}");
    let known = app.get(&format!("/api/ai/sessions/{maria}")).expect(200)["last_event"].as_i64().unwrap();
    let events = format!("/api/ai/sessions/{maria}/events?after={known}");
    let mut stream = Stream::open(&app.request("GET", &events));
    stream.until("presence");

    let file = app.post(&format!("{}/merge", path(&double)), &json!({"into": target})).expect(200);
    assert_eq!((&file["ticket_number"], &file["merged_into"]), (&json!(target), &json!(null)));
    let merged = &file["merged"][0];
    assert_eq!((&merged["ticket_number"], &merged["session_id"]), (&json!(double), &json!(maria)));
    let part = app.get(&path(&double)).expect(200);
    assert_eq!((&part["status"], &part["merged_into"]["ticket_number"]), (&json!("closed"), &json!(target)));
    let shown = stream.until("ticket").data["ticket"].clone();
    assert_eq!((&shown["ticket_number"], &shown["status"]), (&json!(target), &json!("open")));

    app.post(&format!("{}/take", path(&target)), &json!({"expert_id": "hydraulic"})).expect(200);
    assert_eq!(stream.until("owner").data["owner"]["expert_name"], "Hydraulics Desk");
    app.post(&format!("{}/messages", path(&target)), &json!({"content": "Switch it off."})).expect(200);
    assert_eq!(stream.until("message").data["content"], "Switch it off.");
    let said = json!({"message": "It smells burnt", "session_id": maria});
    let answer = app.post("/api/ai/chat", &said).expect(200);
    assert_eq!(answer["escalation"]["ticket_number"], json!(target));
    let again = json!({"escalation_reason": "user_request", "additional_notes": "Please hurry"});
    let again = app.post(&format!("/api/ai/sessions/{maria}/escalate"), &again).expect(200);
    assert_eq!((&again["ticket_number"], &again["status"]), (&json!(target), &json!("already_escalated")));
    assert_eq!(app.get(&path(&target)).expect(200)["additional_notes"], "Please hurry");
    let _ = nikos;
}

#[test]
fn what_cannot_be_merged_is_said_so() {
    let app = Running::start();
    let [first, second] = [0, 1].map(|_| app.escalate(&app.session())["ticket_number"].clone());
    let path = format!("/api/ai/tickets/{}/merge", first.as_str().unwrap());
    let wrong = app.post(&path, &json!({"into": "the other one"})).expect(422);
    assert_eq!(wrong["errors"][0]["pointer"], "/into");
    app.post(&path, &json!({"into": "AB-20200101-0001"})).expect(404);
    app.post(&path, &json!({"into": first})).expect(409);
    assert_eq!(
        app.post(&path, &json!({"into": second, "version": 9})).expect(409)["type"],
        "/problems/stale-version"
    );
    app.post(&path, &json!({"into": second, "version": 1})).expect(200);
    let over = app.post(&path, &json!({"into": second})).expect(409);
    assert_eq!(over["type"], "/problems/illegal-transition");
}
