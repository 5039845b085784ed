//! The rules of Handover: when a support chat must become a person's job, and the ticket it becomes.
//!
//! The crate is pure. It does no I/O, looks at no clock and rolls no dice; it is handed a
//! [`Transaction`], the time and a source of ids, and says what happens. Services link it and bring
//! their own [`Store`].

pub mod assistant;
pub mod chat;
pub mod escalation;
pub mod insight;
pub mod judgement;
#[cfg(any(test, feature = "testing"))]
pub mod testing;

mod account;
mod account_desk;
mod account_link;
mod actor;
mod api_key;
mod brief;
mod canned_answer;
mod clock;
mod contact;
mod demo;
mod evaluation;
mod expert_desk;
mod expertise;
mod expertise_desk;
mod house;
mod id;
mod idempotency;
mod identity;
mod json;
mod knowledge;
mod knowledge_desk;
mod language;
mod linked;
mod live_sign;
mod merging;
mod message;
mod organization;
mod outbox;
mod password;
mod phrases;
mod policy;
mod profile;
mod profile_desk;
mod quantile;
mod queue;
mod queue_counts;
mod queue_desk;
mod rating;
pub mod replay;
mod report_mail;
mod roster;
mod saved_view;
mod search;
mod search_desk;
mod secret;
mod session;
mod session_desk;
mod session_event;
mod setting_change;
mod sign_in;
mod single_sign_on;
mod step;
mod store;
mod ticket;
mod ticket_card;
mod ticket_desk;
mod ticket_link;
mod translation;
mod trigger;
mod vocabulary;
mod waiting;
mod watching;
mod work;

