//! The OpenAPI document, the pages that explain the API, and the pages for people.

use std::sync::{Arc, LazyLock};

use handover_api::{ApiSettings, Page, Pages, openapi};
use serde_json::{Value, json};

use crate::running::{Running, Wish};

static DOCUMENT: LazyLock<Value> = LazyLock::new(|| serde_json::to_value(openapi()).unwrap());

/// The statuses that the document knows of an operation; `None` when it does not know the operation.
pub(crate) fn documented_statuses(method: &str, path: &str) -> Option<Vec<String>> {
    let given: Vec<&str> = path.split('/').collect();
    let fits = |template: &str| {
        let parts: Vec<&str> = template.split('/').collect();
        parts.len() == given.len() && parts.iter().zip(&given).all(|(p, g)| p == g || p.starts_with('{'))
    };
    let paths = DOCUMENT["paths"].as_object().unwrap();
    let (_, item) = paths.iter().find(|(template, _)| fits(template))?;
    let responses = item.get(method.to_ascii_lowercase())?["responses"].as_object()?;
    Some(responses.keys().cloned().collect())
}

/// The routes, sorted.
const ROUTES: [&str; 106] = [
    "DELETE /api/ai/desk/api-keys/{id}",
    "DELETE /api/ai/desk/canned-answers/{id}",
    "DELETE /api/ai/desk/views/{id}",
    "DELETE /api/ai/expert-knowledge/{id}",
    "DELETE /api/ai/knowledge/documents/{source}",
    "DELETE /api/ai/machines/{machine_id}",
    "DELETE /api/ai/users/{user_id}",
    "GET /api/ai/analytics/effect",
    "GET /api/ai/analytics/flow",
    "GET /api/ai/analytics/gaps",
    "GET /api/ai/analytics/heatmap",
    "GET /api/ai/analytics/mail",
    "GET /api/ai/analytics/overview",
    "GET /api/ai/analytics/rules",
    "GET /api/ai/analytics/session-metrics",
    "GET /api/ai/analytics/sessions",
    "GET /api/ai/analytics/steps",
    "GET /api/ai/analytics/trend",
    "GET /api/ai/analytics/waiting",
    "GET /api/ai/desk/api-keys",
    "GET /api/ai/desk/availability",
    "GET /api/ai/desk/canned-answers",
    "GET /api/ai/desk/changes",
    "GET /api/ai/desk/contacts",
    "GET /api/ai/desk/experts",
    "GET /api/ai/desk/mail",
    "GET /api/ai/desk/report-mail",
    "GET /api/ai/desk/rules",
    "GET /api/ai/desk/views",
    "GET /api/ai/expert-knowledge",
    "GET /api/ai/expert-knowledge/search",
    "GET /api/ai/experts",
    "GET /api/ai/knowledge/documents",
    "GET /api/ai/knowledge/documents/{source}",
    "GET /api/ai/knowledge/passage",
    "GET /api/ai/machines/{machine_id}/context",
    "GET /api/ai/models",
    "GET /api/ai/session/{session_id}/status",
    "GET /api/ai/sessions/{session_id}",
    "GET /api/ai/sessions/{session_id}/escalation-history",
    "GET /api/ai/sessions/{session_id}/events",
    "GET /api/ai/sessions/{session_id}/history",
    "GET /api/ai/sessions/{session_id}/rating",
    "GET /api/ai/ticket-by-link",
    "GET /api/ai/tickets",
    "GET /api/ai/tickets/counts",
    "GET /api/ai/tickets/events",
    "GET /api/ai/tickets/{ticket}",
    "GET /api/ai/tickets/{ticket}/card",
    "GET /api/ai/tickets/{ticket}/notifications",
    "GET /api/ai/users/{user_id}/machines",
    "GET /api/ai/users/{user_id}/sessions",
    "GET /api/auth/me",
    "GET /api/auth/oidc/callback",
    "GET /api/auth/oidc/start",
    "GET /api/auth/ways",
    "GET /health",
    "GET /health/",
    "GET /health/live",
    "GET /health/ready",
    "GET /info",
    "PATCH /api/ai/expert-knowledge/{id}",
    "PATCH /api/ai/tickets/{ticket}",
    "POST /api/ai/analytics/gaps/{id}/draft",
    "POST /api/ai/chat",
    "POST /api/ai/chat/step-feedback",
    "POST /api/ai/desk/api-keys",
    "POST /api/ai/desk/canned-answers",
    "POST /api/ai/desk/mail/test",
    "POST /api/ai/desk/views",
    "POST /api/ai/expert-knowledge",
    "POST /api/ai/judge",
    "POST /api/ai/sessions",
    "POST /api/ai/sessions/{session_id}/cancel-escalation",
    "POST /api/ai/sessions/{session_id}/escalate",
    "POST /api/ai/sessions/{session_id}/evaluate-escalation",
    "POST /api/ai/sessions/{session_id}/expert-feedback",
    "POST /api/ai/sessions/{session_id}/messages",
    "POST /api/ai/sessions/{session_id}/messages/{message_id}/translation",
    "POST /api/ai/sessions/{session_id}/stop",
    "POST /api/ai/sessions/{session_id}/typing",
    "POST /api/ai/tickets/{ticket}/hand-back",
    "POST /api/ai/tickets/{ticket}/merge",
    "POST /api/ai/tickets/{ticket}/messages",
    "POST /api/ai/tickets/{ticket}/notes",
    "POST /api/ai/tickets/{ticket}/take",
    "POST /api/auth/link",
    "POST /api/auth/link/password",
    "POST /api/auth/password",
    "POST /api/auth/reset",
    "POST /api/auth/sign-in",
    "POST /api/auth/sign-out",
    "POST /api/auth/sign-out-everywhere",
    "PUT /api/ai/desk/availability",
    "PUT /api/ai/desk/canned-answers/{id}",
    "PUT /api/ai/desk/experts/{id}",
    "PUT /api/ai/desk/report-mail",
    "PUT /api/ai/desk/views/{id}",
    "PUT /api/ai/knowledge/documents/{source}",
    "PUT /api/ai/machines",
    "PUT /api/ai/machines/{machine_id}",
    "PUT /api/ai/sessions/{session_id}",
    "PUT /api/ai/sessions/{session_id}/notify",
    "PUT /api/ai/sessions/{session_id}/rating",
    "PUT /api/ai/users",
    "PUT /api/ai/users/{user_id}",
];

