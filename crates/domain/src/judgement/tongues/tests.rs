//! Tests of which languages a text is read in.

use super::*;

fn others(stated: Language, text: &str) -> Vec<&'static str> {
    let of = |language, common: &[&str]| LexiconSource {
        language,
        common: common.iter().map(|word| (*word).to_owned()).collect(),
        ..LexiconSource::default()
    };
    let tongues = Tongues::of(&[
        of(Language::En, &["the", "is", "to", "with"]),
        of(Language::El, &["και", "thelw"]),
        of(Language::Ar, &["من"]),
        of(Language::Es, &["el", "con", "está"]),
    ]);
    let words = Words::of(text);
    let others = tongues.others(stated, &words);
    others.filter_map(|place| tongues.language_at(place)).map(Language::code).collect()
}

#[test]
fn others_are_read_where_the_text_may_be_in_them() {
    assert_eq!(others(Language::En, "the pump is hot"), [""; 0]);
    assert_eq!(others(Language::Es, "El motor está roto con the pump"), [""; 0]);
    assert_eq!(others(Language::Es, "con un human to talk with the man"), ["en"]);
    assert_eq!(others(Language::En, "thelw the texniko"), ["el"]);
    assert_eq!(others(Language::En, "the καπνός is"), ["el"]);
    assert_eq!(others(Language::El, "human please"), ["en", "ar", "es"]);
    assert_eq!(others(Language::El, "Καπνός! Fire!"), ["en"]);
    assert_eq!(others(Language::En, "دخان"), ["el", "ar", "es"]);
}
