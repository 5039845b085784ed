//! Whether an article helped: what people asked about its matter before it could be used, and after.

use std::collections::HashSet;
use std::sync::Arc;

use chrono::{DateTime, Days, NaiveDate, Utc};
use chrono_tz::Tz;

use super::desk::Narrowing;
use super::desk::{Asked, InsightError, Selected, everywhere, select};
use super::facts::Outcome;
use super::gaps::{is_alike, telling_words};
use super::overview::rate;
use super::questions::{QuestionLook, SeenQuestion};
use crate::expertise::ExpertKnowledgeId;
use crate::house::Scene;
use crate::id::SessionId;
use crate::policy::Action;
use crate::store::{StoreResult, View};

/// So many days on each side are compared at most.
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
    /// So many days there are on each side, 1 to [`EFFECT_DAYS`].
    pub days: u64,
    /// The days before.
    pub before: EffectSide,
    /// The days from then on.
    pub after: EffectSide,
}

/// What was asked about the matter of an expert's knowledge in the 30 days from its verification on, today at the latest,
/// and in as many days before, so that the two can be compared. Questions are alike as in [`gaps`](super::gaps()). `None`
/// where it is not verified.
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
    let passed = u64::try_from((today - day).num_days()).unwrap_or(0) + 1;
    let days = passed.min(EFFECT_DAYS);
    let before = (day.checked_sub_days(Days::new(days)), day.pred_opt());
    let after = (Some(day), day.checked_add_days(Days::new(days - 1)));
    let mut side = |(from, to): (Option<NaiveDate>, Option<NaiveDate>)| {
        let selected = select(view, scene, Asked { from, to, ..Asked::default() })?;
        Ok::<_, InsightError>(self::side(view, &selected, &known.problem_description)?)
    };
    let (before, after) = (side(before)?, side(after)?);
    Ok(Some(Effect { title: known.title(), since: verified.at, days, before, after }))
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
    selected.each(view, &[], |_| found.all_sessions += 1)?;
    let mut counting = Counting {
        narrowing: selected.narrowing(view)?,
        matter: telling_words(matter).into_iter().collect(),
        last: None,
        sure: (0, 0.0),
        found,
    };
    view.each_question(selected.scope(), selected.selection.window(), &mut counting)?;
    let Counting { sure: (sure, sum), found, .. } = counting;
    Ok(EffectSide { mean_confidence: (sure > 0).then(|| sum / f64::from(sure)), ..found })
}

/// Counts the questions about a matter.
struct Counting {
    narrowing: Narrowing,
    matter: HashSet<Arc<str>>,
    /// The last session that was counted.
    last: Option<SessionId>,
    /// How many answers claimed a confidence, and the sum of these.
    sure: (u32, f64),
    found: EffectSide,
}

impl QuestionLook for Counting {
    fn turn_to(&mut self, _words: usize) {}

    fn see(&mut self, asked: &SeenQuestion<'_>) {
        let both = asked.telling().filter(|word| self.matter.contains(*word)).count();
        if !is_alike(both, (asked.words.len(), self.matter.len()))
            || !self.narrowing.takes(asked.language, asked.machine_id)
        {
            return;
        }
        // The questions of a session follow each other.
        if self.last.replace(asked.session) != Some(asked.session) {
            self.found.sessions += 1;
            self.found.escalated += u64::from(asked.has_ticket);
            self.found.deflected += u64::from(asked.outcome == Outcome::SolvedByAssistant);
        }
        self.found.questions += 1;
        self.sure.0 += u32::from(asked.confidence.is_some());
        self.sure.1 += asked.confidence.unwrap_or(0.0);
    }
}
