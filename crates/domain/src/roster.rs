//! Who is there to help, what they can do, and who gets a ticket by itself: the one who has been idle longest.

use chrono::{DateTime, Utc};

use crate::account::AccountStatus;
use crate::assistant::Category;
use crate::escalation::Entry;
use crate::house::Scene;
use crate::id::AccountId;
use crate::language::Language;
use crate::policy::{Action, Refusal};
use crate::session::Session;
use crate::setting_change::{Altered, SettingKind, listed, record_change, told};
use crate::store::{Scope, StoreError, StoreResult, Transaction, View};
use crate::ticket::{Ticket, TicketEventKind};
use crate::work::{Expert, expert_named};

/// What an expert can do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Skills {
    /// The languages they help in; none means any.
    pub languages: Vec<Language>,
    /// The kinds of problem they know; none means any.
    pub categories: Vec<Category>,
    /// Whether they get tickets by themselves while they are available.
    pub auto_assign: bool,
}

/// What is known about an expert besides their name: only where something was ever set or assigned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duty {
    /// The id that tickets name them by: a contact's, or that of an account that is no contact's.
    pub expert_id: String,
    /// What they can do.
    pub skills: Skills,
    /// Whether they are there; `None` while they have never said.
    pub available: Option<bool>,
    /// When they last got a ticket, in whatever way.
    pub assigned_at: Option<DateTime<Utc>>,
}

impl Duty {
    /// Of somebody about whom nothing is known.
    pub fn unknown(expert_id: &str) -> Self {
        Self {
            expert_id: expert_id.to_owned(),
            skills: Skills::default(),
            available: None,
            assigned_at: None,
        }
    }

    /// Whether they may get a ticket by themselves that asks for `language` and is about `category`.
    fn fits(&self, language: Language, category: Option<Category>) -> bool {
        let Skills { languages, categories, auto_assign } = &self.skills;
        *auto_assign
            && self.available == Some(true)
            && (languages.is_empty() || languages.contains(&language))
            && (categories.is_empty() || category.is_some_and(|category| categories.contains(&category)))
    }
}

/// Reading who is on duty.
pub trait RosterReads {
    /// Everybody about whom something is known, by the bytes of their ids.
    fn duties(&mut self, scope: Scope) -> StoreResult<Vec<Duty>>;

    /// What is known about one expert.
    fn duty(&mut self, scope: Scope, expert_id: &str) -> StoreResult<Option<Duty>>;
}

/// Changing who is on duty.
///
/// Whoever locks several of these rows does so in the order of their ids, and after session, ticket and counter.
pub trait RosterWrites {
    /// Reads everybody who is available and may get tickets by themselves, and locks them until the end of the
    /// transaction, so that two escalations at once do not find the same expert idle.
    fn lock_available(&mut self, scope: Scope) -> StoreResult<Vec<Duty>>;

    /// Stores what an expert can do; everything else about them stays.
    fn put_skills(&mut self, scope: Scope, expert_id: &str, skills: &Skills) -> StoreResult<()>;

    /// Stores whether an expert is there; everything else about them stays.
    fn put_availability(&mut self, scope: Scope, expert_id: &str, available: bool) -> StoreResult<()>;

    /// Notes that an expert got a ticket; everything else about them stays.
    fn note_assigned(&mut self, scope: Scope, expert_id: &str, at: DateTime<Utc>) -> StoreResult<()>;
}

/// Why the roster was not read or changed. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum RosterError {
    /// No contact and no active account has this id.
    #[error("there is no contact and no active account `{0}`")]
    NoSuchExpert(String),
    /// Somebody without an account has to say who is meant.
    #[error("the request has to name an expert")]
    WhichExpert,
    /// The caller may not do that.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// An expert with what is known about them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OnRoster {
    /// Name for people.
    pub name: String,
    /// What they may do here, where they have an account.
    pub role: Option<crate::actor::StaffRole>,
    /// The rest.
    pub duty: Duty,
}

