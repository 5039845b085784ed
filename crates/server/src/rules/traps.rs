//! Sentences with the judgement they must get: for people who write rules, and for the tests.

use std::path::Path;

use handover_domain::Language;
use handover_domain::judgement::{
    Detection, FeedbackReading, RuleSet, Severity, Topic, detect, read_feedback,
};
use serde::Deserialize;

use super::RuleFileError;

/// What a trap file says.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Traps {
    /// The language of all its sentences.
    language: String,
    /// Whether a native speaker has read them.
    #[serde(default)]
    pub(crate) reviewed: bool,
    #[serde(default)]
    pub(crate) handoff: YesOrNo,
    #[serde(default)]
    pub(crate) safety: Hazards,
    #[serde(default)]
    complex: YesOrNo,
    #[serde(default)]
    frustration: YesOrNo,
    #[serde(default)]
    distress: YesOrNo,
    #[serde(default)]
    feedback: Feedback,
}

/// Sentences that are meant, and sentences that only look like it.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct YesOrNo {
    #[serde(default)]
    pub(crate) positives: Vec<String>,
    #[serde(default)]
    pub(crate) traps: Vec<String>,
}

/// Hazards by severity, and what only looks like one.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Hazards {
    #[serde(default)]
    pub(crate) immediate: Vec<String>,
    #[serde(default)]
    pub(crate) serious: Vec<String>,
    #[serde(default)]
    pub(crate) traps: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Feedback {
    #[serde(default)]
    resolved: Vec<String>,
    #[serde(default)]
    not_resolved: Vec<String>,
    #[serde(default)]
    partially: Vec<String>,
    #[serde(default)]
    worse: Vec<String>,
    #[serde(default)]
    unclear: Vec<String>,
}

/// What became of a trap file.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    /// How many sentences were judged.
    pub(crate) judged: usize,
    /// The wrong judgements, each in one line.
    pub(crate) wrong: Vec<String>,
}

impl Traps {
    /// Reads a trap file.
    pub(crate) fn read(path: &Path) -> Result<Self, RuleFileError> {
        let name = path.display().to_string();
        let content =
            std::fs::read_to_string(path).map_err(|error| RuleFileError::unreadable(&name, &error))?;
        let file = super::RuleFile { name, content: content.into() };
        let traps: Self =
            toml::from_str(&file.content).map_err(|error| RuleFileError::toml(&file, &error))?;
        match Language::ALL.iter().any(|language| language.code() == traps.language) {
            true => Ok(traps),
            false => {
                Err(RuleFileError::whole(&file.name, &format!("there is no language `{}`", traps.language)))
            }
        }
    }

    /// Judges every sentence.
    pub(crate) fn judge(&self, rules: &RuleSet) -> Outcome {
        let mut bench =
            Bench { rules, language: Language::from_tag(&self.language), outcome: Outcome::default() };
        bench.yes_or_no(Topic::UserRequest, &self.handoff);
        bench.yes_or_no(Topic::ComplexIssue, &self.complex);
        bench.yes_or_no(Topic::Frustration, &self.frustration);
        bench.yes_or_no(Topic::Distress, &self.distress);
        let Hazards { immediate, serious, traps } = &self.safety;
        bench.hazards(immediate, Some(Severity::Immediate));
        bench.hazards(serious, Some(Severity::Serious));
        bench.hazards(traps, None);
        let Feedback { resolved, not_resolved, partially, worse, unclear } = &self.feedback;
        bench.feedback(resolved, FeedbackReading::Resolved);
        bench.feedback(not_resolved, FeedbackReading::NotResolved);
        bench.feedback(partially, FeedbackReading::Partially);
        bench.feedback(worse, FeedbackReading::Worse);
        bench.feedback(unclear, FeedbackReading::Unclear);
        bench.outcome
    }
}

struct Bench<'r> {
    rules: &'r RuleSet,
    language: Language,
    outcome: Outcome,
}

impl Bench<'_> {
    fn yes_or_no(&mut self, topic: Topic, sentences: &YesOrNo) {
        for (text, expected) in sentences
            .positives
            .iter()
            .map(|text| (text, true))
            .chain(sentences.traps.iter().map(|text| (text, false)))
        {
            let cues = self.cues(text, topic);
            let found = cues.iter().any(is_live);
            let wanted = if expected { "missed" } else { "found wrongly" };
            self.check(found == expected, text, &format!("{topic} {wanted}"), &cues);
        }
    }

    fn hazards(&mut self, sentences: &[String], expected: Option<Severity>) {
        for text in sentences {
            let cues = self.cues(text, Topic::SafetyConcern);
            let live = cues.iter().filter(|cue| is_live(cue)).filter_map(|cue| cue.severity);
            let found = live.min_by_key(|severity| *severity != Severity::Immediate);
            let named = |severity: Option<Severity>| {
                severity.map_or_else(|| "no hazard".to_owned(), |severity| severity.to_string())
            };
            let problem = format!("should be {}, is {}", named(expected), named(found));
            self.check(found == expected, text, &problem, &cues);
        }
    }

    fn feedback(&mut self, sentences: &[String], expected: FeedbackReading) {
        for text in sentences {
            let found = read_feedback(self.rules, self.language, text);
            let cues = detect(self.rules, self.language, text);
            self.check(found == expected, text, &format!("should be {expected:?}, is {found:?}"), &cues);
        }
    }

    fn cues(&self, text: &str, topic: Topic) -> Vec<Detection> {
        detect(self.rules, self.language, text).into_iter().filter(|cue| cue.topic == topic).collect()
    }

    fn check(&mut self, is_right: bool, text: &str, problem: &str, cues: &[Detection]) {
        self.outcome.judged += 1;
        if is_right {
            return;
        }
        let because: Vec<String> = cues
            .iter()
            .map(|cue| {
                let held = cue.held_back_by.as_ref().map(|guard| format!(" held back by {guard}"));
                format!("{:?} {}{}", cue.span.text, cue.rule, held.unwrap_or_default())
            })
            .collect();
        let because = if because.is_empty() { "no cue".to_owned() } else { because.join("; ") };
        self.outcome.wrong.push(format!("{text:?}: {problem} ({because})"));
    }
}

fn is_live(cue: &Detection) -> bool {
    cue.held_back_by.is_none()
}
