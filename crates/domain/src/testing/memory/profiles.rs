//! Organizations, what the host system told us, and idempotency records.

use chrono::{DateTime, Utc};

use super::{Draft, first};
use crate::idempotency::{IdempotencyKey, IdempotencyReads, IdempotencyRecord, IdempotencyWrites};
use crate::organization::{Organization, OrganizationReads, OrganizationWrites};
use crate::profile::{MachineProfile, ProfileReads, ProfileWrites, UserProfile};
use crate::store::{Scope, StoreResult};

impl OrganizationReads for Draft {
    fn organization(&mut self, scope: Scope) -> StoreResult<Option<Organization>> {
        Ok(self.tables.organizations.iter().find(|o| o.id == scope.organization()).cloned())
    }

    fn organization_by_key(&mut self, key: &str) -> StoreResult<Option<Organization>> {
        Ok(self.tables.organizations.iter().find(|o| o.key.as_deref() == Some(key)).cloned())
    }

    fn organizations(&mut self) -> StoreResult<Vec<Organization>> {
        let mut all = self.tables.organizations.clone();
        all.sort_by(|a, b| a.key.cmp(&b.key));
        Ok(all)
    }
}

impl OrganizationWrites for Draft {
    fn insert_organization(&mut self, organization: &Organization) -> StoreResult<bool> {
        let taken =
            |o: &Organization| o.id == organization.id || (o.key.is_some() && o.key == organization.key);
        if self.tables.organizations.iter().any(taken) {
            return Ok(false);
        }
        self.tables.organizations.push(organization.clone());
        Ok(true)
    }
}

impl ProfileReads for Draft {
    fn user(&mut self, scope: Scope, user_id: &str) -> StoreResult<Option<UserProfile>> {
        let mut mine = self.tables.users.iter().filter(|(o, _)| *o == scope.organization());
        Ok(mine.find(|(_, u)| u.user_id == user_id).map(|(_, u)| u.clone()))
    }

    fn machine(&mut self, scope: Scope, machine_id: &str) -> StoreResult<Option<MachineProfile>> {
        let mut mine = self.tables.machines.iter().filter(|(o, _)| *o == scope.organization());
        Ok(mine.find(|(_, m)| m.machine_id == machine_id).map(|(_, m)| m.clone()))
    }

    fn machines_of_user(
        &mut self,
        scope: Scope,
        user_id: &str,
        limit: i64,
    ) -> StoreResult<(Vec<MachineProfile>, i64)> {
        let mine = self.tables.machines.iter().filter(|(o, _)| *o == scope.organization());
        let theirs = mine.filter(|(_, m)| m.user_id.as_deref() == Some(user_id));
        let mut machines: Vec<MachineProfile> = theirs.map(|(_, m)| m.clone()).collect();
        machines.sort_by(|a, b| a.machine_id.cmp(&b.machine_id));
        let count = i64::try_from(machines.len()).unwrap_or(i64::MAX);
        Ok((first(machines.into_iter(), limit), count))
    }
}

impl ProfileWrites for Draft {
    fn put_user(&mut self, scope: Scope, user: &UserProfile) -> StoreResult<()> {
        let organization = scope.organization();
        self.tables.users.retain(|(o, u)| !(*o == organization && u.user_id == user.user_id));
        self.tables.users.push((organization, user.clone()));
        Ok(())
    }

    fn put_machine(&mut self, scope: Scope, machine: &MachineProfile) -> StoreResult<()> {
        let organization = scope.organization();
        self.tables.machines.retain(|(o, m)| !(*o == organization && m.machine_id == machine.machine_id));
        self.tables.machines.push((organization, machine.clone()));
        Ok(())
    }

    fn delete_user(&mut self, scope: Scope, user_id: &str) -> StoreResult<bool> {
        let before = self.tables.users.len();
        self.tables.users.retain(|(o, u)| !(*o == scope.organization() && u.user_id == user_id));
        Ok(self.tables.users.len() < before)
    }

    fn delete_machine(&mut self, scope: Scope, machine_id: &str) -> StoreResult<bool> {
        let before = self.tables.machines.len();
        self.tables.machines.retain(|(o, m)| !(*o == scope.organization() && m.machine_id == machine_id));
        Ok(self.tables.machines.len() < before)
    }
}

fn same(a: &IdempotencyKey, b: &IdempotencyKey) -> bool {
    (&a.actor, &a.route, &a.session, &a.key) == (&b.actor, &b.route, &b.session, &b.key)
}

impl IdempotencyReads for Draft {
    fn idempotency_record(
        &mut self,
        scope: Scope,
        key: &IdempotencyKey,
    ) -> StoreResult<Option<IdempotencyRecord>> {
        let mut mine = self.tables.idempotency.iter().filter(|(o, _)| *o == scope.organization());
        Ok(mine.find(|(_, r)| same(&r.key, key)).map(|(_, r)| r.clone()))
    }
}

impl IdempotencyWrites for Draft {
    fn put_idempotency(&mut self, scope: Scope, record: &IdempotencyRecord) -> StoreResult<()> {
        let organization = scope.organization();
        self.tables.idempotency.retain(|(o, r)| !(*o == organization && same(&r.key, &record.key)));
        self.tables.idempotency.push((organization, record.clone()));
        Ok(())
    }

    fn claim_idempotency(&mut self, scope: Scope, record: &IdempotencyRecord) -> StoreResult<bool> {
        if self.idempotency_record(scope, &record.key)?.is_some() {
            return Ok(false);
        }
        self.tables.idempotency.push((scope.organization(), record.clone()));
        Ok(true)
    }

    fn forget_old_idempotency(&mut self, before: DateTime<Utc>, limit: i64) -> StoreResult<i64> {
        let mut left = limit;
        let count = self.tables.idempotency.len();
        self.tables.idempotency.retain(|(_, r)| {
            let forget = left > 0 && r.created_at < before;
            left -= i64::from(forget);
            !forget
        });
        Ok(i64::try_from(count - self.tables.idempotency.len()).unwrap_or(0))
    }
}
