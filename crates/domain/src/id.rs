//! Typed identifiers: a ticket's id can never stand where a session's is wanted.

use std::fmt;

use uuid::Uuid;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(transparent))]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

id!(
    /// A tenant. Every row belongs to one and every query is scoped by one.
    OrganizationId
);
id!(
    /// One troubleshooting conversation. Random (v4), because knowing it is worth something.
    SessionId
);
id!(
    /// One utterance in a session.
    MessageId
);
id!(
    /// One guided instruction.
    StepId
);
id!(
    /// One recorded decision of the rules.
    TriggerId
);
id!(
    /// One ticket; people use its [`TicketNumber`](crate::TicketNumber).
    TicketId
);
id!(
    /// One line of a ticket's history.
    TicketEventId
);
id!(
    /// One notification that is owed. Its Message-ID is derived from it.
    OutboxId
);
id!(
    /// One try to deliver one notification to one recipient.
    AttemptId
);

id!(
    /// A person who works here.
    AccountId
);
id!(
    /// A key that another program shows.
    ApiKeyId
);
id!(
    /// One document of what an organization knows.
    DocumentId
);

id!(
    /// One answer that experts need often.
    CannedAnswerId
);
id!(
    /// One view of the queue that is kept under a name.
    SavedViewId
);
id!(
    /// One line of the history of settings.
    SettingChangeId
);

impl OrganizationId {
    /// The organization of an install that never heard of organizations; the first migration creates it.
    pub const DEFAULT: Self = Self(Uuid::from_u128(1));
}

/// Where new identifiers come from, so that the domain holds no randomness.
pub trait Ids: Send + Sync {
    /// A time-ordered id (UUID v7) for a row, so that inserts stay local in the index.
    fn row(&self) -> Uuid;

    /// An unguessable id (UUID v4) for what acts as a capability.
    fn capability(&self) -> Uuid;
}

/// A new secret that begins with `prefix`: 244 random bits, as 64 hexadecimal digits.
pub fn mint(prefix: &str, ids: &dyn Ids) -> String {
    format!("{prefix}{}{}", ids.capability().simple(), ids.capability().simple())
}
