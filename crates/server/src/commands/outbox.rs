//! `handover outbox`: shows what is owed and tries it again.

use std::io::Write;

use anyhow::{Context, anyhow};
use handover_domain::{
    About, Actor, ChannelStatus, Clock, DeliveryAttempt, OutboxFilter, OutboxId, OutboxMessage, OutboxStatus,
    Scope, StoreError, StoreExt, StoreResult, View,
};
use handover_notification::{MailPreview, Templates, preview, probe_now};
use handover_persistence::SqlStore;

use crate::cli::{self, Status};
use crate::compose;
use crate::failure::Outcome;
use crate::settings::Settings;
use crate::terminal::clean;
use crate::world::SystemClock;

/// Does what `command` says.
pub(crate) fn run(
    settings: &Settings,
    (within, command): (&cli::Within, &cli::Outbox),
    out: &mut dyn Write,
) -> Outcome {
    let store = compose::open_ready_store(settings)?;
    let scope = Actor::operator(compose::organization(&store, within)?).scope();
    let rows = (&store, scope);
    match command {
        cli::Outbox::List { status, limit } => list(settings, rows, (*status, *limit), out),
        cli::Outbox::Show { id } => show(settings, rows, OutboxId(*id), out),
        cli::Outbox::Retry { id } => retry(settings, rows, OutboxId(*id), out),
    }
}

/// Where the rows of one organization are.
type Rows<'a> = (&'a SqlStore, Scope);

fn list(
    settings: &Settings,
    (store, scope): Rows<'_>,
    (status, limit): (Option<Status>, u16),
    out: &mut dyn Write,
) -> Outcome {
    let status = status.map(|status| match status {
        Status::Waiting => OutboxStatus::Waiting,
        Status::Sent => OutboxStatus::Sent,
        Status::Dead => OutboxStatus::Dead,
    });
    let filter = OutboxFilter { status, ticket_id: None };
    let (rows, counts, channel) = store
        .read(|view| -> StoreResult<_> {
            let messages = view.outbox_messages(scope, &filter, limit.into())?;
            let rows: StoreResult<Vec<_>> =
                messages.into_iter().map(|message| Ok((topic(view, &message)?, message))).collect();
            Ok((rows?, view.outbox_counts(scope)?, view.mail_channel()?))
        })
        .context("the outbox cannot be read")?;
    for (topic, message) in &rows {
        writeln!(
            out,
            "{}  {:7}  {topic}  {}, {}",
            message.id,
            message.status,
            message.kind,
            standing(message)
        )?;
    }
    writeln!(out, "{} waiting, {} sent, {} dead", counts.waiting, counts.sent, counts.dead)?;
    if settings.mail.smtp.is_none() {
        writeln!(out, "no mail server is configured: what waits goes on waiting until SMTP_SERVER is set")?;
    }
    if let Some(channel) = channel.filter(|channel| channel.status != ChannelStatus::Open) {
        writeln!(out, "the mail channel is {}: {}", channel.status, channel.reason.unwrap_or_default())?;
    }
    Ok(())
}

/// What a notification is about: the number of the ticket, or whose account.
fn topic(view: &mut dyn View, message: &OutboxMessage) -> StoreResult<String> {
    Ok(match message.about {
        About::Ticket(id) => {
            let ticket = view.ticket(message.scope(), id)?;
            ticket.map_or_else(|| id.to_string(), |ticket| ticket.number.to_string())
        }
        About::Account(id) => {
            let account = view.account(message.scope(), id)?;
            account.map_or_else(|| id.to_string(), |account| account.email.to_string())
        }
    })
}

/// What happened to a notification and what will.
fn standing(message: &OutboxMessage) -> String {
    let tries = match message.attempts {
        0 => "not tried yet".to_owned(),
        1 => "tried once".to_owned(),
        n => format!("tried {n} times"),
    };
    let when = |at: chrono::DateTime<chrono::Utc>| at.format("%Y-%m-%d %H:%M:%S UTC").to_string();
    let next = match (message.status, message.finished_at) {
        (OutboxStatus::Waiting, _) => format!(", due {}", when(message.next_attempt_at)),
        (_, Some(at)) => format!(", {} {}", message.status, when(at)),
        (_, None) => String::new(),
    };
    let error = message.last_error.as_deref().map(|error| format!(": {}", clean(error))).unwrap_or_default();
    format!("{tries}{next}{error}")
}

/// Why a notification cannot be shown.
#[derive(Debug, thiserror::Error)]
enum ShowError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("the mail cannot be made")]
    Mail(#[from] handover_notification::RenderError),
}

fn show(settings: &Settings, (store, scope): Rows<'_>, id: OutboxId, out: &mut dyn Write) -> Outcome {
    let contacts = compose::contacts(settings)?;
    let recipients = settings.mail.recipients(&contacts)?;
    let templates = Templates::load().context("the mail templates cannot be used")?;
    let templates = templates.for_support_in(settings.mail.support_language);
    let found = store
        .read(|view| -> Result<_, ShowError> {
            let Some(message) = view.outbox_message(scope, id)? else { return Ok(None) };
            let mail = preview(view, &templates, &recipients, &message)?;
            let attempts = view.delivery_attempts(scope, id)?;
            Ok(Some((message, mail, attempts)))
        })
        .context("the notification cannot be read")?;
    let (message, mail, attempts) = found.ok_or_else(|| unknown(id))?;
    writeln!(out, "{}  {}  {}, {}", message.id, message.status, message.kind, standing(&message))?;
    for attempt in &attempts {
        writeln!(out, "{}", tried(attempt))?;
    }
    write_mail(&mail, out)
}

fn tried(attempt: &DeliveryAttempt) -> String {
    let DeliveryAttempt { at, attempt: number, recipient, outcome, detail, .. } = attempt;
    let detail = detail.as_deref().map(|detail| format!(": {}", clean(detail))).unwrap_or_default();
    format!("  try {number} at {}, {recipient}: {outcome}{detail}", at.format("%Y-%m-%d %H:%M:%S UTC"))
}

fn write_mail(mail: &MailPreview, out: &mut dyn Write) -> Outcome {
    let to: Vec<&str> = mail.to.iter().map(handover_notification::EmailAddress::address).collect();
    let to = if to.is_empty() { "nobody known yet".to_owned() } else { to.join(", ") };
    writeln!(out, "\nTo: {to}\nSubject: {}\n\n{}", clean(&mail.subject), clean(mail.text.trim_end()))?;
    Ok(())
}

fn retry(settings: &Settings, (store, scope): Rows<'_>, id: OutboxId, out: &mut dyn Write) -> Outcome {
    let now = SystemClock.now();
    let due = store
        .write(|tx| -> StoreResult<_> {
            let due = tx.retry_outbox(scope, id, now)?;
            // Whoever retries by hand has mended something: a paused channel is to find out at once.
            if due {
                probe_now(tx, now)?;
            }
            Ok((due, tx.outbox_message(scope, id)?))
        })
        .context("the notification cannot be changed")?;
    match due {
        (true, _) => writeln!(out, "{id} is due now")?,
        (false, Some(message)) => {
            return Err(anyhow!("{id} is {} and cannot be retried", message.status).into());
        }
        (false, None) => return Err(unknown(id).into()),
    }
    if settings.mail.smtp.is_none() {
        writeln!(out, "no mail server is configured: it goes on waiting until SMTP_SERVER is set")?;
    }
    Ok(())
}

fn unknown(id: OutboxId) -> anyhow::Error {
    anyhow!("there is no notification {id}; `handover outbox list` shows all")
}
