//! Tests of second chances: the common ways to type a word lead to its key.

use proptest::prelude::*;

use super::super::fold::fold_word;
use super::*;

fn readings(habit: Habit, word: &str) -> Vec<String> {
    let (letters, mut readings) = (word.chars().collect::<Vec<_>>(), Vec::new());
    let step = |before: &String, sound: &[char]| Some(before.chars().chain(sound.iter().copied()).collect());
    if habit == Habit::GreekBySound {
        greek_readings(&letters, &mut vec![String::new()], step, |reading| readings.push(reading));
    }
    let mut key = Vec::new();
    if habit.key_of(&letters, &mut key) {
        readings.push(key.into_iter().collect());
    }
    readings
}

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
        let key: String = Habit::GreekBySound.key(&fold_word(word)).into_iter().collect();
        for latin in typed {
            let found = readings(Habit::GreekBySound, latin);
            assert!(found.contains(&key), "{latin}: {found:?} lack {key}");
        }
    }
}

#[test]
fn norwegian_may_lack_rings_and_strokes() {
    for (word, typed) in [("røyk", "royk"), ("nå", "na"), ("å få", "a fa"), ("brøt", "broet")] {
        let key: String = Habit::BareNorwegian.key(&fold_word(word)).into_iter().collect();
        assert_eq!(readings(Habit::BareNorwegian, typed), [key]);
    }
}

#[test]
fn spanish_may_be_written_as_it_sounds() {
    let table = [
        ("quiero", "kiero"),
        ("venga", "benga"),
        ("llamen", "yamen"),
        ("humo", "umo"),
        ("hay", "ay"),
        ("hombre", "onbre"),
        ("necesito", "nesesito"),
        ("extintor", "estintor"),
        ("mecánico", "mekanico"),
        ("gente", "jente"),
        ("chispa", "chispa"),
    ];
    for (word, typed) in table {
        let key: String = Habit::SpanishBySound.key(&fold_word(word)).into_iter().collect();
        assert_eq!(readings(Habit::SpanishBySound, typed), [key], "{typed}");
    }
    for not_read in ["e", "soz", "kl", "x2", "λάδι"] {
        assert!(readings(Habit::SpanishBySound, not_read).is_empty(), "{not_read}");
    }
}

proptest! {
    #[test]
    fn no_word_has_more_readings_than_allowed(word in "[a-z0-9]{0,60}") {
        prop_assert!(readings(Habit::GreekBySound, &word).len() <= MOST_READINGS);
    }
}
