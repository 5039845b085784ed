//! Whether an article helped: what people asked about its matter before it could be used, and after.

use chrono::{DateTime, Days, NaiveDate, Utc};
use chrono_tz::Tz;

use super::desk::{Asked, InsightError, Selected, everywhere, select};
use super::facts::{Outcome, Part};
use super::gaps::{is_alike, telling_words};
use super::overview::rate;
use crate::expertise::ExpertKnowledgeId;
use crate::house::Scene;
use crate::policy::Action;
use crate::store::{StoreResult, View};

/// So many days on each side are compared.
pub const EFFECT_DAYS: u64 = 30;

/// What was asked about the matter of an article within some days.
#[derive(Debug, Clone, PartialEq)]
pub struct EffectSide {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
    /// All sessions of those days.
    pub all_sessions: u64,
    /// Questions alike that were answered badly.
    pub questions: u64,
    /// Sessions with such a question.
    pub sessions: u64,
    /// Those of them that have a ticket.
    pub escalated: u64,
    /// Those of them that the assistant solved alone.
    pub deflected: u64,
    /// The mean confidence of the answers to such questions.
    pub mean_confidence: Option<f64>,
}

/// What was asked about the matter of an article before it could be used, and after.
#[derive(Debug, Clone, PartialEq)]
pub struct Effect {
    /// What it is called.
    pub title: String,
    /// When it was verified.
    pub since: DateTime<Utc>,
    /// The days before.
    pub before: EffectSide,
    /// The days from then on.
    pub after: EffectSide,
}

/// What was asked about the matter of an expert's knowledge in the 30 days before it was verified and in the 30 days
/// from then on, today at the latest. Questions are alike as in [`gaps`](super::gaps()). `None` where it is not verified.
///
/// # Errors
/// [`InsightError::NoSuchKnowledge`], [`InsightError::Refused`].
pub fn effect(
    view: &mut dyn View,
    scene: &Scene<'_>,
    id: ExpertKnowledgeId,
) -> Result<Option<Effect>, InsightError> {
    everywhere(scene.actor, Action::ReadInsight)?;
    let known = view.expert_knowledge(scene.actor.scope(), id)?.ok_or(InsightError::NoSuchKnowledge)?;
    let Some(verified) = &known.verified else { return Ok(None) };
    let zone = view.organization(scene.actor.scope())?.map_or(Tz::UTC, |organization| organization.time_zone);
    let today = scene.now.with_timezone(&zone).date_naive();
    let day = verified.at.with_timezone(&zone).date_naive();
    let before = (day.checked_sub_days(Days::new(EFFECT_DAYS)), day.pred_opt());
    let after =
        (Some(day), day.checked_add_days(Days::new(EFFECT_DAYS - 1)).map(|last| last.min(today).max(day)));
    let mut side = |(from, to): (Option<NaiveDate>, Option<NaiveDate>)| {
        let selected = select(view, scene, Asked { from, to, ..Asked::default() })?;
        Ok::<_, InsightError>(self::side(view, &selected, &known.problem_description)?)
    };
    let (before, after) = (side(before)?, side(after)?);
    Ok(Some(Effect { title: known.title(), since: verified.at, before, after }))
}

impl EffectSide {
    /// Sessions with a ticket, of those with such a question.
    pub fn escalation_rate(&self) -> Option<f64> {
        rate(self.escalated, self.sessions)
    }

    /// Sessions that the assistant solved alone, of those with such a question.
    pub fn deflection_rate(&self) -> Option<f64> {
        rate(self.deflected, self.sessions)
    }
}

fn side(view: &mut dyn View, selected: &Selected, matter: &str) -> StoreResult<EffectSide> {
    let mut found = EffectSide {
        from: selected.selection.period.from(),
        to: selected.selection.period.to(),
        all_sessions: 0,
        questions: 0,
        sessions: 0,
        escalated: 0,
        deflected: 0,
        mean_confidence: None,
    };
    let matter = telling_words(matter);
    let (mut sure, mut sum) = (0_u32, 0.0);
    selected.each(view, &[], |_| found.all_sessions += 1)?;
    selected.each(view, &[Part::Questions], |facts| {
        let asked = || facts.questions.iter().filter(|question| is_alike(&question.words, &matter));
        if asked().next().is_none() {
            return;
        }
        found.sessions += 1;
        found.escalated += u64::from(facts.has_ticket);
        found.deflected += u64::from(facts.outcome == Outcome::SolvedByAssistant);
        for question in asked() {
            found.questions += 1;
            sure += u32::from(question.confidence.is_some());
            sum += question.confidence.unwrap_or(0.0);
        }
    })?;
    found.mean_confidence = (sure > 0).then(|| sum / f64::from(sure));
    Ok(found)
}
