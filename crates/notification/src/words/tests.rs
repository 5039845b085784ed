//! Every language says everything, of the same things.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use handover_domain::Language;

use super::{Words, sources};

fn variables(pattern: &Pattern<&str>, found: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        let PatternElement::Placeable { expression } = element else { continue };
        match expression {
            Expression::Inline(InlineExpression::VariableReference { id }) => {
                found.insert(id.name.to_owned());
            }
            Expression::Inline(_) => {}
            Expression::Select { variants, .. } => {
                variants.iter().for_each(|one| variables(&one.value, found))
            }
        }
    }
}

/// The messages of a language's mails with the variables of each.
fn messages(language: Language) -> BTreeMap<String, BTreeSet<String>> {
    let [_, mails] = sources(language);
    let resource = fluent_syntax::parser::parse(mails).unwrap_or_else(|(_, errors)| panic!("{errors:?}"));
    let mut found = BTreeMap::new();
    for entry in resource.body {
        let Entry::Message(message) = entry else { continue };
        let pattern = message.value.unwrap_or_else(|| panic!("{language:?}: {} is empty", message.id.name));
        let mut named = BTreeSet::new();
        variables(&pattern, &mut named);
        let again = found.insert(message.id.name.to_owned(), named);
        assert!(again.is_none(), "{language:?} says {} twice", message.id.name);
    }
    found
}

#[test]
fn every_language_says_everything_of_the_same_things() {
    let english = messages(Language::En);
    assert!(english.len() > 30, "the words were not found");
    for language in Language::ALL {
        assert_eq!(messages(language), english, "{language:?}");
        let words = Words::load(language);
        for (id, named) in &english {
            let values: Vec<(&str, &str)> = named.iter().map(|name| (name.as_str(), "VALUE")).collect();
            let said = words.say_with(id, &values);
            assert!(said != *id && !said.contains('{'), "{language:?}: {id}: {said}");
            assert!(named.is_empty() || said.contains("VALUE"), "{language:?}: {id}: {said}");
        }
        assert_ne!(words.say("chat-expert"), "chat-expert", "what the pages say too");
    }
}

#[test]
fn every_word_that_is_asked_for_is_there_and_none_is_left_over() {
    let mut asked = BTreeSet::new();
    for source in [
        include_str!("../render/user.rs"),
        include_str!("../render/answered.rs"),
        include_str!("../render/access.rs"),
        include_str!("../render/support.rs"),
        include_str!("../render/summary.rs"),
        include_str!("../render.rs"),
        include_str!("../render/report.rs"),
    ] {
        let quoted = source.split("\"mail-").skip(1).filter_map(|rest| rest.split_once('"'));
        asked.extend(quoted.map(|(id, _)| format!("mail-{id}")));
    }
    let said: BTreeSet<String> = messages(Language::En).into_keys().collect();
    assert_eq!(asked, said);
}

#[test]
fn a_value_in_a_text_from_right_to_left_keeps_to_itself() {
    let said = Words::of(Language::Ar).say_with("mail-greeting_name", &[("name", "Kari 7")]);
    assert!(said.contains("\u{2068}Kari 7\u{2069}"), "{said:?}");
}
