//! Figures as they are written.

use std::collections::BTreeMap;

use handover_domain::insight::{
    Bin, Flow, HeatCell, HeatMeasure, Mark, Outcome, Overview, ProblemSteps, RuleOutcome, RuleRow, StepRow,
    TicketOutcome, TrendPoint, WaitGroup, WaitGrouping, WaitMeasure,
};
use handover_domain::{Quantiles, RatedHelp, Reason, Stars, StepOutcome};
use serde::Serialize;
use utoipa::ToSchema;

use super::asked::Day;
use super::figures::Listed;
use crate::words::{HeatMeasureWord, NodeKindWord, ReasonWord, WaitGroupingWord, WaitMeasureWord};

/// Whole seconds.
#[derive(Serialize, ToSchema)]
#[schema(as = Quantiles)]
pub(crate) struct QuantilesView {
    count: usize,
    p10: Option<i64>,
    p25: Option<i64>,
    p50: Option<i64>,
    p75: Option<i64>,
    p90: Option<i64>,
    p95: Option<i64>,
    max: Option<i64>,
}

impl QuantilesView {
    pub(super) fn of(quantiles: &Quantiles) -> Self {
        Self {
            count: quantiles.count(),
            p10: quantiles.percent(10),
            p25: quantiles.percent(25),
            p50: quantiles.percent(50),
            p75: quantiles.percent(75),
            p90: quantiles.percent(90),
            p95: quantiles.percent(95),
            max: quantiles.max(),
        }
    }
}

/// How many for one reason.
#[derive(Serialize, ToSchema)]
pub(crate) struct ReasonCount {
    reason: ReasonWord,
    count: u64,
    /// To be handed to `analytics/sessions`.
    mark: String,
}

/// What became of tickets.
#[derive(Serialize, ToSchema)]
pub(crate) struct TicketFigures {
    opened: u64,
    /// Those whose job is over, but for those that their users called off.
    resolved: u64,
    reopened: u64,
    /// Reopened ones, of those whose job has ever been over.
    reopen_rate: Option<f64>,
    cancelled_by_user: u64,
}

/// What users said of one kind of help.
#[derive(Serialize, ToSchema)]
pub(crate) struct RatingCountsView {
    count: u64,
    mean: Option<f64>,
    /// How many gave one star, two, … five.
    by: [u64; 5],
    /// The sessions with so many stars.
    marks: [String; 5],
}

/// What users said, told apart by whose help it was.
#[derive(Serialize, ToSchema)]
pub(crate) struct RatingFigures {
    assistant: RatingCountsView,
    handoff: RatingCountsView,
    expert: RatingCountsView,
}

impl RatingFigures {
    fn of(overview: &Overview) -> Self {
        let of = |about: RatedHelp| {
            let counts = overview.ratings.get(&about).copied().unwrap_or_default();
            let mark = |stars: u8| {
                let stars = Stars::try_from(stars).ok();
                stars.map(|stars| Mark::with_rating(about, stars).to_string()).unwrap_or_default()
            };
            RatingCountsView {
                count: counts.count(),
                mean: counts.mean(),
                by: counts.0,
                marks: [1, 2, 3, 4, 5].map(mark),
            }
        };
        Self {
            assistant: of(RatedHelp::Assistant),
            handoff: of(RatedHelp::Handoff),
            expert: of(RatedHelp::Expert),
        }
    }
}

/// The marks of the figures.
#[derive(Serialize, ToSchema)]
pub(crate) struct OverviewMarks {
    sessions: String,
    resolved_by_assistant: String,
    escalated: String,
    answered: String,
    resolved: String,
    reopened: String,
    cancelled_by_user: String,
}

/// The figures of a period.
#[derive(Serialize, ToSchema)]
pub(crate) struct OverviewView {
    sessions: u64,
    /// Completed, and never had a ticket.
    resolved_by_assistant: u64,
    /// The same, of all sessions.
    deflection_rate: Option<f64>,
    /// Sessions that have had a ticket.
    escalated: u64,
    /// The same, of all sessions.
    escalation_rate: Option<f64>,
    by_reason: Vec<ReasonCount>,
    /// From a ticket's making to the first answer by an expert.
    time_to_first_answer: QuantilesView,
    /// From a ticket's making until its job was over.
    time_to_resolution: QuantilesView,
    tickets: TicketFigures,
    ratings: RatingFigures,
    marks: OverviewMarks,
}

