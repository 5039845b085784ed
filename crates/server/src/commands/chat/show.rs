//! How answers and tickets look in a terminal.

use std::io::{Result, Write};

use serde_json::Value;

use crate::terminal::clean;

/// An answer of the assistant: text, step, sources, and whether a person is on the way.
pub(super) fn answer(answer: &Value, out: &mut dyn Write) -> Result<()> {
    writeln!(out, "{}", text(answer, "/response"))?;
    if answer.pointer("/step_data/step_id").is_some() {
        step(answer, out)?;
    }
    for citation in list(answer, "/citations") {
        let (title, section) = (text(citation, "/title"), text(citation, "/section"));
        writeln!(out, "  source: {title}{}{section}", if section.is_empty() { "" } else { ", " })?;
    }
    match text(answer, "/escalation/decision").as_str() {
        "offer" => writeln!(out, "  A person can take over: /escalate [notes]")?,
        "escalate" => {
            writeln!(out, "  Ticket {}", text(answer, "/escalation/ticket_number"))?;
            contact(answer.pointer("/escalation/contact"), out)?;
        }
        _ => {}
    }
    Ok(())
}

fn step(answer: &Value, out: &mut dyn Write) -> Result<()> {
    let number = |pointer: &str| answer.pointer(pointer).and_then(Value::as_i64).unwrap_or_default();
    let minutes = number("/step_data/estimated_duration");
    writeln!(out, "  step {}, about {minutes} min", number("/step_data/step_number"))?;
    for warning in list(answer, "/step_data/safety_warnings") {
        writeln!(out, "  warning: {}", clean(warning.as_str().unwrap_or_default()))?;
    }
    for outcome in list(answer, "/step_data/expected_outcomes") {
        writeln!(out, "  expect: {}", clean(outcome.as_str().unwrap_or_default()))?;
    }
    writeln!(out, "  How did it go? /feedback worked, /feedback partial or /feedback no")
}

/// The ticket and whom to call.
pub(super) fn ticket(ticket: &Value, out: &mut dyn Write) -> Result<()> {
    writeln!(out, "Ticket {}: {}", text(ticket, "/ticket_number"), text(ticket, "/message"))?;
    contact(ticket.pointer("/expert_contact_info/primary_contact"), out)
}

fn contact(contact: Option<&Value>, out: &mut dyn Write) -> Result<()> {
    let Some(contact) = contact.filter(|contact| contact.is_object()) else { return Ok(()) };
    let (name, phone, email) = (text(contact, "/name"), text(contact, "/phone"), text(contact, "/email"));
    writeln!(out, "  {name}, {phone}, {email} ({})", text(contact, "/hours"))
}

fn text(value: &Value, pointer: &str) -> String {
    clean(value.pointer(pointer).and_then(Value::as_str).unwrap_or_default())
}

fn list<'a>(value: &'a Value, pointer: &str) -> impl Iterator<Item = &'a Value> {
    value.pointer(pointer).and_then(Value::as_array).into_iter().flatten()
}
