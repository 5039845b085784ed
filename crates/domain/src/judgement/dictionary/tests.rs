//! Tests of looking up words: whole, in part, misspelt, stretched, with what is joined to them.

use super::super::spelling::Written;
use super::*;

fn known(habit: Option<Habit>, words: &[&str], typed: &str) -> Vec<Symbol> {
    let affixes = |list: &[&str]| list.iter().map(|affix| (*affix).to_owned()).collect::<Vec<_>>();
    let mut collected = Collected::default();
    for (word, symbol) in words.iter().zip(0..) {
        collected.give(&Written::of(word), symbol);
    }
    let (prefixes, suffixes) = (affixes(&["ال", "و", "وال"]), affixes(&["'s", "ها"]));
    let dictionary = Dictionary::of(&[Vocabulary { spellings: collected, habit, prefixes, suffixes }]);
    let known = dictionary.look_up(&Words::of(typed), &[0]);
    known[0].symbols.clone()
}

#[test]
fn words_are_known_whole_and_in_part() {
    let words = ["help", "techn*", "*brann", "technician~", "فني"];
    let table: [(&str, &[Symbol]); 14] = [
        ("help", &[0]),
        ("help's", &[0]),
        ("helpful", &[]),
        ("heeelp", &[0]),
        ("technique", &[1]),
        ("motorbrann", &[2]),
        ("brannmann", &[]),
        ("technician", &[1, 3]),
        // One slip, but not in the first letter, and never two.
        ("tehcnician", &[1, 3]),
        ("tecnician", &[1, 3]),
        ("bechnician", &[]),
        ("tehnicien", &[]),
        ("والفني", &[4]),
        ("فنيها", &[4]),
    ];
    for (typed, symbols) in table {
        let mut found = known(None, &words, typed);
        found.sort_unstable();
        found.dedup();
        assert_eq!(found, symbols, "{typed}");
    }
}

#[test]
fn a_habit_is_a_second_chance() {
    assert_eq!(known(Some(Habit::GreekBySound), &["τεχνικ*"], "texnikos"), [0]);
    assert_eq!(known(Some(Habit::GreekBySound), &["me", "με"], "me"), [0]);
    assert_eq!(known(Some(Habit::GreekBySound), &["τεχνικ*", "θέλω"], "τεχνηκού"), [0]);
    assert_eq!(known(Some(Habit::GreekBySound), &["τεχνικ*", "θέλω"], "θέλο"), [1]);
    assert_eq!(known(Some(Habit::GreekBySound), &["ευχαριστώ", "αύριο"], "eyxaristw"), [0]);
    assert_eq!(known(Some(Habit::GreekBySound), &["ευχαριστώ", "αύριο"], "ayrio"), [1]);
    assert_eq!(known(Some(Habit::BareNorwegian), &["røyk*"], "royken"), [0]);
}
