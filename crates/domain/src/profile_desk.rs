//! Learning about users and machines from the host system, forgetting them, and telling what is known.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use crate::actor::Actor;
use crate::house::Scene;
use crate::language::Language;
use crate::policy::{Action, Reach, Refusal};
use crate::profile::{MachineProfile, UserProfile};
use crate::store::{Scope, StoreError, StoreResult, Transaction, View};

/// Why nothing was learned, forgotten or told. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum ProfileError {
    /// There is no such user, or the caller may not know of it.
    #[error("there is no such user")]
    NoSuchUser,
    /// There is no such machine, or the caller may not know of it.
    #[error("there is no such machine")]
    NoSuchMachine,
    /// A user cannot be taken as described, so none of them was.
    #[error("user {index}: {fault}")]
    BadUser {
        /// Its place among those that were described.
        index: usize,
        /// What is wrong with it.
        fault: RowFault,
    },
    /// A machine cannot be taken as described, so none of them was.
    #[error("machine {index}: {fault}")]
    BadMachine {
        /// Its place among those that were described.
        index: usize,
        /// What is wrong with it.
        fault: RowFault,
    },
    /// The caller may not do that.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What is wrong with one description.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RowFault {
    /// It has no id.
    #[error("the id is empty")]
    NoId,
    /// Another one before it has the same id, so it is unclear which of them holds.
    #[error("the one at {first} has the same id")]
    SameId {
        /// Where the other one is.
        first: usize,
    },
    /// Operating hours are no negative number, and some number.
    #[error("operating hours must be a number from 0 on")]
    Hours,
}

/// What the host system says about a user. What is `None` is forgotten.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DescribeUser {
    /// The host's id.
    pub user_id: String,
    /// Name for people.
    pub name: Option<String>,
    /// Mail address.
    pub email: Option<String>,
    /// The user's company.
    pub organization_name: Option<String>,
    /// The user's role there.
    pub role: Option<String>,
    /// The language to write to them in.
    pub language: Option<Language>,
}

/// What the host system says about a machine. What is `None` is forgotten.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DescribeMachine {
    /// The host's id.
    pub machine_id: String,
    /// The host's user whose machine it is; need not be one that was described.
    pub user_id: Option<String>,
    /// Name for people.
    pub name: Option<String>,
    /// Model.
    pub model: Option<String>,
    /// Serial number.
    pub serial: Option<String>,
    /// Operating hours.
    pub hours: Option<f64>,
    /// Where it is.
    pub location: Option<String>,
}

/// What became of descriptions.
#[derive(Debug, Clone, PartialEq)]
pub struct Described<T> {
    /// What is known now, in the order of the descriptions.
    pub profiles: Vec<T>,
    /// How many of them nothing was known about.
    pub created: usize,
    /// How many of them something else was known about.
    pub updated: usize,
}

/// A machine and whose it is.
#[derive(Debug, Clone, PartialEq)]
pub struct MachineContext {
    /// The machine.
    pub machine: MachineProfile,
    /// Its owner, if the host system told us about them.
    pub owner: Option<UserProfile>,
}

/// At most so many machines of one user are told.
const MOST_MACHINES: i64 = 1000;

/// Learns about users: about all of them or, when one cannot be taken, about none.
///
/// What is known already is not written again, because hosts tell the same thing over and over.
///
/// # Errors
/// [`ProfileError::BadUser`] for the first that cannot be taken, [`ProfileError::Refused`].
pub fn describe_users(
    tx: &mut dyn Transaction,
    scene: &Scene<'_>,
    said: Vec<DescribeUser>,
) -> Result<Described<UserProfile>, ProfileError> {
    demand_everywhere(scene.actor, Action::WriteProfile)?;
    let users: Vec<UserProfile> = said.into_iter().map(|said| said.at(scene.now)).collect();
    check(&users).map_err(|(index, fault)| ProfileError::BadUser { index, fault })?;
    Ok(learn(tx, scene.actor.scope(), users)?)
}

