//! `handover evaluate`: measures the product against labelled data.

use std::io::Write;
use std::path::PathBuf;

use clap::ValueEnum;

use crate::failure::{Failure, Outcome};
use crate::settings::Settings;

mod counts;
mod labelled;
mod ranking;
mod report;
mod retrieval;

/// The flags that name the files of a retrieval set, in the place of files with labels.
const RETRIEVAL: [&str; 3] = ["corpus", "queries", "qrels"];

/// Flags of `evaluate`.
#[derive(Debug, clap::Args)]
pub(crate) struct Evaluate {
    /// What to measure
    #[arg(long)]
    task: Task,
    /// Messages with labels: JSON Lines of {"text", "label", "lang"}
    #[arg(required_unless_present_any = RETRIEVAL, conflicts_with_all = RETRIEVAL, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// With --task retrieval, the passages: JSON Lines of {"_id", "title", "text"}
    #[arg(long, value_name = "FILE", required_if_eq("task", "retrieval"))]
    corpus: Option<PathBuf>,
    /// With --task retrieval, the questions: JSON Lines of {"_id", "text"}
    #[arg(long, value_name = "FILE", required_if_eq("task", "retrieval"))]
    queries: Option<PathBuf>,
    /// With --task retrieval, the right passages: query-id, corpus-id and score, with tabs between
    #[arg(long, value_name = "FILE", required_if_eq("task", "retrieval"))]
    qrels: Option<PathBuf>,
    /// With --task retrieval, what passages and questions are written in [default: en]
    #[arg(long, value_name = "LANGUAGE")]
    lang: Option<String>,
    /// How the messages are written: to an assistant, or about an accident afterwards
    #[arg(long, default_value = "chat")]
    style: Style,
    /// Also shows up to N wrong judgements of each file, the worst first
    #[arg(long, value_name = "N", default_value_t = 0)]
    errors: usize,
    /// How to print the figures
    #[arg(long, default_value = "text")]
    format: Format,
    /// The folder with the rule files [default: the setting escalation.rules]
    #[arg(long, value_name = "DIR")]
    rules: Option<PathBuf>,
}

/// What is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Task {
    /// Requests for a person
    Handoff,
    /// Hazards
    Safety,
    /// Lost patience
    Frustration,
    /// What is said about a step
    Feedback,
    /// Passages for questions
    Retrieval,
}

/// Who speaks to whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Style {
    /// A user to the assistant
    Chat,
    /// A third person about an accident, in the past tense
    Report,
}

/// How figures are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A table
    Text,
    /// One JSON object a line
    Json,
}

impl Task {
    fn name(self) -> &'static str {
        match self {
            Self::Handoff => "handoff",
            Self::Safety => "safety",
            Self::Frustration => "frustration",
            Self::Feedback => "feedback",
            Self::Retrieval => "retrieval",
        }
    }
}

/// Measures what the flags ask for.
pub(crate) fn run(settings: &Settings, flags: &Evaluate, out: &mut dyn Write) -> Outcome {
    match flags.task {
        Task::Retrieval => retrieval::run(flags, out),
        _ if flags.files.is_empty() => {
            let task = flags.task.name();
            Err(Failure::Usage(format!("--task {task} needs files with labels, not a retrieval set")))
        }
        Task::Handoff | Task::Safety | Task::Frustration | Task::Feedback => {
            labelled::run(settings, flags, out)
        }
    }
}
