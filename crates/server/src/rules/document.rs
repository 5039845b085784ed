//! The shape of the rule files, and what becomes of it in the domain.

use std::num::NonZeroU32;

use handover_domain::assistant::Category;
use handover_domain::judgement::{
    GuardSource, LexiconError, LexiconPart, LexiconSource, Place, Policy, ReasonPolicy, RuleSetError,
    RuleSource, Severity, Thresholds, Topic, WordList,
};
use handover_domain::{Decision, Language, Priority, Reason};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use toml::Spanned;

use super::RuleFile;
use super::error::RuleFileError;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PolicyDocument {
    thresholds: ThresholdsTable,
    default_priority: Spanned<String>,
    expert_categories: Vec<Spanned<String>>,
    #[serde(default = "third_step")]
    expert_after_steps: NonZeroU32,
    frustrated: Option<ThresholdsTable>,
    #[serde(rename = "reason")]
    reasons: Vec<ReasonTable>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ThresholdsTable {
    confidence: Spanned<f64>,
    max_steps: Spanned<u32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReasonTable {
    name: Spanned<String>,
    action: Spanned<String>,
    priority: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LanguageDocument {
    language: Spanned<String>,
    #[serde(default)]
    common: Vec<String>,
    #[serde(default)]
    prefixes: Vec<String>,
    #[serde(default)]
    suffixes: Vec<String>,
    #[serde(default)]
    contrast: Vec<Spanned<String>>,
    #[serde(default, rename = "list")]
    lists: Vec<ListTable>,
    #[serde(rename = "rule")]
    rules: Vec<RuleTable>,
    #[serde(default, rename = "guard")]
    guards: Vec<GuardTable>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ListTable {
    name: String,
    items: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleTable {
    id: Spanned<String>,
    topic: Spanned<String>,
    severity: Option<Spanned<String>>,
    says: String,
    #[serde(default)]
    despite: Vec<Spanned<String>>,
    patterns: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GuardTable {
    id: Spanned<String>,
    holds_back: Vec<Spanned<String>>,
    place: Spanned<String>,
    reach: Option<Spanned<u32>>,
    turns_into: Option<Spanned<String>>,
    patterns: Vec<Spanned<String>>,
}

/// What a policy file without the key means.
fn third_step() -> NonZeroU32 {
    NonZeroU32::MIN.saturating_add(2)
}

impl ThresholdsTable {
    fn limits(&self) -> Thresholds {
        Thresholds { confidence: *self.confidence.get_ref(), max_steps: *self.max_steps.get_ref() }
    }
}

/// The policy, with where its parts stand.
pub(super) struct PolicyFile {
    pub(super) thresholds: Thresholds,
    pub(super) policy: Policy,
    file: RuleFile,
    document: PolicyDocument,
}

/// The rules of a language, with where their parts stand.
pub(super) struct LanguageFile {
    pub(super) source: LexiconSource,
    file: RuleFile,
    document: LanguageDocument,
}

/// Reads the policy.
pub(super) fn read_policy(file: &RuleFile) -> Result<PolicyFile, RuleFileError> {
    let document: PolicyDocument = parse(file)?;
    let mut reasons = Vec::new();
    for table in &document.reasons {
        reasons.push(ReasonPolicy {
            reason: word(file, "reason.name", &table.name, Reason::parse)?,
            action: word(file, "reason.action", &table.action, Decision::parse)?,
            priority: word(file, "reason.priority", &table.priority, Priority::parse)?,
        });
    }
    let mut expert_categories = Vec::new();
    for category in &document.expert_categories {
        expert_categories.push(word(file, "expert_categories", category, Category::parse)?);
    }
    let default_priority = word(file, "default_priority", &document.default_priority, Priority::parse)?;
    let thresholds = document.thresholds.limits();
    let frustrated = document.frustrated.as_ref().map(ThresholdsTable::limits);
    let expert_after_steps = document.expert_after_steps;
    let policy = Policy { reasons, default_priority, expert_categories, expert_after_steps, frustrated };
    Ok(PolicyFile { thresholds, policy, file: file.clone(), document })
}

/// Reads the rules of a language.
pub(super) fn read_language(file: &RuleFile) -> Result<LanguageFile, RuleFileError> {
    let document: LanguageDocument = parse(file)?;
    let known = |code: &str| Language::ALL.into_iter().find(|language| language.code() == code);
    let language = word(file, "language", &document.language, known)?;
    if file.name != format!("{}.toml", language.code()) {
        let problem = format!("the rules for `{}` belong into `{}.toml`", language.code(), language.code());
        return Err(RuleFileError::at(file, document.language.span().start, "language", &problem));
    }
    let mut source = LexiconSource {
        language,
        common: document.common.clone(),
        prefixes: document.prefixes.clone(),
        suffixes: document.suffixes.clone(),
        lists: Vec::new(),
        contrast: plain(&document.contrast),
        rules: Vec::new(),
        guards: Vec::new(),
    };
    for list in &document.lists {
        source.lists.push(WordList { name: list.name.clone(), items: plain(&list.items) });
    }
    for rule in &document.rules {
        let severity =
            rule.severity.as_ref().map(|severity| word(file, "rule.severity", severity, Severity::parse));
        source.rules.push(RuleSource {
            id: rule.id.get_ref().clone(),
            topic: word(file, "rule.topic", &rule.topic, Topic::parse)?,
            severity: severity.transpose()?,
            explanation: rule.says.clone(),
            despite: plain(&rule.despite),
            patterns: plain(&rule.patterns),
        });
    }
    for guard in &document.guards {
        let turned =
            guard.turns_into.as_ref().map(|turned| word(file, "guard.turns_into", turned, Topic::parse));
        source.guards.push(GuardSource {
            id: guard.id.get_ref().clone(),
            holds_back: plain(&guard.holds_back),
            place: word(file, "guard.place", &guard.place, Place::parse)?,
            reach: guard.reach.as_ref().map_or(0, |reach| *reach.get_ref()),
            turns_into: turned.transpose()?,
            patterns: plain(&guard.patterns),
        });
    }
    Ok(LanguageFile { source, file: file.clone(), document })
}

fn parse<T: DeserializeOwned>(file: &RuleFile) -> Result<T, RuleFileError> {
    toml::from_str(&file.content).map_err(|error| RuleFileError::toml(file, &error))
}

/// Reads a word of a closed vocabulary.
fn word<T>(
    file: &RuleFile,
    key: &str,
    word: &Spanned<String>,
    parse: impl Fn(&str) -> Option<T>,
) -> Result<T, RuleFileError> {
    let problem = || format!("`{}` is not one of the known words", word.get_ref());
    parse(word.get_ref()).ok_or_else(|| RuleFileError::at(file, word.span().start, key, &problem()))
}

fn plain(words: &[Spanned<String>]) -> Vec<String> {
    words.iter().map(|word| word.get_ref().clone()).collect()
}

impl PolicyFile {
    /// Says where in the file the domain's objection belongs.
    pub(super) fn blame(&self, error: &RuleSetError) -> RuleFileError {
        let named = |reason: &Reason| {
            self.document.reasons.iter().rfind(|table| table.name.get_ref() == reason.as_str())
        };
        let (byte, key) = match error {
            RuleSetError::Confidence => {
                (self.document.thresholds.confidence.span().start, "thresholds.confidence")
            }
            RuleSetError::Steps => (self.document.thresholds.max_steps.span().start, "thresholds.max_steps"),
            RuleSetError::Frustrated => {
                let table = self.document.frustrated.as_ref();
                (table.map_or(0, |table| table.confidence.span().start), "frustrated")
            }
            RuleSetError::RepeatedReason(reason) => {
                (named(reason).map_or(0, |table| table.name.span().start), "reason.name")
            }
            RuleSetError::IdleReason(reason) => {
                (named(reason).map_or(0, |table| table.action.span().start), "reason.action")
            }
            _ => return RuleFileError::whole(&self.file.name, error),
        };
        RuleFileError::at(&self.file, byte, key, error)
    }
}

impl LanguageFile {
    /// Says where in the file the domain's objection belongs.
    pub(super) fn blame(&self, error: &LexiconError) -> RuleFileError {
        match self.place(error.part) {
            Some((byte, key)) => RuleFileError::at(&self.file, byte, &key, error),
            None => RuleFileError::whole(&self.file.name, error),
        }
    }

    /// Blames the line that names the language.
    pub(super) fn blame_language(&self, error: &RuleSetError) -> RuleFileError {
        RuleFileError::at(&self.file, self.document.language.span().start, "language", error)
    }

    fn place(&self, part: LexiconPart) -> Option<(usize, String)> {
        let LanguageDocument { lists, contrast, rules, guards, .. } = &self.document;
        Some(match part {
            LexiconPart::ListItem { list, item } => {
                let table = lists.get(list)?;
                let byte = table.items.get(item).map_or(0, |item| item.span().start);
                (byte, format!("list `{}`: items", table.name))
            }
            LexiconPart::Contrast { item } => (contrast.get(item)?.span().start, "contrast".to_owned()),
            LexiconPart::RulePattern { rule, pattern } => {
                let table = rules.get(rule)?;
                (
                    table.patterns.get(pattern)?.span().start,
                    format!("rule `{}`: patterns", table.id.get_ref()),
                )
            }
            LexiconPart::RuleDespite { rule, entry } => {
                let table = rules.get(rule)?;
                (table.despite.get(entry)?.span().start, format!("rule `{}`: despite", table.id.get_ref()))
            }
            LexiconPart::RuleId { rule } => (rules.get(rule)?.id.span().start, "rule: id".to_owned()),
            LexiconPart::RuleSeverity { rule } => {
                let table = rules.get(rule)?;
                let byte = table.severity.as_ref()?.span().start;
                (byte, format!("rule `{}`: severity", table.id.get_ref()))
            }
            LexiconPart::GuardPattern { guard, pattern } => {
                let table = guards.get(guard)?;
                (
                    table.patterns.get(pattern)?.span().start,
                    format!("guard `{}`: patterns", table.id.get_ref()),
                )
            }
            LexiconPart::GuardTarget { guard, entry } => {
                let table = guards.get(guard)?;
                (
                    table.holds_back.get(entry)?.span().start,
                    format!("guard `{}`: holds_back", table.id.get_ref()),
                )
            }
            LexiconPart::GuardId { guard } => (guards.get(guard)?.id.span().start, "guard: id".to_owned()),
            LexiconPart::GuardReach { guard } => {
                let table = guards.get(guard)?;
                (table.reach.as_ref()?.span().start, format!("guard `{}`: reach", table.id.get_ref()))
            }
        })
    }
}
