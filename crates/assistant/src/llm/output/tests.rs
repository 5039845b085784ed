use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::llm::delta;
use crate::llm::events::Events;

const PLENTY: usize = 1 << 20;

fn read(said: &[&str]) -> (String, Result<Output, ModelFailure>) {
    let mut reader = Reader::new(PLENTY);
    let mut shown = String::new();
    for said in said {
        match reader.push(said) {
            Ok(text) => shown.push_str(&text),
            Err(why) => return (shown, Err(why)),
        }
    }
    (shown, reader.finish())
}

fn whole(said: &str) -> Result<Output, ModelFailure> {
    read(&[said]).1
}

#[test]
fn d4_nothing_of_a_perfect_reply_is_lost() {
    let said = json!({
        "text": "Check the fuel_filter (part FF_22*3) and *then* the `hp_pump`.",
        "confidence": 0.82, "category": "hydraulic", "citations": ["P1", "P2"], "escalate": false,
    });
    let (shown, output) = read(&[&said.to_string()]);
    assert_eq!(shown, "Check the fuel_filter (part FF_22*3) and *then* the `hp_pump`.");
    let expected = Output {
        text: shown,
        confidence: Some(0.82),
        category: Some(Category::Hydraulic),
        citations: vec!["P1".to_owned(), "P2".to_owned()],
        escalate: false,
    };
    assert_eq!(output, Ok(expected));
}

#[test]
fn a_fence_and_thoughts_around_the_object_do_no_harm() {
    for said in [
        "  \n{\"text\":\"ok\"}\n",
        "```json\n{\"text\":\"ok\"}\n```",
        "```\n{\"text\":\"ok\"}\n```\n",
        "<think>{\"text\":\"no\"} hm</think>\n\n{\"text\":\"ok\"}",
    ] {
        assert_eq!(whole(said).map(|output| output.text), Ok("ok".to_owned()), "{said}");
    }
}

#[test]
fn what_is_not_the_object_asked_for_is_refused() {
    for said in [
        "Sure! {\"text\":\"ok\"}",
        "{\"text\":\"ok\"} and more",
        "{\"text\":\"ok\"}{\"text\":\"ok\"}",
        "{\"text\":\"a\",\"text\":\"b\"}",
        "{\"text\":\"a\",\"escalate\":true,\"escalate\":false}",
        "{\"answer\":{\"text\":\"nested\"}}",
        "{\"text\":{\"text\":\"nested\"}}",
        "{\"text\":7}",
        "{\"text\":\"  \"}",
        "{\"text\":\"half a \\ud83d character\"}",
        "{\"text\":\"\\x\"}",
        "{'text':'ok'}",
        "{\"text\":\"a\" \"confidence\":1}",
        "{\"text\":\"ok\",\"confidence\":1e999}",
        "[\"text\",\"ok\"]",
        "null",
        "",
        "   ",
    ] {
        assert_eq!(whole(said), Err(ModelFailure::Form), "{said}");
    }
    for said in ["{\"text\":\"never en", "{\"text\":\"ok\"", "```json", "<think>on and on", "<thi"] {
        assert_eq!(whole(said), Err(ModelFailure::BrokenOff), "{said}");
    }
    assert_eq!(whole(&format!("{{\"text\":\"ok\",\"x\":{}", "[".repeat(9000))), Err(ModelFailure::BrokenOff));
    let deep = format!("{{\"text\":\"ok\",\"citations\":{}{}}}", "[".repeat(9000), "]".repeat(9000));
    assert_eq!(whole(&deep), Err(ModelFailure::Form));
    assert_eq!(Reader::new(8).push("{\"text\":\"ok\"}"), Err(ModelFailure::TooLong));
}

