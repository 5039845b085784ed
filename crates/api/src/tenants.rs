//! Which organization the host's name for it stands for.

use std::collections::HashMap;
use std::sync::RwLock;

use handover_domain::{Actor, OrganizationId, organization_for, organization_named};

use crate::api::Tools;
use crate::problem::ApiError;

/// So many names are remembered. A host with more of them costs a query now and then.
const MOST: usize = 10_000;

/// The names that have been looked up. What one stands for never changes, so none is ever wrong.
#[derive(Default)]
pub(crate) struct Tenants(RwLock<HashMap<String, OrganizationId>>);

impl Tenants {
    fn get(&self, key: &str) -> Option<OrganizationId> {
        let known = self.0.read().unwrap_or_else(std::sync::PoisonError::into_inner);
        known.get(key).copied()
    }

    fn remember(&self, key: String, id: OrganizationId) {
        let mut known = self.0.write().unwrap_or_else(std::sync::PoisonError::into_inner);
        if known.len() >= MOST {
            known.clear();
        }
        known.insert(key, id);
    }
}

impl Tools {
    /// The organization that the host calls `key`; one that was never heard of is made where `may_create`
    /// says so, and otherwise there is none.
    pub(crate) async fn organization(
        &self,
        key: &str,
        may_create: bool,
    ) -> Result<Option<OrganizationId>, ApiError> {
        if let Some(id) = self.tenants.get(key) {
            return Ok(Some(id));
        }
        let desk = self.desk(Actor::system(OrganizationId::DEFAULT));
        let asked = key.to_owned();
        let mut found = desk.read(move |view, _| Ok(organization_named(view, &asked)?)).await?;
        if found.is_none() && may_create {
            let asked = key.to_owned();
            let made = desk.write(move |tx, scene| Ok(organization_for(tx, scene.ids, (&asked, true))?));
            found = made.await?;
        }
        Ok(found.map(|organization| {
            self.tenants.remember(key.to_owned(), organization.id);
            organization.id
        }))
    }
}
