//! How a user says how they found the help, and who hears of it.

use serde_json::{Value, json};

use crate::running::Running;
use crate::stream::Stream;

#[test]
fn a_user_rates_the_help_and_whoever_watches_is_told() {
    let app = Running::start();
    let session = app.session();
    let path = format!("/api/ai/sessions/{session}/rating");
    app.get(&path).expect(404);
    for (body, field) in [
        (json!({"rating": 0}), "/rating"),
        (json!({"rating": 6}), "/rating"),
        (json!({"rating": 2.5}), "/rating"),
        (json!({"comment": "good"}), "/rating"),
        (json!({"rating": 3, "comment": "ö".repeat(4001)}), "/comment"),
        (json!({"rating": 3, "stars": 3}), "/stars"),
    ] {
        assert_eq!(app.put(&path, &body).expect(422)["errors"][0]["pointer"], field, "{body}");
    }
    assert_eq!(app.put(&path, &json!({"rating": 4, "comment": "ö".repeat(4000)})).status, 204);
    assert_eq!(app.put(&path, &json!({"rating": 2, "comment": "Too many steps"})).status, 204);
    let rating = app.get(&path).expect(200);
    assert_eq!(
        (&rating["rating"], &rating["comment"], &rating["about"]),
        (&json!(2), &json!("Too many steps"), &json!("assistant"))
    );
    let events = format!("/api/ai/sessions/{session}/events");
    let mut stream = Stream::open(&app.request("GET", &events));
    assert_eq!(stream.next().unwrap().data["rating"], 2, "how the session stands");
    stream.until("presence");
    let ticket = app.escalate(&session)["ticket_number"].as_str().unwrap().to_owned();
    app.get(&path).expect(404);
    assert_eq!(app.put(&path, &json!({"rating": 1})).status, 204);
    stream.until("ticket");
    let told = stream.until("rating");
    assert_eq!((told.data, told.id.is_some()), (json!({"rating": 1}), true));
    let ticket = app.get(&format!("/api/ai/tickets/{ticket}")).expect(200);
    assert_eq!((&ticket["rating"], &ticket["rating_comment"]), (&json!(1), &Value::Null));
    let last = ticket["events"].as_array().unwrap().last().unwrap();
    assert_eq!((&last["kind"], &last["from"], &last["to"]), (&json!("rated"), &Value::Null, &json!("1")));
}
