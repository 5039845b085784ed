//! What the mails to support show: the prototype's sections, in its order and with its labels.

use chrono::{DateTime, Utc};
use handover_domain::{
    Contact, MachineProfile, Message, MessageType, Priority, Reason, Sender, Ticket, TicketStatus,
    UserProfile,
};
use serde::Serialize;

use crate::clean::{one_line, paragraphs};
use crate::facts::MailFacts;

const CELL_LIMIT: usize = 300;
const TEXT_LIMIT: usize = 1 << 18;

/// A label and its value.
#[derive(Debug, Serialize)]
pub(super) struct Row {
    label: &'static str,
    value: String,
}

/// A titled table, and the notes under it if there are any.
#[derive(Debug, Serialize)]
pub(super) struct Block {
    title: &'static str,
    rows: Vec<Row>,
    notes: Vec<String>,
}

/// Where the mail leads.
#[derive(Debug, Serialize)]
struct Link {
    label: &'static str,
    address: String,
}

fn links(facts: &MailFacts) -> Vec<Link> {
    let Some(links) = &facts.links else { return Vec::new() };
    vec![
        Link { label: "Open the ticket", address: links.desk.clone() },
        Link { label: "Read without an account", address: links.page.clone() },
    ]
}

/// How a priority looks.
#[derive(Debug, Serialize)]
struct Badge {
    word: &'static str,
    background: &'static str,
    /// Chosen so that it can be read on the background.
    ink: &'static str,
}

/// One message of the transcript.
#[derive(Debug, Serialize)]
struct Utterance {
    who: &'static str,
    colour: &'static str,
    at: String,
    lines: Vec<String>,
}

/// The mail that tells support of a new ticket.
#[derive(Debug, Serialize)]
pub(super) struct Opened {
    pub(super) subject: String,
    number: String,
    links: Vec<Link>,
    badge: Badge,
    blocks: Vec<Block>,
    summary: String,
    contact: Vec<Row>,
    left_out: i64,
    shown: usize,
    transcript: Vec<Utterance>,
}

impl Opened {
    pub(super) fn new(facts: &MailFacts) -> Self {
        let ticket = &facts.ticket;
        let blocks =
            [Some(details(ticket)), facts.user.as_ref().and_then(user), machine(facts.machine.as_ref())];
        Self {
            subject: subject(ticket),
            number: ticket.number.to_string(),
            links: links(facts),
            badge: badge(ticket.priority),
            blocks: blocks.into_iter().flatten().collect(),
            summary: paragraphs(&ticket.session_summary, TEXT_LIMIT),
            contact: contact(&ticket.referral.primary),
            left_out: facts.left_out,
            shown: facts.messages.len(),
            transcript: facts.messages.iter().map(utterance).collect(),
        }
    }
}

/// The mail that tells support that a ticket has new notes or another priority.
#[derive(Debug, Serialize)]
pub(super) struct Updated {
    pub(super) subject: String,
    number: String,
    links: Vec<Link>,
    badge: Badge,
    rows: Vec<Row>,
    note: Vec<String>,
}

impl Updated {
    pub(super) fn new(facts: &MailFacts) -> Self {
        let ticket = &facts.ticket;
        let rows = [
            row("Reason", reason_label(ticket.reason)),
            row("Priority", priority_word(ticket.priority)),
            row("Status", status_word(ticket.status)),
            row("Updated", &minute(facts.notification.created_at)),
            row("Session ID", &ticket.session_id.to_string()),
        ];
        Self {
            subject: format!("Re: {}", subject(ticket)),
            number: ticket.number.to_string(),
            links: links(facts),
            badge: badge(ticket.priority),
            rows: rows.into_iter().flatten().collect(),
            note: lines(facts.notification.note.as_deref()),
        }
    }
}

fn subject(ticket: &Ticket) -> String {
    format!("🚨 AI Assistant Escalation - Ticket #{}", ticket.number)
}

fn details(ticket: &Ticket) -> Block {
    let rows = [
        row("Reason", reason_label(ticket.reason)),
        row("Priority", priority_word(ticket.priority)),
        row("Created", &minute(ticket.created_at)),
        row("Session ID", &ticket.session_id.to_string()),
        row("Status", status_word(ticket.status)),
    ];
    Block {
        title: "Escalation Details",
        rows: rows.into_iter().flatten().collect(),
        notes: lines(ticket.additional_notes.as_deref()),
    }
}

