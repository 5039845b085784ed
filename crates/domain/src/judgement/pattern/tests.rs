//! Tests of the pattern language: what a pattern finds, and what is refused.

use super::*;
use crate::judgement::lexicon::Alone;
use crate::judgement::numbers::index;
use crate::judgement::source::{LexiconError, LexiconProblem, LexiconSource, RuleSource, Topic, WordList};
use crate::judgement::words::{Word, Words};

fn lexicon(pattern: &str) -> Result<Alone, LexiconError> {
    let person = ["human", "expert*", "service team"].map(str::to_owned).to_vec();
    Alone::compile(&LexiconSource {
        lists: vec![WordList { name: "person".to_owned(), items: person }],
        suffixes: vec!["'s".to_owned()],
        rules: vec![RuleSource {
            id: "one".to_owned(),
            topic: Topic::Resolved,
            severity: None,
            explanation: String::new(),
            despite: Vec::new(),
            patterns: vec![pattern.to_owned()],
        }],
        ..LexiconSource::default()
    })
}

/// The first stretch of `text` that `pattern` finds, folded words joined by blanks.
fn find(pattern: &str, text: &str) -> Option<String> {
    let (lexicon, words) = (lexicon(pattern).unwrap(), Words::of(text));
    let span = lexicon.cues(&words).first()?.span.clone();
    let spellings: Vec<String> = words.spellings().map(|typed| typed.letters.iter().collect()).collect();
    let is_within = |word: &&Word| span.start <= index(word.span.start) && index(word.span.end) <= span.end;
    let within = words.all().iter().filter(is_within);
    Some(within.map(|word| spellings[index(word.spelling)].as_str()).collect::<Vec<_>>().join(" "))
}

fn refusal(pattern: &str) -> (usize, PatternProblem) {
    match lexicon(pattern).unwrap_err().problem {
        LexiconProblem::Pattern(error) => (error.position, error.problem),
        other => panic!("{other}"),
    }
}

#[test]
fn patterns_find_what_they_say() {
    let table = [
        ("smoke", "Black SMOKE!", Some("smoke")),
        ("smoke", "smokeless", None),
        ("smok*", "it is smoking", Some("smoking")),
        ("*fire tech~ (technician~)?", "a Campfire tech tehnician", Some("campfire tech tehnician")),
        ("te\u{301}cnico", "TÉCNICO", Some("tecnico")),
        ("talk (to|with)? <person>", "please talk to experts now", Some("talk to experts")),
        ("talk (to|with)? <person>", "talk human", Some("talk human")),
        ("talk (to|with)? <person>", "talk to the service team", None),
        ("talk to the? <person>", "talk to the service team", Some("talk to the service team")),
        ("send ..2 <person>", "send me an expert", Some("send me an expert")),
        ("send ..2 <person>", "send me over an expert", None),
        ("send ..2 <person>", "send. An expert", None),
        ("^ operator $", "Hello. Operator! Please", Some("operator")),
        ("^ operator $", "the operator", None),
        ("(a|a b|a b c) d?", "a b c e", Some("a b c")),
        ("don't", "I dont know", Some("dont")),
        ("ill", "i'll do it", None),
        ("operator", "the operator's seat", Some("operator's")),
        ("risk of fire $?", "is there a risk of fire?", Some("risk of fire")),
        ("risk of fire $?", "there is a risk of fire. Why?", None),
        ("risk of fire $?", "is there a risk of fire", None),
        ("κινδυνος $?", "υπάρχει κίνδυνος;", Some("κινδυνοσ")),
        ("risk $?", "there is a risk; go", None),
        ("^ (👍|👌) $", "👍🏽!", Some("👍")),
        ("help", "heeeelp", Some("heeeelp")),
        ("feel", "I feeeel", Some("feeeel")),
    ];
    for (pattern, text, found) in table {
        assert_eq!(find(pattern, text).as_deref(), found, "`{pattern}` in {text:?}");
    }
}

#[test]
fn what_cannot_be_meant_is_refused_with_its_place() {
    assert_eq!(refusal(""), (0, PatternProblem::Empty));
    assert_eq!(refusal("a (b|)"), (5, PatternProblem::Empty));
    assert_eq!(refusal("a (b"), (4, PatternProblem::Unbalanced));
    assert_eq!(refusal("a b) c"), (3, PatternProblem::Unbalanced));
    assert_eq!(refusal("a <nobody> b"), (2, PatternProblem::UnknownList("nobody".to_owned())));
    assert_eq!(refusal("a ..0 b"), (2, PatternProblem::Gap));
    assert_eq!(refusal("a ..99 b"), (2, PatternProblem::Gap));
    assert_eq!(refusal("a & b"), (2, PatternProblem::Unexpected('&')));
    assert_eq!(refusal(&"(".repeat(40)), (17, PatternProblem::TooLarge));
    for open in ["a?", "a? b?", "..2 a", "a ..2", "a ..2 b?", "(a ..2|b)", "^ $"] {
        assert_eq!(refusal(open).1, PatternProblem::Open, "{open}");
    }
}
