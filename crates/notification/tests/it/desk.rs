//! A support desk to test with: a store with a session and a ticket, a clock, and a worker.

use std::sync::{Arc, LazyLock};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use handover_domain::testing::MemoryStore;
use handover_domain::{
    About, Channel, Clock, Contact, DeliveryAttempt, Ids, Language, MachineProfile, Message, MessageId,
    MessageType, NewSession, NotificationKind, OrganizationId, OutboxFilter, OutboxId, OutboxMessage,
    OutboxStatus, Priority, Reason, Referral, Secret, Sender, Session, SessionId, StoreError, StoreExt,
    Ticket, TicketId, TicketNumber, TicketStatus, UserProfile,
};
use handover_notification::{
    DeliveryPorts, DeliverySettings, DeliveryWorker, DrainReport, EmailAddress, MailFacts, MailPreview,
    Recipients, SmtpSettings, Templates, Timeouts, Tls, preview,
};
use handover_testkit::smtp::{ReceivedMail, Sink};
use handover_testkit::{ManualClock, SeededIds};

pub(crate) const NUMBER: &str = "AB-20261122-0042";
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

pub(crate) fn address(text: &str) -> EmailAddress {
    EmailAddress::parse(text).unwrap()
}

/// Settings for the sink: plain, no AUTH, deadlines that a test can wait for.
pub(crate) fn settings(sink: &Sink) -> SmtpSettings {
    SmtpSettings {
        host: "localhost".to_owned(),
        port: sink.port(),
        username: String::new(),
        password: Secret::default(),
        tls: Tls::None,
        ca_file: None,
        from: address("AutoBoss Assistant <assistant@example.org>"),
        helo: None,
        timeouts: Timeouts {
            connect: Duration::from_secs(5),
            command: Duration::from_secs(5),
            mail: Duration::from_secs(10),
            content: Duration::from_secs(5),
        },
    }
}

/// The same with STARTTLS, a user name and a password, trusting the sink's authority.
pub(crate) fn secure_settings(sink: &Sink) -> SmtpSettings {
    SmtpSettings {
        username: "mailer".to_owned(),
        password: Secret::new("hunter2"),
        tls: Tls::StartTls,
        ca_file: Some(sink.authority_file()),
        ..settings(sink)
    }
}

pub(crate) struct Desk {
    pub(crate) store: Arc<MemoryStore>,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) ids: Arc<SeededIds>,
    pub(crate) session: Session,
    pub(crate) ticket: Ticket,
}

impl Desk {
    /// A desk whose store holds one session with a transcript and one ticket, and owes nothing yet.
    pub(crate) fn new() -> Self {
        Self::with(|_, _| {})
    }

    pub(crate) fn with(change: impl FnOnce(&mut Ticket, &mut Vec<Message>)) -> Self {
        let clock = Arc::new(ManualClock::default());
        let ids = Arc::new(SeededIds::new(1));
        let now = clock.now();
        let mut session = a_session(&ids, now);
        let mut messages = vec![
            a_message(
                &session,
                &*ids,
                (1, Sender::User),
                "The pump makes a <loud> noise & leaks.\nIt is hot.",
            ),
            a_message(&session, &*ids, (2, Sender::Assistant), "Close the water valve. Did that help?"),
            a_message(&session, &*ids, (3, Sender::User), "No. I want to talk to a person!"),
        ];
        session.last_sequence = 3;
        let mut ticket = a_ticket(&session, &*ids, now);
        change(&mut ticket, &mut messages);
        let store = Arc::new(MemoryStore::new());
        store
            .write(|tx| {
                tx.insert_session(&session)?;
                let scope =
                    a_promise(&ticket, NotificationKind::UserTicketOpened, OutboxId(ids.row()), now).scope();
                for message in &messages {
                    tx.insert_message(scope, message)?;
                }
                tx.insert_ticket(&ticket)
            })
            .unwrap();
        Self { store, clock, ids, session, ticket }
    }

