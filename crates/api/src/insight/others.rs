//! Figures about gaps, mails and articles, and those that the prototype told.

use std::collections::{BTreeMap, HashMap};

use handover_domain::insight::{
    Effect, EffectSide, Gap, MailHealth, Selected, SessionMetrics, gaps, mail_health,
};
use handover_domain::{ExpertKnowledgeId, Scene, SessionId, TicketId, View};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::asked::Day;
use super::figures::Listed;
use super::views::QuantilesView;
use crate::field::Time;
use crate::problem::ApiError;

/// A question of a group.
#[derive(Serialize, ToSchema)]
pub(crate) struct ExampleView {
    session_id: Uuid,
    message_id: Uuid,
    /// At most 300 characters of it.
    text: String,
}

/// How a ticket of a group was solved.
#[derive(Serialize, ToSchema)]
pub(crate) struct ResolutionView {
    ticket_number: String,
    text: String,
}

/// Questions that are alike and were answered badly.
#[derive(Serialize, ToSchema)]
pub(crate) struct GapView {
    /// The id of the first of them in the period.
    id: String,
    /// Its words.
    label: String,
    questions: u64,
    sessions: usize,
    first_at: Time,
    last_at: Time,
    mean_confidence: Option<f64>,
    /// How many in which language.
    languages: BTreeMap<String, u64>,
    /// The newest, at most five.
    examples: Vec<ExampleView>,
    /// How tickets of these sessions were solved, newest first, at most three.
    resolutions: Vec<ResolutionView>,
    mark: String,
}

/// Where something is missing in what is known.
#[derive(Serialize, ToSchema)]
pub(crate) struct GapsView {
    groups: Vec<GapView>,
}

impl Listed for GapsView {
    const NAME: &'static str = "gaps";
    const LIST: Option<&'static str> = Some("groups");
    const WITHIN: Option<&'static str> = None;
    const COLUMNS: &'static [&'static str] = &["id", "label", "questions", "sessions", "first_at", "last_at"];
}

impl GapsView {
    pub(super) fn of(view: &mut dyn View, scene: &Scene<'_>, selected: &Selected) -> Result<Self, ApiError> {
        let found = gaps(view, selected)?;
        let solved = found.iter().flat_map(|gap| &gap.solved_by);
        let sessions: Vec<SessionId> = solved.map(|(session, _)| *session).collect();
        let mut told: HashMap<TicketId, (String, String)> = HashMap::new();
        for history in view.histories(scene.actor.scope(), &sessions)? {
            for ticket in history.tickets {
                told.extend(ticket.resolution_notes.map(|notes| (ticket.id, (ticket.number, notes))));
            }
        }
        Ok(Self { groups: found.into_iter().map(|gap| GapView::of(gap, &told)).collect() })
    }
}

impl GapView {
    fn of(gap: Gap, told: &HashMap<TicketId, (String, String)>) -> Self {
        let resolution = |(_, ticket): &(SessionId, TicketId)| {
            let (number, text) = told.get(ticket)?;
            Some(ResolutionView { ticket_number: number.clone(), text: text.clone() })
        };
        let examples = gap.examples.into_iter().map(|(session, message, text)| ExampleView {
            session_id: session.0,
            message_id: message.0,
            text,
        });
        Self {
            id: gap.first.to_string(),
            label: gap.label,
            questions: gap.questions,
            sessions: gap.sessions.len(),
            first_at: Time(gap.first_at),
            last_at: Time(gap.last_at),
            mean_confidence: gap.mean_confidence,
            languages: gap
                .languages
                .iter()
                .map(|(language, count)| (language.code().to_owned(), *count))
                .collect(),
            examples: examples.collect(),
            resolutions: gap.solved_by.iter().filter_map(resolution).collect(),
            mark: gap.mark.to_string(),
        }
    }
}

/// The mails promised on one day.
#[derive(Serialize, ToSchema)]
pub(crate) struct MailDay {
    date: Day,
    sent: u64,
    dead: u64,
    waiting: u64,
    /// Tries to reach a recipient that were put off.
    deferred: u64,
}

/// How mails fared.
#[derive(Serialize, ToSchema)]
pub(crate) struct MailFigures {
    /// Every recipient that can be reached has it.
    sent: u64,
    /// Given up.
    dead: u64,
    waiting: u64,
    /// Tries to reach a recipient that were put off.
    deferred_attempts: u64,
    /// From the promise to the sending.
    time_to_delivery: QuantilesView,
    /// Every day of the period.
    by_day: Vec<MailDay>,
}

impl Listed for MailFigures {
    const NAME: &'static str = "mail";
    const LIST: Option<&'static str> = Some("by_day");
    const WITHIN: Option<&'static str> = None;
    const COLUMNS: &'static [&'static str] = &["date", "sent", "dead", "waiting", "deferred"];
}

