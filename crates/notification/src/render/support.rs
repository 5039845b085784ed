//! What the mails to support show: the prototype's sections, in its order and, in English, with its labels.

use chrono::{DateTime, Utc};
use handover_domain::{
    Contact, MachineProfile, Message, MessageType, Priority, Reason, Sender, Ticket, TicketStatus,
    UserProfile,
};
use serde::Serialize;

use super::summary::translated;
use super::text;
use crate::clean::one_line;
use crate::facts::MailFacts;
use crate::words::Words;

const CELL_LIMIT: usize = 300;

/// A label and its value.
#[derive(Debug, Serialize)]
pub(super) struct Row {
    label: String,
    value: String,
}

/// A titled table, and the notes under it if there are any.
#[derive(Debug, Serialize)]
pub(super) struct Block {
    title: String,
    rows: Vec<Row>,
    notes: Vec<String>,
}

/// Where the mail leads.
#[derive(Debug, Serialize)]
struct Link {
    label: String,
    address: String,
}

fn links(words: &Words, facts: &MailFacts) -> Vec<Link> {
    let Some(links) = &facts.links else { return Vec::new() };
    vec![
        Link { label: words.say("mail-support_open"), address: links.desk.clone() },
        Link { label: words.say("mail-support_read"), address: links.page.clone() },
    ]
}

/// What both mails have around what they say.
#[derive(Debug, Serialize)]
struct Frame {
    language: &'static str,
    direction: &'static str,
    start: &'static str,
    /// The signs around what is not ours in the plain text.
    isolation: (&'static str, &'static str),
    automatic: String,
    please: String,
}

impl Frame {
    fn of(words: &Words) -> Self {
        let (direction, start) = words.direction();
        Self {
            language: words.code(),
            direction,
            start,
            isolation: words.isolation(),
            automatic: words.say("mail-support_automatic"),
            please: words.say("mail-support_please"),
        }
    }
}

/// How a priority looks.
#[derive(Debug, Serialize)]
struct Badge {
    /// The priority in words.
    word: String,
    background: &'static str,
    /// Chosen so that it can be read on the background.
    ink: &'static str,
}

/// One message of the transcript.
#[derive(Debug, Serialize)]
struct Utterance {
    who: String,
    colour: &'static str,
    at: String,
    lines: Vec<String>,
}

/// The mail that tells support of a new ticket.
#[derive(Debug, Serialize)]
pub(super) struct Opened {
    pub(super) subject: String,
    heading: String,
    title: String,
    frame: Frame,
    number: String,
    links: Vec<Link>,
    badge: Badge,
    blocks: Vec<Block>,
    notes_title: String,
    summary_title: String,
    summary: String,
    contact_title: String,
    contact: Vec<Row>,
    transcript_title: String,
    /// That older messages are left out, where some are.
    left_out: Option<String>,
    nothing: String,
    transcript: Vec<Utterance>,
}

impl Opened {
    pub(super) fn new(facts: &MailFacts, words: &Words) -> Self {
        let ticket = &facts.ticket;
        let user = facts.user.as_ref().and_then(|profile| user(words, profile));
        let blocks = [Some(details(words, ticket)), user, machine(words, facts.machine.as_ref())];
        let (shown, left) = (facts.messages.len().to_string(), facts.left_out.to_string());
        let counts = [("shown", shown.as_str()), ("left", left.as_str())];
        Self {
            subject: subject(words, ticket),
            heading: heading(words, ticket),
            title: words.say("mail-support_title"),
            frame: Frame::of(words),
            number: number(words, ticket),
            links: links(words, facts),
            badge: badge(words, ticket.priority),
            blocks: blocks.into_iter().flatten().collect(),
            notes_title: words.say("mail-support_notes"),
            summary_title: words.say("mail-support_summary"),
            summary: translated(words, &text(words, &ticket.session_summary)),
            contact_title: words.say("mail-support_contact"),
            contact: contact(words, &ticket.referral.primary),
            transcript_title: words.say("mail-support_transcript"),
            left_out: (facts.left_out > 0).then(|| words.say_with("mail-support_left_out", &counts)),
            nothing: words.say("mail-support_nothing"),
            transcript: facts.messages.iter().map(|message| utterance(words, message)).collect(),
        }
    }
}