    /// Says who the user is.
    pub(crate) fn knows_user(&self, change: impl FnOnce(&mut UserProfile)) {
        let mut user = UserProfile {
            user_id: self.session.user_id.clone(),
            name: Some("Åse Nordmann".to_owned()),
            email: Some("ase@customer.example".to_owned()),
            organization_name: Some("Fjord Cleaning AS".to_owned()),
            role: Some("Operator".to_owned()),
            language: None,
            updated_at: self.clock.now(),
        };
        change(&mut user);
        let scope = self.promise_of(NotificationKind::UserTicketOpened).scope();
        self.store.write(|tx| tx.put_user(scope, &user)).unwrap();
    }

    fn promise_of(&self, kind: NotificationKind) -> OutboxMessage {
        a_promise(&self.ticket, kind, OutboxId(self.ids.row()), self.clock.now())
    }

    /// Owes a notification.
    pub(crate) fn owes(&self, kind: NotificationKind) -> OutboxMessage {
        self.owes_with(kind, |_| {})
    }

    pub(crate) fn owes_with(
        &self,
        kind: NotificationKind,
        change: impl FnOnce(&mut OutboxMessage),
    ) -> OutboxMessage {
        let mut promise = self.promise_of(kind);
        change(&mut promise);
        self.store.write(|tx| tx.insert_outbox_messages(std::slice::from_ref(&promise))).unwrap();
        promise
    }

    pub(crate) fn ports(&self) -> DeliveryPorts {
        DeliveryPorts {
            store: self.store.clone(),
            clock: self.clock.clone(),
            ids: self.ids.clone(),
            jitter: Arc::new(|| 0.5),
        }
    }

    pub(crate) fn worker(&self, smtp: SmtpSettings) -> DeliveryWorker {
        self.worker_to(smtp, &["support@example.org"])
    }

    pub(crate) fn worker_to(&self, smtp: SmtpSettings, support: &[&str]) -> DeliveryWorker {
        let recipients = Recipients::new(support.iter().map(|text| address(text)).collect(), Vec::new());
        DeliveryWorker::new(self.ports(), DeliverySettings::new(smtp, recipients)).unwrap()
    }

    /// Drains with a worker of its own, as a process that has just started.
    pub(crate) async fn drain(&self, smtp: SmtpSettings) -> DrainReport {
        self.worker(smtp).drain_once().await
    }

    pub(crate) fn row(&self, id: OutboxId) -> OutboxMessage {
        let scope = self.promise_of(NotificationKind::UserTicketOpened).scope();
        self.read(|view| view.outbox_message(scope, id)).unwrap()
    }

    pub(crate) fn attempts(&self, id: OutboxId) -> Vec<DeliveryAttempt> {
        let scope = self.promise_of(NotificationKind::UserTicketOpened).scope();
        self.read(|view| view.delivery_attempts(scope, id))
    }

    pub(crate) fn waiting(&self) -> usize {
        let scope = self.promise_of(NotificationKind::UserTicketOpened).scope();
        let filter = OutboxFilter { status: Some(OutboxStatus::Waiting), ticket_id: None };
        self.read(|view| view.outbox_messages(scope, &filter, 10_000)).len()
    }

    pub(crate) fn channel(&self) -> Option<Channel> {
        self.read(|view| view.mail_channel())
    }

    pub(crate) fn facts(&self, promise: &OutboxMessage) -> MailFacts {
        self.read(|view| MailFacts::load(view, promise)).unwrap()
    }

    pub(crate) fn preview(&self, promise: &OutboxMessage) -> MailPreview {
        let recipients = Recipients::new(vec![address("support@example.org")], Vec::new());
        static TEMPLATES: LazyLock<Templates> = LazyLock::new(|| Templates::load().unwrap());
        self.store.read(|view| preview(view, &TEMPLATES, &recipients, promise)).unwrap()
    }

    pub(crate) fn wait(&self, time: TimeDelta) {
        self.clock.advance(time);
    }

    fn read<T>(&self, work: impl FnOnce(&mut dyn handover_domain::View) -> Result<T, StoreError>) -> T {
        self.store.read(work).unwrap()
    }
}

