//! Asking for figures: who may, of which sessions, and how far the facts behind them have come.

use std::collections::HashSet;
use std::ops::ControlFlow;

use chrono::{DateTime, Days, NaiveDate, Utc};
use chrono_tz::Tz;

use super::facts::{Part, SessionFacts};
use super::gaps::gaps;
use super::mark::Mark;
use super::selection::{Period, PeriodError, Selection};
use crate::actor::Actor;
use crate::house::Scene;
use crate::id::SessionId;
use crate::language::Language;
use crate::policy::{Action, Reach, Refusal};
use crate::store::{Scope, StoreError, StoreResult, View};

/// Why there is no figure.
#[derive(Debug, thiserror::Error)]
pub enum InsightError {
    /// The days are no period.
    #[error(transparent)]
    Period(#[from] PeriodError),
    /// It is not the caller's organization, whether there is one or not.
    #[error("there is no such organization")]
    NoSuchOrganization,
    /// There is no such expert knowledge, or the caller may not know of it.
    #[error("there is no such expert knowledge")]
    NoSuchKnowledge,
    /// The caller may not do that.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Figures are the organization's: whoever only reaches what is its own may not see them.
pub(super) fn everywhere(actor: &Actor, action: Action) -> Result<(), Refusal> {
    match actor.demand(action)? {
        Reach::Organization => Ok(()),
        Reach::Own | Reach::Nothing => Err(Refusal::NotAllowed { role: actor.role(), action }),
    }
}

/// What somebody asks about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// The first day; so many days before the last one, if left out.
    pub from: Option<NaiveDate>,
    /// The last day; today if left out.
    pub to: Option<NaiveDate>,
    /// So many days are looked at where no first day is named; 30 if left out.
    pub days: Option<u64>,
    /// The organization, by the host's name for it; whoever asks belongs to one and sees no other.
    pub organization: Option<String>,
    /// Only sessions in this language.
    pub language: Option<Language>,
    /// Only sessions about machines of this model.
    pub machine_model: Option<String>,
}

/// So many days are looked at unless others are named.
const USUAL_DAYS: u64 = 30;

/// Sessions that figures may be asked of: whoever has this may see them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selected {
    /// What is taken in.
    pub selection: Selection,
    /// When nothing was left to derive the last time; `None` if that has never been so.
    pub as_of: Option<DateTime<Utc>>,
    scope: Scope,
}

impl Selected {
    /// The same as [`select`] for what the service does of itself.
    pub(crate) fn of(scope: Scope, selection: Selection) -> Self {
        Self { selection, as_of: None, scope }
    }

    /// Whose sessions they are.
    pub(super) fn scope(&self) -> Scope {
        self.scope
    }

    /// Looks at these parts of the facts of all sessions, newest first.
    pub(super) fn each(
        &self,
        view: &mut dyn View,
        parts: &[Part],
        mut look: impl FnMut(&SessionFacts),
    ) -> StoreResult<()> {
        self.each_until(view, parts, |facts| {
            look(facts);
            ControlFlow::Continue(())
        })
    }

    /// The same until `look` breaks.
    pub(super) fn each_until(
        &self,
        view: &mut dyn View,
        parts: &[Part],
        mut look: impl FnMut(&SessionFacts) -> ControlFlow<()>,
    ) -> StoreResult<()> {
        let narrowing = self.narrowing(view)?;
        let mut parts = parts.to_vec();
        if narrowing.machines.is_some() {
            parts.push(Part::Machines);
        }
        view.each_insight_fact(self.scope, (self.selection.window(), &parts), &mut |facts| {
            let is_taken = narrowing.takes(facts.language, facts.machine_id.as_deref());
            if is_taken { look(facts) } else { ControlFlow::Continue(()) }
        })
    }

    /// What it leaves out of the sessions of its days.
    pub(super) fn narrowing(&self, view: &mut dyn View) -> StoreResult<Narrowing> {
        let of_model = |model: &String| {
            let all = view.machine_models(self.scope)?.into_iter();
            Ok::<_, StoreError>(all.filter(|(_, of)| of == model).map(|(id, _)| id).collect())
        };
        let machines = self.selection.machine_model.as_ref().map(of_model).transpose()?;
        Ok(Narrowing { language: self.selection.language, machines })
    }
}

