//! Who asks, and what that lets them see, where callers are told apart.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use handover_api::{Access, ApiSettings, RateSettings, TokenAccess};
use handover_domain::{Actor, Claims, OrganizationId, StoreExt, TokenRefused, Tokens};
use serde_json::{Value, json};

use crate::client::{Request, Response};
use crate::running::{Running, Wish};
use crate::staff::Readable;

/// Believes `user:NAME` and `manager:NAME`, with `@ORGANIZATION` behind or without. What real tokens look like is tested where they are read.
pub(crate) struct Plain;

impl Tokens for Plain {
    fn verify(&self, token: &str, now: DateTime<Utc>) -> Result<Claims, TokenRefused> {
        let (role, name) = token.split_once(':').ok_or(TokenRefused::Signature)?;
        let (name, organization) = name.split_once('@').map_or((name, None), |(name, key)| (name, Some(key)));
        Ok(Claims {
            user_id: name.to_owned(),
            organization: organization.map(str::to_owned),
            name: Some(format!("{name} of the boat")),
            email: Some(format!("{name}@boat.example")),
            language: None,
            manager: role == "manager",
            issued_at: Some(now),
            expires_at: now + TimeDelta::hours(1),
        })
    }
}

/// For tests that ask more than a person does.
pub(crate) const NO_LIMITS: RateSettings = RateSettings {
    chats_per_actor: None,
    chats_per_key: None,
    chats_per_address: None,
    chats_per_organization: None,
    requests_per_actor: None,
    requests_per_address: None,
};

pub(crate) fn closed(visitors: bool) -> Running {
    closed_with(visitors, ApiSettings { rates: NO_LIMITS, workers: 1, ..ApiSettings::default() })
}

/// Where callers are told apart, and the settings are a test's own.
pub(crate) fn closed_with(visitors: bool, settings: ApiSettings) -> Running {
    let passwords = Arc::new(Readable::default());
    let access = Access::Token(TokenAccess {
        tokens: Some(Arc::new(Plain)),
        visitors,
        new_organizations: true,
        passwords,
        sign_on: None,
    });
    Running::with(Wish { access, settings, ..Wish::default() })
}

pub(crate) fn with_token(app: &Running, token: &str, method: &str, path: &str) -> Request {
    app.request(method, path).header("Authorization", &format!("Bearer {token}"))
}

#[track_caller]
pub(crate) fn open_session(app: &Running, token: &str) -> String {
    let body = json!({"message": "The pump is loud"});
    let answer = with_token(app, token, "POST", "/api/ai/chat").json(&body).send().expect(200);
    answer["session_id"].as_str().unwrap().to_owned()
}

/// A document without the id of the request, which differs each time.
pub(crate) fn without_instance(response: &Response) -> Value {
    let mut document = response.json();
    document.as_object_mut().unwrap().remove("instance").expect("an instance");
    document
}

#[test]
fn whoever_proves_nothing_is_told_how_to() {
    let app = closed(false);
    let some = "00000000-0000-4000-8000-000000000001";
    for (method, path) in [
        ("POST", "/api/ai/chat".to_owned()),
        ("GET", format!("/api/ai/sessions/{some}")),
        ("POST", format!("/api/ai/sessions/{some}/escalate")),
        ("GET", "/api/ai/tickets".to_owned()),
        ("PUT", "/api/ai/users/u-1".to_owned()),
    ] {
        let refused = app.request(method, &path).bytes("{").send();
        assert_eq!(refused.expect(401)["type"], "/problems/unauthenticated", "{method} {path}");
        assert_eq!(refused.header("www-authenticate"), Some("Bearer realm=\"handover\""));
    }
    for value in ["Bearer nonsense", "Bearer", "Basic dTpw", "bearer  "] {
        let refused = app.request("GET", "/api/ai/tickets").header("Authorization", value).send();
        refused.expect(401);
        let challenge = refused.header("www-authenticate").unwrap();
        assert!(challenge.ends_with("error=\"invalid_token\""), "{value}: {challenge}");
    }
    app.get("/health/ready").expect(200);
    app.get("/api/ai/models").expect(200);
}

