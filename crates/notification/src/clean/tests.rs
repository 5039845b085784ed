use proptest::prelude::*;

use super::*;

#[test]
fn a_name_with_a_header_in_it_stays_one_line() {
    assert_eq!(one_line("Eve\r\nBcc: all@x.example", 100), "Eve Bcc: all@x.example");
    assert_eq!(one_line(" a\u{0}b\u{85}c\u{2028}d\u{7f}\u{202e}e\u{200f} \u{feff}", 100), "a b c d e");
    assert_eq!(one_line("1234567890", 5), "1234…");
    assert_eq!(one_line("👩‍🔧 Åse", 100), "👩‍🔧 Åse");
}

#[test]
fn every_kind_of_line_end_becomes_one() {
    assert_eq!(paragraphs("a\r\nb\rc\n\rd\u{2028}e\u{0}", 100).0, "a\nb\nc\n\nd\ne");
    assert_eq!(paragraphs("12345678", 5), ("12345".to_owned(), 3));
    assert_eq!(paragraphs("\u{202e}evil\u{2069} مرحبا\u{200f}", 100).0, "evil مرحبا\u{200f}");
}

proptest! {
    #[test]
    fn nothing_that_ends_a_line_survives_in_one_line(text in any::<String>(), limit in 1_usize..40) {
        let line = one_line(&text, limit);
        let ends_line = |c: char| c.is_control() || is_bidi_mark(c) || ['\u{2028}', '\u{2029}'].contains(&c);
        let any = line.chars().any(ends_line);
        prop_assert!(!any);
        prop_assert!(line.chars().count() <= limit);
        prop_assert_eq!(one_line(&line, limit), line);
    }

    #[test]
    fn paragraphs_hold_no_control_character_but_line_end_and_tab(text in any::<String>()) {
        let (clean, _) = paragraphs(&text, usize::MAX);
        let any = clean.chars().any(|c| c.is_control() && c != '\n' && c != '\t');
        prop_assert!(!any);
        prop_assert_eq!(paragraphs(&clean, usize::MAX), (clean, 0));
    }
}