#[test]
fn the_document_lists_every_route_of_the_contract() {
    let mut found = Vec::new();
    for (path, item) in DOCUMENT["paths"].as_object().unwrap() {
        for method in item.as_object().unwrap().keys() {
            found.push(format!("{} {path}", method.to_uppercase()));
        }
    }
    found.sort();
    assert_eq!(found, ROUTES);
    assert_eq!(DOCUMENT["openapi"], "3.1.0");
}

#[test]
fn every_reference_in_the_document_leads_somewhere() {
    fn references(value: &Value, found: &mut Vec<String>) {
        match value {
            Value::Object(members) => {
                if let Some(target) = members.get("$ref") {
                    found.push(target.as_str().unwrap().to_owned());
                }
                members.values().for_each(|inner| references(inner, found));
            }
            Value::Array(items) => items.iter().for_each(|inner| references(inner, found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    references(&DOCUMENT, &mut found);
    assert!(found.len() > 20);
    for target in found {
        assert!(DOCUMENT.pointer(target.trim_start_matches('#')).is_some(), "{target} is missing");
    }
}

#[test]
fn refusals_are_documented_as_problem_documents() {
    for (path, item) in DOCUMENT["paths"].as_object().unwrap() {
        for operation in item.as_object().unwrap().values() {
            for (status, response) in operation["responses"].as_object().unwrap() {
                let is_readiness = path == "/health/ready" && status == "503";
                if status.starts_with(['4', '5']) && !is_readiness {
                    let schema = &response["content"]["application/problem+json"]["schema"];
                    assert_eq!(schema["$ref"], "#/components/schemas/Problem", "{path} {status}");
                }
                let has_body = !matches!(status.as_str(), "204" | "303");
                let says = response["content"].is_object();
                assert_eq!(says, has_body, "{path} {status} says nothing about its body");
            }
        }
    }
}

#[test]
fn the_docs_work_without_the_internet_and_find_the_document_behind_a_base_path() {
    let settings = ApiSettings { base_path: "/ai".to_owned(), workers: 1, ..ApiSettings::default() };
    let app = Running::with(Wish { settings, ..Wish::default() });
    let moved = app.get("/docs");
    assert_eq!((moved.status, moved.header("location")), (308, Some("/ai/docs/")));
    let page = app.get("/docs/");
    assert_eq!(page.status, 200);
    let html = String::from_utf8(page.body).unwrap();
    assert!(html.contains("swagger-ui") && !html.contains("https://"), "{html}");
    let script = app.get("/docs/swagger-initializer.js");
    assert!(String::from_utf8(script.body).unwrap().contains("/ai/openapi.json"));
    assert_eq!(app.get("/docs/swagger-ui-bundle.js").status, 200);
    let document = app.get("/openapi.json").expect(200);
    assert_eq!(document["servers"], json!([{"url": "/ai"}]));
    assert_eq!(app.get("/health").expect(200)["status"], "healthy");
    let moved = app.get("");
    assert_eq!((moved.status, moved.header("location")), (308, Some("/ai/")));
    let outside = crate::client::Request::new(app.address, "GET", "/other/health").send();
    assert_eq!(outside.expect(404)["type"], "/ai/problems/not-found");
}

#[test]
fn the_document_of_a_running_service_names_its_contacts() {
    let app = Running::start();
    let document = app.get("/openapi.json").expect(200);
    let named = document["components"]["schemas"]["ContactId"]["enum"].as_array().unwrap().clone();
    assert!(named.contains(&json!("hydraulic")), "{named:?}");
    let change = &document["components"]["schemas"]["TicketChange"]["properties"]["assigned_expert_id"];
    assert!(change.to_string().contains("#/components/schemas/ContactId"), "{change}");
}

/// One page for people.
pub(crate) struct OnePage;

impl Pages for OnePage {
    fn page(&self, path: &str) -> Option<Page> {
        (path == "/").then_some(Page {
            bytes: b"<!doctype html><title>Handover</title>",
            gzip: Some(b"small"),
            content_type: "text/html; charset=utf-8",
            hash: "abc",
            cache_control: "no-cache",
            is_for_everybody: false,
        })
    }

    fn content_security_policy(&self) -> &str {
        "default-src 'none'; frame-ancestors 'none'; form-action 'self'"
    }
}

/// A compressed form is sent to those who ask for it, and is another entity than the plain one.
#[test]
fn a_page_is_compressed_for_those_who_take_it() {
    let app = Running::with(Wish { pages: Arc::new(OnePage), ..Wish::default() });
    let asked = |encodings: &str| app.request("GET", "/").header("Accept-Encoding", encodings).send();
    for takes in ["gzip", "br, gzip", "GZIP;q=0.5", "identity;q=0, gzip;q=1.0"] {
        let page = asked(takes);
        assert_eq!((page.status, page.header("content-encoding")), (200, Some("gzip")), "{takes}");
        assert_eq!((page.body.as_slice(), page.header("etag")), (b"small".as_slice(), Some("\"abc-gz\"")));
        assert!(page.header("vary").is_some_and(|vary| vary.contains("accept-encoding")));
    }
    for refuses in ["", "identity", "gzip;q=0", "gzip;q=0.0", "gzip;q=", "br", "xgzip"] {
        let page = asked(refuses);
        assert_eq!((page.status, page.header("content-encoding")), (200, None), "{refuses}");
        assert!(page.body.starts_with(b"<!doctype"), "{refuses}");
        assert_eq!(page.header("etag"), Some("\"abc\""), "{refuses}");
    }
    let both = app.request("GET", "/").header("Accept-Encoding", "gzip").header("If-None-Match", "\"abc\"");
    assert_eq!(both.send().status, 200, "the plain form is not the compressed one");
    let weak =
        app.request("GET", "/").header("Accept-Encoding", "gzip").header("If-None-Match", "W/\"abc-gz\"");
    assert_eq!(weak.send().status, 304);
}

#[test]
fn pages_for_people_come_with_their_policy_and_are_not_sent_twice() {
    let app = Running::with(Wish { pages: Arc::new(OnePage), ..Wish::default() });
    let page = app.get("/");
    assert_eq!(page.status, 200);
    assert!(page.body.starts_with(b"<!doctype html>"));
    assert_eq!(
        page.header("content-security-policy"),
        Some("default-src 'none'; frame-ancestors 'none'; form-action 'self'")
    );
    assert_eq!(page.header("x-content-type-options"), Some("nosniff"));
    assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"));
    let again = app.request("GET", "/").header("If-None-Match", "\"abc\"").send();
    assert_eq!((again.status, again.body.len()), (304, 0));
    assert_eq!(page.header("cross-origin-resource-policy"), Some("same-origin"));
    assert_eq!(page.header("access-control-allow-origin"), None);
    assert_eq!(app.request("POST", "/").send().status, 405);
    assert_eq!(app.get("/nothing").status, 404);
    assert_eq!(app.get("/info").expect(200)["docs"], "/docs");
}
