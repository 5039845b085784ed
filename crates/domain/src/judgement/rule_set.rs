//! A rule set: the thresholds, the consequences and the phrases that a judgement goes by.

use std::collections::BTreeMap;
use std::num::NonZeroU32;
use std::sync::Arc;

use super::dictionary::Dictionary;
use super::lexicon::{Cue, Lexicon};
use super::source::{LexiconError, LexiconSource, Topic};
use super::tongues::Tongues;
use super::words::Words;
use crate::assistant::Category;
use crate::escalation::Reason;
use crate::language::Language;
use crate::ticket::Priority;
use crate::trigger::Decision;

/// The two measured limits that operators may change.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Thresholds {
    /// A confidence below this is low.
    pub confidence: f64,
    /// So many steps without success are too many.
    pub max_steps: u32,
}

/// What follows when a reason holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReasonPolicy {
    /// The reason.
    pub reason: Reason,
    /// [`Decision::Offer`] or [`Decision::Escalate`].
    pub action: Decision,
    /// The priority a ticket made for this reason gets.
    pub priority: Priority,
}

/// Which reason wins, what it leads to, and when a kind of problem is one for an expert.
#[derive(Debug, Clone, PartialEq)]
pub struct Policy {
    /// Every reason once, the strongest first.
    pub reasons: Vec<ReasonPolicy>,
    /// The priority where no reason holds.
    pub default_priority: Priority,
    /// The kinds of problem that need an expert as soon as the assistant is unsure or
    /// [`expert_after_steps`](Self::expert_after_steps) have failed.
    pub expert_categories: Vec<Category>,
    /// So many failed steps make a problem of those kinds one for an expert; for a user who is losing
    /// patience the first is enough.
    pub expert_after_steps: NonZeroU32,
    /// The limits for a user who is losing patience, where they are narrower than those of others; such
    /// a user's priority is also one step higher.
    /// `None` leaves the limits as they are.
    pub frustrated: Option<Thresholds>,
}

/// Why a rule set cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RuleSetError {
    /// A reason has no policy.
    #[error("the reason `{0}` is missing")]
    MissingReason(Reason),
    /// A reason has two policies.
    #[error("the reason `{0}` is given twice")]
    RepeatedReason(Reason),
    /// A reason that holds must lead to something.
    #[error("the action of `{0}` must be `offer` or `escalate`")]
    IdleReason(Reason),
    /// The confidence threshold is not a share.
    #[error("the confidence threshold must lie between 0 and 1")]
    Confidence,
    /// Zero steps are always exceeded.
    #[error("at least one step must be allowed")]
    Steps,
    /// The limits for frustrated users are no limits.
    #[error("for frustrated users, too, the confidence lies between 0 and 1 and a step is allowed")]
    Frustrated,
    /// No rules for English, which every other language falls back to.
    #[error("there are no rules for English")]
    NoEnglish,
    /// Two lexicons for one language.
    #[error("there are two sets of rules for `{}`", .0.code())]
    RepeatedLanguage(Language),
    /// A lexicon that is wrong.
    #[error(transparent)]
    Lexicon(#[from] LexiconError),
}

/// All that judgements go by, checked and ready to use.
#[derive(Debug, Clone, PartialEq)]
pub struct RuleSet {
    /// Names the content; stored with every verdict.
    pub version: String,
    /// The measured limits.
    pub thresholds: Thresholds,
    /// What follows from which reason.
    pub policy: Policy,
    /// Shared, so that a copy with other limits costs little.
    lexicons: BTreeMap<Language, Arc<Lexicon>>,
    dictionary: Arc<Dictionary>,
    tongues: Arc<Tongues>,
}

impl RuleSet {
    /// Puts a rule set together, or says what is wrong with it.
    pub fn new(
        version: &str,
        thresholds: Thresholds,
        policy: Policy,
        lexicons: &[LexiconSource],
    ) -> Result<Self, RuleSetError> {
        check_thresholds(thresholds)?;
        check_policy(&policy)?;
        policy.frustrated.map_or(Ok(()), check_thresholds).map_err(|_| RuleSetError::Frustrated)?;
        let (mut compiled, mut vocabularies) = (BTreeMap::new(), Vec::new());
        for source in lexicons {
            let (lexicon, vocabulary) = Lexicon::compile(source)?;
            if compiled.insert(source.language, Arc::new(lexicon)).is_some() {
                return Err(RuleSetError::RepeatedLanguage(source.language));
            }
            vocabularies.push(vocabulary);
        }
        if !compiled.contains_key(&Language::En) {
            return Err(RuleSetError::NoEnglish);
        }
        let (dictionary, tongues) =
            (Arc::new(Dictionary::of(&vocabularies)), Arc::new(Tongues::of(lexicons)));
        Ok(Self { version: version.to_owned(), thresholds, policy, lexicons: compiled, dictionary, tongues })
    }

