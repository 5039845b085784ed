//! Sessions: one conversation, its state, and who may speak in it.

use chrono::{DateTime, Utc};

use crate::assistant::{Diagnosis, GuidePosition};
use crate::id::{OrganizationId, SessionId, StepId, TicketId};
use crate::json::JsonText;
use crate::language::Language;
use crate::replay::Window;
use crate::store::{Scope, StoreResult};
use crate::vocabulary::vocabulary;

mod state;

pub use state::{IllegalTransition, SessionMove};

vocabulary!(
    /// Where a session stands.
    SessionStatus {
        /// The user and the assistant are at it.
        Active => "active",
        /// The problem is solved.
        Completed => "completed",
        /// A person is at it.
        Escalated => "escalated",
        /// Nobody came back.
        Abandoned => "abandoned",
    }
);

vocabulary!(
    /// Who may speak to the user now.
    OwnerKind {
        /// The AI side.
        Assistant => "assistant",
        /// Nobody yet: a ticket waits for an expert.
        Queue => "queue",
        /// One expert.
        Expert => "expert",
    }
);

/// Who may speak to the user now.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "lowercase"))]
pub enum Owner {
    /// The AI side.
    Assistant,
    /// Nobody yet: a ticket waits for an expert.
    Queue,
    /// The expert with this contact id.
    Expert(String),
}

impl Owner {
    /// The kind without the name.
    pub fn kind(&self) -> OwnerKind {
        match self {
            Self::Assistant => OwnerKind::Assistant,
            Self::Queue => OwnerKind::Queue,
            Self::Expert(_) => OwnerKind::Expert,
        }
    }
}

/// How the user ids begin that are made up for somebody unknown.
pub(crate) const VISITOR: &str = "visitor-";

/// One conversation.
///
/// Invariants, kept by the methods of this type: the status is `escalated` exactly while the ticket that serves it
/// is open; every change of `owner` raises `epoch`; `last_sequence` and
/// `last_event` are the highest numbers given out.
#[derive(Debug, Clone, PartialEq)]
pub struct Session {
    /// Its id.
    pub id: SessionId,
    /// The tenant.
    pub organization_id: OrganizationId,
    /// The host's id of the user, or `visitor-…` for somebody unknown.
    pub user_id: String,
    /// The host's id of the machine.
    pub machine_id: Option<String>,
    /// Where it stands.
    pub status: SessionStatus,
    /// The language of the conversation.
    pub language: Language,
    /// What the user said the problem is when opening the session.
    pub problem_description: Option<String>,
    /// How it ended.
    pub resolution_summary: Option<String>,
    /// Whatever the client attached.
    pub metadata: Option<JsonText>,
    /// What the client said had been said before, kept apart from the transcript.
    pub imported_context: Option<JsonText>,
    /// Who may speak to the user now.
    pub owner: Owner,
    /// Raised by every change of owner. An answer made under an older epoch is dropped.
    pub epoch: i64,
    /// Raised by every opening of a turn. An answer of an older turn is dropped.
    pub turn: i64,
    /// The newest turn that has its trigger.
    pub judged_turn: i64,
    /// The highest message number given out.
    pub last_sequence: i64,
    /// The highest event number given out.
    pub last_event: i64,
    /// What the assistant takes the problem to be.
    pub diagnosis: Option<Diagnosis>,
    /// The confidence of the newest answer that claimed something.
    pub confidence: Option<f64>,
    /// The step the user is at.
    pub current_step: Option<StepId>,
    /// The guided problem and step number under way.
    pub guide: Option<GuidePosition>,
    /// What an expert told the assistant when handing the conversation back. Never shown to the user; it holds
    /// until the owner changes again.
    pub guidance: Option<String>,
    /// The ticket of another session that serves this one, because its own was merged into that; `None` means its
    /// own. It stays when that ticket is over, until the session has an open ticket of its own again.
    pub served_by: Option<TicketId>,
    /// Steps that were tried without solving the problem.
    pub steps_tried: u32,
    /// Raised by every change of the row.
    pub version: i64,
    /// When it was opened.
    pub created_at: DateTime<Utc>,
    /// When something last happened.
    pub updated_at: DateTime<Utc>,
}

/// What a new session starts with.
#[derive(Debug, Clone, PartialEq)]
pub struct NewSession {
    /// Its id.
    pub id: SessionId,
    /// The tenant.
    pub organization_id: OrganizationId,
    /// The host's id of the user.
    pub user_id: String,
    /// The host's id of the machine.
    pub machine_id: Option<String>,
    /// The language of the conversation.
    pub language: Language,
    /// What the user said the problem is.
    pub problem_description: Option<String>,
    /// What the client said had been said before.
    pub imported_context: Option<JsonText>,
}