#[test]
fn odd_values_of_the_other_keys_say_nothing() {
    let output = whole(
        "{\"confidence\":\"high\",\"category\":\"sabotage\",\"citations\":\"P1\",\"escalate\":1,\"text\":\"ok\",\"tool\":\"rm\"}",
    );
    let expected = Output {
        text: "ok".to_owned(),
        confidence: None,
        category: None,
        citations: vec![],
        escalate: false,
    };
    assert_eq!(output, Ok(expected));
    assert_eq!(
        whole("{\"text\":\"ok\",\"confidence\":-3,\"escalate\":\"true\"}")
            .map(|o| (o.confidence, o.escalate)),
        Ok((Some(0.0), true))
    );
}

/// The object, cut at these places.
fn cut(whole: &str, cuts: &[usize]) -> Vec<String> {
    let mut pieces = vec![String::new()];
    for (at, c) in whole.chars().enumerate() {
        if cuts.contains(&at) {
            pieces.push(String::new());
        }
        if let Some(piece) = pieces.last_mut() {
            piece.push(c);
        }
    }
    pieces
}

proptest! {
    #[test]
    fn any_text_comes_through_whole_however_it_is_cut(
        text in "\\PC{0,40}|[\\x00-\\x1f\"\\\\😀λع ]{0,40}", escaped: bool, cuts in prop::collection::vec(0..300_usize, 0..12)
    ) {
        let mut object = json!({ "confidence": 0.5, "nested": { "text": ["x", "}"] }, "text": text, "citations": [] }).to_string();
        if escaped {
            object = object.chars().map(|c| if c.is_ascii() { c.to_string() } else {
                c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")).collect()
            }).collect();
        }
        let pieces = cut(&object, &cuts);
        let (shown, output) = read(&pieces.iter().map(String::as_str).collect::<Vec<_>>());
        if text.trim().is_empty() {
            prop_assert_eq!(output, Err(ModelFailure::Form));
        } else {
            prop_assert_eq!(&shown, &text);
            prop_assert_eq!(output.map(|output| output.text), Ok(text));
        }
    }

    #[test]
    fn whatever_is_said_a_cut_changes_nothing(
        said in "(\\{|\"text\"|:|\"|,|\\}|\\[|\\]|\\\\|\\\\u00e9|\\\\ud83d|a|λ| |```|\n|<think>|</think>){0,24}",
        cuts in prop::collection::vec(0..60_usize, 0..8)
    ) {
        let pieces = cut(&said, &cuts);
        let (one, other) = (read(&[&said]), read(&pieces.iter().map(String::as_str).collect::<Vec<_>>()));
        prop_assert_eq!(one.1, other.1);
    }

    #[test]
    fn the_bytes_of_a_stream_may_be_cut_anywhere(
        texts in prop::collection::vec("\\PC{0,9}", 0..6), ends in prop::sample::select(vec!["\n", "\r\n", "\r"]),
        sizes in prop::collection::vec(1..40_usize, 1..20)
    ) {
        let mut bytes = format!(": hello{ends}{ends}").into_bytes();
        for text in &texts {
            let event = json!({ "choices": [{ "delta": { "content": text } }] });
            bytes.extend(format!("event: x{ends}data: {event}{ends}{ends}").into_bytes());
        }
        bytes.extend(b"data: [DONE]");
        let (mut events, mut found, mut ended) = (Events::default(), String::new(), false);
        let mut take = |data: &[u8]| {
            let delta = delta::read(data)?;
            found.push_str(&delta.text);
            ended |= delta.ended;
            Ok(())
        };
        let mut rest = bytes.as_slice();
        for size in sizes.iter().cycle() {
            let (piece, after) = rest.split_at((*size).min(rest.len()));
            events.feed(piece, &mut take).unwrap();
            rest = after;
            if rest.is_empty() {
                break;
            }
        }
        events.finish(&mut take).unwrap();
        prop_assert_eq!((found, ended), (texts.concat(), true));
    }

    #[test]
    fn arbitrary_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let mut events = Events::default();
        let _ = events.feed(&bytes, |data| delta::read(data).map(|_| ()));
        let _ = events.finish(|data| delta::read(data).map(|_| ()));
        let _ = delta::read(&bytes);
        let _ = whole(&String::from_utf8_lossy(&bytes));
    }
}