#[test]
fn what_is_another_users_does_not_exist() {
    let app = closed(false);
    let session = open_session(&app, "user:anna");
    let missing = "00000000-0000-4000-8000-000000000001";
    let get = |token: &str, path: String| with_token(&app, token, "GET", &path).send();
    for known in [
        format!("/api/ai/sessions/{session}"),
        format!("/api/ai/sessions/{session}/history"),
        format!("/api/ai/sessions/{session}/escalation-history"),
        format!("/api/ai/session/{session}/status"),
    ] {
        get("user:anna", known.clone()).expect(200);
        get("manager:mona", known.clone()).expect(200);
        let foreign = get("user:berit", known.clone());
        let nothing = get("user:berit", known.replace(&session, missing));
        assert_eq!((foreign.status, nothing.status), (404, 404), "{known}");
        assert_eq!(without_instance(&foreign), without_instance(&nothing), "{known}");
    }
    let escalate = json!({"escalation_reason": "user_request"});
    let path = format!("/api/ai/sessions/{session}/escalate");
    with_token(&app, "user:berit", "POST", &path).json(&escalate).send().expect(404);
    let ticket = with_token(&app, "user:anna", "POST", &path).json(&escalate).send().expect(201);
    let ticket = format!("/api/ai/tickets/{}", ticket["ticket_number"].as_str().unwrap());
    get("user:anna", ticket.clone()).expect(200);
    get("manager:mona", ticket.clone()).expect(200);
    get("user:berit", ticket.clone()).expect(404);
    let listed = |token: &str| get(token, "/api/ai/tickets".to_owned()).expect(200)["tickets"].clone();
    assert_eq!(listed("user:anna").as_array().unwrap().len(), 1);
    assert_eq!(listed("user:berit"), json!([]));
    let change = json!({"status": "closed"});
    let refused = with_token(&app, "user:anna", "PATCH", &ticket).json(&change).send().expect(403);
    assert_eq!(refused["type"], "/problems/not-allowed");
    assert_eq!(refused["detail"], "A user may not change tickets");
}

#[test]
fn d1_a_body_cannot_name_another_user() {
    let app = closed(false);
    let chat = |user: Value| {
        let body = json!({"message": "The pump is loud", "user_id": user});
        with_token(&app, "user:anna", "POST", "/api/ai/chat").json(&body).send()
    };
    chat(json!("anna")).expect(200);
    chat(Value::Null).expect(200);
    let refused = chat(json!("berit")).expect(403);
    assert_eq!(refused["type"], "/problems/other-user");
    let of =
        |user: &str| with_token(&app, "user:anna", "GET", &format!("/api/ai/users/{user}/sessions")).send();
    assert_eq!(of("anna").expect(200)["total_sessions"], 2);
    assert_eq!(of("berit").expect(404)["type"], "/problems/not-found");
    assert_eq!(without_instance(&of("berit")), without_instance(&of("nobody")));
}

#[test]
fn what_a_token_says_about_its_bearer_is_remembered() {
    let app = closed(false);
    open_session(&app, "user:anna");
    let scope = Actor::operator(OrganizationId::DEFAULT).scope();
    let known = app.store.read(|view| view.user(scope, "anna")).unwrap().expect("anna is known");
    assert_eq!(known.email.as_deref(), Some("anna@boat.example"));
    assert_eq!(known.name.as_deref(), Some("anna of the boat"));
}

#[test]
fn a_visitor_has_the_sessions_it_opened_and_no_others() {
    let app = closed(true);
    let say = json!({"message": "The pump is loud"});
    let first = app.request("POST", "/api/ai/chat").json(&say).send();
    let session = first.expect(200)["session_id"].as_str().unwrap().to_owned();
    let capability = first.header("x-handover-visitor").expect("a capability").to_owned();
    assert!(first.header("set-cookie").is_none(), "only a page of this site gets a cookie");
    let path = format!("/api/ai/sessions/{session}");
    let read = |shown: &str| app.request("GET", &path).header("X-Handover-Visitor", shown).send();
    let known = read(&capability);
    assert!(known.header("x-handover-visitor").is_none());
    let user = known.expect(200)["user_id"].as_str().unwrap().to_owned();
    assert!(
        !String::from_utf8_lossy(&known.body).contains(&capability[4..20]),
        "the id does not give it away"
    );

    let other = app.request("POST", "/api/ai/chat").json(&say).send();
    let other = other.header("x-handover-visitor").expect("another capability").to_owned();
    assert_ne!(capability, other);
    read(&other).expect(404);
    for wrong in ["", "hov_", &capability[4..], &capability.to_uppercase(), &user] {
        read(wrong).expect(401);
    }
    app.get(&path).expect(401);

    let again = json!({"message": "Still loud", "session_id": session, "user_id": "anna"});
    let named = app.request("POST", "/api/ai/chat").header("X-Handover-Visitor", &capability).json(&again);
    assert_eq!(named.send().expect(403)["type"], "/problems/other-user", "a visitor is nobody else");
    let taken = json!({"message": "Mine now", "session_id": session});
    with_token(&app, "user:anna", "POST", "/api/ai/chat").json(&taken).send().expect(404);
    closed(false).request("POST", "/api/ai/chat").json(&say).send().expect(401);
}

