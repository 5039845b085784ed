//! Who may do what: the whole table.
//!
//! Every use case names the [`Action`] it performs and asks the actor how far that reaches. What an
//! actor cannot reach does not exist for it.

use std::fmt;

use crate::vocabulary::vocabulary;

vocabulary!(
    /// What an actor is to the service.
    Role {
        /// Nobody known, with a capability for the sessions it opened itself.
        Visitor => "visitor",
        /// A user of the host system.
        User => "user",
        /// A user who may read what the whole organization has asked.
        Manager => "manager",
        /// Works on tickets.
        Expert => "expert",
        /// Works on tickets and decides how the desk works.
        Lead => "lead",
        /// Decides who works here.
        Admin => "admin",
        /// Another program, with the scopes of its API key.
        Service => "service",
        /// Whoever is at this computer, in open mode.
        Operator => "operator",
        /// Handover itself, for example an idle timer.
        System => "system",
    }
);

vocabulary!(
    /// What an API key may be used for.
    KeyScope {
        /// Hold conversations in the name of users, and escalate them.
        Chat => "chat",
        /// Read sessions and what was decided in them.
        Sessions => "sessions",
        /// Read and work on tickets.
        Tickets => "tickets",
        /// Tell and read who the users are and which machines they have.
        Profiles => "profiles",
        /// Bring, read and remove documents.
        Knowledge => "knowledge",
        /// Read figures about what people ask and what becomes of it.
        Analytics => "analytics",
    }
);

/// Something that a request wants to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// Open a session, say something in it, tell how a step went.
    Converse,
    /// Close a session, give it up, take it up again.
    CloseSession,
    /// Hand a session to an expert.
    Escalate,
    /// Say how good the help in a session was.
    Rate,
    /// Read a session, its transcript and what the rules decided or would decide.
    ReadSession,
    /// Ask what the rules say about a text.
    Judge,
    /// Read a ticket and its history, list tickets.
    ReadTicket,
    /// Change a ticket, answer its user, hand the conversation back.
    WorkTicket,
    /// Read or write what those who work on tickets tell each other about one.
    InternalNotes,
    /// Read the mails about a ticket.
    ReadMail,
    /// Read what the host system told about users and machines.
    ReadProfile,
    /// Tell about users and machines, or forget them.
    WriteProfile,
    /// Open a passage that an answer cited.
    OpenPassage,
    /// List documents and read them whole.
    ReadKnowledge,
    /// Bring and remove documents.
    WriteKnowledge,
    /// Read what the desk works with: canned answers, who can have a ticket.
    ReadDesk,
    /// Decide how the desk works, and read who decided what.
    LeadDesk,
    /// Write down what experts know, and say what is wrong with an answer.
    ShareExpertise,
    /// Read figures about all conversations of the organization.
    ReadInsight,
    /// Invite, change and disable accounts, make and revoke API keys.
    ManageAccess,
}

impl Action {
    /// All of them, in the order of the table.
    pub const ALL: [Self; 20] = [
        Self::Converse,
        Self::CloseSession,
        Self::Escalate,
        Self::Rate,
        Self::ReadSession,
        Self::Judge,
        Self::ReadTicket,
        Self::WorkTicket,
        Self::InternalNotes,
        Self::ReadMail,
        Self::ReadProfile,
        Self::WriteProfile,
        Self::OpenPassage,
        Self::ReadKnowledge,
        Self::WriteKnowledge,
        Self::ReadDesk,
        Self::LeadDesk,
        Self::ShareExpertise,
        Self::ReadInsight,
        Self::ManageAccess,
    ];
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Converse => "hold a conversation",
            Self::CloseSession => "close a session",
            Self::Escalate => "escalate a session",
            Self::Rate => "rate sessions",
            Self::ReadSession => "read sessions",
            Self::Judge => "ask what the rules say about a text",
            Self::ReadTicket => "read tickets",
            Self::WorkTicket => "change tickets",
            Self::InternalNotes => "read or write internal notes",
            Self::ReadMail => "read the mails about a ticket",
            Self::ReadProfile => "read about users and machines",
            Self::WriteProfile => "tell about users and machines",
            Self::OpenPassage => "open cited passages",
            Self::ReadKnowledge => "read documents",
            Self::WriteKnowledge => "bring or remove documents",
            Self::ReadDesk => "read what the desk works with",
            Self::LeadDesk => "decide how the desk works",
            Self::ShareExpertise => "write down what experts know",
            Self::ReadInsight => "read figures about conversations",
            Self::ManageAccess => "manage access",
        })
    }
}

