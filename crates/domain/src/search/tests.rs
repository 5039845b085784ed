use proptest::prelude::*;

use super::*;

fn found(text: &str, sought: &str) -> Option<(String, Vec<String>)> {
    let texts = TicketTexts { own: vec![(Field::Summary, text.to_owned())], said: vec![] };
    let excerpt = texts.excerpt(&Sought::parse(sought))?;
    texts.rank(&Sought::parse(sought))?;
    let letters: Vec<char> = excerpt.text.chars().collect();
    let marks = excerpt.marks.iter().map(|mark| letters[mark.clone()].iter().collect()).collect();
    Some((excerpt.text, marks))
}

#[test]
fn words_are_found_however_they_are_typed() {
    let cases = [
        ("The pump MAKES a noise", "noise makes pum", vec!["pump", "MAKES", "noise"]),
        ("Η αντλία κάνει θόρυβο", "ΑΝΤΛΙΑ θορυβ", vec!["αντλία", "θόρυβο"]),
        ("المضخة لا تعمل أبداً", "ابدا المضخه", vec!["المضخة", "أبداً"]),
        ("La válvula no abre", "VALVULA", vec!["válvula"]),
        ("Işık yanıyor, İSTANBUL", "isik istan", vec!["Işık", "İSTANBUL"]),
        ("Blåser på øya", "blaaser oey", vec!["Blåser", "øya"]),
        ("Ticket AB-20261123-0007 again", "ab-20261123-0007", vec!["AB-20261123-0007"]),
        ("oil oil leak", "\"oil leak\"", vec!["oil leak"]),
    ];
    for (text, sought, marks) in cases {
        let (_, marked) = found(text, sought).unwrap_or_else(|| panic!("{sought} in {text}"));
        assert_eq!(marked, marks, "{sought} in {text}");
    }
    for (text, sought) in [
        ("oil and leak", "\"oil leak\""),
        ("pumps", "pump \""),
        ("pump", "!!"),
        ("pump", ""),
        ("pump", "pumps"),
    ] {
        assert_eq!(found(text, sought), None, "{sought} in {text}");
    }
    assert!(found("pumps", "pump").is_some(), "the last word may go on");
    assert!(found("pumps fail", "pump fail").is_none(), "but no other");
}

#[test]
fn a_long_text_is_cut_around_what_was_found() {
    let text = format!("{} the rotor is cracked {}", "Nothing here. ".repeat(40), "More of it. ".repeat(40));
    let (piece, marks) = found(&text, "rotor cracked").unwrap();
    assert!(piece.starts_with("… ") && piece.ends_with(" …") && piece.chars().count() < 200, "{piece}");
    assert_eq!(marks, ["rotor", "cracked"]);
}

proptest! {
    #[test]
    fn any_text_can_be_sought_in_any(text in ".{0,300}", sought in ".{0,80}") {
        let query = Sought::parse(&sought);
        for word in query.terms.iter().flat_map(|term| &term.words) {
            prop_assert!(!word.is_empty() && word.chars().all(char::is_alphanumeric), "{word}");
        }
        if let Some((piece, marks)) = found(&text, &sought) {
            prop_assert!(!marks.is_empty(), "{piece}");
        }
    }

    /// What shows all that is sought is not replaced by anything behind it.
    #[test]
    fn more_texts_change_no_whole_excerpt(
        own in prop::collection::vec("[abc ]{0,6}", 0..4),
        more in prop::collection::vec("[abc ]{0,6}", 0..4),
        sought in "[abc]( [abc])?",
    ) {
        let sought = Sought::parse(&sought);
        let own: Vec<_> = own.into_iter().map(|text| (Field::Summary, text)).collect();
        let said = more.into_iter().map(|text| (Field::Resolution, text)).collect();
        let short = TicketTexts { own: own.clone(), said: vec![] }.whole_excerpt(&sought);
        if short.is_some() {
            prop_assert_eq!(TicketTexts { own, said }.excerpt(&sought), short);
        }
    }

    /// What stands in a text is found by its own words.
    #[test]
    fn a_text_is_found_by_any_of_its_words(text in "[a-zA-ZåøæÅØñçşğıİüöα-ωΑ-Ωάέήίόύώςا-ي0-9 ,.-]{1,80}", pick in any::<prop::sample::Index>()) {
        let words = words_of(&text);
        if let Some(word) = (!words.is_empty()).then(|| &words[pick.index(words.len())]) {
            prop_assert!(found(&text, &word.folded).is_some(), "{:?}", word);
        }
    }
}