/// Learns about machines: about all of them or, when one cannot be taken, about none.
///
/// What is known already is not written again, because hosts tell the same thing over and over.
///
/// # Errors
/// [`ProfileError::BadMachine`] for the first that cannot be taken, [`ProfileError::Refused`].
pub fn describe_machines(
    tx: &mut dyn Transaction,
    scene: &Scene<'_>,
    said: Vec<DescribeMachine>,
) -> Result<Described<MachineProfile>, ProfileError> {
    demand_everywhere(scene.actor, Action::WriteProfile)?;
    let machines: Vec<MachineProfile> = said.into_iter().map(|said| said.at(scene.now)).collect();
    check(&machines).map_err(|(index, fault)| ProfileError::BadMachine { index, fault })?;
    Ok(learn(tx, scene.actor.scope(), machines)?)
}

/// Forgets what the host system told about a user. Their sessions, tickets and machines stay. Returns
/// whether anything was known.
///
/// # Errors
/// [`ProfileError::Refused`]
pub fn forget_user(tx: &mut dyn Transaction, scene: &Scene<'_>, user_id: &str) -> Result<bool, ProfileError> {
    demand_everywhere(scene.actor, Action::WriteProfile)?;
    Ok(tx.delete_user(scene.actor.scope(), user_id)?)
}

/// Forgets what the host system told about a machine. Sessions about it stay, and tickets keep what they
/// copied of it. Returns whether anything was known.
///
/// # Errors
/// [`ProfileError::Refused`]
pub fn forget_machine(
    tx: &mut dyn Transaction,
    scene: &Scene<'_>,
    machine_id: &str,
) -> Result<bool, ProfileError> {
    demand_everywhere(scene.actor, Action::WriteProfile)?;
    Ok(tx.delete_machine(scene.actor.scope(), machine_id)?)
}

/// The machines of a user by their ids, at most 1000, and how many there are in all.
///
/// # Errors
/// [`ProfileError::NoSuchUser`] for another user, whether or not there is one.
pub fn machines_of_user(
    view: &mut dyn View,
    scene: &Scene<'_>,
    user_id: &str,
) -> Result<(Vec<MachineProfile>, i64), ProfileError> {
    scene.actor.demand(Action::ReadProfile)?;
    if !scene.actor.reaches(Action::ReadProfile, user_id) {
        return Err(ProfileError::NoSuchUser);
    }
    Ok(view.machines_of_user(scene.actor.scope(), user_id, MOST_MACHINES)?)
}

/// What is known about a machine, and about whose it is.
///
/// # Errors
/// [`ProfileError::NoSuchMachine`], for another user's machine too; [`ProfileError::Refused`].
pub fn machine_context(
    view: &mut dyn View,
    scene: &Scene<'_>,
    machine_id: &str,
) -> Result<MachineContext, ProfileError> {
    scene.actor.demand(Action::ReadProfile)?;
    let scope = scene.actor.scope();
    let machine = view
        .machine(scope, machine_id)?
        .filter(|machine| may_see(scene.actor, machine))
        .ok_or(ProfileError::NoSuchMachine)?;
    let owner = match &machine.user_id {
        Some(owner) => view.user(scope, owner)?,
        None => None,
    };
    Ok(MachineContext { machine, owner })
}

/// A machine that is nobody's is seen by those who see everybody's.
pub(crate) fn may_see(actor: &Actor, machine: &MachineProfile) -> bool {
    match &machine.user_id {
        Some(owner) => actor.reaches(Action::ReadProfile, owner),
        None => actor.reach(Action::ReadProfile) == Reach::Organization,
    }
}

/// Profiles are the host's to tell: who reaches only its own tells nothing.
fn demand_everywhere(actor: &Actor, action: Action) -> Result<(), Refusal> {
    match actor.demand(action)? {
        Reach::Organization => Ok(()),
        Reach::Own | Reach::Nothing => Err(Refusal::NotAllowed { role: actor.role(), action }),
    }
}

