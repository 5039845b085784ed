//! Messages in another language, for those who work on tickets.

use serde_json::{Value, json};

use crate::running::Running;

fn path_of(session: &str, message: &str) -> String {
    format!("/api/ai/sessions/{session}/messages/{message}/translation")
}

#[test]
fn a_message_is_translated_as_text_and_stays_as_it_is() {
    let app = Running::start();
    let said = |text: &str| app.post("/api/ai/chat", &json!({ "message": text })).expect(200);
    let asked = said("Η αντλία κάνει <b>θόρυβο</b>");
    let session = asked["session_id"].as_str().unwrap();
    let path = path_of(session, asked["user_message_id"].as_str().unwrap());
    let wish = json!({"language": "no"});
    let refused = app.post(&path, &wish);
    assert_eq!(refused.expect(409)["type"], "/problems/not-configured");

    app.talker.translates();
    let translated = app.post(&path, &wish);
    assert_eq!(translated.header("content-type"), Some("application/json"));
    let expected = json!({"text": "Η αντλία κάνει <b>θόρυβο</b> <i>(no)</i>", "model_used": "babel-1"});
    assert_eq!(translated.expect(200), expected);
    let wishes = app.talker.translated();
    assert_eq!(
        wishes.iter().map(|wish| wish.text.as_str()).collect::<Vec<_>>(),
        ["Η αντλία κάνει <b>θόρυβο</b>"]
    );
    let history = app.get(&format!("/api/ai/sessions/{session}/history")).expect(200);
    assert_eq!(history["messages"][0]["content"], "Η αντλία κάνει <b>θόρυβο</b>");
    assert_eq!(history["messages"].as_array().map(Vec::len), Some(2), "nothing is added");

    let hard = said("???");
    let hard = path_of(hard["session_id"].as_str().unwrap(), hard["user_message_id"].as_str().unwrap());
    let failed = app.post(&hard, &wish);
    assert_eq!(failed.header("retry-after"), Some("1"));
    let problem: Value = failed.expect(503);
    assert_eq!(problem["type"], "/problems/no-translation");
    assert!(problem["detail"].as_str().unwrap().contains("nobody knows"));

    let foreign = path_of(session, hard.split('/').nth(6).unwrap());
    assert_eq!(app.post(&foreign, &wish).status, 404, "a message of another session");
    assert_eq!(app.post(&path, &json!({"language": "de"})).status, 422);
    assert_eq!(app.post(&path_of(session, "7"), &wish).status, 422);
}