impl MailFigures {
    pub(super) fn of(view: &mut dyn View, scene: &Scene<'_>, selected: &Selected) -> Result<Self, ApiError> {
        let MailHealth { all, time_to_delivery, by_day } = mail_health(view, scene, &selected.selection)?;
        let day = |(date, counts): (chrono::NaiveDate, handover_domain::insight::MailCounts)| MailDay {
            date: Day(date),
            sent: counts.sent,
            dead: counts.dead,
            waiting: counts.waiting,
            deferred: counts.deferred_attempts,
        };
        Ok(Self {
            sent: all.sent,
            dead: all.dead,
            waiting: all.waiting,
            deferred_attempts: all.deferred_attempts,
            time_to_delivery: QuantilesView::of(&time_to_delivery),
            by_day: by_day.into_iter().map(day).collect(),
        })
    }
}

/// The sessions of one day.
#[derive(Serialize, ToSchema)]
pub(crate) struct DayMetrics {
    date: Day,
    total_sessions: u64,
    resolved_sessions: u64,
    escalated_sessions: u64,
    abandoned_sessions: u64,
    success_rate_percentage: f64,
    /// From opening to the last message of completed ones.
    avg_resolution_time_minutes: Option<f64>,
    /// Guided steps given in completed ones.
    avg_steps_to_resolution: Option<f64>,
    /// The mean of all ratings.
    avg_user_satisfaction: Option<f64>,
}

/// The sessions of all days.
#[derive(Serialize, ToSchema)]
pub(crate) struct MetricsSummary {
    total_sessions: u64,
    total_resolved_sessions: u64,
    overall_success_rate: f64,
    avg_resolution_time_minutes: Option<f64>,
    avg_steps_to_resolution: Option<f64>,
    avg_user_satisfaction: Option<f64>,
}

/// The figures of sessions that the prototype told.
#[derive(Serialize, ToSchema)]
pub(crate) struct MetricsView {
    period_days: i64,
    /// Days with sessions, newest first.
    metrics: Vec<DayMetrics>,
    summary: MetricsSummary,
}

impl MetricsView {
    pub(super) fn of(
        days: i64,
        (by_day, all): (BTreeMap<chrono::NaiveDate, SessionMetrics>, SessionMetrics),
    ) -> Self {
        let day = |(date, of): (chrono::NaiveDate, SessionMetrics)| DayMetrics {
            date: Day(date),
            total_sessions: of.total,
            resolved_sessions: of.resolved,
            escalated_sessions: of.escalated,
            abandoned_sessions: of.abandoned,
            success_rate_percentage: of.success_rate_percentage(),
            avg_resolution_time_minutes: of.mean_minutes(),
            avg_steps_to_resolution: of.mean_steps(),
            avg_user_satisfaction: of.mean_stars(),
        };
        Self {
            period_days: days,
            metrics: by_day.into_iter().rev().map(day).collect(),
            summary: MetricsSummary {
                total_sessions: all.total,
                total_resolved_sessions: all.resolved,
                overall_success_rate: all.success_rate_percentage(),
                avg_resolution_time_minutes: all.mean_minutes(),
                avg_steps_to_resolution: all.mean_steps(),
                avg_user_satisfaction: all.mean_stars(),
            },
        }
    }
}

/// What was asked about the matter of an article within some days.
#[derive(Serialize, ToSchema)]
pub(crate) struct EffectSideView {
    from: Day,
    to: Day,
    /// All sessions of those days.
    all_sessions: u64,
    /// Sessions with a question about its matter that was answered badly.
    sessions: u64,
    /// Such questions.
    questions: u64,
    mean_confidence: Option<f64>,
    escalated: u64,
    escalation_rate: Option<f64>,
    deflection_rate: Option<f64>,
}

impl From<EffectSide> for EffectSideView {
    fn from(side: EffectSide) -> Self {
        Self {
            from: Day(side.from),
            to: Day(side.to),
            all_sessions: side.all_sessions,
            sessions: side.sessions,
            questions: side.questions,
            mean_confidence: side.mean_confidence,
            escalated: side.escalated,
            escalation_rate: side.escalation_rate(),
            deflection_rate: side.deflection_rate(),
        }
    }
}

/// What was asked about the matter of an article before it was verified, and after.
#[derive(Serialize, ToSchema)]
pub(crate) struct EffectView {
    knowledge_id: Uuid,
    title: String,
    /// When it was verified.
    since: Time,
    /// So many days there are on each side: 30, or as many as have passed since.
    days: u64,
    before: EffectSideView,
    after: EffectSideView,
}

impl EffectView {
    pub(super) fn of(id: ExpertKnowledgeId, effect: Effect) -> Self {
        Self {
            knowledge_id: id.0,
            title: effect.title,
            since: Time(effect.since),
            days: effect.days,
            before: effect.before.into(),
            after: effect.after.into(),
        }
    }
}
