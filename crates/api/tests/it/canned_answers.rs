//! What leads set up for experts: canned answers, and the history of settings.

use handover_domain::{CannedAnswer, CannedAnswerId, Scope, StaffRole, StoreError, StoreExt};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::identify::closed;
use crate::running::Running;
use crate::staff::{PASSWORD, cookie_of, employ, own, sign_in};

/// Keeps a canned answer in the store, behind the API's back, unless it is there.
pub(crate) fn keep_canned_answer(app: &Running, scope: Scope) -> CannedAnswerId {
    let answer = CannedAnswer {
        id: CannedAnswerId(Uuid::from_u128(72)),
        title: "Kept".to_owned(),
        language: None,
        category: None,
        shortcut: None,
        text: "Kept words".to_owned(),
        version: 1,
        updated_at: app.now(),
    };
    let kept: Result<(), StoreError> = app.store.write(|tx| match tx.canned_answer(scope, answer.id)? {
        Some(_) => Ok(()),
        None => tx.insert_canned_answer(scope, &answer),
    });
    kept.unwrap();
    answer.id
}

#[test]
fn a_lead_keeps_answers_and_every_change_is_in_the_history() {
    let app = closed(false);
    employ(&app, "lea", StaffRole::Lead);
    let cookie = cookie_of(&sign_in(&app, "lea", PASSWORD));
    let send = |method: &str, path: &str, body: &Value| {
        let request = own(&app, app.request(method, path)).header("Cookie", &cookie);
        if body.is_null() { request.send() } else { request.json(body).send() }
    };
    let path = "/api/ai/desk/canned-answers";
    let words =
        |text: &str| json!({"title": "Bleed the pump", "language": "no", "shortcut": "bleed", "text": text});
    let made = send("POST", path, &words("Hei {user.name}, {machine.model}: {}"));
    assert_eq!((made.status, made.header("etag")), (201, Some("\"1\"")));
    let made = made.json();
    let one = format!("{path}/{}", made["id"].as_str().unwrap());

    let wrong = [
        ("text", json!({"title": "T", "text": "Hello {user.password}"})),
        ("text", json!({"title": "T", "text": " \n"})),
        ("title", json!({"title": " ", "text": "t"})),
        ("shortcut", json!({"title": "T", "text": "t", "shortcut": "two words"})),
        ("surplus", json!({"title": "T", "text": "t", "surplus": 1})),
    ];
    for (field, body) in wrong {
        let refused = send("PUT", &one, &body).expect(422);
        assert_eq!(refused["errors"][0]["pointer"], format!("/{field}"), "{refused}");
    }
    let named = send("PUT", &one, &json!({"title": "T", "text": "{user.password}"})).expect(422);
    assert!(named["errors"][0]["detail"].as_str().unwrap().contains("{user.password}"), "{named}");

    let mut changed = words("Hei!");
    changed["version"] = json!(1);
    assert_eq!(send("PUT", &one, &changed).expect(200)["version"], 2);
    assert_eq!(send("PUT", &one, &changed).status, 409, "somebody else was faster");
    let listed = send("GET", path, &Value::Null).expect(200);
    assert_eq!(listed["canned_answers"][0]["text"], "Hei!");
    assert_eq!(send("DELETE", &one, &Value::Null).status, 204);
    assert_eq!(send("DELETE", &one, &Value::Null).status, 404);

    let first = send("GET", "/api/ai/desk/changes?limit=2", &Value::Null).expect(200);
    let [gone, altered] = first["changes"].as_array().unwrap().as_slice() else { panic!("{first}") };
    assert_eq!(
        (&gone["what"], &gone["actor"], &gone["to"]),
        (&json!("canned_answer"), &json!("lea"), &Value::Null)
    );
    assert_eq!(altered["to"], "title: Bleed the pump\nlanguage: no\ncategory: \nshortcut: bleed\n\nHei!");
    let next = format!("/api/ai/desk/changes?cursor={}", first["next_cursor"].as_str().unwrap());
    let rest = send("GET", &next, &Value::Null).expect(200);
    let kinds: Vec<&str> =
        rest["changes"].as_array().unwrap().iter().map(|change| change["what"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["canned_answer", "account"], "{rest}");
    assert_eq!(rest["next_cursor"], Value::Null);
}
