//! Users and machines: described by the host system, one or many, read by whose they are, forgotten.

use handover_domain::{Actor, MachineProfile, OrganizationId, StoreExt, UserProfile};
use serde_json::{Value, json};

use crate::identify::{closed, with_token, without_instance};
use crate::running::{Running, keys};

#[test]
fn hosts_describe_users_and_machines() {
    let app = Running::start();
    let body = json!({"name": " Ada\r\nBcc: x ", "email": "ada@example.org", "organization_name": "Net & Sons",
                      "role": "operator", "language": "nb"});
    let user = app.put("/api/ai/users/u-1", &body).expect(200);
    assert_eq!(
        keys(&user),
        ["email", "language", "name", "organization_name", "role", "updated_at", "user_id"]
    );
    assert_eq!((&user["name"], &user["language"]), (&json!("Ada  Bcc: x"), &json!("no")));
    app.clock.advance(chrono::TimeDelta::hours(1));
    assert_eq!(app.put("/api/ai/users/u-1", &body).expect(200), user, "nothing changed, nothing is written");

    let body =
        json!({"name": "Boss 4", "model": "AutoBoss 2", "serial": "S-1", "hours": 12.5, "location": "Net 3"});
    let machine = app.put("/api/ai/machines/m-1", &body).expect(200);
    assert_eq!(
        keys(&machine),
        ["hours", "location", "machine_id", "model", "name", "serial", "updated_at", "user_id"]
    );
    let answer = app.chat(&json!({"message": "Hello", "machine_id": "m-1", "user_id": "u-1"}));
    assert_eq!(app.talker.asked()[0].machine_model.as_deref(), Some("AutoBoss 2"));
    app.escalate(answer["session_id"].as_str().unwrap());
    let ticket = &app.get("/api/ai/tickets").expect(200)["tickets"][0];
    assert_eq!(ticket["machine_context"]["serial"], "S-1");

    for (path, body, name) in [
        ("users/u", json!({"email": "not an address"}), "email"),
        ("users/u", json!({"email": "a@b@c.org"}), "email"),
        ("users/u", json!({"email": "a@b\r\nc.org"}), "email"),
        ("users/u", json!({"phone": "1"}), "phone"),
        ("machines/m", json!({"hours": -1}), "hours"),
        ("machines/m", json!({"name": "x".repeat(256)}), "name"),
    ] {
        let refused = app.put(&format!("/api/ai/{path}"), &body).expect(422);
        assert_eq!(refused["detail"][0]["loc"], json!(["body", name]), "{body}");
    }
}

#[test]
fn many_are_described_at_once() {
    let app = Running::start();
    let users = json!({"users": [
        {"user_id": "u-1", "name": "Ada", "email": "ada@example.org", "organization_name": "Net & Sons"},
        {"user_id": "u-2", "name": "Bo", "language": "nb"},
    ]});
    let done = app.put("/api/ai/users", &users).expect(200);
    assert_eq!(done, json!({"received": 2, "created": 2, "updated": 0, "unchanged": 0}));
    app.put("/api/ai/users/u-2", &json!({"name": "Bo the other"})).expect(200);
    let done = app.put("/api/ai/users", &users).expect(200);
    assert_eq!(done, json!({"received": 2, "created": 0, "updated": 1, "unchanged": 1}));

    let machines = json!({"machines": [
        {"machine_id": "m-2", "user_id": "u-1", "name": "Boss 4", "model": "AutoBoss 2", "serial": "S-1",
         "hours": 12.5, "location": "Net 3"},
        {"machine_id": "m-1", "user_id": "u-1"},
        {"machine_id": "m-3", "user_id": ""},
    ]});
    assert_eq!(app.put("/api/ai/machines", &machines).expect(200)["created"], 3);

    let theirs = app.get("/api/ai/users/u-1/machines?limit=1").expect(200);
    assert_eq!(keys(&theirs), ["count", "machines", "user_id"]);
    assert_eq!((&theirs["user_id"], &theirs["count"]), (&json!("u-1"), &json!(2)));
    let second = json!({"machine_id": "m-2", "user_id": "u-1", "name": "Boss 4", "model": "AutoBoss 2",
        "serial": "S-1", "hours": 12.5, "location": "Net 3", "updated_at": "2026-11-22T09:30:00.000000Z"});
    assert_eq!((&theirs["machines"][0]["machine_id"], &theirs["machines"][1]), (&json!("m-1"), &second));
    let nobody = app.get("/api/ai/users/some%20body%2Felse/machines").expect(200);
    assert_eq!(nobody, json!({"user_id": "some body/else", "machines": [], "count": 0}));

    let context = app.get("/api/ai/machines/m-2/context").expect(200);
    let expected = json!({"machine_id": "m-2", "context": {"machine_details": {"id": "m-2", "name": "Boss 4",
        "model_type": "AutoBoss 2", "serial_number": "S-1", "current_hours": 12.5, "location": "Net 3",
        "organization": "Net & Sons", "user_id": "u-1", "updated_at": "2026-11-22T09:30:00.000000Z"}}});
    assert_eq!(context, expected);
    let owner = &app.get("/api/ai/machines/m-3/context").expect(200)["context"]["machine_details"]["user_id"];
    assert_eq!(owner, &Value::Null, "an empty id is nobody's");
    assert_eq!(app.get("/api/ai/machines/m-9/context").expect(404)["detail"], "Machine not found");
}

