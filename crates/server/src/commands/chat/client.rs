//! A small HTTP client for the terminal.

use std::time::Duration;

use anyhow::{Context, Result, anyhow};
use serde_json::Value;

/// Longer than any turn may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// Talks JSON to one server.
pub(super) struct Client {
    agent: ureq::Agent,
    url: String,
}

impl Client {
    pub(super) fn new(url: &str) -> Self {
        let config = ureq::Agent::config_builder()
            .timeout_global(Some(PATIENCE))
            .http_status_as_error(false)
            // The server is on this machine; a proxy would be asked for its own loopback.
            .proxy(None)
            .build();
        Self { agent: config.into(), url: url.trim_end_matches('/').to_owned() }
    }

    /// Fails, with the way out, when nobody answers.
    pub(super) fn greet(&self) -> Result<()> {
        let answer = self.agent.get(format!("{}/health/live", self.url)).call();
        let status = answer.with_context(|| self.unreachable())?.status();
        if status.is_success() {
            Ok(())
        } else {
            Err(anyhow!("{} answers {status}: is it Handover?", self.url))
        }
    }

    /// Sends `body` and returns the answer; a problem document becomes the error.
    pub(super) fn post(&self, path: &str, body: &Value) -> Result<Value> {
        let request =
            self.agent.post(format!("{}{path}", self.url)).header("content-type", "application/json");
        let mut answer = request.send(body.to_string()).with_context(|| self.unreachable())?;
        let text = answer.body_mut().read_to_string().with_context(|| self.unreachable())?;
        let json: Value = serde_json::from_str(&text).unwrap_or(Value::Null);
        if answer.status().is_success() {
            return Ok(json);
        }
        Err(anyhow!("{}: {}", answer.status(), detail(&json)))
    }

    fn unreachable(&self) -> String {
        format!("{} does not answer (is `handover serve` running? another address: --url)", self.url)
    }
}

/// What a problem document says; a 422 lists its findings.
fn detail(problem: &Value) -> String {
    let findings = problem.get("errors").and_then(Value::as_array).into_iter().flatten();
    let findings: Vec<&str> =
        findings.filter_map(|error| error.get("detail").and_then(Value::as_str)).collect();
    match problem.get("detail").and_then(Value::as_str) {
        Some(detail) => detail.to_owned(),
        None if findings.is_empty() => "no explanation given".to_owned(),
        None => findings.join("; "),
    }
}
