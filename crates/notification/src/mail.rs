//! Puts a rendered mail into its envelope: the bytes that go over the wire.

use std::time::SystemTime;

use chrono::{DateTime, Utc};
use handover_domain::{OutboxId, OutboxMessage, Priority};
use lettre::Message;
use lettre::message::header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue};
use lettre::message::{Attachment, MessageBuilder, MultiPart, SinglePart};
use sha2::{Digest, Sha256};

use crate::address::EmailAddress;
use crate::clean::one_line;
use crate::facts::MailFacts;
use crate::render::{RenderError, RenderedMail, Templates};
use crate::report::ReportFacts;

/// A mail that is ready to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mail {
    /// The sender in the envelope.
    pub(crate) from: EmailAddress,
    /// All recipients; each gets the same bytes in a transaction of its own.
    pub(crate) to: Vec<EmailAddress>,
    /// Headers and body, lines ended by CRLF, pure ASCII.
    pub(crate) bytes: Vec<u8>,
}

/// From whom, to whom, and to whom answers go.
#[derive(Debug)]
pub(crate) struct Addressing<'a> {
    pub(crate) from: &'a EmailAddress,
    pub(crate) to: &'a [EmailAddress],
    pub(crate) reply_to: &'a [EmailAddress],
}

/// The Message-ID of a notification's mail, without the angle brackets. The same for every try and
/// every recipient, so that a second copy can be told from a second mail; hashed, because ids of rows
/// are nobody's business.
pub(crate) fn message_id(id: OutboxId, from: &EmailAddress) -> String {
    hashed(&format!("handover outbox {id}"), from)
}

fn hashed(named: &str, from: &EmailAddress) -> String {
    let digest = Sha256::digest(named);
    let hash: String = digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    format!("{hash}@{}", from.domain())
}

/// Writes the mail.
///
/// # Errors
/// [`RenderError::Compose`] when the headers do not make a mail.
pub(crate) fn compose(
    facts: &MailFacts,
    rendered: RenderedMail,
    addressing: &Addressing<'_>,
) -> Result<Mail, RenderError> {
    let notification = &facts.notification;
    let id = message_id(notification.id, addressing.from);
    let mut builder = headers(&id, &rendered.subject, notification.created_at, addressing)
        .raw_header(header("X-Handover-Ticket", facts.ticket.number.as_str()))
        .raw_header(header("X-Handover-Priority", facts.ticket.priority.as_str()));
    if let Some(opened_by) = facts.opened_by {
        let opened = format!("<{}>", message_id(opened_by, addressing.from));
        builder = builder.in_reply_to(opened.clone()).references(opened);
    }
    for (name, value) in urgency(facts.ticket.priority) {
        builder = builder.raw_header(header(name, value));
    }
    finish(builder, &id, rendered, addressing)
}

/// Writes a mail to the owner of an account. Each try is a mail of its own, because it holds a link of its
/// own: a client that took the second for a copy of the first would show the link that is worth nothing.
///
/// # Errors
/// [`RenderError::Compose`]
pub(crate) fn compose_link(
    notification: &OutboxMessage,
    rendered: RenderedMail,
    addressing: &Addressing<'_>,
) -> Result<Mail, RenderError> {
    let named = format!("handover outbox {} try {}", notification.id, notification.attempts);
    let id = hashed(&named, addressing.from);
    let builder = headers(&id, &rendered.subject, notification.created_at, addressing);
    finish(builder, &id, rendered, addressing)
}