#[test]
fn a_bad_row_is_named_and_keeps_all_out() {
    let app = Running::start();
    let good = |id: &str| json!({"user_id": id});
    for (bad, field, kind) in [
        (json!({"user_id": "u-3", "email": "not an address"}), "/users/3/email", "email"),
        (json!({"user_id": "u-3", "phone": "1"}), "/users/3/phone", "extra_forbidden"),
        (json!({"name": "Ada"}), "/users/3/user_id", "missing"),
        (json!({"user_id": ""}), "/users/3/user_id", "string_too_short"),
        (json!({"user_id": "u-1"}), "/users/3/user_id", "same_id"),
        (json!({"user_id": "u-3", "name": "a\0b"}), "/users/3/name", "nul_character"),
        (json!("u-3"), "/users/3", "dict_type"),
    ] {
        let body = json!({"users": [good("u-0"), good("u-1"), good("u-2"), bad]});
        let refused = app.put("/api/ai/users", &body).expect(422);
        assert_eq!(
            (&refused["errors"][0]["pointer"], &refused["detail"][0]["type"]),
            (&json!(field), &json!(kind))
        );
    }
    for (bad, field) in [
        (json!({"machine_id": "m-1", "hours": -1}), "/machines/1/hours"),
        (json!({"machine_id": "m-0"}), "/machines/1/machine_id"),
        (json!({"machine_id": "m-1", "user_id": "u".repeat(256)}), "/machines/1/user_id"),
    ] {
        let refused =
            app.put("/api/ai/machines", &json!({"machines": [{"machine_id": "m-0"}, bad]})).expect(422);
        assert_eq!(refused["errors"][0]["pointer"], field);
    }
    app.get("/api/ai/machines/m-0/context").expect(404);

    let rows = |count: usize| (0..count).map(|n| good(&n.to_string())).collect::<Vec<_>>();
    let refused = app.put("/api/ai/users", &json!({"users": rows(501)})).expect(422);
    assert_eq!(
        (&refused["errors"][0]["pointer"], &refused["detail"][0]["type"]),
        (&json!("/users"), &json!("too_long"))
    );
    let done = app.put("/api/ai/users", &json!({"users": rows(500)})).expect(200);
    assert_eq!(done["created"], 500, "nothing of what was refused is there");
    app.put("/api/ai/users", &json!({"users": [], "dry_run": true})).expect(422);
    app.put("/api/ai/users", &json!({})).expect(422);
}

#[test]
fn what_is_forgotten_leaves_history_as_it_was() {
    let app = Running::start();
    let put = |path: &str, body: Value| app.put(path, &body).expect(200);
    put("/api/ai/users/u-1", json!({"name": "Ada"}));
    put("/api/ai/machines/m-1", json!({"user_id": "u-1", "serial": "S-1"}));
    let answer = app.chat(&json!({"message": "Hello", "machine_id": "m-1", "user_id": "u-1"}));
    app.escalate(answer["session_id"].as_str().unwrap());
    let before = app.get("/api/ai/tickets").expect(200);
    let sessions = app.get("/api/ai/users/u-1/sessions").expect(200);

    for path in ["/api/ai/machines/m-1", "/api/ai/users/u-1", "/api/ai/machines/never%20known"] {
        for _ in 0..2 {
            let gone = app.request("DELETE", path).send();
            assert_eq!((gone.status, gone.body.len()), (204, 0), "{path}");
        }
    }
    app.get("/api/ai/machines/m-1/context").expect(404);
    assert_eq!(app.get("/api/ai/users/u-1/machines").expect(200)["count"], 0);
    assert_eq!(app.get("/api/ai/tickets").expect(200), before);
    assert_eq!(before["tickets"][0]["machine_context"]["serial"], "S-1");
    assert_eq!(app.get("/api/ai/users/u-1/sessions").expect(200), sessions);
    app.chat(&json!({"message": "And now?", "machine_id": "m-1", "user_id": "u-1"}));

    let refused = app.request("POST", "/api/ai/machines/m-1").json(&json!({})).send();
    refused.expect(405);
    let allowed = refused.header("allow").unwrap();
    assert!(allowed.contains("PUT") && allowed.contains("DELETE"), "{allowed}");
}