    /// The languages that have rules of their own; all others are read by the English ones.
    pub fn languages(&self) -> impl Iterator<Item = Language> {
        self.lexicons.keys().copied()
    }

    /// The cues in a text: those of its language, and those of others where the text may be in them.
    pub(super) fn cues(&self, language: Language, text: &str) -> Vec<Cue<'_>> {
        let words = Words::of(text);
        let stated = if self.lexicons.contains_key(&language) { language } else { Language::En };
        let others = self.tongues.others(stated, &words);
        let read: Vec<_> = self.tongues.place_of(stated).into_iter().chain(others).collect();
        let mut known = self.dictionary.look_up(&words, &read);
        let mut cues = Vec::new();
        for place in read {
            let lexicon = self.tongues.language_at(place).and_then(|language| self.lexicons.get(&language));
            if let (Some(lexicon), Some(known)) = (lexicon, known.get_mut(place)) {
                cues.extend(lexicon.cues(&words, std::mem::take(known)));
            }
        }
        leave_to_distress(&mut cues);
        cues
    }

    /// The limits for a user, frustrated or not; a frustrated one never has wider limits.
    pub(super) fn limits(&self, frustrated: bool) -> Thresholds {
        let usual = self.thresholds;
        match self.policy.frustrated.filter(|_| frustrated) {
            Some(limits) => Thresholds {
                confidence: limits.confidence.max(usual.confidence),
                max_steps: limits.max_steps.min(usual.max_steps),
            },
            None => usual,
        }
    }

    /// The priority that a ticket made for `reason` gets.
    #[must_use]
    pub fn priority_of(&self, reason: Reason) -> Priority {
        let found = self.policy.reasons.iter().find(|policy| policy.reason == reason);
        found.map_or(self.policy.default_priority, |policy| policy.priority)
    }

    /// What follows when `reason` holds.
    #[must_use]
    pub fn policy_for(&self, reason: Reason) -> Option<&ReasonPolicy> {
        self.policy.reasons.iter().find(|policy| policy.reason == reason)
    }

    /// The same rules with other limits, for a dry run. The version stays: it names the files.
    #[must_use]
    pub fn with_thresholds(&self, confidence: Option<f64>, max_steps: Option<u32>) -> Self {
        let mut changed = self.clone();
        changed.thresholds.confidence = confidence.unwrap_or(self.thresholds.confidence);
        changed.thresholds.max_steps = max_steps.unwrap_or(self.thresholds.max_steps);
        changed
    }
}

/// "I want to hurt myself" is no accident to be reported: the same words are not a hazard, too.
fn leave_to_distress(cues: &mut [Cue<'_>]) {
    let is_live = |cue: &&Cue<'_>| cue.topic == Topic::Distress && cue.held_back_by.is_none();
    let mut despair: Vec<_> = cues.iter().filter(is_live).map(|cue| (cue.span.clone(), cue.rule)).collect();
    despair.sort_unstable_by_key(|(span, _)| (span.start, span.end));
    // Overlapping stretches become one, so that the one to look at is found by its end.
    despair.dedup_by(|(next, _), (kept, _)| {
        let overlaps = next.start < kept.end;
        kept.end = if overlaps { kept.end.max(next.end) } else { kept.end };
        overlaps
    });
    for cue in cues.iter_mut().filter(|cue| cue.topic == Topic::SafetyConcern && cue.held_back_by.is_none()) {
        let first = despair.partition_point(|(span, _)| span.end <= cue.span.start);
        let same = despair.get(first).filter(|(span, _)| span.start < cue.span.end);
        cue.held_back_by = same.map(|(_, rule)| *rule);
    }
}

fn check_thresholds(thresholds: Thresholds) -> Result<(), RuleSetError> {
    if !(0.0..=1.0).contains(&thresholds.confidence) {
        return Err(RuleSetError::Confidence);
    }
    if thresholds.max_steps == 0 {
        return Err(RuleSetError::Steps);
    }
    Ok(())
}

fn check_policy(policy: &Policy) -> Result<(), RuleSetError> {
    for (place, row) in policy.reasons.iter().enumerate() {
        if row.action == Decision::Continue {
            return Err(RuleSetError::IdleReason(row.reason));
        }
        if policy.reasons.iter().take(place).any(|before| before.reason == row.reason) {
            return Err(RuleSetError::RepeatedReason(row.reason));
        }
    }
    let is_missing = |reason: &&Reason| !policy.reasons.iter().any(|row| row.reason == **reason);
    match Reason::ALL.iter().find(is_missing) {
        Some(reason) => Err(RuleSetError::MissingReason(*reason)),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests;
