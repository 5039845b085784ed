//! A store in memory that keeps the same promises as the databases, for fast tests.

use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, NaiveDate, Utc};

use crate::account::{Account, AccountToken};
use crate::api_key::ApiKey;
use crate::canned_answer::CannedAnswer;
use crate::expertise::{ExpertFeedback, ExpertKnowledge};
use crate::id::{AccountId, OrganizationId, SessionId};
use crate::idempotency::IdempotencyRecord;
use crate::insight::{InsightState, SessionFacts};
use crate::knowledge::{KnowledgeDocument, KnowledgePassage};
use crate::live_sign::LiveSign;
use crate::message::Message;
use crate::organization::Organization;
use crate::outbox::{Channel, DeliveryAttempt, OutboxMessage};
use crate::profile::{MachineProfile, UserProfile};
use crate::rating::Rating;
use crate::roster::Duty;
use crate::saved_view::SavedView;
use crate::secret::Secret;
use crate::session::Session;
use crate::session_event::SessionEvent;
use crate::setting_change::SettingChange;
use crate::sign_in::LoginSession;
use crate::step::Step;
use crate::store::{Ending, Scope, Store, StoreError, StoreResult, Transaction, View};
use crate::ticket::{Ticket, TicketEvent};
use crate::trigger::Trigger;

mod access;
mod conversations;
mod demo;
mod desk;
mod expertise;
mod insight;
mod knowledge;
mod profiles;
mod tickets;

/// Keeps everything in memory and forgets it when dropped.
///
/// A transaction works on a draft of all tables, one at a time; committing it puts the draft in place.
#[derive(Debug)]
pub struct MemoryStore {
    tables: Mutex<Tables>,
}

#[derive(Debug, Clone)]
struct Tables {
    organizations: Vec<Organization>,
    sessions: Vec<Session>,
    user_seen: Vec<(SessionId, i64)>,
    session_events: Vec<SessionEvent>,
    messages: Vec<Message>,
    steps: Vec<Step>,
    triggers: Vec<Trigger>,
    ratings: Vec<Rating>,
    tickets: Vec<Ticket>,
    ticket_events: Vec<TicketEvent>,
    ticket_counts: Vec<(OrganizationId, NaiveDate, i64)>,
    outbox: Vec<OutboxMessage>,
    attempts: Vec<DeliveryAttempt>,
    mail_channel: Option<Channel>,
    users: Vec<(OrganizationId, UserProfile)>,
    machines: Vec<(OrganizationId, MachineProfile)>,
    idempotency: Vec<(OrganizationId, IdempotencyRecord)>,
    accounts: Vec<Account>,
    account_tokens: Vec<AccountToken>,
    logins: Vec<LoginSession>,
    guesses: Vec<access::Counted>,
    api_keys: Vec<ApiKey>,
    knowledge_revisions: Vec<(OrganizationId, i64)>,
    documents: Vec<(OrganizationId, KnowledgeDocument, String, Vec<KnowledgePassage>)>,
    canned_answers: Vec<(OrganizationId, CannedAnswer)>,
    setting_changes: Vec<(OrganizationId, SettingChange)>,
    /// Number, whose, of which session, and the version of it that is known.
    changes: Vec<(i64, OrganizationId, SessionId, Option<i64>)>,
    last_change: i64,
    expertise: Vec<(OrganizationId, ExpertKnowledge)>,
    feedback: Vec<(OrganizationId, ExpertFeedback)>,
    insight_states: Vec<(OrganizationId, InsightState)>,
    facts: Vec<(OrganizationId, SessionFacts)>,
    install_secrets: Vec<(String, Secret)>,
    duties: Vec<(OrganizationId, Duty)>,
    saved_views: Vec<(OrganizationId, SavedView)>,
    reports: Vec<(OrganizationId, AccountId, DateTime<Utc>)>,
    live_signs: Vec<LiveSign>,
}