pub(crate) fn a_session(ids: &SeededIds, now: DateTime<Utc>) -> Session {
    Session::open(
        NewSession {
            id: SessionId(ids.capability()),
            organization_id: OrganizationId::DEFAULT,
            user_id: "user-7".to_owned(),
            machine_id: Some("machine-3".to_owned()),
            language: Language::En,
            problem_description: None,
            imported_context: None,
        },
        now,
    )
}

pub(crate) fn a_message(
    session: &Session,
    ids: &dyn Ids,
    (sequence, sender): (i64, Sender),
    text: &str,
) -> Message {
    Message {
        id: MessageId(ids.row()),
        session_id: session.id,
        sequence,
        turn: sequence,
        sender,
        content: text.to_owned(),
        message_type: MessageType::Text,
        language: Language::En,
        confidence: None,
        model_used: None,
        citations: Vec::new(),
        step_id: None,
        metadata: None,
        author: None,
        timestamp: session.created_at + TimeDelta::seconds(7 * sequence),
    }
}

fn a_contact(id: &str, name: &str) -> Contact {
    Contact {
        id: id.to_owned(),
        name: name.to_owned(),
        email: format!("{id}@example.org"),
        phone: "+1-800-555-0100".to_owned(),
        hours: "Monday-Friday 8AM-6PM EST".to_owned(),
        specialization: "General troubleshooting and maintenance".to_owned(),
    }
}

fn a_ticket(session: &Session, ids: &dyn Ids, now: DateTime<Utc>) -> Ticket {
    Ticket {
        id: TicketId(ids.row()),
        organization_id: session.organization_id,
        session_id: session.id,
        number: TicketNumber::parse(NUMBER).unwrap(),
        priority: Priority::High,
        status: TicketStatus::Open,
        reason: Reason::UserRequest,
        session_summary: format!(
            "=== TROUBLESHOOTING SESSION SUMMARY ===\nSession ID: {}\nMachine ID: machine-3\n\n\
             === TROUBLESHOOTING STEPS ATTEMPTED ===\nStep 1: Close the water valve. - ✓ Completed (Unsuccessful)\n  \
             User Feedback: didn't work\n",
            session.id
        ),
        language: session.language,
        category: None,
        user_id: session.user_id.clone(),
        user_name: None,
        organization_name: None,
        machine_id: Some("machine-3".to_owned()),
        machine_model: None,
        machine_context: Some(MachineProfile {
            machine_id: "machine-3".to_owned(),
            user_id: None,
            name: Some("Dock washer 3".to_owned()),
            model: Some("AutoBoss V4".to_owned()),
            serial: Some("AB4-00981".to_owned()),
            hours: Some(1234.5),
            location: Some("Quay 2, Bergen".to_owned()),
            updated_at: now,
        }),
        referral: Referral {
            primary: a_contact("general", "AutoBoss Technical Support"),
            alternatives: vec![a_contact("emergency", "Emergency Support")],
        },
        additional_notes: Some("Call before 3 pm, please.\nGate code: ask the guard.".to_owned()),
        resolution_notes: None,
        assigned_expert_id: None,
        assigned_expert_name: None,
        first_answer_at: None,
        notify_email: None,
        rating: None,
        rating_comment: None,
        merged_into: None,
        rule_version: "test".to_owned(),
        version: 1,
        created_at: now,
        updated_at: now,
        resolved_at: None,
    }
}

fn a_promise(ticket: &Ticket, kind: NotificationKind, id: OutboxId, now: DateTime<Utc>) -> OutboxMessage {
    OutboxMessage {
        urgent: ticket.priority == Priority::Urgent,
        ..OutboxMessage::owed(id, ticket.organization_id, (About::Ticket(ticket.id), kind), now)
    }
}

/// The text of a mail's header, unfolded and decoded as a client shows it.
pub(crate) fn header(mail: &ReceivedMail, name: &str) -> Option<String> {
    mail.parsed()?.header_raw(name).map(|raw| raw.trim().to_owned())
}
