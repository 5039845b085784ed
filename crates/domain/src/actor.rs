//! Who is asking, and what they may reach.

use std::fmt;

use uuid::Uuid;

use crate::id::{AccountId, ApiKeyId, OrganizationId};
use crate::policy::{self, Action, KeyScope, Reach, Refusal, Role};
use crate::session::{Session, VISITOR};
use crate::store::Scope;

/// Whoever a request comes from. Made once per request at the edge, from something that proves it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    organization: OrganizationId,
    kind: Kind,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    Operator,
    System,
    Visitor { user_id: String },
    User { user_id: String, manager: bool },
    Staff { account: AccountId, name: String, role: StaffRole },
    Service { key: ApiKeyId, name: String, scopes: Vec<KeyScope> },
}

crate::vocabulary::vocabulary!(
    /// What a person with an account here may be.
    StaffRole {
        /// Works on tickets.
        Expert => "expert",
        /// Works on tickets and decides how the desk works.
        Lead => "lead",
        /// Decides who works here.
        Admin => "admin",
    }
);

impl From<StaffRole> for Role {
    fn from(role: StaffRole) -> Self {
        match role {
            StaffRole::Expert => Self::Expert,
            StaffRole::Lead => Self::Lead,
            StaffRole::Admin => Self::Admin,
        }
    }
}

/// How the operator of open mode is named in histories.
const OPERATOR: &str = "operator";

/// How the service itself is named there.
const SYSTEM: &str = "system";

/// Whether a name would be taken for the service itself, or for whoever is at its computer.
pub(crate) fn is_reserved(name: &str) -> bool {
    [OPERATOR, SYSTEM].iter().any(|reserved| name.trim().eq_ignore_ascii_case(reserved))
}

/// A user id that cannot be a user's, because Handover makes up such ids for visitors, means itself by them,
/// or they are nobody's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a user id must not be empty, `{OPERATOR}` or `{SYSTEM}`, and must not begin with `{VISITOR}`")]
pub struct ReservedUserId;

impl Actor {
    /// The local operator of open mode: may do everything in its organization.
    pub fn operator(organization: OrganizationId) -> Self {
        Self { organization, kind: Kind::Operator }
    }

    /// The service itself, for example an idle timer.
    pub fn system(organization: OrganizationId) -> Self {
        Self { organization, kind: Kind::System }
    }

    /// Somebody unknown, who has shown a capability that `id` was derived from in a way that cannot be
    /// turned around. Sessions are the visitor's by this id.
    pub fn visitor(organization: OrganizationId, id: Uuid) -> Self {
        Self { organization, kind: Kind::Visitor { user_id: format!("{VISITOR}{id}") } }
    }

    /// A user whom the host system vouches for. A manager may read what the organization has asked.
    ///
    /// # Errors
    /// [`ReservedUserId`]
    pub fn user(organization: OrganizationId, user_id: &str, manager: bool) -> Result<Self, ReservedUserId> {
        if user_id.trim().is_empty() || user_id.starts_with(VISITOR) || is_reserved(user_id) {
            return Err(ReservedUserId);
        }
        Ok(Self { organization, kind: Kind::User { user_id: user_id.to_owned(), manager } })
    }

    /// A person with an account here.
    pub fn staff(organization: OrganizationId, account: AccountId, (name, role): (&str, StaffRole)) -> Self {
        Self { organization, kind: Kind::Staff { account, name: name.to_owned(), role } }
    }

    /// Another program that has shown an API key.
    pub fn service(
        organization: OrganizationId,
        key: ApiKeyId,
        (name, scopes): (&str, Vec<KeyScope>),
    ) -> Self {
        Self { organization, kind: Kind::Service { key, name: name.to_owned(), scopes } }
    }

    /// The organization whose rows this actor can reach at all.
    pub fn scope(&self) -> Scope {
        Scope::of(self.organization)
    }