impl OverviewView {
    pub(super) fn of(overview: &Overview) -> Self {
        let reason = |reason: &Reason| ReasonCount {
            reason: ReasonWord(*reason),
            count: overview.by_reason.get(reason).copied().unwrap_or(0),
            mark: Mark::with_reason(*reason).to_string(),
        };
        let tickets = &overview.tickets;
        Self {
            sessions: overview.sessions,
            resolved_by_assistant: overview.resolved_by_assistant,
            deflection_rate: overview.deflection_rate(),
            escalated: overview.escalated,
            escalation_rate: overview.escalation_rate(),
            by_reason: Reason::ALL.iter().map(reason).collect(),
            time_to_first_answer: QuantilesView::of(&overview.first_answer),
            time_to_resolution: QuantilesView::of(&overview.resolution),
            tickets: TicketFigures {
                opened: tickets.opened,
                resolved: tickets.resolved,
                reopened: tickets.reopened,
                reopen_rate: tickets.reopen_rate(),
                cancelled_by_user: tickets.cancelled_by_user,
            },
            ratings: RatingFigures::of(overview),
            marks: OverviewMarks {
                sessions: Mark::everything().to_string(),
                resolved_by_assistant: Mark::with_outcome(Outcome::SolvedByAssistant).to_string(),
                escalated: Mark::with_ticket(TicketOutcome::Any).to_string(),
                answered: Mark::with_ticket(TicketOutcome::Answered).to_string(),
                resolved: Mark::with_ticket(TicketOutcome::Resolved).to_string(),
                reopened: Mark::with_ticket(TicketOutcome::Reopened).to_string(),
                cancelled_by_user: Mark::with_ticket(TicketOutcome::Cancelled).to_string(),
            },
        }
    }
}

impl Listed for OverviewView {
    const NAME: &'static str = "overview";
    const LIST: Option<&'static str> = None;
    const WITHIN: Option<&'static str> = None;
    const COLUMNS: &'static [&'static str] = &["measure", "value"];
}

/// The figures of one bucket.
#[derive(Serialize, ToSchema)]
pub(crate) struct PointView {
    /// Its first day; that of the first bucket may lie before the period.
    date: Day,
    sessions: u64,
    escalated: u64,
    deflected: u64,
    /// Sessions by the reason of the first ticket; every reason is named.
    by_reason: BTreeMap<String, u64>,
    time_to_first_answer_p50: Option<i64>,
    time_to_first_answer_p90: Option<i64>,
    /// To be handed to `analytics/sessions`.
    mark: String,
}

/// The figures over time.
#[derive(Serialize, ToSchema)]
pub(crate) struct TrendView {
    points: Vec<PointView>,
}

impl TrendView {
    pub(super) fn of(points: Vec<TrendPoint>) -> Self {
        let point = |point: TrendPoint| PointView {
            date: Day(point.date),
            sessions: point.sessions,
            escalated: point.escalated,
            deflected: point.deflected,
            by_reason: Reason::ALL
                .iter()
                .map(|reason| (reason.to_string(), point.by_reason.get(reason).copied().unwrap_or(0)))
                .collect(),
            time_to_first_answer_p50: point.first_answer.percent(50),
            time_to_first_answer_p90: point.first_answer.percent(90),
            mark: point.mark.to_string(),
        };
        Self { points: points.into_iter().map(point).collect() }
    }
}

impl Listed for TrendView {
    const NAME: &'static str = "trend";
    const LIST: Option<&'static str> = Some("points");
    const WITHIN: Option<&'static str> = None;
    const COLUMNS: &'static [&'static str] = &["date", "sessions", "escalated", "deflected"];
}

/// A node of the flow.
#[derive(Serialize, ToSchema)]
pub(crate) struct NodeView {
    id: String,
    kind: NodeKindWord,
    /// The word of the category or the outcome, the rule's name, `person` (asked for by a person and offered by no
    /// rule) or `none`.
    label: String,
    mark: String,
}

/// How many sessions go from one node to another.
#[derive(Serialize, ToSchema)]
pub(crate) struct LinkView {
    source: String,
    target: String,
    count: u64,
    mark: String,
}

/// The flow of sessions.
#[derive(Serialize, ToSchema)]
pub(crate) struct FlowView {
    nodes: Vec<NodeView>,
    links: Vec<LinkView>,
}