impl Default for MemoryStore {
    fn default() -> Self {
        Self::new()
    }
}

impl MemoryStore {
    /// An empty store with the default organization, in UTC.
    pub fn new() -> Self {
        let default = Organization {
            id: OrganizationId::DEFAULT,
            key: None,
            name: "Default".to_owned(),
            time_zone: chrono_tz::UTC,
        };
        Self {
            tables: Mutex::new(Tables {
                organizations: vec![default],
                sessions: Vec::new(),
                user_seen: Vec::new(),
                session_events: Vec::new(),
                messages: Vec::new(),
                steps: Vec::new(),
                triggers: Vec::new(),
                ratings: Vec::new(),
                tickets: Vec::new(),
                ticket_events: Vec::new(),
                ticket_counts: Vec::new(),
                outbox: Vec::new(),
                attempts: Vec::new(),
                mail_channel: None,
                users: Vec::new(),
                machines: Vec::new(),
                idempotency: Vec::new(),
                accounts: Vec::new(),
                account_tokens: Vec::new(),
                logins: Vec::new(),
                guesses: Vec::new(),
                api_keys: Vec::new(),
                knowledge_revisions: Vec::new(),
                documents: Vec::new(),
                canned_answers: Vec::new(),
                setting_changes: Vec::new(),
                changes: Vec::new(),
                last_change: 0,
                expertise: Vec::new(),
                feedback: Vec::new(),
                insight_states: Vec::new(),
                facts: Vec::new(),
                install_secrets: Vec::new(),
                duties: Vec::new(),
                saved_views: Vec::new(),
                reports: Vec::new(),
                live_signs: Vec::new(),
            }),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Tables> {
        // A panic inside a transaction leaves only its draft half-made, never the tables.
        self.tables.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Store for MemoryStore {
    fn transaction(&self, work: &mut dyn FnMut(&mut dyn Transaction) -> Ending) -> StoreResult<()> {
        let mut tables = self.lock();
        let mut draft = Draft { tables: tables.clone(), broken: false };
        match (work(&mut draft), draft.broken) {
            (Ending::Commit, false) => {
                *tables = draft.tables;
                Ok(())
            }
            (Ending::Commit, true) => Err(StoreError::Ignored),
            (Ending::RollBack, _) => Ok(()),
        }
    }

    fn view(&self, work: &mut dyn FnMut(&mut dyn View)) -> StoreResult<()> {
        let mut picture = Draft { tables: self.lock().clone(), broken: false };
        work(&mut picture);
        Ok(())
    }

    fn check(&self) -> StoreResult<()> {
        Ok(())
    }
}

/// A copy of all tables that a transaction works on.
struct Draft {
    tables: Tables,
    broken: bool,
}

impl View for Draft {}
impl Transaction for Draft {}

impl Draft {
    /// Refuses a row, so that the transaction cannot be committed any more.
    fn refuse<T>(&mut self, error: StoreError) -> StoreResult<T> {
        self.broken = true;
        Err(error)
    }

    fn duplicate<T>(&mut self, constraint: &str) -> StoreResult<T> {
        self.refuse(StoreError::Duplicate { constraint: constraint.to_owned() })
    }

    /// The foreign key that every row of a session has.
    fn must_have_session(&mut self, scope: Scope, id: crate::id::SessionId) -> StoreResult<()> {
        if self.tables.sessions.iter().any(|s| s.id == id && s.organization_id == scope.organization()) {
            return Ok(());
        }
        self.refuse(StoreError::Failed(format!("no session {id}").into()))
    }

    fn sees(&self, scope: Scope, id: crate::id::SessionId) -> bool {
        self.tables.sessions.iter().any(|s| s.id == id && s.organization_id == scope.organization())
    }
}

/// The first `limit` items.
fn first<T>(items: impl Iterator<Item = T>, limit: i64) -> Vec<T> {
    items.take(usize::try_from(limit).unwrap_or(0)).collect()
}