fn user(user: &UserProfile) -> Option<Block> {
    let known = |value: &Option<String>| value.as_deref().unwrap_or_default().to_owned();
    block(
        "User Information",
        [
            row("Name", &known(&user.name)),
            row("Email", &known(&user.email)),
            row("Organization", &known(&user.organization_name)),
            row("Role", &known(&user.role)),
        ],
    )
}

fn machine(machine: Option<&MachineProfile>) -> Option<Block> {
    let machine = machine?;
    let known = |value: &Option<String>| value.as_deref().unwrap_or_default().to_owned();
    block(
        "Machine Information",
        [
            row("Machine", machine.name.as_deref().unwrap_or(&machine.machine_id)),
            row("Model", &known(&machine.model)),
            row("Serial", &known(&machine.serial)),
            row("Hours", &machine.hours.map(|hours| hours.to_string()).unwrap_or_default()),
            row("Location", &known(&machine.location)),
        ],
    )
}

fn contact(contact: &Contact) -> Vec<Row> {
    let rows = [
        row("Name", &contact.name),
        row("Phone", &contact.phone),
        row("Email", &contact.email),
        row("Hours", &contact.hours),
        row("Specialization", &contact.specialization),
    ];
    rows.into_iter().flatten().collect()
}

/// A block of the rows that are known; `None` when none is.
fn block<const N: usize>(title: &'static str, rows: [Option<Row>; N]) -> Option<Block> {
    let rows: Vec<Row> = rows.into_iter().flatten().collect();
    (!rows.is_empty()).then_some(Block { title, rows, notes: Vec::new() })
}

fn row(label: &'static str, value: &str) -> Option<Row> {
    let value = one_line(value, CELL_LIMIT);
    (!value.is_empty()).then_some(Row { label, value })
}

fn utterance(message: &Message) -> Utterance {
    let (who, colour) = match message.sender {
        Sender::User => ("User", "#1D4ED8"),
        Sender::Assistant => ("AI Assistant", "#6D28D9"),
        Sender::System => ("System", "#4B5563"),
        Sender::Expert => ("Expert", "#047857"),
    };
    let mut lines = lines(Some(&message.content));
    if lines.is_empty() {
        let silent = match message.message_type {
            MessageType::Image => "[picture]",
            MessageType::Voice => "[voice message]",
            _ => "[empty message]",
        };
        lines.push(silent.to_owned());
    }
    Utterance { who, colour, at: second(message.timestamp), lines }
}

/// The lines of a text, without blank ones at its ends; none for nothing but white space.
fn lines(text: Option<&str>) -> Vec<String> {
    let clean = paragraphs(text.unwrap_or_default(), TEXT_LIMIT);
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

fn reason_label(reason: Reason) -> &'static str {
    match reason {
        Reason::UserRequest => "User requested expert help",
        Reason::LowConfidence => "AI has low confidence in solution",
        Reason::StepsExceeded => "Too many troubleshooting steps attempted",
        Reason::SafetyConcern => "Safety concern identified",
        Reason::ComplexIssue => "Complex technical issue detected",
        Reason::ExpertRequired => "Expert knowledge required",
    }
}

fn priority_word(priority: Priority) -> &'static str {
    match priority {
        Priority::Low => "Low",
        Priority::Medium => "Medium",
        Priority::High => "High",
        Priority::Urgent => "Urgent",
    }
}

fn status_word(status: TicketStatus) -> &'static str {
    match status {
        TicketStatus::Open => "Open",
        TicketStatus::InProgress => "In progress",
        TicketStatus::WaitingOnUser => "Waiting on user",
        TicketStatus::Resolved => "Resolved",
        TicketStatus::Closed => "Closed",
    }
}

fn badge(priority: Priority) -> Badge {
    let (background, ink) = match priority {
        Priority::Low => ("#10B981", "#06281E"),
        Priority::Medium => ("#F59E0B", "#2B1B02"),
        Priority::High => ("#EF4444", "#FFFFFF"),
        Priority::Urgent => ("#DC2626", "#FFFFFF"),
    };
    Badge { word: priority_word(priority), background, ink }
}
