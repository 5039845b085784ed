//! Rule files in their plain shape, as `crates/server/src/rules/document.rs` describes them; where a word is unknown there
//! is no file. Checking them is the server's business.

use serde::Deserialize;

use super::api::{GuardSource, Language, LexiconSource, Place, RuleSource, Severity, Topic, WordList};

#[derive(Deserialize)]
struct File {
    language: String,
    #[serde(default)]
    common: Vec<String>,
    #[serde(default)]
    prefixes: Vec<String>,
    #[serde(default)]
    suffixes: Vec<String>,
    #[serde(default)]
    contrast: Vec<String>,
    #[serde(default)]
    list: Vec<List>,
    rule: Vec<Rule>,
    #[serde(default)]
    guard: Vec<Guard>,
}

#[derive(Deserialize)]
struct List {
    name: String,
    items: Vec<String>,
}

#[derive(Deserialize)]
struct Rule {
    id: String,
    topic: String,
    severity: Option<String>,
    says: String,
    #[serde(default)]
    despite: Vec<String>,
    patterns: Vec<String>,
}

#[derive(Deserialize)]
struct Guard {
    id: String,
    holds_back: Vec<String>,
    place: String,
    #[serde(default)]
    reach: u32,
    turns_into: Option<String>,
    patterns: Vec<String>,
}

const FILES: [&str; 6] = [
    include_str!("../../../../config/rules/en.toml"),
    include_str!("../../../../config/rules/el.toml"),
    include_str!("../../../../config/rules/ar.toml"),
    include_str!("../../../../config/rules/es.toml"),
    include_str!("../../../../config/rules/tr.toml"),
    include_str!("../../../../config/rules/no.toml"),
];

/// The rules of every language.
pub(crate) fn lexicons() -> Vec<LexiconSource> {
    FILES.map(|text| language(text).expect("a rule file")).into()
}

/// The rules of a language file.
pub(crate) fn language(text: &str) -> Option<LexiconSource> {
    let file: File = toml::from_str(text).ok()?;
    let language = Language::ALL.into_iter().find(|language| language.code() == file.language)?;
    let rule = |rule: Rule| {
        Some(RuleSource {
            id: rule.id,
            topic: Topic::parse(&rule.topic)?,
            severity: match rule.severity {
                Some(word) => Some(Severity::parse(&word)?),
                None => None,
            },
            explanation: rule.says,
            despite: rule.despite,
            patterns: rule.patterns,
        })
    };
    let guard = |guard: Guard| {
        Some(GuardSource {
            id: guard.id,
            holds_back: guard.holds_back,
            place: Place::parse(&guard.place)?,
            reach: guard.reach,
            turns_into: match guard.turns_into {
                Some(word) => Some(Topic::parse(&word)?),
                None => None,
            },
            patterns: guard.patterns,
        })
    };
    Some(LexiconSource {
        language,
        common: file.common,
        prefixes: file.prefixes,
        suffixes: file.suffixes,
        lists: file.list.into_iter().map(|list| WordList { name: list.name, items: list.items }).collect(),
        contrast: file.contrast,
        rules: file.rule.into_iter().map(rule).collect::<Option<_>>()?,
        guards: file.guard.into_iter().map(guard).collect::<Option<_>>()?,
    })
}
