//! What the mail to the user shows: the ticket's number, what happens next, whom to call.

use handover_domain::Reason;
use serde::Serialize;

use crate::clean::one_line;
use crate::facts::MailFacts;
use crate::words::Words;

const CELL_LIMIT: usize = 300;
const NAME_LIMIT: usize = 80;

/// One line of the contact card.
#[derive(Debug, Serialize)]
struct Row {
    label: String,
    value: String,
    /// Numbers and addresses keep their direction in a text that runs from right to left.
    direction: &'static str,
}

/// The mail that tells the user that a ticket was made.
#[derive(Debug, Serialize)]
pub(super) struct Opened {
    pub(super) subject: String,
    title: String,
    language: &'static str,
    direction: &'static str,
    start: &'static str,
    /// The signs around what is not ours in the plain text.
    isolation: (&'static str, &'static str),
    number: String,
    greeting: String,
    received: String,
    number_label: String,
    next_title: String,
    next: [String; 3],
    danger: Option<String>,
    contact_title: String,
    contact: Vec<Row>,
    /// What leads to the conversation, and the address.
    open: String,
    conversation: Option<String>,
    reply: String,
    automatic: String,
}

/// How the user of a mail is greeted.
pub(super) fn greeting(words: &Words, facts: &MailFacts) -> String {
    let name = facts.user.as_ref().and_then(|user| user.name.as_deref()).unwrap_or_default();
    match one_line(name, NAME_LIMIT).as_str() {
        "" => words.say("mail-greeting"),
        name => words.say_with("mail-greeting_name", &[("name", name)]),
    }
}

impl Opened {
    pub(super) fn new(facts: &MailFacts) -> Self {
        let words = Words::of(facts.language);
        let ticket = &facts.ticket;
        let contact = &ticket.referral.primary;
        let number = ticket.number.to_string();
        let title = words.say("mail-ticket_title");
        let (direction, start) = words.direction();
        let contact = [
            row(words.say("mail-contact_name"), &contact.name, "auto"),
            row(words.say("mail-contact_phone"), &contact.phone, "ltr"),
            row(words.say("mail-contact_email"), &contact.email, "ltr"),
            row(words.say("mail-contact_hours"), &contact.hours, "auto"),
        ];
        Self {
            subject: format!("{title} {number}"),
            title,
            language: words.code(),
            direction,
            start,
            isolation: words.isolation(),
            number,
            greeting: greeting(words, facts),
            received: words.say("mail-ticket_received"),
            number_label: words.say("mail-ticket_number"),
            next_title: words.say("mail-ticket_next"),
            next: ["mail-ticket_next_1", "mail-ticket_next_2", "mail-ticket_next_3"].map(|id| words.say(id)),
            danger: (ticket.reason == Reason::SafetyConcern).then(|| words.say("mail-ticket_danger")),
            contact_title: words.say("mail-ticket_contact"),
            contact: contact.into_iter().flatten().collect(),
            open: words.say("mail-open"),
            conversation: facts.links.as_ref().map(|links| links.conversation.clone()),
            reply: words.say("mail-reply"),
            automatic: words.say("mail-ticket_automatic"),
        }
    }
}

fn row(label: String, value: &str, direction: &'static str) -> Option<Row> {
    let value = one_line(value, CELL_LIMIT);
    (!value.is_empty()).then_some(Row { label, value, direction })
}
