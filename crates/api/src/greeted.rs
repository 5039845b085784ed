//! Whose claims have been remembered: looked at once a minute, so that a request does not cost a query.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, Utc};
use handover_domain::{Claims, NOTED_EVERY, OrganizationId};

/// So many users are known at once. A service with more of them a minute costs a query now and then.
const MOST: usize = 10_000;

/// What was remembered of each user, and when that was last looked at.
#[derive(Default)]
pub(crate) struct Greeted(Mutex<Remembered>);

type Remembered = HashMap<(OrganizationId, String), (Claims, DateTime<Utc>)>;

impl Greeted {
    /// Whether the same was remembered of the user within [`NOTED_EVERY`]. The token may be another one.
    pub(crate) fn is_fresh(&self, organization: OrganizationId, claims: &Claims, now: DateTime<Utc>) -> bool {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(&(organization, claims.user_id.clone())).is_some_and(|(told, at)| {
            now < *at + NOTED_EVERY
                && (&told.name, &told.email, told.language) == (&claims.name, &claims.email, claims.language)
        })
    }

    pub(crate) fn remember(&self, organization: OrganizationId, claims: Claims, now: DateTime<Utc>) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MOST {
            known.retain(|_, (_, at)| now < *at + NOTED_EVERY);
        }
        if known.len() >= MOST {
            known.clear();
        }
        known.insert((organization, claims.user_id.clone()), (claims, now));
    }
}
