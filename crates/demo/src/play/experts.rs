//! Those who work on tickets. They have accounts without a password, which are active only within the transactions in
//! which their owners work and disabled for everybody else, so that none ever opens a door.

use chrono::{DateTime, Utc};
use handover_domain::{
    Account, AccountId, AccountStatus, Actor, Contact, EmailAddress, HouseRules, Ids, PasswordHash, Reason,
    Transaction,
};

use crate::cast::{CastExpert, EXPERTS};
use crate::ids::{DemoIds, mark_of};
use crate::{DemoError, Seed, begins};

pub(super) struct Experts(Vec<(Account, Actor)>);

impl Experts {
    /// One for each contact of the install, as far as there are names.
    pub(super) fn new(house: &HouseRules, seed: &Seed, ids: &DemoIds) -> Self {
        let since = begins(seed.to);
        let tail: String = mark_of(seed.organization).tail.iter().map(|byte| format!("{byte:02x}")).collect();
        let expert = |(cast, contact): (&CastExpert, &Contact)| {
            // No two organizations may have an account with the same address.
            let email = EmailAddress::parse(&format!("{}@{tail}.handover-demo.example", cast.mailbox))?;
            let account = account((cast, contact), (AccountId(ids.capability()), email), (seed, since));
            let actor = Actor::staff(seed.organization, account.id, (cast.name, cast.role));
            Some((account, actor))
        };
        Self(EXPERTS.iter().zip(house.contacts.all()).filter_map(expert).collect())
    }

    pub(super) fn join(&self, tx: &mut dyn Transaction) -> Result<(), DemoError> {
        for (account, _) in &self.0 {
            if !tx.insert_account(account)? {
                return Err(DemoError::ForeignRows);
            }
        }
        Ok(())
    }

    /// Lets them work until [`Self::leave`], in the same transaction.
    pub(super) fn come(&self, tx: &mut dyn Transaction) -> Result<(), DemoError> {
        for (account, _) in &self.0 {
            // No hash has this form, so no password is right for it.
            let password_hash = Some(PasswordHash::new("none".to_owned()));
            tx.update_account(&Account { status: AccountStatus::Active, password_hash, ..account.clone() })?;
        }
        Ok(())
    }

    pub(super) fn leave(&self, tx: &mut dyn Transaction) -> Result<(), DemoError> {
        for (account, _) in &self.0 {
            tx.update_account(account)?;
        }
        Ok(())
    }

    /// Who works on what comes for `reason`: whoever the contact is that it goes to.
    pub(super) fn for_contact(&self, contact: &str, reason: Reason) -> usize {
        let theirs = |(account, _): &(Account, Actor)| account.contact_id.as_deref() == Some(contact);
        let found = self.0.iter().position(theirs);
        // Somebody always does.
        found.unwrap_or(usize::from(reason == Reason::SafetyConcern).min(self.0.len().saturating_sub(1)))
    }

    pub(super) fn actor(&self, place: usize) -> Option<&Actor> {
        self.0.get(place).map(|(_, actor)| actor)
    }
}

fn account(
    (cast, contact): (&CastExpert, &Contact),
    (id, email): (AccountId, EmailAddress),
    (seed, since): (&Seed, DateTime<Utc>),
) -> Account {
    Account {
        id,
        organization_id: seed.organization,
        email,
        name: cast.name.to_owned(),
        role: cast.role,
        language: cast.language,
        contact_id: Some(contact.id.clone()),
        status: AccountStatus::Disabled,
        password_hash: None,
        subject: None,
        created_at: since,
        updated_at: since,
    }
}
