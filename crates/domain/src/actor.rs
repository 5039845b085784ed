//! Who is asking, and what they may reach.

use crate::id::OrganizationId;
use crate::session::Session;
use crate::store::Scope;

/// Whoever a request comes from. Made once per request at the edge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    organization: OrganizationId,
    kind: ActorKind,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum ActorKind {
    Operator,
    System,
}

impl Actor {
    /// The local operator of open mode: may do everything in its organization.
    pub fn operator(organization: OrganizationId) -> Self {
        Self { organization, kind: ActorKind::Operator }
    }

    /// The service itself, for example an idle timer.
    pub fn system(organization: OrganizationId) -> Self {
        Self { organization, kind: ActorKind::System }
    }

    /// The organization whose rows this actor can reach at all.
    pub fn scope(&self) -> Scope {
        Scope::of(self.organization)
    }

    /// How the actor is named in histories.
    pub fn name(&self) -> &'static str {
        match self.kind {
            ActorKind::Operator => "operator",
            ActorKind::System => "system",
        }
    }

    /// Whether this actor may see and use `session` in the name of `user_id`.
    ///
    /// What it may not see does not exist: callers answer as if the session were missing. A request
    /// that names no user speaks for the session's own, and a session that nobody has named a user for
    /// may be used by whoever does first.
    pub fn may_use(&self, session: &Session, user_id: Option<&str>) -> bool {
        let same_user = user_id.is_none_or(|id| id == session.user_id) || session.is_anonymous();
        match self.kind {
            ActorKind::Operator | ActorKind::System => {
                session.organization_id == self.organization && same_user
            }
        }
    }
}
