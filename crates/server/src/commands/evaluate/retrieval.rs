//! Asks labelled questions to the index that answers users, and measures the ranking.

use std::collections::{BTreeMap, HashMap};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;

use anyhow::{Context, anyhow};
use handover_assistant::retrieval::{Passage, PassageIndex};
use handover_domain::Language;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::ranking::{Grades, MEASURES, Measured, calibration_error};
use super::{Evaluate, Format};
use crate::failure::{Failure, Outcome};
use crate::terminal::clean;

/// How many passages are asked for: as many as the deepest measure looks at.
const DEPTH: usize = 100;

/// A document or a question, as BEIR writes them.
#[derive(Deserialize)]
struct Row {
    #[serde(rename = "_id")]
    id: String,
    #[serde(default)]
    title: String,
    text: String,
}

/// A question that has a right answer, and what came of it.
struct Asked<'a> {
    text: &'a str,
    found: Option<&'a str>,
    rank: Option<usize>,
    /// The confidence that the assistant would state.
    confidence: f64,
    measured: Measured,
}

/// Measures the ranking of every question that has a relevant passage.
pub(super) fn run(flags: &Evaluate, out: &mut dyn Write) -> Outcome {
    let (Some(corpus), Some(queries), Some(qrels)) = (&flags.corpus, &flags.queries, &flags.qrels) else {
        return Err(Failure::Usage("--task retrieval needs --corpus, --queries and --qrels".to_owned()));
    };
    let language = language(flags.lang.as_deref())?;
    let corpus = rows(corpus)?;
    let grades = grades(qrels)?;
    let questions = rows(queries)?;
    let index = PassageIndex::new(language, &[], corpus.iter().enumerate().map(passage));
    let mut asked: Vec<Asked<'_>> = Vec::new();
    for question in &questions {
        let Some(grades) = grades.get(&question.id).filter(|grades| grades.relevant() > 0) else { continue };
        let hits = index.search(&question.text, DEPTH);
        let ids: Vec<&str> =
            hits.iter().filter_map(|hit| corpus.get(hit.passage)).map(|row| row.id.as_str()).collect();
        asked.push(Asked {
            text: &question.text,
            found: ids.first().copied(),
            rank: ids.iter().position(|id| grades.of(id) > 0),
            confidence: index.best(&question.text).map_or(0.0, |found| found.confidence),
            measured: grades.measure(&ids),
        });
    }
    if asked.is_empty() {
        return Err(Failure::Failed(anyhow!("no question of {} has a relevant passage", queries.display())));
    }
    let mean = Measured::mean(asked.iter().map(|one| one.measured));
    let error = calibration_error(asked.iter().map(|one| (one.confidence, one.rank == Some(0))));
    let figures: Vec<(&str, f64)> = MEASURES.into_iter().zip(mean.values()).chain([("ECE", error)]).collect();
    let (file, code) = (queries.display().to_string(), language.code());
    let (questions, passages) = (asked.len(), corpus.len());
    match flags.format {
        Format::Json => {
            let mut object = Map::new();
            object.insert("task".to_owned(), json!("retrieval"));
            object.insert("file".to_owned(), json!(file));
            object.insert("lang".to_owned(), json!(code));
            object.insert("passages".to_owned(), json!(passages));
            object.insert("questions".to_owned(), json!(questions));
            object.extend(figures.iter().map(|(name, value)| ((*name).to_owned(), json!(value))));
            writeln!(out, "{}", Value::Object(object))?;
        }
        Format::Text => {
            writeln!(out, "{file} ({code})\n{questions} questions, {passages} passages")?;
            for (name, value) in figures {
                writeln!(out, "{name:<8} {value:.4}")?;
            }
        }
    }
    Ok(worst(&mut asked, flags, out)?)
}

/// The questions whose right passage comes latest, with the passage that came first.
fn worst(asked: &mut [Asked<'_>], flags: &Evaluate, out: &mut dyn Write) -> std::io::Result<()> {
    asked.sort_by_key(|one| std::cmp::Reverse(one.rank.map_or(usize::MAX, |rank| rank)));
    for one in asked.iter().filter(|one| one.rank != Some(0)).take(flags.errors) {
        let rank = one.rank.map(|rank| rank + 1);
        let found = one.found.unwrap_or_default();
        if flags.format == Format::Json {
            let miss = json!({ "task": "retrieval", "miss": one.text, "rank": rank, "first": found });
            writeln!(out, "{miss}")?;
        } else {
            let rank = rank.map_or_else(|| "not found".to_owned(), |rank| format!("rank {rank}"));
            writeln!(out, "  {rank}, after {}: {}", clean(found), clean(one.text))?;
        }
    }
    Ok(())
}

fn passage((document, row): (usize, &Row)) -> Passage<'_> {
    Passage { document, title: &row.title, heading: "", text: &row.text, weight: 1.0 }
}

fn language(tag: Option<&str>) -> Outcome<Language> {
    let tag = tag.unwrap_or("en");
    let found = Language::ALL.into_iter().find(|language| language.code() == tag);
    found.ok_or_else(|| Failure::Usage(format!("--lang {tag} is none of en, el, ar, es, tr, no")))
}

fn lines(path: &Path) -> Outcome<impl Iterator<Item = Outcome<(usize, String)>>> {
    let shown = path.display().to_string();
    let file = std::fs::File::open(path).with_context(|| format!("{shown} cannot be read"))?;
    let lines = BufReader::new(file).lines().zip(1..);
    Ok(lines
        .map(move |(line, number)| Ok((number, line.with_context(|| format!("{shown} cannot be read"))?))))
}

fn rows(path: &Path) -> Outcome<Vec<Row>> {
    let mut found = Vec::new();
    for line in lines(path)? {
        let (number, line) = line?;
        if !line.trim().is_empty() {
            let row = serde_json::from_str(&line).map_err(|error| {
                anyhow!("{}:{number}: not a row with _id and text: {error}", path.display())
            })?;
            found.push(row);
        }
    }
    Ok(found)
}

/// The relevant passages by question. The first line may be a heading.
fn grades(path: &Path) -> Outcome<HashMap<String, Grades>> {
    let mut found: HashMap<String, BTreeMap<String, u32>> = HashMap::new();
    for line in lines(path)? {
        let (number, line) = line?;
        let fields: Vec<&str> = line.split('\t').map(str::trim).collect();
        match fields.as_slice() {
            [""] => {}
            [question, passage, grade] if grade.parse::<i64>().is_ok() => {
                // As trec_eval has it, a grade below 0 is no more irrelevant than 0.
                let grade = grade.parse().unwrap_or(0);
                found.entry((*question).to_owned()).or_default().insert((*passage).to_owned(), grade);
            }
            [_, _, _] if number == 1 => {}
            _ => {
                return Err(Failure::Failed(anyhow!(
                    "{}:{number}: expected query-id, corpus-id and a whole number as score, with tabs between",
                    path.display()
                )));
            }
        }
    }
    Ok(found.into_iter().map(|(question, grades)| (question, Grades::new(grades))).collect())
}