impl FlowView {
    pub(super) fn of(flow: Flow) -> Self {
        let node = |node: &handover_domain::insight::FlowNode| NodeView {
            id: node.id(),
            kind: node.kind.into(),
            label: node.label.clone(),
            mark: node.mark().to_string(),
        };
        let link = |link: &handover_domain::insight::FlowLink| LinkView {
            source: link.source.id(),
            target: link.target.id(),
            count: link.count,
            mark: link.mark().to_string(),
        };
        Self { nodes: flow.nodes.iter().map(node).collect(), links: flow.links.iter().map(link).collect() }
    }
}

impl Listed for FlowView {
    const NAME: &'static str = "flow";
    const LIST: Option<&'static str> = Some("links");
    const WITHIN: Option<&'static str> = None;
    const COLUMNS: &'static [&'static str] = &["source", "target", "count"];
}

/// An hour of the week.
#[derive(Serialize, ToSchema)]
pub(crate) struct CellView {
    /// 1 for Monday to 7 for Sunday.
    weekday: u32,
    /// 0 to 23.
    hour: u32,
    /// Sessions or tickets; for waits the tickets that were answered.
    count: u64,
    /// The same; for waits the median in seconds.
    value: Option<i64>,
    mark: String,
}

/// The hours of the week, by the clock of the organization.
#[derive(Serialize, ToSchema)]
pub(crate) struct HeatmapView {
    measure: HeatMeasureWord,
    /// All 168.
    cells: Vec<CellView>,
}

impl HeatmapView {
    pub(super) fn of(measure: HeatMeasure, cells: Vec<HeatCell>) -> Self {
        let cell = |cell: HeatCell| CellView {
            weekday: cell.weekday,
            hour: cell.hour,
            count: cell.count,
            value: cell.value,
            mark: cell.mark.to_string(),
        };
        Self { measure: measure.into(), cells: cells.into_iter().map(cell).collect() }
    }
}

impl Listed for HeatmapView {
    const NAME: &'static str = "heatmap";
    const LIST: Option<&'static str> = Some("cells");
    const WITHIN: Option<&'static str> = None;
    const COLUMNS: &'static [&'static str] = &["weekday", "hour", "count", "value"];
}

/// One bin of a histogram.
#[derive(Serialize, ToSchema)]
pub(crate) struct BinView {
    /// Seconds.
    from: i64,
    /// Where the next one begins; null for the last one.
    to: Option<i64>,
    count: u64,
    mark: String,
}

/// The waits of one group.
#[derive(Serialize, ToSchema)]
pub(crate) struct WaitGroupView {
    /// The word of the language, priority or reason, or `all`.
    group: String,
    quantiles: QuantilesView,
    histogram: Vec<BinView>,
    mark: String,
}

/// How long people wait.
#[derive(Serialize, ToSchema)]
pub(crate) struct WaitingView {
    measure: WaitMeasureWord,
    by: WaitGroupingWord,
    groups: Vec<WaitGroupView>,
}

impl WaitingView {
    pub(super) fn of((measure, by): (WaitMeasure, WaitGrouping), groups: Vec<WaitGroup>) -> Self {
        let bin =
            |bin: Bin| BinView { from: bin.from, to: bin.to, count: bin.count, mark: bin.mark.to_string() };
        let group = |group: WaitGroup| WaitGroupView {
            quantiles: QuantilesView::of(&group.quantiles),
            histogram: group.histogram.into_iter().map(bin).collect(),
            mark: group.mark.to_string(),
            group: group.group,
        };
        Self { measure: measure.into(), by: by.into(), groups: groups.into_iter().map(group).collect() }
    }
}

impl Listed for WaitingView {
    const NAME: &'static str = "waiting";
    const LIST: Option<&'static str> = Some("groups");
    const WITHIN: Option<&'static str> = Some("histogram");
    const COLUMNS: &'static [&'static str] = &["group", "histogram.from", "histogram.to", "histogram.count"];
}

/// One step of a problem.
#[derive(Serialize, ToSchema)]
pub(crate) struct StepRowView {
    step: u32,
    instruction: String,
    /// How often it was given; what was explained again counts again.
    given: u64,
    /// How often somebody said how it went.
    tried: u64,
    worked: u64,
    failed: u64,
    partially: u64,
    unclear: u64,
    /// Failed, of tried.
    fail_rate: Option<f64>,
    mark: String,
    /// The sessions in which it failed.
    failed_mark: String,
}

