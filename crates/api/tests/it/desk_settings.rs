//! What leads and admins set up over the API: who helps in what, keys of other programs; and what they see of the rest.

use handover_api::ApiSettings;
use handover_domain::StaffRole;
use handover_domain::testing::World;
use serde_json::{Value, json};

use crate::client::Response;
use crate::identify::closed;
use crate::running::{Running, Wish};
use crate::staff::{PASSWORD, cookie_of, employ, own, sign_in};

/// Somebody with an account, signed in.
struct Person<'a> {
    app: &'a Running,
    cookie: String,
    id: String,
}

impl<'a> Person<'a> {
    fn new(app: &'a Running, name: &str, role: StaffRole) -> Self {
        let id = employ(app, name, role).id.to_string();
        Self { app, cookie: cookie_of(&sign_in(app, name, PASSWORD)), id }
    }

    fn send(&self, method: &str, path: &str, body: &Value) -> Response {
        let request = own(self.app, self.app.request(method, path)).header("Cookie", &self.cookie);
        if body.is_null() { request.send() } else { request.json(body).send() }
    }

    fn get(&self, path: &str) -> Value {
        self.send("GET", path, &Value::Null).expect(200)
    }
}

#[test]
fn who_is_there_gets_tickets_where_the_house_says_so() {
    let mut house = World::new().house;
    house.auto_assign = true;
    let app = Running::with(Wish { house, ..Wish::default() });
    let skills = json!({"languages": ["el", "en", "en"], "categories": [], "auto_assign": true});
    let able = app.put("/api/ai/desk/experts/general", &skills).expect(200);
    assert_eq!((&able["languages"], &able["available"]), (&json!(["el", "en"]), &Value::Null), "{able}");
    assert_eq!(app.put("/api/ai/desk/experts/nobody", &skills).status, 404);
    let unnamed = app.put("/api/ai/desk/availability", &json!({"available": true})).expect(422);
    assert_eq!(unnamed["errors"][0]["pointer"], "/expert_id");
    let there = app.put("/api/ai/desk/availability", &json!({"available": true, "expert_id": "general"}));
    assert_eq!(there.expect(200), json!({"expert_id": "general", "available": true}));
    let known = app.get("/api/ai/desk/experts").expect(200);
    assert_eq!((&known["auto_assign"], &known["experts"][0]["available"]), (&json!(true), &json!(true)));

    let said = app.post("/api/ai/chat", &json!({"message": "The pump is loud"})).expect(200);
    let path = format!("/api/ai/sessions/{}/escalate", said["session_id"].as_str().unwrap());
    let made = app.post(&path, &json!({"escalation_reason": "user_request"})).expect(201);
    let ticket = app.get(&format!("/api/ai/tickets/{}", made["ticket_id"].as_str().unwrap())).expect(200);
    assert_eq!((&ticket["status"], &ticket["assigned_expert_id"]), (&json!("open"), &json!("general")));
    let line = ticket["events"].as_array().unwrap().iter().find(|line| line["kind"] == "assigned").unwrap();
    assert_eq!(line["reason"], "longest idle of 1 available (en)", "{line}");
    let changes = app.get("/api/ai/desk/changes").expect(200);
    assert_eq!(
        (&changes["changes"][0]["what"], &changes["changes"][0]["subject"]),
        (&json!("expert"), &json!("General Support"))
    );
}

#[test]
fn somebody_with_an_account_speaks_of_themselves_only() {
    let app = closed(false);
    let eva = Person::new(&app, "eva", StaffRole::Expert);
    let before = eva.get("/api/auth/me");
    assert_eq!(
        (&before["expert_id"], &before["available"], &before["contact_id"]),
        (&json!(eva.id), &Value::Null, &Value::Null)
    );
    let switched =
        eva.send("PUT", "/api/ai/desk/availability", &json!({"available": true, "expert_id": "general"}));
    assert_eq!(switched.expect(200), json!({"expert_id": eva.id, "available": true}));
    assert_eq!(eva.get("/api/auth/me")["available"], true);
    assert_eq!(eva.get("/api/ai/desk/availability?expert_id=general")["expert_id"], json!(eva.id));
    assert_eq!(eva.send("GET", "/api/ai/desk/experts", &Value::Null).status, 403, "for leads");
}

