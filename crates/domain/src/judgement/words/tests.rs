//! Tests of cutting: what is a word, what stands before it, and where it came from.

use proptest::prelude::*;

use super::*;

fn cut(text: &str) -> Vec<(String, Break)> {
    let words = Words::of(text);
    let spellings: Vec<String> = words.spellings().map(|typed| typed.letters.iter().collect()).collect();
    words.all().iter().map(|word| (spellings[index(word.spelling)].clone(), word.before)).collect()
}

fn spellings(text: &str) -> Vec<String> {
    cut(text).into_iter().map(|(spelling, _)| spelling).collect()
}

#[test]
fn words_are_folded_and_what_cannot_be_seen_is_dropped() {
    assert_eq!(spellings("SMOKE is comin\u{200B}g out"), ["smoke", "is", "coming", "out"]);
    assert_eq!(spellings("I don’t, don`t, don´t"), ["i", "don't", "don't", "don't"]);
    assert_eq!(spellings("didnt_work"), ["didnt", "work"]);
    assert_eq!(spellings("help.fire 3.5 bar"), ["help", "fire", "3.5", "bar"]);
    assert_eq!(spellings(" \u{FEFF}!? "), Vec::<String>::new());
}

#[test]
fn commas_pause_and_full_stops_stop() {
    let breaks: Vec<_> =
        cut("No, smoke. Help\nus (now) please\n\nbye e-stop").into_iter().map(|(_, at)| at).collect();
    assert_eq!(
        breaks,
        [
            Break::Stop,
            Break::Pause,
            Break::Stop,
            Break::Pause,
            Break::Pause,
            Break::Pause,
            Break::Stop,
            Break::None,
            Break::None,
        ]
    );
}

#[test]
fn spans_count_characters_of_the_original() {
    let text = "\u{200B}Ωx İs ’ SMO\u{200D}KE";
    let words = Words::of(text);
    let letters: Vec<char> = text.chars().collect();
    let stretches: Vec<String> = words
        .all()
        .iter()
        .map(|word| letters[index(word.span.start)..index(word.span.end)].iter().collect())
        .collect();
    assert_eq!(stretches, ["Ωx", "İs", "SMO\u{200D}KE"]);
}

proptest! {
    #[test]
    fn plain_words_are_cut_where_unicode_cuts_them(
        pieces in prop::collection::vec(prop_oneof![
            any::<String>(),
            "[ -~]{0,12}",
            prop::sample::select(&[" ", "  ", "a", "pump 3", "\n", "\u{301}", "\u{200D}", "👍🏽", ".", "'", "ا"][..])
                .prop_map(str::to_owned),
            "[a-c1-3αως\u{3AC}دءا'.,:;_ \u{301}\u{200D}،؛٣é-]{0,16}",
            "[a1α'.:,;\u{200D}]{0,8}",
            prop::sample::select(&["1,2", "a,b", ",", ";", "(a)", "\r\n", "3 , 4", "5;6", "\""][..])
                .prop_map(str::to_owned),
        ], 0..12),
    ) {
        // What stands between words may come in one piece or in several; words that signs join are parted.
        let is_word = |(_, piece): &(usize, &str)| piece.contains(char::is_alphanumeric);
        let text = pieces.concat();
        let mut cut = Vec::new();
        each_part(&text, |at, part| cut.push((at, part)));
        prop_assert_eq!(cut.iter().map(|(_, piece)| *piece).collect::<String>(), text.clone());
        let parted = |(at, piece)| parts(piece).map(move |(offset, part)| (at + offset, part));
        let words: Vec<_> = text.split_word_bound_indices().flat_map(parted).filter(is_word).collect();
        prop_assert_eq!(cut.into_iter().filter(is_word).collect::<Vec<_>>(), words);
    }

    #[test]
    fn any_text_can_be_cut_and_spans_rise_inside_it(text in any::<String>()) {
        let count = text.chars().count();
        let mut last = 0;
        for word in Words::of(&text).all() {
            prop_assert!(last <= word.span.start && word.span.start < word.span.end && index(word.span.end) <= count);
            last = word.span.end;
        }
    }
}
