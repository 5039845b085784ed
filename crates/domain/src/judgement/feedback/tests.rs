//! Tests of reading feedback, with the test phrases. The shipped phrases are tested where they are loaded.

use super::*;
use FeedbackReading::{NotResolved, Partially, Resolved, Unclear, Worse};

fn read(text: &str) -> FeedbackReading {
    read_feedback(&RuleSet::for_tests(), Language::En, text)
}

#[test]
fn the_buttons_words_come_first() {
    let table = [
        ("worked", Resolved),
        (" It worked! ", Resolved),
        ("it worked", Resolved),
        ("didnt_work", NotResolved),
        ("Didn’t work", NotResolved),
        ("didnt work", NotResolved),
        ("partially_worked", Partially),
        ("partially worked", Partially),
    ];
    for (text, reading) in table {
        assert_eq!(read(text), reading, "{text}");
    }
}

#[test]
fn d10_still_unresolved_never_closes() {
    assert_eq!(read("still unresolved"), NotResolved);
    assert_eq!(read("It is not resolved"), NotResolved);
    assert_eq!(read("the problem isn't fixed"), NotResolved);
}

#[test]
fn mixed_news_is_partly_good_and_bad_news_wins() {
    let table = [
        ("fixed", Resolved),
        ("it works now but it still leaks", Partially),
        ("a little better", Partially),
        ("fixed the leak, now it is broken", Worse),
        ("which valve do you mean?", Unclear),
        ("", Unclear),
    ];
    for (text, reading) in table {
        assert_eq!(read(text), reading, "{text}");
    }
}
