//! Rules as they are written down, before they are checked and compiled.

use super::pattern::PatternError;
use crate::language::Language;
use crate::vocabulary::vocabulary;

vocabulary!(
    /// What a phrase is a cue for.
    Topic {
        /// Somebody may get hurt, or has been.
        SafetyConcern => "safety_concern",
        /// An accident is told about others, as a title or a report does. In a chat it means nothing.
        Accident => "accident",
        /// The user means to harm themselves, or despairs of life.
        Distress => "distress",
        /// The user asks for a person.
        UserRequest => "user_request",
        /// The problem spans several systems or keeps coming back.
        ComplexIssue => "complex_issue",
        /// The user is losing patience. No reason of its own.
        Frustration => "frustration",
        /// A step solved the problem.
        Resolved => "resolved",
        /// A step did not help.
        NotResolved => "not_resolved",
        /// A step helped a little.
        Partially => "partially",
        /// It is worse than before.
        Worse => "worse",
        /// The user asks back about a step: "where is the strainer".
        Question => "question",
    }
);

vocabulary!(
    /// How bad a hazard is.
    Severity {
        /// It is happening, or somebody is hurt: stop and get away.
        Immediate => "immediate",
        /// It must not go on like that, though nobody is in danger this minute.
        Serious => "serious",
    }
);

vocabulary!(
    /// Where a guard must stand to hold back a cue.
    Place {
        /// It shares a word with the cue.
        Over => "over",
        /// It ends at most `reach` words before the cue.
        Before => "before",
        /// It begins at most `reach` words behind the cue.
        After => "after",
        /// Anywhere in the cue's sentence.
        Sentence => "sentence",
    }
);

/// A named list of words and phrases, for use in patterns as `<name>`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordList {
    /// Its name.
    pub name: String,
    /// Words, `beginnings*`, `*endings`, words that may be `misspelt~`, and phrases.
    pub items: Vec<String>,
}

/// Phrases that are cues for one topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleSource {
    /// Unique within its topic.
    pub id: String,
    /// What a match is a cue for.
    pub topic: Topic,
    /// How bad it is; only hazards have a severity, and one without is serious.
    pub severity: Option<Severity>,
    /// One English sentence for people.
    pub explanation: String,
    /// Ids of guards that do not hold this rule back.
    pub despite: Vec<String>,
    /// The phrases.
    pub patterns: Vec<String>,
}

/// Phrases that hold back cues: negation, refusal, another sense, a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GuardSource {
    /// Unique within the file.
    pub id: String,
    /// Topics (`user_request`) and rules (`user_request.talk_to`) it holds back.
    pub holds_back: Vec<String>,
    /// Where it must stand.
    pub place: Place,
    /// How many words may stand between it and the cue.
    pub reach: u32,
    /// What a cue that is held back is a cue for instead: `not fixed` is `not_resolved`.
    pub turns_into: Option<Topic>,
    /// The phrases.
    pub patterns: Vec<String>,
}

/// The rules of one language.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LexiconSource {
    /// The language.
    pub language: Language,
    /// Everyday words by which a text in this language is recognised.
    pub common: Vec<String>,
    /// What may be joined to the front of a word: `ال`.
    pub prefixes: Vec<String>,
    /// What may be joined to the end of a word: `'s`.
    pub suffixes: Vec<String>,
    /// Word lists, each after those it uses.
    pub lists: Vec<WordList>,
    /// Words such as `but` that end the reach of a guard.
    pub contrast: Vec<String>,
    /// The cues.
    pub rules: Vec<RuleSource>,
    /// What holds them back.
    pub guards: Vec<GuardSource>,
}

/// The part of a [`LexiconSource`] that is wrong; numbers count from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LexiconPart {
    /// An item of a word list.
    ListItem {
        /// Which list.
        list: usize,
        /// Which item.
        item: usize,
    },
    /// A contrast word.
    Contrast {
        /// Which word.
        item: usize,
    },
    /// A pattern of a rule.
    RulePattern {
        /// Which rule.
        rule: usize,
        /// Which pattern.
        pattern: usize,
    },
    /// The `despite` of a rule.
    RuleDespite {
        /// Which rule.
        rule: usize,
        /// Which entry.
        entry: usize,
    },
    /// The id of a rule.
    RuleId {
        /// Which rule.
        rule: usize,
    },
    /// The severity of a rule.
    RuleSeverity {
        /// Which rule.
        rule: usize,
    },
    /// A pattern of a guard.
    GuardPattern {
        /// Which guard.
        guard: usize,
        /// Which pattern.
        pattern: usize,
    },
    /// The `holds_back` of a guard.
    GuardTarget {
        /// Which guard.
        guard: usize,
        /// Which entry.
        entry: usize,
    },
    /// The id of a guard.
    GuardId {
        /// Which guard.
        guard: usize,
    },
    /// The `reach` of a guard.
    GuardReach {
        /// Which guard.
        guard: usize,
    },
}

/// Why a lexicon cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{problem}")]
pub struct LexiconError {
    /// The language of the lexicon.
    pub language: Language,
    /// Which part is wrong.
    pub part: LexiconPart,
    /// What is wrong with it.
    pub problem: LexiconProblem,
}

/// What can be wrong with a part of a lexicon.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LexiconProblem {
    /// A pattern that cannot be read.
    #[error(transparent)]
    Pattern(#[from] PatternError),
    /// An id that is used twice or empty.
    #[error("the id `{0}` is empty or used twice")]
    Id(String),
    /// A guard that does not exist.
    #[error("there is no guard `{0}`")]
    NoSuchGuard(String),
    /// A topic or rule that does not exist.
    #[error("there is no topic or rule `{0}`")]
    NoSuchTarget(String),
    /// A severity on something that is no hazard.
    #[error("only hazards have a severity")]
    Severity,
    /// A guard that reaches too far.
    #[error("a guard reaches at most {MOST_REACH} words")]
    Reach,
}

/// The furthest that a guard may reach.
pub(super) const MOST_REACH: u32 = 12;
