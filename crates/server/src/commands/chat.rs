//! `handover chat`: talks to a running server from a terminal.

use std::io::{BufRead, IsTerminal, Write};

use anyhow::Result;
use serde_json::{Value, json};

use crate::cli;
use crate::failure::Outcome;
use crate::terminal::clean;

mod client;
mod show;

use client::Client;

const HELP: &str = "Type a message, or one of
  /escalate [reason] [notes]        asks for a person and makes a ticket
                                    (reasons: user_request, low_confidence, steps_exceeded, safety_concern,
                                    complex_issue, expert_required)
  /feedback worked|partial|no       tells how the last step went
  /help, /quit";

const REASONS: [&str; 6] = [
    "user_request",
    "low_confidence",
    "steps_exceeded",
    "safety_concern",
    "complex_issue",
    "expert_required",
];

/// One conversation with one server.
struct Conversation<'a> {
    client: Client,
    flags: &'a cli::Chat,
    session: Option<String>,
    /// The step that waits for feedback.
    step: Option<String>,
}

/// Reads lines until the end of input or `/quit`.
pub(crate) fn run(flags: &cli::Chat, input: &mut dyn BufRead, out: &mut dyn Write) -> Outcome {
    let mut conversation = Conversation { client: Client::new(&flags.url), flags, session: None, step: None };
    conversation.client.greet()?;
    let interactive = std::io::stdin().is_terminal();
    if interactive {
        writeln!(out, "Connected to {}. {HELP}", flags.url)?;
    }
    let mut line = String::new();
    loop {
        if interactive {
            write!(out, "\n> ")?;
            out.flush()?;
        }
        line.clear();
        if input.read_line(&mut line)? == 0 || line.trim() == "/quit" {
            return Ok(());
        }
        if line.trim().is_empty() {
            continue;
        }
        if let Err(error) = conversation.handle(line.trim(), out) {
            if !interactive {
                return Err(error.into());
            }
            writeln!(out, "{}", clean(&format!("{error:#}")))?;
        }
    }
}

impl Conversation<'_> {
    fn handle(&mut self, line: &str, out: &mut dyn Write) -> Result<()> {
        let (command, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        match command {
            "/help" => writeln!(out, "{HELP}")?,
            "/escalate" => self.escalate(rest.trim(), out)?,
            "/feedback" => self.feedback(rest.trim(), out)?,
            _ if command.starts_with('/') => writeln!(out, "There is no {command}. {HELP}")?,
            _ => self.say(line, out)?,
        }
        Ok(())
    }

    fn say(&mut self, message: &str, out: &mut dyn Write) -> Result<()> {
        let answer = self.client.post(
            "/api/ai/chat",
            &json!({
                "message": message,
                "session_id": self.session,
                "user_id": self.flags.user,
                "machine_id": null,
                "language": self.flags.language,
                "conversation_history": [],
            }),
        )?;
        self.take(&answer, out)
    }

    /// Shows an answer of the assistant and remembers what it is about.
    fn take(&mut self, answer: &Value, out: &mut dyn Write) -> Result<()> {
        if let Some(session) = answer.get("session_id").and_then(Value::as_str) {
            self.session = Some(session.to_owned());
        }
        let step = answer.pointer("/step_data/step_id").and_then(Value::as_str);
        self.step = step.map(str::to_owned);
        Ok(show::answer(answer, out)?)
    }

    fn feedback(&mut self, word: &str, out: &mut dyn Write) -> Result<()> {
        let feedback = match word {
            "worked" | "yes" => "worked",
            "partial" | "partially" => "partially_worked",
            "no" => "didnt_work",
            _ => {
                writeln!(out, "Say /feedback worked, /feedback partial or /feedback no.")?;
                return Ok(());
            }
        };
        let (Some(session), Some(step)) = (&self.session, &self.step) else {
            writeln!(out, "No step is waiting for feedback.")?;
            return Ok(());
        };
        let reply = self.client.post(
            "/api/ai/chat/step-feedback",
            &json!({
                "session_id": session,
                "step_id": step,
                "feedback": feedback,
                "language": self.flags.language,
                "user_id": self.flags.user,
            }),
        )?;
        self.step = None;
        if let Some(text) = reply.get("completion_message").and_then(Value::as_str) {
            writeln!(out, "{}", clean(text))?;
        }
        match reply.get("next_step") {
            Some(next) if next.is_object() => self.take(next, out),
            _ => Ok(()),
        }
    }

    fn escalate(&mut self, words: &str, out: &mut dyn Write) -> Result<()> {
        let (first, rest) = words.split_once(char::is_whitespace).unwrap_or((words, ""));
        let (reason, notes) =
            if REASONS.contains(&first) { (first, rest.trim()) } else { ("user_request", words) };
        let session = self.session_or_new()?;
        let ticket = self.client.post(
            &format!("/api/ai/sessions/{session}/escalate"),
            &json!({
                "escalation_reason": reason,
                "priority": "medium",
                "additional_notes": (!notes.is_empty()).then_some(notes),
            }),
        )?;
        Ok(show::ticket(&ticket, out)?)
    }

    /// The session of this conversation. Who asks for a person at once has none yet.
    fn session_or_new(&mut self) -> Result<String> {
        if let Some(session) = &self.session {
            return Ok(session.clone());
        }
        let created = self.client.post(
            "/api/ai/sessions",
            &json!({ "user_id": self.flags.user, "language": self.flags.language }),
        )?;
        let session = created.get("session_id").and_then(Value::as_str).unwrap_or_default().to_owned();
        self.session = Some(session.clone());
        Ok(session)
    }
}