/// Which of the sessions of some days are taken in.
pub(super) struct Narrowing {
    language: Option<Language>,
    machines: Option<HashSet<String>>,
}

impl Narrowing {
    /// All of them.
    #[cfg(test)]
    pub(super) fn nothing() -> Self {
        Self { language: None, machines: None }
    }

    /// Whether sessions in this language about this machine are.
    pub(super) fn takes(&self, language: Language, machine: Option<&str>) -> bool {
        self.language.is_none_or(|only| only == language)
            && self.machines.as_ref().is_none_or(|only| machine.is_some_and(|id| only.contains(id)))
    }
}

/// Finds the sessions that somebody asks about.
///
/// # Errors
/// [`InsightError::Period`], [`InsightError::Refused`].
pub fn select(view: &mut dyn View, scene: &Scene<'_>, asked: Asked) -> Result<Selected, InsightError> {
    everywhere(scene.actor, Action::ReadInsight)?;
    taken(view, scene, asked)
}

/// The same for a use case that has asked whether it may.
pub(crate) fn taken(view: &mut dyn View, scene: &Scene<'_>, asked: Asked) -> Result<Selected, InsightError> {
    let scope = scene.actor.scope();
    let organization = view.organization(scope)?;
    if asked.organization.is_some()
        && asked.organization != organization.as_ref().and_then(|one| one.key.clone())
    {
        return Err(InsightError::NoSuchOrganization);
    }
    let zone = organization.map_or(Tz::UTC, |organization| organization.time_zone);
    let to = asked.to.unwrap_or_else(|| scene.now.with_timezone(&zone).date_naive());
    let back = asked.days.unwrap_or(USUAL_DAYS).saturating_sub(1);
    let from = asked.from.or_else(|| to.checked_sub_days(Days::new(back))).unwrap_or(to);
    let period = Period::new(from, to)?;
    let selection = Selection { period, zone, language: asked.language, machine_model: asked.machine_model };
    selected(view, scene, selection)
}

/// Finds those of the same number of days just before those of `selection`.
///
/// # Errors
/// [`InsightError::Refused`]
pub fn select_previous(
    view: &mut dyn View,
    scene: &Scene<'_>,
    selection: &Selection,
) -> Result<Selected, InsightError> {
    everywhere(scene.actor, Action::ReadInsight)?;
    selected(view, scene, selection.previous())
}

fn selected(view: &mut dyn View, scene: &Scene<'_>, selection: Selection) -> Result<Selected, InsightError> {
    let scope = scene.actor.scope();
    let is_current = view.changed_sessions(scope, 1)?.is_empty();
    let kept = view.insight_state(scope)?.and_then(|state| state.as_of);
    Ok(Selected { selection, as_of: if is_current { Some(scene.now) } else { kept }, scope })
}

/// The facts behind a mark, newest session first: those after `after`, at most `limit`.
///
/// # Errors
/// Those of the store.
pub fn behind(
    view: &mut dyn View,
    selected: &Selected,
    (mark, after, limit): (&Mark, Option<(DateTime<Utc>, SessionId)>, usize),
) -> StoreResult<Vec<SessionFacts>> {
    let group = match mark.named_gap() {
        Some(first) => {
            let named = gaps(view, selected)?.into_iter().find(|gap| gap.first == first);
            Some(named.map(|gap| gap.sessions).unwrap_or_default())
        }
        None => None,
    };
    let mut clock = selected.selection.clock();
    let mut found = Vec::new();
    if limit > 0 {
        selected.each_until(view, &mark.parts(), |facts| {
            let is_asked = group.as_ref().is_none_or(|sessions| sessions.contains(&facts.session))
                && after.is_none_or(|after| (facts.opened_at, facts.session) < after)
                && mark.has(facts, &mut clock);
            if is_asked {
                found.push(facts.session);
            }
            if found.len() < limit { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        })?;
    }
    let mut facts = view.insight_facts_of(selected.scope(), &found)?;
    facts.sort_unstable_by_key(|facts| std::cmp::Reverse((facts.opened_at, facts.session)));
    Ok(facts)
}
