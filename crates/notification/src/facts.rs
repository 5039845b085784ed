//! What a mail speaks of, read from the store in one consistent picture.

use handover_domain::{
    About, Language, MachineProfile, Message, NotificationKind, OutboxFilter, OutboxId, OutboxMessage,
    Sender, StoreResult, Ticket, UserProfile, View,
};

/// How many messages of a transcript go into a mail.
const NEWEST_MESSAGES: i64 = 200;
/// How many characters of a transcript go into a mail; what base64 and escaping make of them stays
/// far below the 25 MB at which mail servers commonly refuse.
const TRANSCRIPT_LIMIT: usize = 1 << 20;
/// How far back the mail that opened a ticket's thread is looked for.
const NEWEST_NOTIFICATIONS: i64 = 1000;

/// Everything that any kind of mail needs to know.
#[derive(Debug, Clone)]
pub struct MailFacts {
    /// The promise to be kept.
    pub notification: OutboxMessage,
    /// The ticket it speaks of.
    pub ticket: Ticket,
    /// Who has the problem, if the host system told us.
    pub user: Option<UserProfile>,
    /// The machine, if the host system told us.
    pub machine: Option<MachineProfile>,
    /// The language the user reads.
    pub language: Language,
    /// The newest messages of the session, oldest first, for the mail that opens a ticket; for the one about answers
    /// those that the user has not seen, or all that it was owed for when they have seen all.
    pub messages: Vec<Message>,
    /// Why there is no need for the mail any more, where there is none.
    pub needless: Option<&'static str>,
    /// How many older messages are left out.
    pub left_out: i64,
    /// The notification whose mail opened the thread at support.
    pub opened_by: Option<OutboxId>,
    /// Where the ticket and the conversation can be read, where people can reach the service.
    pub links: Option<MailLinks>,
}

/// Addresses that lead from a mail to what it speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailLinks {
    /// The ticket on the desk, for whoever works here.
    pub desk: String,
    /// The ticket alone, for whoever has this address, for some time.
    pub page: String,
    /// The conversation, for its user.
    pub conversation: String,
}

impl MailLinks {
    /// Those of `ticket` at the service that people reach at `public_url`, with the sealed link `sealed`.
    pub fn of(public_url: &str, ticket: &Ticket, sealed: &str) -> Self {
        let at = public_url.trim_end_matches('/');
        Self {
            desk: format!("{at}/desk?ticket={}", ticket.number),
            page: format!("{at}/ticket.html#{sealed}"),
            conversation: format!("{at}/?session={}", ticket.session_id),
        }
    }
}

impl MailFacts {
    /// Reads them; `None` when the ticket is gone, or when it speaks of none.
    ///
    /// # Errors
    /// The store's.
    pub fn load(view: &mut dyn View, notification: &OutboxMessage) -> StoreResult<Option<Self>> {
        let scope = notification.scope();
        let About::Ticket(ticket_id) = notification.about else { return Ok(None) };
        let Some(ticket) = view.ticket(scope, ticket_id)? else { return Ok(None) };
        let session = view.session(scope, ticket.session_id)?;
        let user = match &session {
            Some(session) => view.user(scope, &session.user_id)?,
            None => None,
        };
        let machine = match (&ticket.machine_context, session.as_ref().and_then(|s| s.machine_id.as_deref()))
        {
            (Some(known), _) => Some(known.clone()),
            (None, Some(id)) => view.machine(scope, id)?,
            (None, None) => None,
        };
        let language = user.as_ref().and_then(|user| user.language);
        let language = language.or(session.as_ref().map(|s| s.language)).unwrap_or_default();
        let mut facts = Self {
            notification: notification.clone(),
            ticket,
            user,
            machine,
            language,
            messages: Vec::new(),
            needless: None,
            left_out: 0,
            opened_by: None,
            links: None,
        };
        match notification.kind {
            NotificationKind::SupportTicketOpened => {
                let session_id = facts.ticket.session_id;
                let newest = view.newest_messages(scope, session_id, NEWEST_MESSAGES)?;
                facts.take_messages(newest);
            }
            NotificationKind::SupportTicketUpdated => {
                let filter = OutboxFilter { ticket_id: Some(ticket_id), status: None };
                let promised = view.outbox_messages(scope, &filter, NEWEST_NOTIFICATIONS)?;
                facts.opened_by = promised
                    .iter()
                    .find(|other| other.kind == NotificationKind::SupportTicketOpened)
                    .map(|other| other.id);
            }
            NotificationKind::UserExpertAnswered => {
                let newest = view.newest_messages(scope, facts.ticket.session_id, NEWEST_MESSAGES)?;
                let seen = view.user_seen(scope, facts.ticket.session_id)?;
                facts.take_answers(newest, seen);
            }
            NotificationKind::UserTicketOpened
            | NotificationKind::AccountInvitation
            | NotificationKind::AccountReset
            | NotificationKind::InsightReport => {}
        }
        Ok(Some(facts))
    }

    /// Keeps the answers of experts that the notification was owed for and the user has not seen.
    fn take_answers(&mut self, mut messages: Vec<Message>, seen: i64) {
        let since = self.notification.created_at;
        messages.retain(|message| message.sender == Sender::Expert && message.timestamp >= since);
        let unseen: Vec<Message> =
            messages.iter().filter(|message| message.sequence > seen).cloned().collect();
        self.needless = match (&self.ticket.notify_email, unseen.is_empty()) {
            (None, _) => Some("not sent: the user wants no mail any more"),
            (Some(_), true) => Some("not sent: the user has had the answer in the chat"),
            (Some(_), false) => None,
        };
        self.messages = if unseen.is_empty() { messages } else { unseen };
    }

    /// Keeps the newest of `messages` that fit and counts all others as left out. Messages are
    /// numbered from 1 without gaps, so the first that is shown says how many came before.
    pub(crate) fn take_messages(&mut self, mut messages: Vec<Message>) {
        let mut room = TRANSCRIPT_LIMIT;
        let fitting = messages.iter().rev().take_while(|message| {
            let fits = message.content.len() <= room;
            room = room.saturating_sub(message.content.len());
            fits
        });
        let fitting = fitting.count().max(usize::from(!messages.is_empty()));
        self.messages = messages.split_off(messages.len().saturating_sub(fitting));
        self.left_out = self.messages.first().map_or(0, |first| first.sequence.saturating_sub(1));
    }
}
