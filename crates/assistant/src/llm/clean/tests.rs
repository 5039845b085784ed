use proptest::prelude::*;

use super::*;

fn links() -> Links {
    let mut links = Links::to(&["docs.example.com".to_owned(), "parts.example.com:8443".to_owned()]);
    links.given_in("See https://maker.example.org/hp(1) or (http://old.example.org/a?b=1), file pump.conf, mail desk@maker.example.org.");
    links
}

fn clean(text: &str) -> String {
    let mut cleaner = Cleaner::new(links(), "my ticket is AB-20260101-0007".to_owned(), 4096);
    let mut out = cleaner.push(text);
    out.push_str(&cleaner.finish());
    out
}

#[test]
fn d4_what_is_no_link_stays_to_the_letter() {
    for text in [
        "Check the fuel_filter (part FF_22*3) and *then* the `hp_pump`: 3.5 bar at 12:30, <2 min, 5 > 3.",
        "1. Close valve V-12/B.\n2. Wait 10 s…\n\n- Άνοιξε τη βαλβίδα! - افتح الصمام. İşte ışık; åpne ventilen [A].",
        "E.g. \"HP-2.5\" costs 12,50 € & weighs 3.2kg; see §4.2.1, and/or ask. a=b x^2 {k} ~5% #7 it's",
        "The part AB-2026-0001 and the number 20260101-0001 are not tickets; AB-20260101-0007 was given.",
    ] {
        assert_eq!(clean(text), text);
    }
}

#[test]
fn links_that_are_let_through_stay() {
    for text in [
        "Read https://docs.example.com/pump?part=3#x.",
        "Read docs.example.com/pump or docs.example.com, then https://parts.example.com:8443/a.",
        "See http://old.example.org/a?b=1, pump.conf or desk@maker.example.org.",
    ] {
        assert_eq!(clean(text), text);
    }
}

#[test]
fn links_that_are_not_let_through_go() {
    for (text, left) in [
        ("See https://evil.example/x?d=secret!", "See …!"),
        ("See HTTPS://EVIL.EXAMPLE.", "See …."),
        ("https://docs.example.com.evil.example/", "…"),
        ("https://docs.example.com@evil.example/", "…"),
        ("https://docs.example.com:8443/", "…"),
        ("http://docs.example.com/", "…"),
        ("https://docs.example.com\\@evil.example/", "…"),
        ("https://old.example.org/a?b=1", "…"),
        ("http://old.example.org/a?b=12", "…"),
        ("[click](https://evil.example/a_(b))", "[click] (…_(b))"),
        ("![x](https://evil.example/p.png)", "! [x] (…)"),
        ("![x](/api/ai/sessions)", "! [x] (/api/ai/sessions)"),
        ("[a][1] and ![b][1]\n[1]: https://evil.example", "[a] [1] and ! [b] [1]\n[1] : …"),
        ("<https://evil.example>", "<…>"),
        ("<img src=https://evil.example/x.png>", "< img src=…>"),
        ("<img src='//evil.example/x'>", "< img src='//…'>"),
        ("<script>alert(1)</script>", "< script>alert(1)< /script>"),
        ("<!-- x --><?php ?>", "< !-- x -->< ?php ?>"),
        (
            "javascript:alert(1) DATA:text/html,x tel:+4755500100",
            "javascript: alert(1) DATA: text/html,x tel: +4755500100",
        ),
        ("mailto:me@evil.example", "mailto: …"),
        ("write to me@evil.example now", "write to … now"),
        ("www.evil.example and evil.com", "www. evil. example and evil. com"),
        ("evil.com/x?d=1 evil.com:80 evil.com?x", "… … …"),
        ("evil。com and evil．com/a", "evil。 com and …"),
        ("https:evil.com https:/evil.com", "https: evil. com https: /evil. com"),
        ("xn--80ak6aa92e.xn--p1ai", "xn--80ak6aa92e. xn--p1ai"),
        ("ht\u{200b}tps://ev\u{ad}il.example", "…"),
        ("a\u{202e}moc.live\u{202c}b", "amoc. liveb"),
        ("secret\u{e0041}\u{e0042}text\u{7}\u{1b}[31m", "secrettext[31m"),
        ("ticket AB-20261122-0001 was made, ab–20261122–12345 too", "ticket … was made, … too"),
        ("https://docs.example.com)@evil.example", "…)@evil. example"),
        ("docs.example.com).evil.com", "docs. example. com).evil. com"),
        ("evil.com\\x evil.com_x evil.com-x", "… evil. com_x evil. com-x"),
        ("(xxhttps://evil.example/)", "(…)"),
        ("javascriptwww..www.a x-WWW.1 awww.1", "javascriptwww. . www. a x-WWW. 1 awww.1"),
    ] {
        assert_eq!(clean(text), left, "{text}");
    }
    assert_eq!(clean(&format!("a {} b", "x".repeat(513))), "a … b");
}