/// Everybody who can have a ticket: the contacts in the order of their file, and the active accounts of others by
/// mail address.
///
/// # Errors
/// [`RosterError::Refused`]
pub fn roster(view: &mut dyn View, scene: &Scene<'_>) -> Result<Vec<OnRoster>, RosterError> {
    scene.actor.demand(Action::ReadDesk)?;
    Ok(everybody(view, scene)?)
}

/// The same for whoever has been let in.
pub(crate) fn everybody(view: &mut dyn View, scene: &Scene<'_>) -> StoreResult<Vec<OnRoster>> {
    let scope = scene.actor.scope();
    let known = view.duties(scope)?;
    let duty_of = |id: &str| {
        known.iter().find(|duty| duty.expert_id == id).cloned().unwrap_or_else(|| Duty::unknown(id))
    };
    let accounts = view.accounts(scope)?;
    let mut accounts: Vec<_> = accounts.into_iter().filter(|a| a.status == AccountStatus::Active).collect();
    let contacts = scene.house.contacts.all().iter().map(|contact| {
        let own = accounts.iter().find(|account| account.contact_id.as_ref() == Some(&contact.id));
        OnRoster {
            name: contact.name.clone(),
            role: own.map(|account| account.role),
            duty: duty_of(&contact.id),
        }
    });
    let mut all: Vec<OnRoster> = contacts.collect();
    accounts.retain(|account| {
        account.contact_id.as_ref().is_none_or(|id| scene.house.contacts.find(id).is_none())
    });
    all.extend(accounts.into_iter().map(|account| OnRoster {
        duty: duty_of(&account.id.0.to_string()),
        role: Some(account.role),
        name: account.name,
    }));
    Ok(all)
}

/// Says what an expert can do.
///
/// # Errors
/// [`RosterError`]
pub fn set_skills(
    tx: &mut dyn Transaction,
    scene: &Scene<'_>,
    id: &str,
    skills: Skills,
) -> Result<OnRoster, RosterError> {
    scene.actor.demand(Action::LeadDesk)?;
    let scope = scene.actor.scope();
    let expert = expert_of(tx, scene, id)?;
    let Skills { mut languages, mut categories, auto_assign } = skills;
    languages.sort_unstable_by_key(|language| language.code());
    languages.dedup();
    categories.sort_unstable();
    categories.dedup();
    let skills = Skills { languages, categories, auto_assign };
    let before = tx.duty(scope, &expert.id)?.unwrap_or_else(|| Duty::unknown(&expert.id));
    if before.skills != skills {
        tx.put_skills(scope, &expert.id, &skills)?;
        let change = Altered { from: Some(described(&before.skills)), to: Some(described(&skills)) };
        record_change(tx, scene, (SettingKind::Expert, &expert.name), change)?;
    }
    let found = roster(tx, scene)?.into_iter().find(|one| one.duty.expert_id == expert.id);
    found.ok_or_else(|| RosterError::NoSuchExpert(id.to_owned()))
}

fn described(skills: &Skills) -> String {
    let languages = listed(skills.languages.iter().map(|language| language.code()));
    let categories = listed(skills.categories.iter().map(|category| category.as_str()));
    let auto = if skills.auto_assign { "true" } else { "false" };
    told([("languages", &languages), ("categories", &categories), ("auto_assign", auto)])
}

/// Whether an expert is there. Somebody with an account asks about themselves; others name an expert.
///
/// # Errors
/// [`RosterError`]
pub fn availability(
    view: &mut dyn View,
    scene: &Scene<'_>,
    named: Option<&str>,
) -> Result<Duty, RosterError> {
    scene.actor.demand(Action::WorkTicket)?;
    let expert = themselves(view, scene, named)?;
    Ok(view.duty(scene.actor.scope(), &expert.id)?.unwrap_or_else(|| Duty::unknown(&expert.id)))
}