/// Writes the weekly mail with the figures: as text, and as HTML with a picture that is a part of the mail, because mail
/// clients fetch nothing from outside without being asked.
///
/// # Errors
/// [`RenderError`]
pub(crate) fn compose_report(
    templates: &Templates,
    facts: &ReportFacts,
    addressing: &Addressing<'_>,
) -> Result<Mail, RenderError> {
    let id = message_id(facts.notification.id, addressing.from);
    let png = ContentType::parse("image/png")
        .map_err(|error| RenderError::Template { template: "the picture", reason: error.to_string() })?;
    let picture = Attachment::new_inline(format!("days.{id}"));
    let picture = picture.body(facts.picture()?, png);
    let rendered = templates.render_report(facts, &format!("cid:days.{id}"))?;
    let builder = headers(&id, &rendered.subject, facts.notification.created_at, addressing);
    let page = MultiPart::related()
        .boundary(boundary(&id, "page"))
        .singlepart(part(ContentType::TEXT_HTML, rendered.html))
        .singlepart(picture);
    let body = MultiPart::alternative()
        .boundary(boundary(&id, ""))
        .singlepart(part(ContentType::TEXT_PLAIN, rendered.text))
        .multipart(page);
    let bytes = builder.multipart(body).map_err(RenderError::Compose)?.formatted();
    Ok(Mail { from: addressing.from.clone(), to: addressing.to.to_vec(), bytes })
}

/// What stands between the parts of a mail; the same at each try.
fn boundary(id: &str, what: &str) -> String {
    format!("=_{what}{}", id.split('@').next().unwrap_or_default())
}

/// The headers that all mails have.
fn headers(
    id: &str,
    subject: &str,
    created_at: DateTime<Utc>,
    addressing: &Addressing<'_>,
) -> MessageBuilder {
    let mut builder = Message::builder()
        .from(addressing.from.mailbox())
        .subject(subject)
        .date(SystemTime::from(created_at))
        .message_id(Some(format!("<{id}>")))
        .raw_header(header("Auto-Submitted", "auto-generated"));
    for to in addressing.to {
        builder = builder.to(to.mailbox());
    }
    for reply_to in addressing.reply_to {
        builder = builder.reply_to(reply_to.mailbox());
    }
    builder
}

/// The body, and with it the whole mail.
fn finish(
    builder: MessageBuilder,
    id: &str,
    rendered: RenderedMail,
    addressing: &Addressing<'_>,
) -> Result<Mail, RenderError> {
    let body = MultiPart::alternative()
        .boundary(boundary(id, ""))
        .singlepart(part(ContentType::TEXT_PLAIN, rendered.text))
        .singlepart(part(ContentType::TEXT_HTML, rendered.html));
    let bytes = builder.multipart(body).map_err(RenderError::Compose)?.formatted();
    Ok(Mail { from: addressing.from.clone(), to: addressing.to.to_vec(), bytes })
}

/// A short mail that only shows that mail works, for the person who sets it up.
///
/// # Errors
/// [`RenderError::Compose`].
pub(crate) fn compose_test(
    from: &EmailAddress,
    to: &EmailAddress,
    at: SystemTime,
    unique: &str,
) -> Result<Mail, RenderError> {
    let text = "This is a test of the mail settings of Handover. If you can read it, they work.\n".to_owned();
    let message = Message::builder()
        .from(from.mailbox())
        .to(to.mailbox())
        .subject("Handover: the mail settings work")
        .date(at)
        .message_id(Some(format!("<{unique}@{}>", from.domain())))
        .raw_header(header("Auto-Submitted", "auto-generated"))
        .singlepart(part(ContentType::TEXT_PLAIN, text))
        .map_err(RenderError::Compose)?;
    Ok(Mail { from: from.clone(), to: vec![to.clone()], bytes: message.formatted() })
}

/// Headers by which mail clients raise a mail above others.
fn urgency(priority: Priority) -> &'static [(&'static str, &'static str)] {
    match priority {
        Priority::Low | Priority::Medium => &[],
        Priority::High => &[("X-Priority", "2 (High)"), ("Importance", "high")],
        Priority::Urgent => &[("X-Priority", "1 (Highest)"), ("Importance", "high")],
    }
}

/// Always base64: mail servers that take a bare LF or CR for the end of a line then find neither,
/// so nothing in a body can end the mail early (RUSTSEC-2026-0561). Clients expect CRLF inside it.
fn part(kind: ContentType, text: String) -> SinglePart {
    SinglePart::builder().header(kind).header(ContentTransferEncoding::Base64).body(text)
}

fn header(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), one_line(value, 200))
}
