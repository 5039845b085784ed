//! Sends one notification to everybody who still has to get it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;

use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use handover_domain::{
    About, AttemptOutcome, DeliveryAttempt, NotificationKind, OutboxMessage, StoreResult, Ticket, TicketLink,
};
use tokio::time::{Instant, timeout, timeout_at};

use super::channel::Signal;
use super::{DeliveryWorker, blocking};
use crate::address::EmailAddress;
use crate::facts::{MailFacts, MailLinks};
use crate::mail::{Addressing, Mail, compose};
use crate::preview::{addressees, user_address};
use crate::recipients::Recipients;
use crate::render::{RenderError, Templates};
use crate::smtp::{Connection, Failure, PauseReason, too_slow};

/// What one claim of a notification came to, before anything is concluded from it.
#[derive(Debug)]
pub(super) struct Delivery {
    /// Every earlier try.
    pub(super) history: Vec<DeliveryAttempt>,
    /// What was done now.
    pub(super) now: Tried,
}

/// What was done.
#[derive(Debug)]
pub(super) enum Tried {
    /// Each recipient that was left has been tried; with how each ended.
    All(Vec<(EmailAddress, Result<String, Failure>)>),
    /// Nobody is known to send it to.
    Nobody(String),
    /// It could not even be written.
    Unwritten(String),
    /// It is not wanted any more.
    Void(String),
    /// What it would tell is known already: nothing is owed any more.
    Needless(&'static str),
}

impl Delivery {
    /// Why the channel has to be paused, if it has to.
    pub(super) fn pause(&self) -> Option<&str> {
        let Tried::All(tries) = &self.now else { return None };
        tries.iter().find_map(|(_, result)| match result {
            Err(Failure::Pause(PauseReason(why))) => Some(why.as_str()),
            _ => None,
        })
    }

    /// What it says about the channel; the last word counts.
    pub(super) fn signal(&self) -> Signal {
        let Tried::All(tries) = &self.now else { return Signal::Nothing };
        let signals = tries.iter().map(|(_, result)| match result {
            Ok(_) => Signal::Works,
            Err(failure) => Signal::of_failure(failure),
        });
        signals.rev().find(|signal| *signal != Signal::Nothing).unwrap_or(Signal::Nothing)
    }
}

/// A mail, and who still has to get it.
enum Prepared {
    Ready(Mail, Vec<EmailAddress>),
    Nobody(String),
    Unwritten(String),
}

impl DeliveryWorker {
    /// Reads, writes and sends one notification. A failure of the store is the only error.
    pub(super) async fn deliver(&self, row: &OutboxMessage) -> StoreResult<Delivery> {
        match (row.about, row.kind) {
            (About::Account(_), NotificationKind::InsightReport) => return self.deliver_report(row).await,
            (About::Account(_), _) => return self.deliver_link(row).await,
            (About::Ticket(_), _) => {}
        }
        let notification = row.clone();
        let (facts, history) = self
            .read(move |view| {
                let history = view.delivery_attempts(notification.scope(), notification.id)?;
                Ok((MailFacts::load(view, &notification)?, history))
            })
            .await?;
        let Some(mut facts) = facts else {
            return Ok(Delivery { history, now: Tried::Unwritten(RenderError::NoTicket.to_string()) });
        };
        facts.links = self.links_to(&facts.ticket);
        if let Some(why) = facts.needless {
            return Ok(Delivery { history, now: Tried::Needless(why) });
        }
        let templates = Arc::clone(&self.templates);
        let (recipients, from) = (self.settings.recipients.clone(), self.settings.smtp.from.clone());
        let (history, prepared) = blocking(move || {
            let prepared = catch_unwind(AssertUnwindSafe(|| {
                prepare(&templates, &facts, &history, (&from, &recipients))
            }));
            let panicked = |_| Prepared::Unwritten("writing it panicked".to_owned());
            Ok((history, prepared.unwrap_or_else(panicked)))
        })
        .await?;
        let now = match prepared {
            Prepared::Nobody(why) => Tried::Nobody(why),
            Prepared::Unwritten(why) => Tried::Unwritten(why),
            Prepared::Ready(mail, left) => Tried::All(self.send_to_all(&mail, left).await),
        };
        Ok(Delivery { history, now })
    }

