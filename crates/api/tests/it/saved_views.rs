//! Views of the queue that people keep for themselves, and those that leads share.

use handover_domain::StaffRole;
use serde_json::{Value, json};

use crate::identify::closed;
use crate::staff::{PASSWORD, cookie_of, employ, own, sign_in};

#[test]
fn a_view_is_its_owners_and_a_shared_one_is_everybodys() {
    let app = closed(false);
    let cookie = |name: &str, role| {
        employ(&app, name, role);
        cookie_of(&sign_in(&app, name, PASSWORD))
    };
    let (ivy, lea) = (cookie("ivy", StaffRole::Expert), cookie("lea", StaffRole::Lead));
    let send = |who: &str, method: &str, path: &str, body: &Value| {
        let request = own(&app, app.request(method, path)).header("Cookie", who);
        if body.is_null() { request.send() } else { request.json(body).send() }
    };
    let path = "/api/ai/desk/views";
    let names = |who: &str| {
        let all = send(who, "GET", path, &Value::Null).expect(200);
        let names =
            all["views"].as_array().unwrap().iter().map(|view| view["name"].as_str().unwrap().to_owned());
        names.collect::<Vec<_>>()
    };
    let urgent = json!({"name": " Urgent ", "query": "status=open&priority=urgent"});
    let kept = send(&ivy, "POST", path, &urgent).expect(201);
    assert_eq!(
        (&kept["name"], &kept["mine"], &kept["shared"], &kept["position"]),
        (&json!("Urgent"), &json!(true), &json!(false), &json!(1))
    );
    let everybodys = json!({"name": "Greek", "query": "language=el", "shared": true});
    send(&ivy, "POST", path, &everybodys).expect(403);
    let shared = send(&lea, "POST", path, &everybodys).expect(201);
    assert_eq!(
        (names(&ivy), names(&lea)),
        (vec!["Urgent".to_owned(), "Greek".to_owned()], vec!["Greek".to_owned()])
    );

    let [own_view, of_lea] = [&kept, &shared].map(|view| format!("{path}/{}", view["id"].as_str().unwrap()));
    send(&ivy, "PUT", &own_view, &everybodys).expect(403);
    send(&ivy, "PUT", &of_lea, &urgent).expect(403);
    send(&lea, "PUT", &own_view, &urgent).expect(404);
    send(&lea, "DELETE", &own_view, &Value::Null).expect(404);
    let renamed = json!({"name": "At once", "query": "priority=urgent", "shared": false});
    assert_eq!(send(&ivy, "PUT", &own_view, &renamed).expect(200)["name"], "At once");
    send(&lea, "PUT", &of_lea, &json!({"name": "Greek", "query": "language=el", "shared": false}))
        .expect(200);
    assert_eq!(names(&ivy), ["At once"]);
    let changes = send(&lea, "GET", "/api/ai/desk/changes", &Value::Null).expect(200);
    let noted = changes["changes"].as_array().unwrap().iter().filter(|change| change["what"] == "saved_view");
    assert_eq!(noted.count(), 2, "what everybody has is a setting: {changes}");
    for (field, wrong) in
        [("name", json!({"name": " ", "query": ""})), ("query", json!({"name": "a", "query": "a\nb"}))]
    {
        let refused = send(&ivy, "POST", path, &wrong).expect(422);
        assert_eq!(refused["errors"][0]["pointer"], format!("/{field}"));
    }
    assert_eq!(send(&ivy, "DELETE", &own_view, &Value::Null).status, 204);
    assert!(names(&ivy).is_empty());
}
