//! Figures as a table that a spreadsheet opens, and that does nothing there but stand.

use std::collections::BTreeSet;

use actix_web::HttpResponse;
use actix_web::http::header;
use serde::Serialize;
use serde_json::{Map, Value};

use super::figures::{Figures, Listed};
use crate::problem::ApiError;

/// Without it spreadsheets take UTF-8 for something else.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// The figures as a table. With a comparison each line says which period it is of.
pub(super) fn answer<B: Listed>(name: &str, figures: &Figures<B>) -> Result<HttpResponse, ApiError> {
    let mut lines = lines_of(&figures.body)?;
    let mut columns = B::COLUMNS.to_vec();
    if let Some(before) = &figures.previous {
        let earlier = lines_of(&before.body)?;
        lines.iter_mut().for_each(|line| of_period(line, "current"));
        lines.extend(earlier.into_iter().map(|mut line| {
            of_period(&mut line, "previous");
            line
        }));
        columns.insert(0, "period");
    }
    let name = format!("{name}-{}-{}", figures.from.0, figures.to.0);
    file(&name, written(&columns, &lines)?)
}

/// A list as a table.
pub(super) fn list<T: Serialize>(
    name: &str,
    columns: &[&str],
    items: &[T],
) -> Result<HttpResponse, ApiError> {
    let lines = items.iter().map(|item| value_of(item).map(flat)).collect::<Result<Vec<_>, _>>()?;
    file(name, written(columns, &lines)?)
}

fn file(name: &str, text: String) -> Result<HttpResponse, ApiError> {
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "text/csv; charset=utf-8"))
        .insert_header((header::CONTENT_DISPOSITION, format!("attachment; filename=\"handover-{name}.csv\"")))
        .body(text))
}

fn value_of(item: &impl Serialize) -> Result<Value, ApiError> {
    serde_json::to_value(item).map_err(ApiError::internal)
}

fn of_period(line: &mut Map<String, Value>, period: &str) {
    line.insert("period".to_owned(), Value::String(period.to_owned()));
}

fn lines_of<B: Listed>(body: &B) -> Result<Vec<Map<String, Value>>, ApiError> {
    let value = value_of(body)?;
    let Some(list) = B::LIST else {
        let line = |(measure, value): (String, Value)| {
            Map::from_iter([("measure".to_owned(), Value::String(measure)), ("value".to_owned(), value)])
        };
        return Ok(flat(value).into_iter().map(line).collect());
    };
    let items = value.get(list).and_then(Value::as_array).cloned().unwrap_or_default();
    Ok(items.into_iter().flat_map(|item| unrolled(item, B::WITHIN)).map(flat).collect())
}

/// An item becomes a line for each of those in its list `within`.
fn unrolled(mut item: Value, within: Option<&str>) -> Vec<Value> {
    let Some(list) = within.and_then(|key| item.get_mut(key)) else { return vec![item] };
    match list.take() {
        Value::Array(inner) if !inner.is_empty() => {
            inner.into_iter().map(|one| of_part(&item, within, one)).collect()
        }
        _ => vec![item],
    }
}

fn of_part(item: &Value, within: Option<&str>, part: Value) -> Value {
    let mut line = item.clone();
    if let Some(place) = within.and_then(|key| line.get_mut(key)) {
        *place = part;
    }
    line
}

/// Nested members get names with a dot; a list of plain values becomes one text.
fn flat(value: Value) -> Map<String, Value> {
    let mut found = Map::new();
    flatten(String::new(), value, &mut found);
    found
}

