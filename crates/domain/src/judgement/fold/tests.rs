//! Tests of folding: the many spellings of a word become one, and letters remember their origin.

use proptest::prelude::*;

use super::*;

#[test]
fn the_spellings_of_a_word_become_one() {
    let table = [
        ("SMOKE", "smoke"),
        ("comin\u{200B}g\u{202E}", "coming"),
        ("don’t don`t don´t", "don't don't don't"),
        // Turkish: four letters i, and marks that many leave out.
        ("İSTANBUL ISLIK ışık", "istanbul islik isik"),
        ("Teknisyen gönderin çünkü ağır", "teknisyen gonderin cunku agir"),
        // Greek: final sigma, tonos, dialytika; capitals have none of them.
        ("Τεχνικός ΤΕΧΝΙΚΟΣ ϋ ΐ", "τεχνικοσ τεχνικοσ υ ι"),
        // Arabic: hamzas, diacritics, tatweel, the two forms of yeh and heh, digits, joined forms.
        ("أريد إلى آلة مسؤول", "اريد الي اله مسوول"),
        ("دُخَانٌ دخـــان", "دخان دخان"),
        ("٣٥ ۳۵ ﻻ", "35 35 لا"),
        // Arabic: water is not "not", whatever is joined to it; other last hamzas are often left out.
        ("ماء الماء بماء ما السماء", "ماء الماء بماء ما السما"),
        ("👍🏽 ✔\u{FE0F}", "👍 ✔"),
        // Norwegian: with and without the letters, composed and decomposed marks elsewhere.
        ("Må ma\u{30A} røyk være MAA ROEYK", "maa maa roeyk vaere maa roeyk"),
        ("técnico te\u{301}cnico ＴＥＣＨ ﬁre", "tecnico tecnico tech fire"),
    ];
    for (typed, folded) in table {
        assert_eq!(fold_word(typed), folded, "{typed}");
    }
}

#[test]
fn frequent_letters_are_folded_as_by_a_closer_look() {
    for (typed, known) in ('\0'..=char::MAX).filter_map(|letter| Some((letter, frequent(letter)?))) {
        let mut folded = String::new();
        typed.to_lowercase().for_each(|lower| letter(lower, &mut folded));
        assert_eq!(folded, known.to_string(), "{typed}");
    }
}

proptest! {
    #[test]
    fn every_byte_has_an_origin_inside_the_text(text in any::<String>()) {
        let once = fold(&text);
        prop_assert_eq!(once.text.len(), once.origins.len());
        prop_assert!(once.origins.is_sorted());
        let last = once.origins.last().map(|last| usize::try_from(*last).unwrap());
        prop_assert!(last.is_none_or(|last| last < text.chars().count()));
    }
}

#[test]
fn letters_that_are_known_at_once_are_letters() {
    for letter in ('\0'..=char::MAX).filter(|letter| is_plain_letter(*letter)) {
        assert!(letter.is_alphanumeric() && !is_combining_mark(letter), "{letter:?}");
    }
    assert!(is_letter_or_digit('é') && is_letter_or_digit('٣') && !is_letter_or_digit(','));
}
