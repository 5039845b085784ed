//! Asking for figures: who may, of which sessions, and how far the facts behind them have come.

use chrono::{DateTime, Days, NaiveDate, Utc};
use chrono_tz::Tz;

use super::facts::SessionFacts;
use super::gaps::gaps;
use super::mark::Mark;
use super::selection::{Period, PeriodError, Selection};
use crate::actor::Actor;
use crate::house::Scene;
use crate::id::SessionId;
use crate::language::Language;
use crate::policy::{Action, Reach, Refusal};
use crate::store::{StoreError, View};

/// Why there is no figure.
#[derive(Debug, thiserror::Error)]
pub enum InsightError {
    /// The days are no period.
    #[error(transparent)]
    Period(#[from] PeriodError),
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
    /// Only sessions in this language.
    pub language: Option<Language>,
    /// Only sessions about machines of this model.
    pub machine_model: Option<String>,
}

/// So many days are looked at unless others are named.
const USUAL_DAYS: u64 = 30;

/// The facts that an answer rests on.
#[derive(Debug, Clone, PartialEq)]
pub struct Selected {
    /// What was taken in.
    pub selection: Selection,
    /// The facts, newest session first.
    pub facts: Vec<SessionFacts>,
    /// When nothing was left to derive the last time; `None` if that has never been so.
    pub as_of: Option<DateTime<Utc>>,
}

/// Reads the facts that somebody asks about.
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
    let zone = view.organization(scope)?.map_or(Tz::UTC, |organization| organization.time_zone);
    let to = asked.to.unwrap_or_else(|| scene.now.with_timezone(&zone).date_naive());
    let back = asked.days.unwrap_or(USUAL_DAYS).saturating_sub(1);
    let from = asked.from.or_else(|| to.checked_sub_days(Days::new(back))).unwrap_or(to);
    let period = Period::new(from, to)?;
    let selection = Selection { period, zone, language: asked.language, machine_model: asked.machine_model };
    selected(view, scene, selection)
}

/// Reads the facts of the same number of days just before those of `selection`.
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
    let mut facts = view.insight_facts(scope, selection.window())?;
    if let Some(language) = selection.language {
        facts.retain(|facts| facts.language == language);
    }
    if let Some(model) = &selection.machine_model {
        let mut machines = view.machine_models(scope)?;
        machines.retain(|(_, of)| of == model);
        machines.sort();
        let is_of_model = |id: &str| machines.binary_search_by(|(known, _)| known.as_str().cmp(id)).is_ok();
        facts.retain(|facts| facts.machine_id.as_deref().is_some_and(is_of_model));
    }
    Ok(Selected { selection, facts, as_of: if is_current { Some(scene.now) } else { kept } })
}

/// The facts behind a mark, newest session first: those after `after`, at most `limit`.
pub fn behind<'f>(
    selected: &'f Selected,
    mark: &Mark,
    (after, limit): (Option<(DateTime<Utc>, SessionId)>, usize),
) -> Vec<&'f SessionFacts> {
    let group = mark.named_gap().map(|first| {
        let named = gaps(&selected.facts).into_iter().find(|gap| gap.first == first);
        named.map(|gap| gap.sessions).unwrap_or_default()
    });
    let is_asked = |facts: &&SessionFacts| {
        group.as_ref().is_none_or(|sessions| sessions.contains(&facts.session))
            && after.is_none_or(|after| (facts.opened_at, facts.session) < after)
            && mark.has(facts, &selected.selection)
    };
    selected.facts.iter().filter(is_asked).take(limit).collect()
}