fn flatten(name: String, value: Value, found: &mut Map<String, Value>) {
    let inside = |key: &str| if name.is_empty() { key.to_owned() } else { format!("{name}.{key}") };
    match value {
        Value::Object(members) => {
            for (key, value) in members {
                flatten(inside(&key), value, found);
            }
        }
        Value::Array(items) if items.iter().any(Value::is_object) => {
            for (index, item) in items.into_iter().enumerate() {
                flatten(inside(&(index + 1).to_string()), item, found);
            }
        }
        Value::Array(items) => {
            let texts: Vec<String> = items.iter().map(plain).collect();
            found.insert(name, Value::String(texts.join(" ")));
        }
        other => {
            found.insert(name, other);
        }
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

fn written(first: &[&str], lines: &[Map<String, Value>]) -> Result<String, ApiError> {
    let others: BTreeSet<&str> = lines.iter().flat_map(|line| line.keys().map(String::as_str)).collect();
    let others = others.into_iter().filter(|name| !first.contains(name));
    let columns: Vec<&str> = first.iter().copied().chain(others).collect();
    let mut table = csv::Writer::from_writer(BYTE_ORDER_MARK.as_bytes().to_vec());
    table.write_record(columns.iter().map(|name| harmless(name))).map_err(ApiError::internal)?;
    for line in lines {
        let cell = |name: &&str| match line.get(*name) {
            Some(Value::String(text)) => harmless(text),
            Some(value) => plain(value),
            None => String::new(),
        };
        table.write_record(columns.iter().map(cell)).map_err(ApiError::internal)?;
    }
    let bytes = table.into_inner().map_err(|error| ApiError::internal(error.to_string()))?;
    String::from_utf8(bytes).map_err(ApiError::internal)
}

/// What a formula begins with.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'];

/// What parts cells: where a comma is a decimal sign, tables are parted by semicolons, and a quote that does not begin a cell
/// keeps nothing together, not even lines.
const PARTS: [char; 4] = [';', '\t', '\r', '\n'];

/// A text that no spreadsheet takes for a formula, however it parts cells: each place where one could begin, also behind
/// blanks and quotes, has an apostrophe in front of it.
fn harmless(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 1);
    if text.starts_with(['\t', '\r', '\n']) {
        safe.push('\'');
    }
    for part in text.split_inclusive(PARTS) {
        if part.trim_start_matches([' ', '\u{a0}', '"']).starts_with(FORMULA) {
            safe.push('\'');
        }
        safe.push_str(part);
    }
    safe
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        let evil =
            ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t1", "\r1", " =1", "＝1", "\"=1", "\"\" +1"];
        let lines: Vec<Map<String, Value>> =
            evil.iter().map(|text| flat(json!({"label": text, "count": -1}))).collect();
        let table = written(&["label"], &lines).unwrap();
        let mut read = csv::Reader::from_reader(table.trim_start_matches(BYTE_ORDER_MARK).as_bytes());
        let cells: Vec<String> = read.records().map(|record| record.unwrap()[0].to_owned()).collect();
        let guarded: Vec<String> = evil.iter().map(|text| format!("'{text}")).collect();
        assert_eq!(cells, guarded);
        assert!(table.contains(",-1\n"), "a number stays one");
    }

    #[test]
    fn no_cell_is_a_formula_where_semicolons_part_them() {
        for (text, safe) in [
            ("oil;=1+1", "oil;'=1+1"),
            ("oil; \"@SUM(A1)", "oil;' \"@SUM(A1)"),
            ("one\n=2\r\n+3\t-4", "one\n'=2\r\n'+3\t'-4"),
            ("\t=1", "'\t'=1"),
            ("a = b, c; d - e", "a = b, c; d - e"),
        ] {
            assert_eq!(harmless(text), safe);
            let wild: Vec<&str> = safe.split(PARTS).filter(|cell| cell.starts_with(FORMULA)).collect();
            assert!(wild.is_empty(), "{wild:?}");
        }
    }

    #[test]
    fn a_table_has_a_line_for_each_part_and_texts_stay_whole() {
        let line =
            json!({"problem": "a, \"b\"\nc", "steps": [{"step": 1, "mark": "x"}, {"step": 2}], "n": null});
        let lines: Vec<Map<String, Value>> = unrolled(line, Some("steps")).into_iter().map(flat).collect();
        let table = written(&["problem", "steps.step"], &lines).unwrap();
        let expected =
            "\u{feff}problem,steps.step,n,steps.mark\n\"a, \"\"b\"\"\nc\",1,,x\n\"a, \"\"b\"\"\nc\",2,,\n";
        assert_eq!(table, expected);
        let examples = json!({"id": 1, "examples": [{"text": "x"}, {"text": "y"}]});
        assert_eq!(unrolled(examples.clone(), None), [examples], "a figure stands once, and sums are right");
        let none = json!({"id": 1, "steps": []});
        assert_eq!(unrolled(none, Some("steps")).len(), 1);
    }
}