/// The steps of one problem.
#[derive(Serialize, ToSchema)]
pub(crate) struct ProblemStepsView {
    problem: String,
    title: String,
    sessions: u64,
    /// Sessions with a ticket whose last step was one of this problem.
    escalated_after: u64,
    steps: Vec<StepRowView>,
    mark: String,
}

/// Where guided steps fail.
#[derive(Serialize, ToSchema)]
pub(crate) struct StepsView {
    problems: Vec<ProblemStepsView>,
}

impl StepsView {
    pub(super) fn of(problems: Vec<ProblemSteps>) -> Self {
        let step = |row: StepRow| StepRowView {
            step: row.number,
            given: row.given,
            tried: row.tried,
            worked: row.worked,
            failed: row.failed,
            partially: row.partially,
            unclear: row.unclear,
            fail_rate: row.fail_rate(),
            mark: row.mark.to_string(),
            failed_mark: row.mark_of(StepOutcome::NotResolved).to_string(),
            instruction: row.instruction,
        };
        let problem = |problem: ProblemSteps| ProblemStepsView {
            problem: problem.problem,
            title: problem.title,
            sessions: problem.sessions,
            escalated_after: problem.escalated_after,
            steps: problem.steps.into_iter().map(step).collect(),
            mark: problem.mark.to_string(),
        };
        Self { problems: problems.into_iter().map(problem).collect() }
    }
}

impl Listed for StepsView {
    const NAME: &'static str = "steps";
    const LIST: Option<&'static str> = Some("problems");
    const WITHIN: Option<&'static str> = Some("steps");
    const COLUMNS: &'static [&'static str] = &["problem", "title", "steps.step", "steps.instruction"];
}

/// The marks of what became of a rule's firings.
#[derive(Serialize, ToSchema)]
pub(crate) struct RuleMarks {
    offered: String,
    forced: String,
    accepted: String,
    ignored: String,
    too_late: String,
    needless: String,
}

/// What became of the firings of one rule.
#[derive(Serialize, ToSchema)]
pub(crate) struct RuleRowView {
    rule: String,
    /// Where versions are told apart.
    version: Option<String>,
    reason: ReasonWord,
    /// How often it offered or called a person.
    fired: u64,
    offered: u64,
    /// How often it made a ticket without asking.
    forced: u64,
    accepted: u64,
    ignored: u64,
    /// Ignored offers after which the user asked for a person within three turns.
    too_late: u64,
    /// Firings in sessions whose problem was solved and in which no expert had to answer.
    needless: u64,
    /// The share of firings that were not needless.
    precision_hint: Option<f64>,
    /// How often it fired in each week of the period, Monday to Sunday.
    trend: Vec<u64>,
    mark: String,
    marks: RuleMarks,
}

/// Which rule is right.
#[derive(Serialize, ToSchema)]
pub(crate) struct RulesView {
    rules: Vec<RuleRowView>,
}

impl RulesView {
    pub(super) fn of(rows: Vec<RuleRow>) -> Self {
        let mark = |row: &RuleRow, outcome| row.mark_of(outcome).to_string();
        let rule = |row: RuleRow| RuleRowView {
            reason: row.reason.into(),
            fired: row.fired,
            offered: row.offered,
            forced: row.forced,
            accepted: row.accepted,
            ignored: row.ignored,
            too_late: row.too_late,
            needless: row.needless,
            precision_hint: row.precision_hint(),
            mark: row.mark.to_string(),
            marks: RuleMarks {
                offered: mark(&row, RuleOutcome::Offered),
                forced: mark(&row, RuleOutcome::Forced),
                accepted: mark(&row, RuleOutcome::Accepted),
                ignored: mark(&row, RuleOutcome::Ignored),
                too_late: mark(&row, RuleOutcome::TooLate),
                needless: mark(&row, RuleOutcome::Needless),
            },
            rule: row.rule,
            version: row.version,
            trend: row.trend,
        };
        Self { rules: rows.into_iter().map(rule).collect() }
    }
}

impl Listed for RulesView {
    const NAME: &'static str = "rules";
    const LIST: Option<&'static str> = Some("rules");
    const WITHIN: Option<&'static str> = None;
    const COLUMNS: &'static [&'static str] = &[
        "rule", "version", "reason", "fired", "offered", "forced", "accepted", "ignored", "too_late",
        "needless",
    ];
}
