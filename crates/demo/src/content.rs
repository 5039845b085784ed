//! What people say: one file for each language, and one for the desk, which works in English.

use std::collections::BTreeMap;

use handover_domain::Language;
use serde::Deserialize;

/// The texts cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("the texts of the demo data ({file}) cannot be read")]
pub struct ContentError {
    file: &'static str,
    #[source]
    source: toml::de::Error,
}

const FILES: [(Language, &str, &str); 6] = [
    (Language::En, "en.toml", include_str!("../content/en.toml")),
    (Language::El, "el.toml", include_str!("../content/el.toml")),
    (Language::Ar, "ar.toml", include_str!("../content/ar.toml")),
    (Language::Es, "es.toml", include_str!("../content/es.toml")),
    (Language::Tr, "tr.toml", include_str!("../content/tr.toml")),
    (Language::No, "no.toml", include_str!("../content/no.toml")),
];

/// All texts.
#[derive(Debug)]
pub struct Content {
    tongues: Vec<(Language, Tongue)>,
    pub(crate) desk: Desk,
}

/// What is said in one language.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Tongue {
    /// What may stand behind an opening.
    tails: Vec<String>,
    /// About a step: that it worked, did not, helped a little, or is done and nothing else.
    worked: Vec<String>,
    failed: Vec<String>,
    partly: Vec<String>,
    done: Vec<String>,
    /// Wishes for a person.
    human: Vec<String>,
    /// Hazards.
    hazard: Vec<String>,
    /// The questions of the knowledge gap.
    gap: Vec<String>,
    /// Questions that a passage answers.
    question: Vec<String>,
    /// What users add when they accept a person.
    accept: Vec<String>,
    /// What they say when they wait.
    nudge: Vec<String>,
    /// What they say when they need nobody any more.
    solved: Vec<String>,
    /// When they want the same person again.
    again: Vec<String>,
    /// What they answer to an expert.
    reply: Vec<String>,
    /// What they say of good help, and of bad.
    praise: Vec<String>,
    complaint: Vec<String>,
    /// What an expert says first about a hazard, the gap, a wish for a person.
    expert_hazard: Vec<String>,
    expert_gap: Vec<String>,
    expert_human: Vec<String>,
    /// What an expert says later: a last word, a question that waits for an answer, after a reopening.
    expert_closing: Vec<String>,
    expert_waiting: Vec<String>,
    expert_again: Vec<String>,
    /// How a fault is put, and what an expert says first about it.
    problem: BTreeMap<String, ProblemTalk>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ProblemTalk {
    openings: Vec<String>,
    expert: Vec<String>,
}

/// What the desk writes for itself.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Desk {
    /// How tickets were solved, by topic.
    resolution: BTreeMap<String, Vec<String>>,
    /// Internal notes by topic.
    note: BTreeMap<String, Vec<String>>,
    /// What the assistant is told with a hand-back; `{step}` is the step to go on with.
    pub(crate) hand_back: Vec<String>,
    /// Notes on tickets that come back.
    pub(crate) reopened: Vec<String>,
    /// How those are solved that nobody answered any more.
    pub(crate) no_answer: Vec<String>,
}

/// What a text is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// Tells of a fault.
    Opening,
    /// May stand behind one.
    Tail,
    /// Says that a step solved it.
    Worked,
    /// Says that it did not.
    Failed,
    /// Says that it helped a little.
    Partly,
    /// Says that the step is done, and no more.
    Done,
    /// Asks for a person.
    Human,
    /// Tells of a hazard.
    Hazard,
    /// Asks what the knowledge does not know.
    Gap,
    /// Asks what a passage answers.
    Question,
    /// Goes with an accepted offer.
    Accept,
    /// Is said while waiting.
    Nudge,
    /// Says that nobody is needed any more.
    Solved,
    /// Asks for the expert again.
    Again,
    /// Answers an expert.
    Reply,
    /// Goes with a good rating.
    Praise,
    /// Goes with a bad one.
    Complaint,
    /// An expert's first answer.
    Expert,
    /// An expert's last word.
    Closing,
    /// An expert's question.
    Waiting,
    /// An expert's answer after a reopening.
    Reopened,
}

/// A text with what it is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sample {
    /// What it is for.
    pub kind: Kind,
    /// What it is about: a fault, or `gap`, `hazard`, `human`; nothing for what fits everywhere.
    pub topic: String,
    /// The text.
    pub text: String,
}

/// The topic of the knowledge gap.
pub(crate) const GAP: &str = "gap";
/// The topic of hazards.
pub(crate) const HAZARD: &str = "hazard";
/// The topic of wishes for a person.
pub(crate) const HUMAN: &str = "human";

impl Content {
    /// The texts that are built in.
    ///
    /// # Errors
    /// [`ContentError`]
    pub fn shipped() -> Result<Self, ContentError> {
        let tongue = |(language, file, text): (Language, &'static str, &str)| {
            toml::from_str(text)
                .map(|tongue| (language, tongue))
                .map_err(|source| ContentError { file, source })
        };
        let desk = toml::from_str(include_str!("../content/desk.toml"));
        Ok(Self {
            tongues: FILES.into_iter().map(tongue).collect::<Result<_, _>>()?,
            desk: desk.map_err(|source| ContentError { file: "desk.toml", source })?,
        })
    }

