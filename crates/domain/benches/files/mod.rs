//! The shipped rule files, read in their plain shape: checking them is the server's business.

use serde::Deserialize;

use super::api::{GuardSource, Language, LexiconSource, Place, RuleSource, Severity, Topic, WordList};

#[derive(Deserialize)]
struct File {
    language: String,
    common: Vec<String>,
    #[serde(default)]
    prefixes: Vec<String>,
    #[serde(default)]
    suffixes: Vec<String>,
    contrast: Vec<String>,
    list: Vec<List>,
    rule: Vec<Rule>,
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

fn read() -> impl Iterator<Item = File> {
    let texts = [
        include_str!("../../../../config/rules/en.toml"),
        include_str!("../../../../config/rules/el.toml"),
        include_str!("../../../../config/rules/ar.toml"),
        include_str!("../../../../config/rules/es.toml"),
        include_str!("../../../../config/rules/tr.toml"),
        include_str!("../../../../config/rules/no.toml"),
    ];
    texts.into_iter().map(|text| toml::from_str(text).expect("a rule file"))
}

/// The rules of every language.
pub(crate) fn lexicons() -> Vec<LexiconSource> {
    read().map(lexicon).collect()
}

fn lexicon(file: File) -> LexiconSource {
    let topic = |word: &str| Topic::parse(word).expect("a topic");
    let rule = |rule: Rule| RuleSource {
        id: rule.id,
        topic: topic(&rule.topic),
        severity: rule.severity.map(|word| Severity::parse(&word).expect("a severity")),
        explanation: rule.says,
        despite: rule.despite,
        patterns: rule.patterns,
    };
    let guard = |guard: Guard| GuardSource {
        id: guard.id,
        holds_back: guard.holds_back,
        place: Place::parse(&guard.place).expect("a place"),
        reach: guard.reach,
        turns_into: guard.turns_into.map(|word| topic(&word)),
        patterns: guard.patterns,
    };
    LexiconSource {
        language: Language::from_tag(&file.language),
        common: file.common,
        prefixes: file.prefixes,
        suffixes: file.suffixes,
        lists: file.list.into_iter().map(|list| WordList { name: list.name, items: list.items }).collect(),
        contrast: file.contrast,
        rules: file.rule.into_iter().map(rule).collect(),
        guards: file.guard.into_iter().map(guard).collect(),
    }
}
