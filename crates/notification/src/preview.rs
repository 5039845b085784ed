//! Shows a mail as it would be sent now, for example while no mail server is configured.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use handover_domain::{About, NotificationKind, OutboxMessage, View};

use crate::access::{AccessFacts, owner_address};
use crate::address::EmailAddress;
use crate::facts::MailFacts;
use crate::recipients::Recipients;
use crate::render::{RenderError, Templates};
use crate::report::ReportFacts;

/// A mail as it would be sent now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailPreview {
    /// The subject.
    pub subject: String,
    /// The plain text.
    pub text: String,
    /// The same as HTML; inert, but a whole page: show it in a sandboxed frame.
    pub html: String,
    /// The addresses it would go to; empty when none is known.
    pub to: Vec<EmailAddress>,
}

/// Writes the mail of one notification without sending it. One with a link shows none: it is made when the
/// mail is sent.
///
/// # Errors
/// [`RenderError::NoTicket`] or [`RenderError::NoAccount`] when what it speaks of is gone, the store's error, or a broken template.
pub fn preview(
    view: &mut dyn View,
    templates: &Templates,
    recipients: &Recipients,
    notification: &OutboxMessage,
) -> Result<MailPreview, RenderError> {
    if notification.kind == NotificationKind::InsightReport {
        let facts = ReportFacts::load(view, notification)?.ok_or(RenderError::NoAccount)?;
        // There is no mail yet that the picture could be a part of.
        let picture = format!("data:image/png;base64,{}", STANDARD.encode(facts.picture()?));
        let mail = templates.render_report(&facts, &picture)?;
        let to = owner_address(&facts.account, recipients).into_iter().collect();
        return Ok(MailPreview { subject: mail.subject, text: mail.text, html: mail.html, to });
    }
    if let About::Account(_) = notification.about {
        let facts = AccessFacts::load(view, notification)?.ok_or(RenderError::NoAccount)?;
        let mail = templates.render_link(&facts)?;
        let to = facts.addressee(recipients).into_iter().collect();
        return Ok(MailPreview { subject: mail.subject, text: mail.text, html: mail.html, to });
    }
    let facts = MailFacts::load(view, notification)?.ok_or(RenderError::NoTicket)?;
    let mail = templates.render(&facts)?;
    let to = addressees(&facts, recipients).unwrap_or_default();
    Ok(MailPreview { subject: mail.subject, text: mail.text, html: mail.html, to })
}

/// Who gets the mail, or why nobody can get it, fit for an operator.
pub(crate) fn addressees(facts: &MailFacts, recipients: &Recipients) -> Result<Vec<EmailAddress>, String> {
    match facts.notification.kind {
        NotificationKind::SupportTicketOpened | NotificationKind::SupportTicketUpdated => {
            match recipients.support() {
                [] => Err("no support address is configured".to_owned()),
                support => Ok(support.to_vec()),
            }
        }
        NotificationKind::UserTicketOpened => {
            let address = user_address(facts).ok_or("no mail address of the user is known")?;
            let address = address.map_err(|refused| format!("the user's address: {refused}"))?;
            if recipients.permits(&address) {
                Ok(vec![address])
            } else {
                Err(format!("{} must never get mail", address.address()))
            }
        }
        NotificationKind::UserExpertAnswered => {
            let address = facts.ticket.notify_email.as_ref().ok_or("the user wants no mail any more")?;
            let address = EmailAddress::parse(address.as_str());
            let address = address.map_err(|refused| format!("the user's address: {refused}"))?;
            if recipients.permits(&address) {
                Ok(vec![address])
            } else {
                Err(format!("{} must never get mail", address.address()))
            }
        }
        NotificationKind::AccountInvitation
        | NotificationKind::AccountReset
        | NotificationKind::InsightReport => Err("it speaks of no ticket".to_owned()),
    }
}

/// The user's address with their name, if the host system told us one.
pub(crate) fn user_address(facts: &MailFacts) -> Option<Result<EmailAddress, crate::address::NotAnAddress>> {
    let user = facts.user.as_ref()?;
    let text = user.email.as_deref().filter(|text| !text.trim().is_empty())?;
    Some(EmailAddress::parse(text).map(|address| match user.name.as_deref() {
        Some(name) => address.named(name),
        None => address,
    }))
}