    /// What the actor is to the service.
    pub fn role(&self) -> Role {
        match &self.kind {
            Kind::Operator => Role::Operator,
            Kind::System => Role::System,
            Kind::Visitor { .. } => Role::Visitor,
            Kind::User { manager: false, .. } => Role::User,
            Kind::User { manager: true, .. } => Role::Manager,
            Kind::Staff { role, .. } => (*role).into(),
            Kind::Service { .. } => Role::Service,
        }
    }

    /// How the actor is named in histories.
    pub fn name(&self) -> &str {
        match &self.kind {
            Kind::Operator => OPERATOR,
            Kind::System => SYSTEM,
            Kind::Visitor { user_id } | Kind::User { user_id, .. } => user_id,
            Kind::Staff { name, .. } | Kind::Service { name, .. } => name,
        }
    }

    /// The user that the actor is and speaks for; `None` for everybody who is no user of the host system.
    pub fn user_id(&self) -> Option<&str> {
        match &self.kind {
            Kind::Visitor { user_id } | Kind::User { user_id, .. } => Some(user_id),
            Kind::Operator | Kind::System | Kind::Staff { .. } | Kind::Service { .. } => None,
        }
    }

    /// The account that the actor is; `None` for everybody who is no person with one.
    pub fn account(&self) -> Option<AccountId> {
        match &self.kind {
            Kind::Staff { account, .. } => Some(*account),
            _ => None,
        }
    }

    /// How far `action` reaches for this actor.
    pub fn reach(&self, action: Action) -> Reach {
        let scopes = match &self.kind {
            Kind::Service { scopes, .. } => scopes.as_slice(),
            _ => &[],
        };
        policy::reach(self.role(), action, scopes)
    }

    /// The reach of `action`, which the use case holds every row against.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`] when it reaches nowhere, whatever it is to be done to.
    pub fn demand(&self, action: Action) -> Result<Reach, Refusal> {
        match self.reach(action) {
            Reach::Nothing => Err(Refusal::NotAllowed { role: self.role(), action }),
            reach => Ok(reach),
        }
    }

    /// Whether a request may say that it is made in the name of `user_id`. Who is a user speaks for
    /// nobody else, and a program for no visitor, who is nobody that another system could know.
    ///
    /// # Errors
    /// [`Refusal::OtherUser`]
    pub fn speak_for(&self, user_id: Option<&str>) -> Result<(), Refusal> {
        match (self.user_id(), user_id) {
            (Some(own), Some(named)) if own != named => Err(Refusal::OtherUser),
            (None, Some(named)) if self.role() == Role::Service && named.starts_with(VISITOR) => {
                Err(Refusal::OtherUser)
            }
            _ => Ok(()),
        }
    }

    /// Whether `action` reaches what belongs to the user `owner` of this actor's organization.
    pub fn reaches(&self, action: Action, owner: &str) -> bool {
        match self.reach(action) {
            Reach::Nothing => false,
            Reach::Own => self.user_id() == Some(owner),
            Reach::Organization => true,
        }
    }

    /// Whether `action` reaches `session` in the name of `user_id`.
    ///
    /// What it does not reach does not exist: callers answer as if the session were missing. A request
    /// that names no user speaks for the session's own, and a session that nobody has named a user for
    /// may be used by whoever does first.
    pub fn may(&self, action: Action, session: &Session, user_id: Option<&str>) -> bool {
        let named = user_id.is_none_or(|id| id == session.user_id) || session.is_anonymous();
        session.organization_id == self.organization && named && self.reaches(action, &session.user_id)
    }
}

/// Who the actor is, exactly: for keys that must not be shared, not for people.
impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            Kind::Operator => f.write_str(OPERATOR),
            Kind::System => f.write_str(SYSTEM),
            Kind::Visitor { user_id } | Kind::User { user_id, .. } => write!(f, "user/{user_id}"),
            Kind::Staff { account, .. } => write!(f, "account/{account}"),
            Kind::Service { key, .. } => write!(f, "key/{key}"),
        }
    }
}