/// The mail that tells support that a ticket has new notes or another priority.
#[derive(Debug, Serialize)]
pub(super) struct Updated {
    pub(super) subject: String,
    title: String,
    frame: Frame,
    links: Vec<Link>,
    badge: Badge,
    rows: Vec<Row>,
    note_title: String,
    note: Vec<String>,
}

impl Updated {
    pub(super) fn new(facts: &MailFacts, words: &Words) -> Self {
        let ticket = &facts.ticket;
        let rows = [
            row(words, "mail-label_reason", &reason(words, ticket.reason)),
            row(words, "mail-label_priority", &priority(words, ticket.priority)),
            row(words, "mail-label_status", &status(words, ticket.status)),
            row(words, "mail-label_updated", &minute(facts.notification.created_at)),
            row(words, "mail-label_session", &ticket.session_id.to_string()),
        ];
        Self {
            subject: format!("Re: {}", subject(words, ticket)),
            title: words.say_with("mail-support_updated", &[("number", ticket.number.as_str())]),
            frame: Frame::of(words),
            links: links(words, facts),
            badge: badge(words, ticket.priority),
            rows: rows.into_iter().flatten().collect(),
            note_title: words.say("mail-support_note"),
            note: lines(words, facts.notification.note.as_deref()),
        }
    }
}

fn heading(words: &Words, ticket: &Ticket) -> String {
    format!("{} - {}", words.say("mail-support_title"), number(words, ticket))
}

fn number(words: &Words, ticket: &Ticket) -> String {
    words.say_with("mail-support_number", &[("number", ticket.number.as_str())])
}

/// One line without marks of direction, as all headers are.
fn subject(words: &Words, ticket: &Ticket) -> String {
    format!("🚨 {}", one_line(&heading(words, ticket), CELL_LIMIT))
}

fn details(words: &Words, ticket: &Ticket) -> Block {
    let rows = [
        row(words, "mail-label_reason", &reason(words, ticket.reason)),
        row(words, "mail-label_priority", &priority(words, ticket.priority)),
        row(words, "mail-label_created", &minute(ticket.created_at)),
        row(words, "mail-label_session", &ticket.session_id.to_string()),
        row(words, "mail-label_status", &status(words, ticket.status)),
    ];
    Block {
        title: words.say("mail-support_details"),
        rows: rows.into_iter().flatten().collect(),
        notes: lines(words, ticket.additional_notes.as_deref()),
    }
}

fn user(words: &Words, user: &UserProfile) -> Option<Block> {
    let known = |value: &Option<String>| value.as_deref().unwrap_or_default().to_owned();
    block(
        words.say("mail-support_user"),
        [
            row(words, "mail-contact_name", &known(&user.name)),
            row(words, "mail-contact_email", &known(&user.email)),
            row(words, "mail-label_organization", &known(&user.organization_name)),
            row(words, "mail-label_role", &known(&user.role)),
        ],
    )
}

fn machine(words: &Words, machine: Option<&MachineProfile>) -> Option<Block> {
    let machine = machine?;
    let known = |value: &Option<String>| value.as_deref().unwrap_or_default().to_owned();
    block(
        words.say("mail-support_machine"),
        [
            row(words, "mail-label_machine", machine.name.as_deref().unwrap_or(&machine.machine_id)),
            row(words, "mail-label_model", &known(&machine.model)),
            row(words, "mail-label_serial", &known(&machine.serial)),
            row(
                words,
                "mail-label_machine_hours",
                &machine.hours.map(|hours| hours.to_string()).unwrap_or_default(),
            ),
            row(words, "mail-label_location", &known(&machine.location)),
        ],
    )
}