impl DescribeUser {
    fn at(self, now: DateTime<Utc>) -> UserProfile {
        UserProfile {
            user_id: self.user_id,
            name: self.name,
            email: self.email,
            organization_name: self.organization_name,
            role: self.role,
            language: self.language,
            updated_at: now,
        }
    }
}

impl DescribeMachine {
    fn at(self, now: DateTime<Utc>) -> MachineProfile {
        MachineProfile {
            machine_id: self.machine_id,
            user_id: self.user_id,
            name: self.name,
            model: self.model,
            serial: self.serial,
            hours: self.hours,
            location: self.location,
            updated_at: now,
        }
    }
}

/// What users and machines have in common while we learn about them.
trait Profile: Clone + PartialEq {
    fn id(&self) -> &str;
    fn fault(&self) -> Option<RowFault>;
    /// The same, told at the time of `other`.
    fn told_with(&self, other: &Self) -> Self;
    fn known(&self, tx: &mut dyn Transaction, scope: Scope) -> StoreResult<Option<Self>>;
    fn put(&self, tx: &mut dyn Transaction, scope: Scope) -> StoreResult<()>;
}

impl Profile for UserProfile {
    fn id(&self) -> &str {
        &self.user_id
    }

    fn fault(&self) -> Option<RowFault> {
        None
    }

    fn told_with(&self, other: &Self) -> Self {
        Self { updated_at: other.updated_at, ..self.clone() }
    }

    fn known(&self, tx: &mut dyn Transaction, scope: Scope) -> StoreResult<Option<Self>> {
        tx.user(scope, &self.user_id)
    }

    fn put(&self, tx: &mut dyn Transaction, scope: Scope) -> StoreResult<()> {
        tx.put_user(scope, self)
    }
}

impl Profile for MachineProfile {
    fn id(&self) -> &str {
        &self.machine_id
    }

    fn fault(&self) -> Option<RowFault> {
        let is_bad = |hours: f64| !hours.is_finite() || hours < 0.0;
        self.hours.is_some_and(is_bad).then_some(RowFault::Hours)
    }

    fn told_with(&self, other: &Self) -> Self {
        Self { updated_at: other.updated_at, ..self.clone() }
    }

    fn known(&self, tx: &mut dyn Transaction, scope: Scope) -> StoreResult<Option<Self>> {
        tx.machine(scope, &self.machine_id)
    }

    fn put(&self, tx: &mut dyn Transaction, scope: Scope) -> StoreResult<()> {
        tx.put_machine(scope, self)
    }
}

fn check<T: Profile>(profiles: &[T]) -> Result<(), (usize, RowFault)> {
    let mut seen = BTreeMap::new();
    for (index, profile) in profiles.iter().enumerate() {
        let twin = seen.insert(profile.id(), index).map(|first| RowFault::SameId { first });
        let no_id = profile.id().is_empty().then_some(RowFault::NoId);
        if let Some(fault) = no_id.or(twin).or_else(|| profile.fault()) {
            return Err((index, fault));
        }
    }
    Ok(())
}

fn learn<T: Profile>(
    tx: &mut dyn Transaction,
    scope: Scope,
    mut profiles: Vec<T>,
) -> StoreResult<Described<T>> {
    let (mut created, mut updated) = (0, 0);
    // Two that tell of the same rows at once must lock them in the same order, or each waits for the other.
    let mut in_order: Vec<&mut T> = profiles.iter_mut().collect();
    in_order.sort_by(|a, b| a.id().cmp(b.id()));
    for profile in in_order {
        match profile.known(tx, scope)? {
            Some(known) if profile.told_with(&known) == known => *profile = known,
            known => {
                profile.put(tx, scope)?;
                *(if known.is_some() { &mut updated } else { &mut created }) += 1;
            }
        }
    }
    Ok(Described { profiles, created, updated })
}
