//! What the mail to the user shows: the ticket's number, what happens next, whom to call.

use handover_domain::{Language, Reason};
use serde::Serialize;

use crate::clean::one_line;
use crate::facts::MailFacts;
use crate::wording::Wording;

const CELL_LIMIT: usize = 300;
const NAME_LIMIT: usize = 80;

/// One line of the contact card.
#[derive(Debug, Serialize)]
struct Row {
    label: &'static str,
    value: String,
    /// Numbers and addresses keep their direction in a text that runs from right to left.
    direction: &'static str,
}

/// The mail that tells the user that a ticket was made.
#[derive(Debug, Serialize)]
pub(super) struct Opened {
    pub(super) subject: String,
    title: &'static str,
    language: &'static str,
    direction: &'static str,
    start: &'static str,
    number: String,
    greeting: String,
    received: &'static str,
    number_label: &'static str,
    next_title: &'static str,
    next: [&'static str; 3],
    danger: Option<&'static str>,
    contact_title: &'static str,
    contact: Vec<Row>,
    /// What leads to the conversation, and the address.
    open: &'static str,
    conversation: Option<String>,
    reply: &'static str,
    automatic: &'static str,
}

impl Opened {
    pub(super) fn new(facts: &MailFacts) -> Self {
        let words = Wording::of(facts.language);
        let ticket = &facts.ticket;
        let contact = &ticket.referral.primary;
        let number = ticket.number.to_string();
        let name = facts.user.as_ref().and_then(|user| user.name.as_deref()).unwrap_or_default();
        let greeting = match one_line(name, NAME_LIMIT).as_str() {
            "" => words.greeting.to_owned(),
            name => words.greeting_by_name.replace("{name}", name),
        };
        let (direction, start) =
            if facts.language == Language::Ar { ("rtl", "right") } else { ("ltr", "left") };
        let contact = [
            row(words.name, &contact.name, "auto"),
            row(words.phone, &contact.phone, "ltr"),
            row(words.email, &contact.email, "ltr"),
            row(words.hours, &contact.hours, "auto"),
        ];
        Self {
            subject: format!("{} {number}", words.title),
            title: words.title,
            language: facts.language.code(),
            direction,
            start,
            number,
            greeting,
            received: words.received,
            number_label: words.number_label,
            next_title: words.next_title,
            next: words.next,
            danger: (ticket.reason == Reason::SafetyConcern).then_some(words.danger),
            contact_title: words.contact_title,
            contact: contact.into_iter().flatten().collect(),
            open: words.open,
            conversation: facts.links.as_ref().map(|links| links.conversation.clone()),
            reply: words.reply,
            automatic: words.automatic,
        }
    }
}

fn row(label: &'static str, value: &str, direction: &'static str) -> Option<Row> {
    let value = one_line(value, CELL_LIMIT);
    (!value.is_empty()).then_some(Row { label, value, direction })
}