pub use account::{
    Account, AccountReads, AccountStatus, AccountToken, AccountWrites, EmailAddress, INVITATION_LIFE,
    LINK_PREFIX, NoEmailAddress, PasswordHash, RESET_LIFE, TokenHash, TokenPurpose,
};
pub use account_desk::{
    AccessError, ChangeAccount, NewAccount, add_account, change_account, disable_account, enable_account,
    invite, list_accounts, reset_account, revoke_everywhere,
};
pub use account_link::{LinkError, accept_invitation, begin_reset, finish_reset, owner_of_link, renew_link};
pub use actor::{Actor, ReservedUserId, StaffRole};
pub use api_key::{
    API_KEY_PREFIX, ApiKey, ApiKeyReads, ApiKeyWrites, NewApiKey, actor_of_key, create_api_key,
    list_api_keys, note_key_use, revoke_api_key,
};
pub use brief::{BriefFact, BriefLevel, BriefLine, BriefPart, BriefState, BriefValue, brief_lines};
pub use canned_answer::{
    ANSWER_VARIABLES, CannedAnswer, CannedAnswerError, CannedAnswerReads, CannedAnswerWrites,
    MOST_CANNED_ANSWERS, WriteCannedAnswer, add_canned_answer, change_canned_answer, list_canned_answers,
    remove_canned_answer,
};
pub use clock::{Clock, to_micros};
pub use contact::{Contact, ContactBook, ContactBookError, Routes};
pub use demo::{DemoMark, DemoReads, DemoRows, DemoWrites};
pub use escalation::Reason;
pub use evaluation::{Assumptions, Evaluation, evaluate, judge_text};
pub use expert_desk::{
    AddNote, AnswerTicket, HandBack, HandedBack, TIME_TO_SEE, TakeTicket, add_note, answer_ticket, hand_back,
    take_ticket,
};
pub use expertise::{
    ExpertFeedback, ExpertKnowledge, ExpertKnowledgeId, ExpertiseReads, ExpertiseWrites, FeedbackId,
    FeedbackType, KnowledgePlace, Verified,
};
pub use expertise_desk::{
    ChangeExpertise, ExpertiseError, NewExpertKnowledge, NewFeedback, add_expertise, changed_expertise,
    draft_from_gap, give_feedback, keep_expertise, list_expertise, remove_expertise, search_expertise,
};
pub use house::{House, HouseRules, Scene};
pub use id::{
    AccountId, ApiKeyId, AttemptId, CannedAnswerId, DocumentId, Ids, MessageId, OrganizationId, OutboxId,
    SavedViewId, SessionId, SettingChangeId, StepId, TicketEventId, TicketId, TriggerId, mint,
};
pub use idempotency::{
    IdempotencyKey, IdempotencyReads, IdempotencyRecord, IdempotencyWrites, KeyError, KeyState,
    REMEMBERED_FOR, RecordedAnswer, RunningTurn, remember_answer, remember_turn, take_key,
};
pub use identity::{Claims, TokenRefused, Tokens, is_news, remember_claims};
pub use json::JsonText;
pub use knowledge::{
    DocumentFlaw, DocumentFormat, DocumentKind, DocumentReader, KnowledgeDocument, KnowledgePassage,
    KnowledgeReads, KnowledgeWrites, RawDocument, ReadDocument,
};
pub use knowledge_desk::{
    Brought, KnowledgeError, bring_document, list_documents, open_passage, read_document, remove_document,
};
pub use language::Language;
pub use live_sign::{LiveSign, LiveSignReads, LiveSignWrites};
pub use merging::{MergeTicket, merge_ticket};
pub use message::{Message, MessageReads, MessageType, MessageWrites, Sender};
pub use organization::{
    NewOrganization, Organization, OrganizationError, OrganizationReads, OrganizationWrites,
    add_organization, organization_for, organization_named,
};
pub use outbox::{
    About, AttemptOutcome, Channel, ChannelStatus, DeliveryAttempt, DeliveryResult, GIVE_UP_AFTER,
    NotificationKind, OutboxCounts, OutboxFilter, OutboxMessage, OutboxReads, OutboxStatus, OutboxWrites,
    retry_delay,
};
pub use password::{PASSWORD_FEWEST_CHARS, PASSWORD_MOST_BYTES, PasswordRefused, Passwords};
pub use policy::{Action, KeyScope, Reach, Refusal, Role};
pub use profile::{MachineProfile, ProfileReads, ProfileWrites, UserProfile};
pub use profile_desk::{
    DescribeMachine, DescribeUser, Described, MachineContext, ProfileError, RowFault, describe_machines,
    describe_users, forget_machine, forget_user, machine_context, machines_of_user,
};
pub use quantile::{Quantiles, quantile};
pub use queue::{TicketFilter, TicketKey, TicketOrder, TicketTally};
pub use queue_counts::{MOST_COUNTED, NamedCount, QueueCounts, count_tickets};
pub use queue_desk::{QueueWish, list_tickets, open_tickets};
pub use rating::{
    NoStars, RATING_MAY_CHANGE_FOR, RateSession, RatedHelp, Rating, RatingError, RatingReads, RatingWrites,
    Stars, rate_session, rating_of,
};
pub use report_mail::{
    REPORT_LIFE, ReportDay, ReportMailError, ReportMailReads, ReportMailWrites, WeeklyReport, next_report,
    owe_reports, want_reports, weekly_report,
};
pub use roster::{
    Duty, OnRoster, RosterError, RosterReads, RosterWrites, Skills, availability, nobody_available, own_duty,
    roster, set_availability, set_skills,
};
pub use saved_view::{
    MOST_SAVED_VIEWS, SavedView, SavedViewError, SavedViewReads, SavedViewWrites, SeenView, WriteSavedView,
    add_saved_view, change_saved_view, list_saved_views, remove_saved_view,
};
pub use search::{
    Excerpt, Field, FoundKey, FoundTicket, MOST_WORDS, Rank, Sought, StaleTicket, Term, TicketTexts,
    TicketWords,
};
pub use search_desk::{Hit, TicketSearchReads, TicketSearchWrites, keep_ticket_words, search_tickets};
pub use secret::Secret;
pub use session::{
    IllegalTransition, NewSession, Owner, OwnerKind, Session, SessionMove, SessionReads, SessionStatus,
    SessionWrites,
};
pub use session_desk::{
    ChangeSession, CreateSession, SessionError, abandon_idle, change_session, converse_in, create_session,
    escalation_history, sessions_of_user, transcript, view_session,
};
pub use session_event::{SessionEvent, SessionEventKind, SessionEventReads, SessionEventWrites, SessionHead};
pub use setting_change::{
    Altered, SettingChange, SettingChangeReads, SettingChangeWrites, SettingError, SettingKind,
    list_setting_changes, record_change,
};
pub use sign_in::{
    Attempt, GUESS_WINDOW, GUESSES_PER_ACCOUNT, GUESSES_PER_ACCOUNT_IN_ALL, GUESSES_PER_ADDRESS,
    GUESSES_PER_SITE, Guess, GuessKind, Guessed, LOGIN_IDLE, LOGIN_LIFE, LoginSession, NOTED_EVERY, Permit,
    RESET_WINDOW, RESETS_PER_ACCOUNT, Recognised, SignInReads, SignInWrites, actor_of_login, begin_sign_in,
    change_password, end_sign_in, forget_old_sign_ins, note_login_use, renew_password, sign_out,
};
pub use single_sign_on::{
    Joining, OutsideIdentity, ProviderFailure, SignOnFlow, SingleSignOn, sign_in_outside,
};
pub use step::{Step, StepOutcome, StepReads, StepWrites};
pub use store::{
    Ending, Optimistic, Scope, Store, StoreError, StoreExt, StoreResult, Transaction, Unit, View,
};
pub use ticket::{
    IllegalTicketTransition, OwnerChange, Priority, Referral, Ticket, TicketEvent, TicketEventKind,
    TicketNumber, TicketPrefix, TicketReads, TicketStatus, TicketWrites,
};
pub use ticket_card::{
    DeskExpert, MachineCard, TicketCard, TicketNumbers, UserCard, desk_experts, ticket_card,
};
pub use ticket_desk::{
    ChangeTicket, Delivery, TicketError, TicketFile, TicketName, TicketRef, change_ticket, notifications_of,
    view_ticket,
};
pub use ticket_link::{
    InstallSecretReads, InstallSecretWrites, LINK_SECRET, LinkedTicket, TicketLink, TicketLinks,
    install_secret, read_linked_ticket,
};
pub use translation::{TranslationError, message_to_translate};
pub use trigger::{Decision, Trigger, TriggerReads, TriggerType, TriggerWrites};
pub use waiting::{
    AnswerTime, QueueKey, QueueLine, QueuePlace, QueueReads, queue_key, queue_line, queue_place,
};
pub use watching::{Change, News, Picture, Report, Told, note_seen, picture_of, report_of, with_steps};
