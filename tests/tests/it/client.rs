//! Somebody who talks to a running server over HTTP.

use std::time::Duration;

use serde_json::{Value, json};
use ureq::Agent;

/// What came back.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) kind: String,
    pub(crate) text: String,
    /// The cookie that it sets, as a browser sends it back.
    pub(crate) cookie: Option<String>,
    /// Where it leads.
    pub(crate) location: Option<String>,
}

impl Answer {
    /// The body as JSON.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|e| panic!("not JSON ({e}): {self:?}"))
    }

    /// The body as JSON, after checking the status.
    pub(crate) fn expect(&self, status: u16) -> Value {
        assert_eq!(self.status, status, "{self:?}");
        self.json()
    }
}

#[derive(Debug, Clone)]
pub(crate) struct Client {
    agent: Agent,
    base: String,
    authorization: Option<String>,
}

/// The body that the prototype's script sends.
pub(crate) fn said(message: &str) -> Value {
    json!({
        "message": message,
        "user_id": "f6abc555-5b6c-6f7a-8b9c-0d123456789a",
        "machine_id": null,
        "language": "en",
        "conversation_history": [],
    })
}

/// What the modal sends.
pub(crate) fn wish(notes: &str) -> Value {
    json!({ "escalation_reason": "user_request", "priority": "high", "additional_notes": notes })
}

impl Client {
    pub(crate) fn new(url: &str) -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_global(Some(Duration::from_secs(60)))
            .max_idle_connections(200)
            .max_idle_connections_per_host(200)
            .build();
        let authorization = Some("Bearer anything".to_owned());
        Self { agent: config.into(), base: url.to_owned(), authorization }
    }

    /// The same client with another `Authorization` header, or none.
    pub(crate) fn authorized(&self, authorization: Option<&str>) -> Self {
        Self { authorization: authorization.map(str::to_owned), ..self.clone() }
    }

    /// One request, or `None` when no whole answer came back.
    pub(crate) fn try_send(
        &self,
        (method, path): (&str, &str),
        body: Option<&str>,
        headers: &[(&str, &str)],
    ) -> Option<Answer> {
        let mut request = ureq::http::Request::builder().method(method).uri(format!("{}{path}", self.base));
        if let Some(value) = &self.authorization {
            request = request.header("authorization", value);
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let has_type = headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("content-type"));
        if body.is_some() && !has_type {
            request = request.header("content-type", "application/json");
        }
        let request = request.body(body.unwrap_or_default().to_owned()).expect("a request");
        let mut response = self.agent.run(request).ok()?;
        let kind = response.headers().get("content-type").and_then(|v| v.to_str().ok()).unwrap_or_default();
        let (status, kind) = (response.status().as_u16(), kind.to_owned());
        // The last of several: what was removed before it stands empty.
        let mut cookies =
            response.headers().get_all("set-cookie").iter().filter_map(|line| line.to_str().ok());
        let cookie = cookies.next_back().and_then(|line| line.split(';').next()).map(str::to_owned);
        let location = response.headers().get("location").and_then(|value| value.to_str().ok());
        let location = location.map(str::to_owned);
        let text = response.body_mut().read_to_string().ok()?;
        Some(Answer { status, kind, text, cookie, location })
    }

    pub(crate) fn send(&self, what: (&str, &str), body: Option<&str>, headers: &[(&str, &str)]) -> Answer {
        self.try_send(what, body, headers).unwrap_or_else(|| panic!("no answer to {what:?}"))
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        self.send(("GET", path), None, &[])
    }

    pub(crate) fn post(&self, path: &str, body: &Value) -> Answer {
        self.send(("POST", path), Some(&body.to_string()), &[])
    }

    pub(crate) fn put(&self, path: &str, body: &Value) -> Answer {
        self.send(("PUT", path), Some(&body.to_string()), &[])
    }

    pub(crate) fn patch(&self, path: &str, body: &Value) -> Answer {
        self.send(("PATCH", path), Some(&body.to_string()), &[])
    }

    pub(crate) fn chat(&self, message: &str) -> Value {
        self.post("/api/ai/chat", &said(message)).expect(200)
    }

    /// A new session in which one thing was said.
    pub(crate) fn session(&self, message: &str) -> String {
        text(&self.chat(message), "/session_id")
    }

    pub(crate) fn escalate(&self, session: &str, notes: &str) -> Answer {
        self.post(&format!("/api/ai/sessions/{session}/escalate"), &wish(notes))
    }
}

/// The text at a JSON pointer.
pub(crate) fn text(value: &Value, pointer: &str) -> String {
    let found = value.pointer(pointer).and_then(Value::as_str);
    found.unwrap_or_else(|| panic!("no text at {pointer} in {value}")).to_owned()
}