#[test]
fn a_cookie_vouches_only_for_the_services_own_pages() {
    let app = closed(true);
    let say = json!({"message": "The pump is loud"});
    let first = app.request("POST", "/api/ai/chat").header("Sec-Fetch-Site", "same-origin").json(&say).send();
    first.expect(200);
    let cookie = first.header("set-cookie").expect("a cookie").to_owned();
    assert!(cookie.starts_with("__Host-handover-visitor=hov_"), "{cookie}");
    for word in ["Secure", "HttpOnly", "SameSite=Strict", "Path=/"] {
        assert!(cookie.contains(word), "{cookie}");
    }
    let cookie = cookie.split(';').next().unwrap();
    let host = app.address.to_string();
    let send = |headers: &[(&str, &str)]| {
        let request = app.request("POST", "/api/ai/chat").header("Cookie", cookie).json(&say);
        headers.iter().fold(request, |request, (name, value)| request.header(name, value)).send()
    };
    let own = ("X-Handover-Request", "1");
    send(&[("Sec-Fetch-Site", "same-origin"), own]).expect(200);
    send(&[("Origin", &format!("http://{host}")), own]).expect(200);
    for forged in [
        &[][..],
        &[own],
        &[("Sec-Fetch-Site", "same-origin")],
        &[("Sec-Fetch-Site", "cross-site"), own],
        &[("Sec-Fetch-Site", "same-site"), own],
        &[("Origin", "null"), own],
        &[("Origin", "https://evil.example"), own],
        &[("Content-Type", "text/plain"), ("Origin", "https://evil.example")],
    ] {
        assert_eq!(send(forged).expect(403)["type"], "/problems/cross-site", "{forged:?}");
    }
    let read = |cookie: &str| app.request("GET", "/api/ai/tickets").header("Cookie", cookie).send();
    read(cookie).expect(200);
    // Browsers let a neighbour set a cookie whose name only becomes ours when it is decoded.
    read(&cookie.replacen("__", "%5F%5F", 1)).expect(401);
    read(&format!("{cookie}; {cookie}")).expect(401);
}

#[test]
fn no_way_to_write_an_address_leads_past_the_question() {
    let app = closed(false);
    for path in ["/api/ai/%63hat", "/%61pi/ai/chat", "/api%2Fai/chat", "/api/ai/chat/", "//api/ai/chat"] {
        let answer = app.request("POST", path).json(&json!({"message": "Hello"})).send();
        assert!(matches!(answer.status, 401 | 404), "{path}: {}", answer.status);
    }
    let twice = app.request("GET", "/api/ai/tickets").header("Authorization", "Bearer user:anna");
    twice.header("Authorization", "Bearer user:berit").send().expect(401);
}

#[test]
fn in_open_mode_a_bearer_says_nothing() {
    let app = Running::start();
    app.request("GET", "/api/ai/tickets").header("Authorization", "Bearer anything").send().expect(200);
}

#[test]
fn only_a_trusted_proxy_says_that_a_request_came_over_tls() {
    let behind = |trusted_proxies: &[&str]| {
        let trusted_proxies = trusted_proxies.iter().map(|network| network.parse().unwrap()).collect();
        closed_with(true, ApiSettings { trusted_proxies, workers: 1, ..ApiSettings::default() })
    };
    let say = json!({"message": "The pump is loud"});
    let send = |app: &Running, scheme: &str, origin: &str| {
        let first =
            app.request("POST", "/api/ai/chat").header("Sec-Fetch-Site", "same-origin").json(&say).send();
        let cookie = first.header("set-cookie").expect("a cookie").split(';').next().unwrap().to_owned();
        app.request("POST", "/api/ai/chat")
            .header("Cookie", &cookie)
            .header("Host", "support.example")
            .header("Origin", origin)
            .header("X-Handover-Request", "1")
            .header("X-Forwarded-Proto", scheme)
            .json(&say)
            .send()
    };
    let proxied = behind(&["127.0.0.0/8"]);
    let secure = send(&proxied, "https", "https://support.example");
    secure.expect(200);
    assert_eq!(secure.header("strict-transport-security"), Some("max-age=31536000"));
    let downgraded = send(&proxied, "https", "http://support.example");
    assert_eq!(downgraded.expect(403)["type"], "/problems/cross-site");
    assert!(downgraded.header("strict-transport-security").is_some(), "refusals too");
    let plain = send(&proxied, "http", "http://support.example");
    plain.expect(200);
    assert_eq!(plain.header("strict-transport-security"), None);
    let claimed = send(&behind(&[]), "https", "http://support.example");
    claimed.expect(200);
    assert_eq!(claimed.header("strict-transport-security"), None, "nobody but a trusted proxy says so");
}
