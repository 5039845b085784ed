//! Insight: why people needed people, in numbers with definitions.
//!
//! From the whole history of a session its [`SessionFacts`] follow ([`SessionFacts::of`]), and from the facts of all
//! sessions that a [`Selection`] takes in follows every measure. Both steps are pure. A session belongs to the day on
//! which it was opened, where its organization is, and whatever came of it is counted with it: figures of a past day
//! can still change, and are right whenever something happens late.
//!
//! Facts are kept so that nobody has to read every transcript for a number. They hold nothing that the rows do not
//! say: [`fresh_facts`] derives those of sessions that have changed, [`keep_facts`] keeps them.

mod catch_up;
mod desk;
mod effect;
mod facts;
mod firing;
mod flow;
mod gaps;
mod heatmap;
mod history;
mod mail;
mod mark;
mod metrics;
mod overview;
mod places;
mod questions;
mod rules;
mod selection;
mod steps;
mod trend;
mod waiting;

pub use catch_up::{
    Compared, Fresh, Mismatch, amiss_days, compare_facts, forget_facts, fresh_facts, keep_facts, pack_facts,
};
pub(crate) use desk::taken;
pub use desk::{Asked, InsightError, Selected, behind, select, select_previous};
pub use effect::{EFFECT_DAYS, Effect, EffectSide, effect};
pub use facts::{
    Firing, GAP_CONFIDENCE, InsightReads, InsightState, InsightWrites, Look, Outcome, Part, QUESTION_CHARS,
    Question, SessionFacts, StepFact, TicketFact,
};
pub use firing::ASKED_AGAIN_WITHIN;
pub use flow::{Flow, FlowLink, FlowNode, NodeKind, flow};
pub use gaps::{ALIKE, EXAMPLES, Gap, SOLUTIONS, gaps, telling_words};
pub use heatmap::{HeatCell, HeatMeasure, heatmap};
pub use history::{History, Said, TicketRecord};
pub use mail::{MailCounts, MailFact, MailHealth, mail_health};
pub use mark::{Mark, RuleOutcome, TicketOutcome};
pub use metrics::{SessionMetrics, session_metrics};
pub use overview::{Overview, RatingCounts, TicketCounts, overview};
pub use questions::{NotedQuestion, QuestionLook, SeenQuestion};
pub use rules::{RuleRow, rule_rows};
pub(crate) use selection::first_instant;
pub use selection::{Bucket, MOST_DAYS, Period, PeriodError, Selection, beginning};
pub use steps::{ProblemSteps, StepRow, step_rows};
pub use trend::{TrendPoint, trend};
pub use waiting::{Bin, EDGES, WaitGroup, WaitGrouping, WaitMeasure, waiting};