    fn tongue(&self, language: Language) -> Option<&Tongue> {
        self.tongues.iter().find(|(known, _)| *known == language).map(|(_, tongue)| tongue)
    }

    /// The texts of a kind about a topic, in a language.
    pub(crate) fn texts(&self, language: Language, kind: Kind, topic: &str) -> &[String] {
        let Some(tongue) = self.tongue(language) else { return &[] };
        let about = tongue.problem.get(topic);
        match kind {
            Kind::Opening => about.map_or(&[], |about| about.openings.as_slice()),
            Kind::Expert => match topic {
                GAP => &tongue.expert_gap,
                HAZARD => &tongue.expert_hazard,
                _ => about.map_or(&tongue.expert_human, |about| &about.expert),
            },
            Kind::Tail => &tongue.tails,
            Kind::Worked => &tongue.worked,
            Kind::Failed => &tongue.failed,
            Kind::Partly => &tongue.partly,
            Kind::Done => &tongue.done,
            Kind::Human => &tongue.human,
            Kind::Hazard => &tongue.hazard,
            Kind::Gap => &tongue.gap,
            Kind::Question => &tongue.question,
            Kind::Accept => &tongue.accept,
            Kind::Nudge => &tongue.nudge,
            Kind::Solved => &tongue.solved,
            Kind::Again => &tongue.again,
            Kind::Reply => &tongue.reply,
            Kind::Praise => &tongue.praise,
            Kind::Complaint => &tongue.complaint,
            Kind::Closing => &tongue.expert_closing,
            Kind::Waiting => &tongue.expert_waiting,
            Kind::Reopened => &tongue.expert_again,
        }
    }

    /// How tickets about a topic were solved.
    pub(crate) fn resolutions(&self, topic: &str) -> &[String] {
        of_topic(&self.desk.resolution, topic)
    }

    /// What the desk notes about a topic.
    pub(crate) fn notes(&self, topic: &str) -> &[String] {
        of_topic(&self.desk.note, topic)
    }

    /// Everything that is said in a language.
    pub fn samples(&self, language: Language) -> Vec<Sample> {
        const EVERYWHERE: [Kind; 19] = [
            Kind::Tail,
            Kind::Worked,
            Kind::Failed,
            Kind::Partly,
            Kind::Done,
            Kind::Human,
            Kind::Hazard,
            Kind::Gap,
            Kind::Question,
            Kind::Accept,
            Kind::Nudge,
            Kind::Solved,
            Kind::Again,
            Kind::Reply,
            Kind::Praise,
            Kind::Complaint,
            Kind::Closing,
            Kind::Waiting,
            Kind::Reopened,
        ];
        let problems: Vec<&str> =
            self.tongue(language).into_iter().flat_map(|t| t.problem.keys().map(String::as_str)).collect();
        let general = EVERYWHERE.into_iter().map(|kind| (kind, ""));
        let openings = problems.iter().map(|topic| (Kind::Opening, *topic));
        let experts = problems.iter().copied().chain([GAP, HAZARD, HUMAN]).map(|topic| (Kind::Expert, topic));
        let all = general.chain(openings).chain(experts);
        all.flat_map(|(kind, topic)| {
            let texts = self.texts(language, kind, topic).iter();
            texts.map(move |text| Sample { kind, topic: topic.to_owned(), text: text.clone() })
        })
        .collect()
    }
}

fn of_topic<'a>(texts: &'a BTreeMap<String, Vec<String>>, topic: &str) -> &'a [String] {
    texts.get(topic).map_or(&[], Vec::as_slice)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::plan::PROBLEMS;
    use crate::story::GAP_WORD;

    #[test]
    fn every_language_says_everything() {
        let content = Content::shipped().unwrap();
        let topics: Vec<&str> =
            PROBLEMS.iter().map(|(problem, _)| *problem).chain([GAP, HAZARD, HUMAN]).collect();
        let of = |language| -> BTreeSet<(Kind, String)> {
            content.samples(language).into_iter().map(|sample| (sample.kind, sample.topic)).collect()
        };
        for language in Language::ALL {
            assert_eq!(of(language), of(Language::En), "{language:?}");
            let said: BTreeSet<String> =
                content.samples(language).into_iter().map(|sample| sample.text).collect();
            assert!(said.iter().all(|text| !text.trim().is_empty()), "{language:?}");
            assert_eq!(said.len(), content.samples(language).len(), "{language:?} says nothing twice");
            for gap in content.texts(language, Kind::Gap, "") {
                assert!(gap.contains(GAP_WORD), "{gap}");
            }
            for (problem, _) in PROBLEMS {
                assert!(content.texts(language, Kind::Opening, problem).len() >= 4, "{language:?} {problem}");
            }
        }
        for topic in topics {
            assert!(!content.resolutions(topic).is_empty(), "{topic}");
            assert!(!content.notes(topic).is_empty(), "{topic}");
        }
    }
}
