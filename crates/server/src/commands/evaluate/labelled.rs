//! Judges labelled messages and counts.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;

use anyhow::{Context, anyhow};
use handover_domain::Language;
use handover_domain::judgement::{Detection, FeedbackReading, RuleSet, Topic, detect, read_feedback};
use serde::Deserialize;

use super::counts::Counts;
use super::report::{Figures, Printer, Wrong};
use super::{Evaluate, Format, Style, Task};
use crate::compose;
use crate::failure::Outcome;
use crate::settings::Settings;

/// Labels that say that a row should not be counted.
const NOT_COUNTED: [&str; 7] =
    ["ambiguous", "implicit_request", "borderline", "crash_only", "other_emotion", "offensive", "none"];

/// The answers to the question what a step's feedback means.
const FEEDBACK: [&str; 4] = ["resolved", "not_resolved", "partially", "unclear"];

/// The class of a yes-or-no task.
const YES: &str = "";

#[derive(Deserialize)]
struct Row {
    text: String,
    label: String,
    #[serde(default = "english")]
    lang: String,
}

fn english() -> String {
    "en".to_owned()
}

/// The counts of one language of one file, by class; a yes-or-no task has the class [`YES`] only.
type ByClass = BTreeMap<&'static str, Counts>;

/// Everything counted in one file.
#[derive(Default)]
struct Tally {
    by_language: BTreeMap<String, ByClass>,
    not_counted: u32,
    wrong: Vec<Wrong>,
}

/// Evaluates the files one after the other, and all of them together.
pub(super) fn run(settings: &Settings, flags: &Evaluate, out: &mut dyn Write) -> Outcome {
    let rules = compose::rule_set(settings, flags.rules.as_deref())?;
    let mut printer = Printer::new(flags.task, flags.format == Format::Json);
    let mut all = ByClass::new();
    for path in &flags.files {
        let tally = evaluate(&rules, flags, path)?;
        let name = path.display().to_string();
        let mut pooled = ByClass::new();
        for (language, classes) in &tally.by_language {
            printer.print(&figures(&name, language, classes), out)?;
            pool(&mut pooled, classes);
        }
        printer.print(&figures(&name, "*", &pooled), out)?;
        pool(&mut all, &pooled);
        printer.not_counted(tally.not_counted, out)?;
        let mut wrong = tally.wrong;
        wrong.sort_by_key(|one| one.rank);
        printer.wrong(&name, wrong.iter().take(flags.errors), out)?;
    }
    if flags.files.len() > 1 {
        printer.print(&figures("*", "*", &all), out)?;
    }
    Ok(())
}

fn pool(into: &mut ByClass, classes: &ByClass) {
    for (class, counts) in classes {
        *into.entry(*class).or_default() += *counts;
    }
}

fn figures<'a>(file: &'a str, language: &'a str, classes: &'a ByClass) -> Vec<Figures<'a>> {
    // Each row is a hit of the class it has if it is judged rightly.
    let right = classes.values().map(|counts| counts.hits).sum();
    let rows = classes.values().map(Counts::positives).sum();
    let of = |(class, counts): (&&'static str, &'a Counts)| Figures {
        file,
        language,
        class: (!class.is_empty()).then_some(*class),
        counts: *counts,
        accuracy: (right, rows),
    };
    classes.iter().map(of).collect()
}

fn evaluate(rules: &RuleSet, flags: &Evaluate, path: &Path) -> Outcome<Tally> {
    let shown = path.display();
    let file = std::fs::File::open(path).with_context(|| format!("{shown} cannot be read"))?;
    let mut tally = Tally::default();
    for (number, line) in BufReader::new(file).lines().enumerate() {
        let line = line.with_context(|| format!("{shown} cannot be read"))?;
        if line.trim().is_empty() {
            continue;
        }
        let row: Row = serde_json::from_str(&line)
            .map_err(|error| anyhow!("{shown}:{}: not a row with text and label: {error}", number + 1))?;
        if NOT_COUNTED.contains(&row.label.as_str()) {
            tally.not_counted += 1;
        } else if flags.task == Task::Feedback {
            tally.feedback(rules, &row);
        } else {
            tally.yes_or_no(rules, flags, &row);
        }
    }
    Ok(tally)
}

impl Tally {
    fn yes_or_no(&mut self, rules: &RuleSet, flags: &Evaluate, row: &Row) {
        let is_positive = match flags.task {
            Task::Handoff => row.label == "human_request",
            Task::Safety => matches!(row.label.as_str(), "safety" | "hazard"),
            Task::Frustration => row.label == "frustrated",
            Task::Feedback | Task::Retrieval => false,
        };
        let cues: Vec<Detection> = detect(rules, Language::from_tag(&row.lang), &row.text)
            .into_iter()
            .filter(|cue| counts_for(flags, cue.topic))
            .collect();
        let live = cues.iter().filter(|cue| cue.held_back_by.is_none()).count();
        let was_found = live > 0;
        self.by_language
            .entry(row.lang.clone())
            .or_default()
            .entry(YES)
            .or_default()
            .add(is_positive, was_found);
        if is_positive != was_found {
            self.wrong.push(Wrong {
                // The worst: a false alarm for many reasons, a miss without a trace.
                rank: if was_found { usize::MAX - live } else { cues.len() },
                kind: if was_found { "alarm" } else { "miss" }.to_owned(),
                text: row.text.clone(),
                because: cues.iter().map(because).collect(),
            });
        }
    }

    fn feedback(&mut self, rules: &RuleSet, row: &Row) {
        let Some(label) = FEEDBACK.into_iter().find(|class| *class == row.label) else {
            self.not_counted += 1;
            return;
        };
        let language = Language::from_tag(&row.lang);
        let read = match read_feedback(rules, language, &row.text) {
            FeedbackReading::Resolved => "resolved",
            // What made it worse has not solved it.
            FeedbackReading::NotResolved | FeedbackReading::Worse => "not_resolved",
            FeedbackReading::Partially => "partially",
            FeedbackReading::Unclear => "unclear",
        };
        let classes = self.by_language.entry(row.lang.clone()).or_default();
        for class in FEEDBACK {
            classes.entry(class).or_default().add(class == label, class == read);
        }
        if read != label {
            self.wrong.push(Wrong {
                rank: usize::from(read == "unclear"),
                kind: format!("{label} read as {read}"),
                text: row.text.clone(),
                because: detect(rules, language, &row.text).iter().map(because).collect(),
            });
        }
    }
}

fn counts_for(flags: &Evaluate, topic: Topic) -> bool {
    match flags.task {
        Task::Handoff => topic == Topic::UserRequest,
        Task::Safety => {
            topic == Topic::SafetyConcern || topic == Topic::Accident && flags.style == Style::Report
        }
        Task::Frustration => topic == Topic::Frustration,
        Task::Feedback | Task::Retrieval => false,
    }
}

fn because(cue: &Detection) -> String {
    let held = cue.held_back_by.as_ref().map(|guard| format!(", held back by {guard}"));
    format!("{:?} {}{}", cue.span.text, cue.rule, held.unwrap_or_default())
}