    /// Writes a mail to the owner of an account, on a thread that may block.
    pub(super) async fn write_mail(
        &self,
        to: EmailAddress,
        write: impl FnOnce(&Templates, &Addressing<'_>) -> Result<Mail, RenderError> + Send + 'static,
    ) -> StoreResult<Result<Mail, RenderError>> {
        let templates = Arc::clone(&self.templates);
        let from = self.settings.smtp.from.clone();
        let reply_to = self.settings.recipients.support().to_vec();
        let addressed = move || {
            let addressing = Addressing { from: &from, to: &[to], reply_to: &reply_to };
            Ok(write(&templates, &addressing))
        };
        blocking(addressed).await
    }

    /// Where a mail about `ticket` that is sent now leads; nothing where nobody could get there.
    fn links_to(&self, ticket: &Ticket) -> Option<MailLinks> {
        let (public_url, links) = (self.settings.public_url.as_deref()?, self.settings.links.as_ref()?);
        let link = TicketLink {
            organization: ticket.organization_id,
            ticket: ticket.id,
            expires_at: self.ports.clock.now() + links.life,
        };
        Some(MailLinks::of(public_url, ticket, &links.sealer.seal(&link)))
    }

    /// Sends a mail to each recipient in a transaction of its own, since a server that refuses one
    /// recipient of a transaction may refuse all: one after the other, but a recipient for whom the
    /// server takes long does not keep the next one waiting. Stops where nobody else can be reached
    /// either.
    pub(super) async fn send_to_all(
        &self,
        mail: &Mail,
        recipients: Vec<EmailAddress>,
    ) -> Vec<(EmailAddress, Result<String, Failure>)> {
        let mut tries: Vec<Option<Result<String, Failure>>> = recipients.iter().map(|_| None).collect();
        let mut stopped: Option<Failure> = None;
        let mut sending = FuturesUnordered::new();
        let mut next = recipients.iter().enumerate();
        loop {
            if stopped.is_none()
                && let Some((place, recipient)) = next.next()
            {
                sending.push(async move { (place, self.send(mail, recipient).await) });
            }
            let patience = if next.len() == 0 { Duration::MAX } else { self.settings.smtp.timeouts.command };
            let ended = match timeout(patience, sending.next()).await {
                Ok(Some(ended)) => ended,
                Ok(None) => break,
                Err(_) => continue,
            };
            let (place, Sent { result, server_answers }) = ended;
            if !server_answers {
                stopped = result.as_ref().err().cloned();
            }
            if let Some(tried) = tries.get_mut(place) {
                *tried = Some(result);
            }
        }
        let untried = stopped.unwrap_or_else(too_slow);
        let tries = tries.into_iter().map(|tried| tried.unwrap_or_else(|| Err(untried.clone())));
        recipients.iter().cloned().zip(tries).collect()
    }

    async fn send(&self, mail: &Mail, recipient: &EmailAddress) -> Sent {
        let by = Instant::now() + self.settings.smtp.timeouts.mail;
        let connecting = async {
            match self.idle_connection().await {
                Some(connection) => Ok(connection),
                None => Connection::open(&self.settings.smtp, self.tls.as_ref()).await,
            }
        };
        let mut connection = match timeout_at(by, connecting).await.unwrap_or_else(|_| Err(too_slow())) {
            Ok(connection) => connection,
            Err(failure) => return Sent { result: Err(failure), server_answers: false },
        };
        let sent = connection.send((&mail.from, recipient), &mail.bytes, by).await;
        let result = sent.map_err(Failure::once_connected);
        let server_answers = !matches!(result, Err(Failure::Pause(_)));
        self.keep_idle(connection);
        Sent { result, server_answers }
    }
}

/// How sending to one recipient ended, and whether there is any sense in going on with the next.
struct Sent {
    result: Result<String, Failure>,
    server_answers: bool,
}

fn prepare(
    templates: &Templates,
    facts: &MailFacts,
    history: &[DeliveryAttempt],
    (from, recipients): (&EmailAddress, &Recipients),
) -> Prepared {
    let to = match addressees(facts, recipients) {
        Ok(to) => to,
        Err(why) => return Prepared::Nobody(why),
    };
    let user = user_address(facts).and_then(Result::ok).filter(|address| recipients.permits(address));
    let reply_to = match (facts.notification.kind, user) {
        (NotificationKind::SupportTicketOpened | NotificationKind::SupportTicketUpdated, Some(user)) => {
            vec![user]
        }
        _ => recipients.support().to_vec(),
    };
    let addressing = Addressing { from, to: &to, reply_to: &reply_to };
    let mail = templates.render(facts).and_then(|rendered| compose(facts, rendered, &addressing));
    match mail {
        Ok(mail) => {
            let left = still_to_get_it(&facts.notification, &to, history);
            Prepared::Ready(mail, left)
        }
        Err(error) => Prepared::Unwritten(error.to_string()),
    }
}

/// Those who neither have the mail nor refused it. Begins with another one at each try, so that
/// one who is always slow does not keep the others waiting for ever.
pub(super) fn still_to_get_it(
    row: &OutboxMessage,
    to: &[EmailAddress],
    history: &[DeliveryAttempt],
) -> Vec<EmailAddress> {
    let settled = |address: &EmailAddress| {
        history.iter().filter(|attempt| attempt.recipient.eq_ignore_ascii_case(address.address())).any(
            |attempt| match attempt.outcome {
                AttemptOutcome::Sent => true,
                AttemptOutcome::Rejected => attempt.at >= row.renewed_at,
                AttemptOutcome::Deferred => false,
            },
        )
    };
    let mut left: Vec<EmailAddress> = to.iter().filter(|address| !settled(address)).cloned().collect();
    let turn = usize::try_from(row.attempts.saturating_sub(1)).unwrap_or(0);
    if let Some(turn) = turn.checked_rem(left.len()) {
        left.rotate_left(turn);
    }
    left
}
