//! Tests of second chances: the common ways to type a word lead to its key.

use proptest::prelude::*;

use super::super::fold::fold_word;
use super::*;

#[test]
fn greek_in_latin_letters_sounds_like_the_word() {
    let table: [(&str, &[&str]); 8] = [
        ("τεχνικό", &["texniko", "tehniko", "techniko"]),
        ("θέλω", &["thelw", "thelo", "8elw", "8elo", "uelw"]),
        ("καπνός", &["kapnos"]),
        ("άνθρωπο", &["anthrwpo", "an8ropo", "anthropo"]),
        ("μιλήσω", &["milhsw", "miliso", "milisw"]),
        ("βοήθεια", &["boh8eia", "voithia", "voitheia"]),
        ("έξοδος", &["exodos", "eksodos", "e3odos"]),
        ("υποστήριξη", &["upostiriksi", "ypostirixi", "yposthriksh"]),
    ];
    for (word, typed) in table {
        let key = Habit::LatinGreek.key(&fold_word(word));
        for latin in typed {
            let readings = Habit::LatinGreek.readings(latin);
            assert!(readings.contains(&key), "{latin}: {readings:?} lack {key}");
        }
    }
}

#[test]
fn norwegian_may_lack_rings_and_strokes() {
    for (word, typed) in [("røyk", "royk"), ("nå", "na"), ("å få", "a fa"), ("brøt", "broet")] {
        assert_eq!(Habit::BareNorwegian.readings(typed), [Habit::BareNorwegian.key(&fold_word(word))]);
    }
}

proptest! {
    #[test]
    fn no_word_has_more_readings_than_allowed(word in "[a-z0-9]{0,60}") {
        prop_assert!(Habit::LatinGreek.readings(&word).len() <= MOST_READINGS);
    }
}