/// Says whether an expert is there. Somebody with an account speaks of themselves; others name an expert.
///
/// # Errors
/// [`RosterError`]
pub fn set_availability(
    tx: &mut dyn Transaction,
    scene: &Scene<'_>,
    named: Option<&str>,
    available: bool,
) -> Result<Duty, RosterError> {
    scene.actor.demand(Action::WorkTicket)?;
    let expert = themselves(tx, scene, named)?;
    let scope = scene.actor.scope();
    tx.put_availability(scope, &expert.id, available)?;
    Ok(tx.duty(scope, &expert.id)?.unwrap_or_else(|| Duty::unknown(&expert.id)))
}

/// The id by which tickets name somebody with an account, and whether they are there.
///
/// # Errors
/// Those of the store.
pub fn own_duty(view: &mut dyn View, scene: &Scene<'_>) -> StoreResult<Option<Duty>> {
    let Some(account) = scene.actor.account() else { return Ok(None) };
    match expert_of(view, scene, &account.0.to_string()) {
        Ok(expert) => {
            let known = view.duty(scene.actor.scope(), &expert.id)?;
            Ok(Some(known.unwrap_or_else(|| Duty::unknown(&expert.id))))
        }
        Err(RosterError::Store(error)) => Err(error),
        Err(_) => Ok(None),
    }
}

fn themselves(view: &mut dyn View, scene: &Scene<'_>, named: Option<&str>) -> Result<Expert, RosterError> {
    match (scene.actor.account(), named) {
        (Some(AccountId(id)), _) => expert_of(view, scene, &id.to_string()),
        (None, Some(id)) => expert_of(view, scene, id),
        (None, None) => Err(RosterError::WhichExpert),
    }
}

fn expert_of(view: &mut dyn View, scene: &Scene<'_>, id: &str) -> Result<Expert, RosterError> {
    expert_named(view, scene, id)?.ok_or_else(|| RosterError::NoSuchExpert(id.to_owned()))
}

/// Whether experts say here whether they are there, and none is. Before anybody has said so nothing is known, which
/// is no reason to tell users that nobody is there.
///
/// # Errors
/// Those of the store.
pub fn nobody_available(view: &mut dyn View, scope: Scope) -> StoreResult<bool> {
    let duties = view.duties(scope)?;
    let said: Vec<bool> = duties.iter().filter_map(|duty| duty.available).collect();
    Ok(!said.is_empty() && !said.contains(&true))
}

/// Gives a new ticket to whoever fits and has been idle longest, where the house does so, and returns the line of its
/// history. The ticket stays open: who works on it is for the expert to say.
pub(crate) fn assign_idle(
    tx: &mut dyn Transaction,
    scene: &Scene<'_>,
    session: &Session,
    ticket: &mut Ticket,
) -> StoreResult<Option<Entry>> {
    if !scene.house.auto_assign {
        return Ok(None);
    }
    let scope = scene.actor.scope();
    let category = session.diagnosis.as_ref().map(|found| found.category);
    let mut fitting = tx.lock_available(scope)?;
    fitting.retain(|duty| duty.fits(session.language, category));
    // Who never got one has been idle longest.
    fitting.sort_by(|a, b| (a.assigned_at, &a.expert_id).cmp(&(b.assigned_at, &b.expert_id)));
    let mut there = Vec::new();
    for duty in fitting {
        // Who has left, or goes by another id by now, gets nothing.
        there.extend(expert_named(tx, scene, &duty.expert_id)?.filter(|expert| expert.id == duty.expert_id));
    }
    let count = there.len();
    let Some(expert) = there.into_iter().next() else { return Ok(None) };
    tx.note_assigned(scope, &expert.id, scene.now)?;
    let wanted = [Some(session.language.code()), category.map(Category::as_str)];
    let wanted: Vec<&str> = wanted.into_iter().flatten().collect();
    let reason = format!("longest idle of {count} available ({})", wanted.join(", "));
    let entry = Entry::replaced(TicketEventKind::Assigned, None, Some(&expert.id)).because(reason);
    ticket.assigned_expert_id = Some(expert.id);
    ticket.assigned_expert_name = Some(expert.name);
    Ok(Some(entry))
}
