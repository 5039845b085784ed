//! Replay: what would other rules have decided about conversations that were really held?
//!
//! A recorded decision names all that it rested on, so it can be made again with other rules. Both the rules in
//! force and the draft judge the same recorded signals afresh; the difference is only theirs. What a conversation
//! would have become after another decision cannot be known: whoever was escalated on turn 3 said nothing to the
//! assistant on turn 4.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use crate::assistant::Category;
use crate::house::Scene;
use crate::id::{MessageId, SessionId};
use crate::judgement::{RuleSet, Signals, Verdict, judge};
use crate::language::Language;
use crate::message::Message;
use crate::policy::{Action, Refusal};
use crate::store::{StoreError, StoreResult, View};
use crate::trigger::{Decision, Trigger};
use crate::vocabulary::vocabulary;

/// Which sessions are replayed: those that were opened within it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// The first instant of it.
    pub since: DateTime<Utc>,
    /// The first instant behind it; `None` for no end.
    pub until: Option<DateTime<Utc>>,
}

impl Window {
    /// Whether an instant lies in it.
    #[must_use]
    pub fn has(&self, instant: DateTime<Utc>) -> bool {
        instant >= self.since && self.until.is_none_or(|until| instant < until)
    }
}

/// A turn as it was judged.
#[derive(Debug, Clone, PartialEq)]
pub struct JudgedTurn {
    /// Its number.
    pub number: i64,
    /// What the user said.
    pub text: String,
    /// The language it was taken to be in.
    pub language: Language,
    /// What the decision rested on besides.
    pub trigger: Trigger,
}

/// A session with its judged turns, oldest first.
#[derive(Debug, Clone, PartialEq)]
pub struct JudgedSession {
    /// The session.
    pub id: SessionId,
    /// Its turns.
    pub turns: Vec<JudgedTurn>,
}

/// Why sessions could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ReplayError {
    /// The caller may not do that.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// So many messages of a session are read at once; those before them one by one.
const AT_ONCE: i64 = 200;

/// The sessions of the actor's organization in `window` that come after `after` in the order of their ids, at most
/// `limit` of them. Fewer than that are the last.
///
/// # Errors
/// [`ReplayError::Refused`] for whoever may not read the organization's sessions or ask what rules say.
pub fn judged_sessions(
    view: &mut dyn View,
    scene: &Scene<'_>,
    window: Window,
    (after, limit): (Option<SessionId>, i64),
) -> Result<Vec<JudgedSession>, ReplayError> {
    scene.actor.demand(Action::ReadSession)?;
    scene.actor.demand(Action::Judge)?;
    let scope = scene.actor.scope();
    let ids = view.sessions_opened(scope, window, (after, limit))?;
    let read = |id| Ok(JudgedSession { id, turns: judged_turns(view, scene, id)? });
    ids.into_iter().map(read).collect()
}

fn judged_turns(view: &mut dyn View, scene: &Scene<'_>, id: SessionId) -> StoreResult<Vec<JudgedTurn>> {
    let scope = scene.actor.scope();
    let newest = view.newest_messages(scope, id, AT_ONCE)?;
    let newest: BTreeMap<MessageId, Message> =
        newest.into_iter().map(|message| (message.id, message)).collect();
    let mut turns = Vec::new();
    for trigger in view.triggers(scope, id)? {
        let Some(said) = trigger.message_id.filter(|_| was_judged(&trigger)) else { continue };
        let message = match newest.get(&said) {
            Some(message) => Some(message.clone()),
            None => view.message(scope, id, said)?,
        };
        if let Some(Message { content, language, .. }) = message {
            turns.push(JudgedTurn { number: trigger.turn, text: content, language, trigger });
        }
    }
    Ok(turns)
}

/// Whether rules looked at a turn. While a person has the conversation, and once the user says that all is well, none
/// do; and what a person asks for is no judgement.
fn was_judged(trigger: &Trigger) -> bool {
    trigger.requested_by.is_none() && !trigger.evidence.inputs.is_empty()
}

impl JudgedTurn {
    /// What the rules looked at, from the record.
    fn signals(&self) -> Signals<'_> {
        let inputs = &self.trigger.evidence.inputs;
        let input = |name: &str| inputs.iter().find(|input| input.name == name).map(|input| input.value);
        let holds = |name: &str| input(name).is_some_and(|value| value > 0.5);
        let of = |category: &&Category| holds(&format!("category.{category}"));
        Signals {
            text: &self.text,
            language: self.language,
            confidence: input("confidence"),
            steps_tried: input("steps_tried").map_or(0, whole),
            step_failed: holds("step_failed"),
            category: Category::ALL.iter().find(of).copied(),
            requires_expert: holds("requires_expert"),
        }
    }
}

/// A count that was recorded as a real number.
fn whole(value: f64) -> u32 {
    let near = |count: &u32| (f64::from(*count) - value).abs() < 0.5;
    (0..=MOST_STEPS).find(near).unwrap_or(MOST_STEPS)
}

/// Nobody takes more steps than this in one session.
const MOST_STEPS: u32 = 10_000;

vocabulary!(
    /// How a draft treats a session otherwise.
    Change {
        /// A person comes who did not come.
        More => "more",
        /// A person does not come who came.
        Fewer => "fewer",
        /// A person comes on an earlier turn.
        Earlier => "earlier",
        /// A person comes on a later turn.
        Later => "later",
    }
);

/// What one row of the report counts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Row {
    /// How the draft differs.
    pub change: Change,
    /// In what: [`Decision::Offer`] counts offers and tickets, [`Decision::Escalate`] tickets made unasked.
    pub of: Decision,
    /// The language of the message that made the difference.
    pub language: Language,
    /// The rule that made it: the draft's for `more` and `earlier`, that in force for `fewer` and `later`.
    pub rule: String,
}