/// A machine of `owner`, as if the host had told about it.
fn told(app: &Running, id: &str, owner: Option<&str>) {
    let machine = MachineProfile {
        machine_id: id.to_owned(),
        user_id: owner.map(str::to_owned),
        name: None,
        model: None,
        serial: Some(format!("S-{id}")),
        hours: None,
        location: None,
        updated_at: handover_domain::testing::an_instant(),
    };
    let user = UserProfile {
        user_id: "berit".to_owned(),
        name: None,
        email: None,
        organization_name: Some("Berit's nets".to_owned()),
        role: None,
        language: None,
        updated_at: machine.updated_at,
    };
    let scope = Actor::operator(OrganizationId::DEFAULT).scope();
    app.store
        .write(|tx| {
            tx.put_machine(scope, &machine)?;
            tx.put_user(scope, &user)
        })
        .unwrap();
}

#[test]
fn a_user_sees_its_own_machines_and_no_sign_of_others() {
    let app = closed(true);
    told(&app, "m-1", Some("anna"));
    told(&app, "m-2", Some("berit"));
    told(&app, "m-3", None);
    let get = |token: &str, path: &str| with_token(&app, token, "GET", path).send();

    let own = get("user:anna", "/api/ai/users/anna/machines").expect(200);
    assert_eq!((&own["count"], &own["machines"][0]["machine_id"]), (&json!(1), &json!("m-1")));
    get("user:anna", "/api/ai/machines/m-1/context").expect(200);
    let missing = get("user:anna", "/api/ai/machines/m-4/context");
    assert_eq!(missing.status, 404);
    for foreign in ["/api/ai/machines/m-2/context", "/api/ai/machines/m-3/context"] {
        let foreign = get("user:anna", foreign);
        assert_eq!((foreign.status, without_instance(&foreign)), (404, without_instance(&missing)));
    }
    let sessions = get("user:anna", "/api/ai/users/berit/sessions");
    for other in ["berit", "nobody"] {
        let refused = get("user:anna", &format!("/api/ai/users/{other}/machines"));
        assert_eq!((refused.status, without_instance(&refused)), (404, without_instance(&sessions)));
    }

    let all = get("manager:mona", "/api/ai/users/berit/machines").expect(200);
    assert_eq!(all["machines"][0]["machine_id"], "m-2");
    let context = get("manager:mona", "/api/ai/machines/m-2/context").expect(200);
    assert_eq!(context["context"]["machine_details"]["organization"], "Berit's nets");
    get("manager:mona", "/api/ai/machines/m-3/context").expect(200);
}

#[test]
fn a_user_tells_and_forgets_nothing() {
    let app = closed(true);
    told(&app, "m-1", Some("anna"));
    for (method, path, body) in [
        ("PUT", "/api/ai/users/anna", json!({"role": "queen"})),
        ("PUT", "/api/ai/users", json!({"users": [{"user_id": "anna"}]})),
        ("PUT", "/api/ai/machines/m-2", json!({"user_id": "anna"})),
        ("PUT", "/api/ai/machines", json!({"machines": [{"machine_id": "m-2", "user_id": "anna"}]})),
        ("DELETE", "/api/ai/users/anna", Value::Null),
        ("DELETE", "/api/ai/machines/m-1", Value::Null),
    ] {
        for token in ["user:anna", "manager:mona"] {
            let request = with_token(&app, token, method, path);
            let request = if body.is_null() { request } else { request.json(&body) };
            let refused = request.send().expect(403);
            assert_eq!(refused["type"], "/problems/not-allowed", "{token} {method} {path}");
        }
        app.request(method, path).send().expect(401);
    }
    let own = with_token(&app, "user:anna", "GET", "/api/ai/users/anna/machines").send().expect(200);
    assert_eq!((&own["count"], &own["machines"][0]["machine_id"]), (&json!(1), &json!("m-1")));
}
