//! The rules of Handover: when a support chat must become a person's job, and the ticket it becomes.
//!
//! The crate is pure. It does no I/O, looks at no clock and rolls no dice; it is handed a
//! [`Transaction`], the time and a source of ids, and says what happens. Services link it and bring
//! their own [`Store`].

pub mod assistant;
pub mod chat;
pub mod escalation;
pub mod judgement;
#[cfg(any(test, feature = "testing"))]
pub mod testing;

mod actor;
mod brief;
mod clock;
mod contact;
mod evaluation;
mod house;
mod id;
mod idempotency;
mod json;
mod language;
mod message;
mod organization;
mod outbox;
mod phrases;
mod profile;
mod session;
mod session_desk;
mod session_event;
mod step;
mod store;
mod ticket;
mod ticket_desk;
mod trigger;
mod vocabulary;

pub use actor::Actor;
pub use clock::{Clock, to_micros};
pub use contact::{Contact, ContactBook, ContactBookError, Routes};
pub use escalation::Reason;
pub use evaluation::{Assumptions, Evaluation, evaluate};
pub use house::{HouseRules, Scene};
pub use id::{
    AttemptId, Ids, MessageId, OrganizationId, OutboxId, SessionId, StepId, TicketEventId, TicketId,
    TriggerId,
};
pub use idempotency::{
    IdempotencyKey, IdempotencyReads, IdempotencyRecord, IdempotencyWrites, KeyError, KeyState,
    REMEMBERED_FOR, RecordedAnswer, RunningTurn, remember_answer, remember_turn, take_key,
};
pub use json::JsonText;
pub use language::Language;
pub use message::{Message, MessageReads, MessageType, MessageWrites, Sender};
pub use organization::{Organization, OrganizationReads};
pub use outbox::{
    AttemptOutcome, Channel, ChannelStatus, DeliveryAttempt, DeliveryResult, GIVE_UP_AFTER, NotificationKind,
    OutboxCounts, OutboxFilter, OutboxMessage, OutboxReads, OutboxStatus, OutboxWrites, retry_delay,
};
pub use profile::{MachineProfile, ProfileReads, ProfileWrites, UserProfile};
pub use session::{
    IllegalTransition, NewSession, Owner, OwnerKind, Session, SessionMove, SessionReads, SessionStatus,
    SessionWrites,
};
pub use session_desk::{
    ChangeSession, CreateSession, SessionError, abandon_idle, change_session, create_session,
    escalation_history, sessions_of_user, transcript, view_session,
};
pub use session_event::{SessionEvent, SessionEventKind, SessionEventReads, SessionEventWrites};
pub use step::{Step, StepOutcome, StepReads, StepWrites};
pub use store::{Ending, Scope, Store, StoreError, StoreExt, StoreResult, Transaction, View};
pub use ticket::{
    IllegalTicketTransition, OwnerChange, Priority, Referral, Ticket, TicketEvent, TicketEventKind,
    TicketFilter, TicketKey, TicketNumber, TicketPrefix, TicketReads, TicketStatus, TicketWrites,
};
pub use ticket_desk::{
    ChangeTicket, TicketError, TicketFile, TicketRef, change_ticket, list_tickets, notifications_of,
    view_ticket,
};
pub use trigger::{Decision, Trigger, TriggerReads, TriggerType, TriggerWrites};