impl Session {
    /// Opens a session, owned by the assistant.
    pub fn open(new: NewSession, now: DateTime<Utc>) -> Self {
        Self {
            id: new.id,
            organization_id: new.organization_id,
            user_id: new.user_id,
            machine_id: new.machine_id,
            status: SessionStatus::Active,
            language: new.language,
            problem_description: new.problem_description,
            resolution_summary: None,
            metadata: None,
            imported_context: new.imported_context,
            owner: Owner::Assistant,
            epoch: 0,
            turn: 0,
            judged_turn: 0,
            last_sequence: 0,
            last_event: 0,
            diagnosis: None,
            confidence: None,
            current_step: None,
            guide: None,
            guidance: None,
            served_by: None,
            steps_tried: 0,
            version: 1,
            created_at: now,
            updated_at: now,
        }
    }

    /// Whether nobody has said yet whose session this is. The first who does has it from then on.
    pub fn is_anonymous(&self) -> bool {
        self.user_id.starts_with(VISITOR)
    }

    /// Invariant: while a person or the queue owns the session, the assistant is silent.
    ///
    /// Asked before the assistant is called, to save the call, and again inside the transaction that
    /// stores its answer, because a person may take over while it thinks.
    pub fn assistant_may_speak(&self) -> bool {
        self.owner == Owner::Assistant
    }

    /// Whether a turn has been opened in it that nobody has closed, nor stopped, nor taken over; also where the one who
    /// was at it has died.
    pub fn has_open_turn(&self) -> bool {
        self.status == SessionStatus::Active && self.assistant_may_speak() && self.judged_turn < self.turn
    }

    /// Changes who may speak and raises the epoch; handing it to whoever has it changes nothing.
    pub fn hand_to(&mut self, owner: Owner) {
        if self.owner != owner {
            self.owner = owner;
            self.epoch += 1;
            self.guidance = None;
        }
    }

    /// Takes the number of the next message.
    pub fn next_sequence(&mut self) -> i64 {
        self.last_sequence += 1;
        self.last_sequence
    }

    /// Whether there may be steps: they come with a diagnosis or a guide.
    pub fn was_guided(&self) -> bool {
        self.guide.is_some() || self.diagnosis.is_some()
    }

    /// Forgets the whole guide.
    pub fn end_guide(&mut self) {
        self.current_step = None;
        self.guide = None;
    }
}

/// Reading sessions.
pub trait SessionReads {
    /// One session.
    fn session(&mut self, scope: Scope, id: SessionId) -> StoreResult<Option<Session>>;

    /// The newest `limit` sessions of a user, and how many there are in all.
    fn sessions_of_user(
        &mut self,
        scope: Scope,
        user_id: &str,
        limit: i64,
    ) -> StoreResult<(Vec<Session>, i64)>;

    /// The sessions opened within `window`, in the order of their ids: at most `limit` after `after`.
    fn sessions_opened(
        &mut self,
        scope: Scope,
        window: Window,
        page: (Option<SessionId>, i64),
    ) -> StoreResult<Vec<SessionId>>;

    /// The highest number of a message of which it was noted that the user has it.
    fn user_seen(&mut self, scope: Scope, id: SessionId) -> StoreResult<i64>;

    /// How many sessions were opened within `window`.
    fn count_sessions_opened(&mut self, scope: Scope, window: Window) -> StoreResult<i64>;
}

/// Changing sessions.
pub trait SessionWrites {
    /// Reads a session and locks its row until the end of the transaction. Whatever changes a
    /// session, its messages or its ticket takes this lock first, before any other. Where the ticket of another
    /// session serves it, that session is locked before.
    fn lock_session(&mut self, scope: Scope, id: SessionId) -> StoreResult<Option<Session>>;

    /// Reads and locks the sessions that point to `ticket` as what serves them, in the order of their ids. The caller
    /// has locked the ticket's own session.
    fn lock_served_sessions(&mut self, scope: Scope, ticket: TicketId) -> StoreResult<Vec<Session>>;

    /// Adds a session; `false` when the id is taken, in whatever organization: a client may choose the
    /// id of a new session, and one that is taken must be refused without saying whose it is.
    fn insert_session(&mut self, session: &Session) -> StoreResult<bool>;

    /// Stores a locked session and raises its version, in the row and in `session`.
    /// [`Stale`](crate::StoreError::Stale) unless the row still has `session.version`.
    fn update_session(&mut self, session: &mut Session) -> StoreResult<()>;

    /// Notes that the user has the messages up to the number `sequence`; a lower one changes nothing. That is no
    /// change of the session, and needs no lock.
    fn note_user_seen(&mut self, scope: Scope, id: SessionId, sequence: i64) -> StoreResult<()>;

    /// Stores whose a locked session is, which [`update_session`](Self::update_session) leaves alone:
    /// sessions are listed by user, and a turn should not touch that index. Tickets of the session become the
    /// user's too, with what is known about them.
    fn name_session_user(&mut self, scope: Scope, id: SessionId, user_id: &str) -> StoreResult<()>;

    /// Locks up to `limit` active sessions that nothing happened in since `before`, skipping those
    /// that are locked by others.
    fn lock_idle_sessions(
        &mut self,
        scope: Scope,
        before: DateTime<Utc>,
        limit: i64,
    ) -> StoreResult<Vec<Session>>;
}