/// How far an action reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// Nowhere.
    Nothing,
    /// What belongs to the actor: its sessions, and the tickets they became.
    Own,
    /// Everything in the actor's organization.
    Organization,
}

const NO: Reach = Reach::Nothing;
const OWN: Reach = Reach::Own;
const ALL: Reach = Reach::Organization;

/// The table. Operator and system may do everything in their organization; a service what its key says.
pub(crate) fn reach(role: Role, action: Action, scopes: &[KeyScope]) -> Reach {
    let (scope, [visitor, user, manager, expert, lead, admin]) = match action {
        //                         API key with              visitor user manager expert lead admin
        Action::Converse => (Some(KeyScope::Chat), [OWN, OWN, OWN, NO, NO, NO]),
        Action::CloseSession => (Some(KeyScope::Chat), [OWN, OWN, OWN, ALL, ALL, ALL]),
        Action::Escalate => (Some(KeyScope::Chat), [OWN, OWN, OWN, ALL, ALL, ALL]),
        Action::Rate => (Some(KeyScope::Chat), [OWN, OWN, OWN, NO, NO, NO]),
        Action::ReadSession => (Some(KeyScope::Sessions), [OWN, OWN, ALL, ALL, ALL, ALL]),
        Action::Judge => (Some(KeyScope::Sessions), [NO, NO, NO, ALL, ALL, ALL]),
        Action::ReadTicket => (Some(KeyScope::Tickets), [OWN, OWN, ALL, ALL, ALL, ALL]),
        Action::WorkTicket => (Some(KeyScope::Tickets), [NO, NO, NO, ALL, ALL, ALL]),
        Action::InternalNotes => (Some(KeyScope::Tickets), [NO, NO, NO, ALL, ALL, ALL]),
        Action::ReadMail => (Some(KeyScope::Tickets), [NO, NO, NO, ALL, ALL, ALL]),
        Action::ReadProfile => (Some(KeyScope::Profiles), [NO, OWN, ALL, ALL, ALL, ALL]),
        Action::WriteProfile => (Some(KeyScope::Profiles), [NO, NO, NO, NO, NO, ALL]),
        Action::OpenPassage => (Some(KeyScope::Chat), [ALL, ALL, ALL, ALL, ALL, ALL]),
        Action::ReadKnowledge => (Some(KeyScope::Knowledge), [NO, NO, NO, ALL, ALL, ALL]),
        Action::WriteKnowledge => (Some(KeyScope::Knowledge), [NO, NO, NO, NO, ALL, ALL]),
        Action::ReadDesk => (Some(KeyScope::Tickets), [NO, NO, NO, ALL, ALL, ALL]),
        Action::LeadDesk => (None, [NO, NO, NO, NO, ALL, ALL]),
        Action::ShareExpertise => (Some(KeyScope::Knowledge), [NO, NO, NO, ALL, ALL, ALL]),
        Action::ReadInsight => (Some(KeyScope::Analytics), [NO, NO, ALL, ALL, ALL, ALL]),
        Action::ManageAccess => (None, [NO, NO, NO, NO, NO, ALL]),
    };
    match role {
        Role::Visitor => visitor,
        Role::User => user,
        Role::Manager => manager,
        Role::Expert => expert,
        Role::Lead => lead,
        Role::Admin => admin,
        Role::Service if scope.is_some_and(|scope| scopes.contains(&scope)) => ALL,
        Role::Service => NO,
        Role::Operator | Role::System => ALL,
    }
}

/// Why an actor may not do something at all, whatever it is to be done to.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The role does not do that.
    #[error("{} may not {action}", Named(*.role))]
    NotAllowed {
        /// What the actor is.
        role: Role,
        /// What it wanted.
        action: Action,
    },
    /// The request names another user than the one its token speaks for.
    #[error("the request names another user than the one its token speaks for")]
    OtherUser,
}

struct Named(Role);

impl fmt::Display for Named {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0 {
            Role::Visitor => "an anonymous visitor",
            Role::User => "a user",
            Role::Manager => "a manager of an organization",
            Role::Expert => "an expert",
            Role::Lead => "a lead",
            Role::Admin => "an admin",
            Role::Service => "a service without the scope",
            Role::Operator => "the operator",
            Role::System => "the service itself",
        })
    }
}
