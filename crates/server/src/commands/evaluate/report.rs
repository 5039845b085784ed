//! Prints figures and wrong judgements.

use std::io::Write;

use serde_json::{Map, Value, json};

use super::Task;
use super::counts::{Counts, Share};
use crate::terminal::clean;

/// The figures of one language of one file.
pub(super) struct Figures<'a> {
    /// The file as it was named; `*` for all of them.
    pub(super) file: &'a str,
    /// The language of the rows; `*` for all of them.
    pub(super) language: &'a str,
    /// The class, where there are several.
    pub(super) class: Option<&'static str>,
    pub(super) counts: Counts,
    /// Of so many rows (second), so many (first) got the class they have.
    pub(super) accuracy: (u32, u32),
}

/// A row that was judged wrongly.
pub(super) struct Wrong {
    /// The lower, the worse.
    pub(super) rank: usize,
    pub(super) kind: String,
    pub(super) text: String,
    pub(super) because: Vec<String>,
}

/// Prints in one format.
pub(super) struct Printer {
    task: Task,
    is_json: bool,
    has_heading: bool,
}

impl Printer {
    pub(super) fn new(task: Task, is_json: bool) -> Self {
        Self { task, is_json, has_heading: false }
    }

    /// Prints the figures of one language of one file.
    pub(super) fn print(&mut self, rows: &[Figures<'_>], out: &mut dyn Write) -> std::io::Result<()> {
        for row in rows {
            if self.is_json {
                writeln!(out, "{}", self.object(row))?;
            } else {
                self.line(row, out)?;
            }
        }
        Ok(())
    }

    fn object(&self, row: &Figures<'_>) -> Value {
        let mut object = Map::new();
        object.insert("task".to_owned(), json!(self.task.name()));
        object.insert("file".to_owned(), json!(row.file));
        object.insert("lang".to_owned(), json!(row.language));
        object.insert("positives".to_owned(), json!(row.counts.positives()));
        object.insert("negatives".to_owned(), json!(row.counts.negatives()));
        for (name, share) in shares(&row.counts) {
            put(&mut object, name, share);
        }
        if let Some(class) = row.class {
            object.insert("class".to_owned(), json!(class));
            put(&mut object, "accuracy", Share::of(row.accuracy.0, row.accuracy.1));
        }
        Value::Object(object)
    }

    fn line(&mut self, row: &Figures<'_>, out: &mut dyn Write) -> std::io::Result<()> {
        if !self.has_heading {
            self.has_heading = true;
            let [a, b, c, d] = ["precision", "recall", "F1", "false alarms"];
            writeln!(out, "{:44} {:>5} {:>6} {a:^19} {b:^19} {c:^19} {d:^21}", "", "pos", "neg")?;
        }
        let class = row.class.map(|class| format!(" {class}")).unwrap_or_default();
        write!(out, "{:44}", format!("{} {}{class}", short(row.file), row.language))?;
        write!(out, " {:>5} {:>6}", row.counts.positives(), row.counts.negatives())?;
        for (name, share) in shares(&row.counts) {
            let digits = if name == "false_alarm_rate" { 4 } else { 3 };
            let shown = share.map_or_else(
                || "-".to_owned(),
                |Share { value, low, high }| format!("{value:.digits$} [{low:.digits$} {high:.digits$}]"),
            );
            write!(out, " {shown:^19}")?;
        }
        if let Some(accuracy) = row.class.and_then(|_| Share::of(row.accuracy.0, row.accuracy.1)) {
            write!(out, " accuracy {:.3}", accuracy.value)?;
        }
        writeln!(out)
    }

    /// Says how many rows were set aside.
    pub(super) fn not_counted(&self, rows: u32, out: &mut dyn Write) -> std::io::Result<()> {
        if self.is_json || rows == 0 {
            return Ok(());
        }
        writeln!(out, "    {rows} rows not counted")
    }

    /// Prints wrong judgements; beside JSON they go to standard error.
    pub(super) fn wrong<'w>(
        &self,
        file: &str,
        wrong: impl Iterator<Item = &'w Wrong>,
        out: &mut dyn Write,
    ) -> std::io::Result<()> {
        let mut aside = std::io::stderr();
        let to: &mut dyn Write = if self.is_json { &mut aside } else { out };
        for one in wrong {
            writeln!(to, "    {}: {}: {}", short(file), one.kind, clean(&one.text))?;
            for reason in &one.because {
                writeln!(to, "        {}", clean(reason))?;
            }
        }
        Ok(())
    }
}

fn shares(counts: &Counts) -> [(&'static str, Option<Share>); 4] {
    [
        ("precision", counts.precision()),
        ("recall", counts.recall()),
        ("f1", counts.f1()),
        ("false_alarm_rate", counts.false_alarm_rate()),
    ]
}

fn put(object: &mut Map<String, Value>, name: &str, share: Option<Share>) {
    object.insert(name.to_owned(), json!(share.map(|share| share.value)));
    object.insert(format!("{name}_interval"), json!(share.map(|share| [share.low, share.high])));
}

/// The last two parts of a path, which tell the data sets apart.
fn short(file: &str) -> String {
    let parts: Vec<&str> = file.rsplit('/').take(2).collect();
    parts.into_iter().rev().collect::<Vec<_>>().join("/")
}