fn contact(words: &Words, contact: &Contact) -> Vec<Row> {
    let rows = [
        row(words, "mail-contact_name", &contact.name),
        row(words, "mail-contact_phone", &contact.phone),
        row(words, "mail-contact_email", &contact.email),
        row(words, "mail-contact_hours", &contact.hours),
        row(words, "mail-label_specialization", &contact.specialization),
    ];
    rows.into_iter().flatten().collect()
}

/// A block of the rows that are known; `None` when none is.
fn block<const N: usize>(title: String, rows: [Option<Row>; N]) -> Option<Block> {
    let rows: Vec<Row> = rows.into_iter().flatten().collect();
    (!rows.is_empty()).then_some(Block { title, rows, notes: Vec::new() })
}

fn row(words: &Words, label: &str, value: &str) -> Option<Row> {
    let value = one_line(value, CELL_LIMIT);
    (!value.is_empty()).then(|| Row { label: words.say(label), value })
}

fn utterance(words: &Words, message: &Message) -> Utterance {
    let (who, colour) = match message.sender {
        Sender::User => ("mail-who_user", "#1D4ED8"),
        Sender::Assistant => ("mail-who_assistant", "#6D28D9"),
        Sender::System => ("mail-who_system", "#4B5563"),
        Sender::Expert => ("mail-who_expert", "#047857"),
    };
    let mut lines = lines(words, Some(&message.content));
    if lines.is_empty() {
        let silent = match message.message_type {
            MessageType::Image => "mail-silent_image",
            MessageType::Voice => "mail-silent_voice",
            _ => "mail-silent_empty",
        };
        lines.push(words.say(silent));
    }
    Utterance { who: words.say(who), colour, at: second(message.timestamp), lines }
}

/// The lines of a text, without blank ones at its ends; none for nothing but white space.
fn lines(words: &Words, said: Option<&str>) -> Vec<String> {
    let clean = text(words, said.unwrap_or_default());
    match clean.trim() {
        "" => Vec::new(),
        text => text.split('\n').map(|line| line.trim_end().to_owned()).collect(),
    }
}

fn minute(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%d %H:%M UTC").to_string()
}

fn second(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%d %H:%M:%S UTC").to_string()
}

fn reason(words: &Words, reason: Reason) -> String {
    words.say(match reason {
        Reason::UserRequest => "mail-reason_user_request",
        Reason::LowConfidence => "mail-reason_low_confidence",
        Reason::StepsExceeded => "mail-reason_steps_exceeded",
        Reason::SafetyConcern => "mail-reason_safety_concern",
        Reason::ComplexIssue => "mail-reason_complex_issue",
        Reason::ExpertRequired => "mail-reason_expert_required",
    })
}

/// The same words as on the pages.
fn priority(words: &Words, priority: Priority) -> String {
    words.say(match priority {
        Priority::Low => "priority-low",
        Priority::Medium => "priority-medium",
        Priority::High => "priority-high",
        Priority::Urgent => "priority-urgent",
    })
}

fn status(words: &Words, status: TicketStatus) -> String {
    words.say(match status {
        TicketStatus::Open => "mail-status_open",
        TicketStatus::InProgress => "mail-status_in_progress",
        TicketStatus::WaitingOnUser => "mail-status_waiting_on_user",
        TicketStatus::Resolved => "mail-status_resolved",
        TicketStatus::Closed => "mail-status_closed",
    })
}

fn badge(words: &Words, level: Priority) -> Badge {
    let (background, ink) = match level {
        Priority::Low => ("#10B981", "#06281E"),
        Priority::Medium => ("#F59E0B", "#2B1B02"),
        Priority::High => ("#EF4444", "#FFFFFF"),
        Priority::Urgent => ("#DC2626", "#FFFFFF"),
    };
    let level = priority(words, level);
    Badge { word: words.say_with("mail-support_priority", &[("priority", &level)]), background, ink }
}