#[test]
fn blanks_are_kept_in_measure_and_the_length_ends_at_a_character() {
    assert_eq!(clean(" \n a \t b\n\n\n\nc \u{2028}d\r\n "), "a b\n\nc\nd");
    let mut cleaner = Cleaner::new(Links::default(), String::new(), 5);
    assert_eq!((cleaner.push("λόγος λόγος "), cleaner.finish()), ("λό…".to_owned(), String::new()));
}

/// What a program that makes links would look for.
fn leads_away(text: &str) -> bool {
    let lower = text.to_lowercase();
    let begins = |sign: &str| {
        lower.match_indices(sign).any(|(at, found)| {
            let (before, after) = (&lower[..at], &lower[at + found.len()..]);
            !before.ends_with(char::is_alphanumeric) && after.starts_with(char::is_alphanumeric)
        })
    };
    // `comjavascript` is no scheme.
    begins("www.")
        || begins("javascript:")
        || ["://", "evil.com", "](", "<a"].iter().any(|sign| lower.contains(sign))
}

proptest! {
    #[test]
    fn nothing_leads_away_and_a_cut_changes_nothing(
        parts in prop::collection::vec(prop::sample::select(vec![
            "https", "http", "://", ":", "/", "//", "evil.com", "www.", "evil", ".", "com", "@", "[", "]", "(", ")", "!", "<", "a", ">",
            "javascript", "\u{200b}", "\u{202e}", " ", "\n", "\\", "x", "λ", "?q=1", "\u{feff}", "'", "\"", "…",
        ]), 0..16),
        cuts in prop::collection::vec(0..16_usize, 0..6),
    ) {
        let whole = parts.concat();
        let cleaned = clean(&whole);
        prop_assert!(!leads_away(&cleaned), "{whole:?} -> {cleaned:?}");
        prop_assert_eq!(clean(&cleaned), cleaned.clone(), "cleaning twice changes nothing: {:?}", whole);
        let mut cleaner = Cleaner::new(links(), "my ticket is AB-20260101-0007".to_owned(), 4096);
        let mut out = String::new();
        let mut rest = parts.as_slice();
        for cut in cuts {
            let (piece, after) = rest.split_at(cut.min(rest.len()));
            out.push_str(&cleaner.push(&piece.concat()));
            rest = after;
        }
        out.push_str(&cleaner.push(&rest.concat()));
        out.push_str(&cleaner.finish());
        prop_assert_eq!(out, cleaned);
    }

    #[test]
    fn any_text_is_cleaned_within_its_length(text in "\\PC{0,200}|.{0,200}", most in 0..300_usize) {
        let mut cleaner = Cleaner::new(Links::default(), String::new(), most);
        let mut out = cleaner.push(&text);
        out.push_str(&cleaner.finish());
        prop_assert!(out.len() <= most + GONE.len());
        let hides = out.contains(['\u{202e}', '\u{7f}', '\u{0}']);
        prop_assert!(!hides);
    }
}