#[test]
fn a_key_is_shown_once_works_and_ends() {
    let app = closed(false);
    let ada = Person::new(&app, "ada", StaffRole::Admin);
    let path = "/api/ai/desk/api-keys";
    for (field, body) in [
        ("name", json!({"name": "", "scopes": ["chat"]})),
        ("scopes", json!({"name": "erp", "scopes": []})),
        ("scopes/0", json!({"name": "erp", "scopes": ["everything"]})),
        ("expires_at", json!({"name": "erp", "scopes": ["chat"], "expires_at": "2020-01-01T00:00:00Z"})),
        ("expires_at", json!({"name": "erp", "scopes": ["chat"], "expires_at": "tomorrow"})),
        ("expires_at", json!({"name": "erp", "scopes": ["chat"], "expires_at": "9999-12-31T23:59:59-01:00"})),
    ] {
        let refused = ada.send("POST", path, &body).expect(422);
        assert_eq!(refused["errors"][0]["pointer"], format!("/{field}"), "{refused}");
    }
    let new = json!({"name": "erp", "scopes": ["tickets"], "expires_at": "2030-01-01T01:00:00+01:00"});
    let made = ada.send("POST", path, &new).expect(201);
    let key = made["key"].as_str().unwrap().to_owned();
    assert_eq!(made["expires_at"], "2030-01-01T00:00:00.000000Z");
    let shown =
        || app.request("GET", "/api/ai/tickets").header("Authorization", &format!("Bearer {key}")).send();
    assert_eq!(shown().status, 200);
    let listed = ada.get(path);
    assert!(!listed.to_string().contains(&key), "it is shown once");
    assert_eq!(listed["api_keys"][0]["name"], "erp");
    let one = format!("{path}/{}", made["id"].as_str().unwrap());
    assert_eq!(ada.send("DELETE", &one, &Value::Null).status, 204);
    assert_eq!(shown().status, 401);
    let told = ada.get("/api/ai/desk/changes");
    let told: Vec<_> =
        told["changes"].as_array().unwrap().iter().take(2).map(|c| (&c["from"], &c["to"])).collect();
    let good = json!("scopes: tickets\nexpires_at: 2030-01-01T00:00:00Z");
    assert_eq!(told, [(&good, &Value::Null), (&Value::Null, &good)]);
}

#[test]
fn leads_see_rules_contacts_and_how_mail_stands() {
    let settings =
        ApiSettings { workers: 1, contacts_file: Some("contacts.toml".to_owned()), ..ApiSettings::default() };
    let app = Running::with(Wish { settings, ..Wish::default() });
    let rules = app.get("/api/ai/desk/rules").expect(200);
    assert_eq!(rules["version"], app.house.now().rules.version);
    assert!(rules["languages"].as_array().unwrap().contains(&json!("en")));
    assert_eq!(rules["policy"]["confidence"], app.house.now().rules.thresholds.confidence);
    let contacts = app.get("/api/ai/desk/contacts").expect(200);
    assert_eq!((&contacts["file"], &contacts["sample"]), (&json!("contacts.toml"), &json!(false)));
    let routes: Vec<_> =
        contacts["contacts"].as_array().unwrap().iter().map(|c| (&c["id"], &c["routes"])).collect();
    assert_eq!(routes[0], (&json!("general"), &json!(["general"])));
    assert_eq!(routes[2], (&json!("hydraulic"), &json!(["hydraulic"])));

    let mail = app.get("/api/ai/desk/mail").expect(200);
    assert_eq!(
        (&mail["configured"], &mail["state"], &mail["waiting"]),
        (&json!(false), &json!("open"), &json!(0))
    );
    let said = app.post("/api/ai/chat", &json!({"message": "The pump is loud"})).expect(200);
    let path = format!("/api/ai/sessions/{}/escalate", said["session_id"].as_str().unwrap());
    app.post(&path, &json!({"escalation_reason": "user_request"})).expect(201);
    let mail = app.get("/api/ai/desk/mail").expect(200);
    assert_eq!(mail["waiting"], 1);
    assert!(mail["oldest_waiting"].is_string(), "{mail}");
    let tested = app.post("/api/ai/desk/mail/test", &json!({"to": "ada@example.com"})).expect(200);
    assert_eq!((&tested["sent"], &tested["stage"]), (&json!(false), &json!("settings")));
    assert_eq!(app.post("/api/ai/desk/mail/test", &json!({"to": "nobody"})).status, 422);
}

#[test]
fn who_leads_is_sent_the_figures_each_week_on_request() {
    let app = closed(true);
    let (lea, eva) = (Person::new(&app, "lea", StaffRole::Lead), Person::new(&app, "eva", StaffRole::Expert));
    const PATH: &str = "/api/ai/desk/report-mail";
    let nothing = json!({"weekly": false, "next_at": null});
    assert_eq!(lea.get(PATH), nothing);
    let wished = lea.send("PUT", PATH, &json!({"weekly": true})).expect(200);
    assert!(wished["weekly"] == true && wished["next_at"].as_str().is_some_and(|at| at.contains("T07:00")));
    assert_eq!(lea.get(PATH), wished);
    assert_eq!(lea.send("PUT", PATH, &json!({"weekly": false})).expect(200), nothing);
    assert_eq!(lea.send("PUT", PATH, &json!({"weekly": true, "to": "x@y.example"})).status, 422);
    assert_eq!(eva.send("PUT", PATH, &json!({"weekly": true})).status, 403);
    let open = Running::with(Wish::default());
    assert_eq!(open.get(PATH).status, 403, "the operator has no account");
}