/// A message behind a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sample {
    /// The session.
    pub session: SessionId,
    /// The turn on which the rules in force bring a person.
    pub now: Option<i64>,
    /// The turn on which the draft does.
    pub then: Option<i64>,
    /// What was said on the turn that makes the difference, cut to [`LONGEST_SAMPLE`] characters.
    pub text: String,
}

/// So many characters of a message are shown.
pub const LONGEST_SAMPLE: usize = 200;

/// How many verdicts name a rule, under the rules in force and under the draft.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Verdicts {
    /// Under the rules in force.
    pub now: u64,
    /// Under the draft.
    pub then: u64,
}

/// What a draft changes. Grows with the rules and languages, never with the sessions.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Difference {
    /// Sessions that were replayed.
    pub sessions: u64,
    /// Turns of them that were judged.
    pub turns: u64,
    /// Turns whose decision, reason or rule is another.
    pub changed_turns: u64,
    /// Sessions in which a person comes otherwise than now.
    pub changed_sessions: u64,
    /// The changes, with how many sessions each concerns and some of the messages.
    pub rows: BTreeMap<Row, (u64, Vec<Sample>)>,
    /// The verdicts that bring a person, by rule; only rules with another count.
    rules: BTreeMap<String, Verdicts>,
}

/// Compares a draft with the rules in force, session by session.
#[derive(Debug)]
pub struct Comparison<'r> {
    now: &'r RuleSet,
    then: &'r RuleSet,
    /// How many messages are kept for each row.
    samples: usize,
    difference: Difference,
}

/// The first turn on which a person comes, and the verdict on it.
type First<'t> = Option<(&'t JudgedTurn, Verdict)>;

impl<'r> Comparison<'r> {
    /// Nothing compared yet. Of each change at most `samples` messages are kept.
    #[must_use]
    pub fn new(now: &'r RuleSet, then: &'r RuleSet, samples: usize) -> Self {
        Self { now, then, samples, difference: Difference::default() }
    }

    /// Judges a session's turns by both rule sets.
    pub fn add(&mut self, session: &JudgedSession) {
        let mut firsts: [(First<'_>, First<'_>); 2] = [(None, None), (None, None)];
        for turn in &session.turns {
            let signals = turn.signals();
            let (now, then) = (judge(self.now, &signals), judge(self.then, &signals));
            self.count(&now, &then);
            for (of, (first_now, first_then)) in LEVELS.iter().zip(&mut firsts) {
                note_first(first_now, *of, (turn, &now));
                note_first(first_then, *of, (turn, &then));
            }
        }
        self.difference.sessions += 1;
        let mut is_changed = false;
        for (of, (now, then)) in LEVELS.iter().zip(firsts) {
            is_changed |= self.tell_apart(session.id, *of, (now, then));
        }
        self.difference.changed_sessions += u64::from(is_changed);
    }

    /// What has been found so far.
    #[must_use]
    pub fn difference(self) -> Difference {
        self.difference
    }

    fn count(&mut self, now: &Verdict, then: &Verdict) {
        let difference = &mut self.difference;
        difference.turns += 1;
        let what = |verdict: &Verdict| (verdict.decision, verdict.reason, verdict.evidence.rule.clone());
        if what(now) == what(then) {
            return;
        }
        difference.changed_turns += 1;
        for (verdict, is_draft) in [(now, false), (then, true)] {
            if verdict.decision != Decision::Continue {
                let verdicts = difference.rules.entry(verdict.evidence.rule.clone()).or_default();
                *(if is_draft { &mut verdicts.then } else { &mut verdicts.now }) += 1;
            }
        }
    }

    /// Notes how the draft treats a session otherwise, if it does.
    fn tell_apart(&mut self, session: SessionId, of: Decision, firsts: (First<'_>, First<'_>)) -> bool {
        let (now, then) = firsts;
        let number = |first: &First<'_>| first.as_ref().map(|(turn, _)| turn.number);
        let (turn_now, turn_then) = (number(&now), number(&then));
        let change = match (turn_now, turn_then) {
            (None, Some(_)) => Change::More,
            (Some(_), None) => Change::Fewer,
            (Some(now), Some(then)) if then < now => Change::Earlier,
            (Some(now), Some(then)) if then > now => Change::Later,
            _ => return false,
        };
        let by_draft = matches!(change, Change::More | Change::Earlier);
        let Some((turn, verdict)) = (if by_draft { then } else { now }) else { return false };
        let row = Row { change, of, language: turn.language, rule: verdict.evidence.rule };
        let (count, samples) = self.difference.rows.entry(row).or_default();
        *count += 1;
        if samples.len() < self.samples {
            let text = turn.text.chars().take(LONGEST_SAMPLE).collect();
            samples.push(Sample { session, now: turn_now, then: turn_then, text });
        }
        true
    }
}

/// What is compared: whether a person comes at all, and whether a ticket is made unasked.
const LEVELS: [Decision; 2] = [Decision::Offer, Decision::Escalate];

fn note_first<'t>(first: &mut First<'t>, of: Decision, (turn, verdict): (&'t JudgedTurn, &Verdict)) {
    if first.is_none() && verdict.decision >= of {
        *first = Some((turn, verdict.clone()));
    }
}

impl Difference {
    /// The rules whose verdicts the draft changes: how many of the changed turns each decides now, and how many then.
    pub fn rules(&self) -> impl Iterator<Item = (&str, Verdicts)> {
        self.rules.iter().map(|(rule, verdicts)| (rule.as_str(), *verdicts))
    }
}

#[cfg(test)]
mod tests;
