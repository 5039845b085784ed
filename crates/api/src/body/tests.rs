use actix_web::ResponseError;
use serde::Deserialize;
use serde_json::json;

use super::*;
use crate::field::{Count, Share, Text};
use crate::problem::Problem;
use crate::words::ReasonWord;

#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "only reading is tested")]
struct Sample {
    text: Text<4>,
    reason: Option<ReasonWord>,
    share: Option<Share>,
    count: Option<Count<1, 9>>,
    flag: Option<bool>,
    list: Option<Vec<Inner>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "only reading is tested")]
struct Inner {
    number: f64,
}

/// The `type`, `loc` and `msg` of the error that reading `raw` ends with.
fn refused(raw: impl AsRef<[u8]>) -> (String, Value, String) {
    let error = read_body::<Sample>(raw.as_ref()).unwrap_err();
    let mut response = error.error_response();
    let problem = response.extensions_mut().remove::<Problem>().unwrap();
    let document: Value = serde_json::from_slice(&problem.document("", "id")).unwrap();
    let first = &document["detail"][0];
    let text = |name: &str| first[name].as_str().unwrap().to_owned();
    (text("type"), first["loc"].clone(), text("msg"))
}

fn refused_json(body: Value) -> (String, Value) {
    let (code, loc, _) = refused(body.to_string());
    (code, loc)
}

#[test]
fn each_mistake_names_its_field_in_the_inherited_words() {
    let table = [
        (json!({}), "missing", json!(["body", "text"])),
        (json!([1]), "dict_type", json!(["body"])),
        (json!({"text": 5}), "string_type", json!(["body", "text"])),
        (json!({"text": null}), "string_type", json!(["body", "text"])),
        (json!({"text": "12345"}), "string_too_long", json!(["body", "text"])),
        (json!({"text": "a\u{0}b"}), "nul_character", json!(["body", "text"])),
        (json!({"text": "", "reason": "bored"}), "enum", json!(["body", "reason"])),
        (json!({"text": "", "reason": 7}), "string_type", json!(["body", "reason"])),
        (json!({"text": "", "share": 1.5}), "out_of_range", json!(["body", "share"])),
        (json!({"text": "", "share": "much"}), "float_type", json!(["body", "share"])),
        (json!({"text": "", "count": 0}), "greater_than_equal", json!(["body", "count"])),
        (json!({"text": "", "count": 10}), "less_than_equal", json!(["body", "count"])),
        (json!({"text": "", "count": 1.5}), "int_parsing", json!(["body", "count"])),
        (json!({"text": "", "flag": "yes"}), "bool_type", json!(["body", "flag"])),
        (json!({"text": "", "list": 1}), "list_type", json!(["body", "list"])),
        (json!({"text": "", "list": [{"number": 1}, {}]}), "missing", json!(["body", "list", 1, "number"])),
        (json!({"text": "", "list": [5]}), "dict_type", json!(["body", "list", 0])),
        (
            json!({"text": "", "list": [{"number": 1, "x": 2}]}),
            "extra_forbidden",
            json!(["body", "list", 0, "x"]),
        ),
    ];
    for (body, code, loc) in table {
        assert_eq!(refused_json(body.clone()), (code.to_owned(), loc), "{body}");
    }
}

#[test]
fn what_is_no_json_is_refused_with_the_place() {
    let (code, loc, _) = refused("{\n\"text\": }");
    assert_eq!((code.as_str(), loc), ("json_invalid", json!(["body", 10])));
    let (code, loc, message) = refused(b"{\"text\": \"\xff\"}");
    assert_eq!((code.as_str(), loc), ("json_invalid", json!(["body", 10])));
    assert_eq!(message, "The body is not valid UTF-8");
    assert_eq!(refused("{\"text\": \"\\ud800\"}").0, "json_invalid");
    assert_eq!(refused("{\"text\": \"\", \"share\": 1e999}").0, "json_invalid");
    let deep = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
    assert_eq!(refused(format!("{{\"text\": \"\", \"list\": {deep}}}")).0, "json_invalid");
}

#[test]
fn unknown_fields_are_ignored_unless_the_struct_says_otherwise() {
    assert!(read_body::<Sample>(br#"{"text": "", "more": {"of": "it"}}"#).is_ok());
}
