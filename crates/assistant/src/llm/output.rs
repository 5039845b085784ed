//! Reads what the model says: a JSON object whose text is passed on while it is still coming.
//!
//! ```json
//! {"text": "Close the valve.", "confidence": 0.8, "category": "hydraulic", "citations": ["P1"], "escalate": false}
//! ```
//!
//! Nothing is cleaned before it has been read: `fuel_filter` keeps its underscore (defect D4).

use handover_domain::assistant::Category;
use serde::Deserialize;
use serde_json::Value;

use super::failure::ModelFailure;
use super::scanner::Scanner;

/// What may stand before the object: what a model thinks aloud, and the fence around code.
const PRELUDES: [(&str, &str); 2] = [("<think>", "</think>"), ("```", "\n")];

/// What a model said, complete and in form.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Output {
    /// What is for the user, as the model wrote it.
    pub(crate) text: String,
    /// How sure the model says it is, 0 to 1.
    pub(crate) confidence: Option<f64>,
    /// What kind of problem it takes it for.
    pub(crate) category: Option<Category>,
    /// The passages it says it relied on.
    pub(crate) citations: Vec<String>,
    /// Whether it asks for a person.
    pub(crate) escalate: bool,
}

/// An output that is coming in.
#[derive(Debug)]
pub(crate) struct Reader {
    raw: String,
    most: usize,
    /// Where the object begins, once that is known.
    begin: Option<usize>,
    /// How far it has been looked at.
    seen: usize,
    scanner: Scanner,
}

/// The object. A key that stands twice is an error; unknown ones are not.
#[derive(Deserialize)]
struct Fields {
    text: String,
    #[serde(default)]
    confidence: Value,
    #[serde(default)]
    category: Value,
    #[serde(default)]
    citations: Value,
    #[serde(default)]
    escalate: Value,
}

impl Reader {
    /// Reads up to `most` bytes.
    pub(crate) fn new(most: usize) -> Self {
        Self { raw: String::new(), most, begin: None, seen: 0, scanner: Scanner::default() }
    }

    /// Takes more of what the model says and returns what of it is more text for the user.
    ///
    /// # Errors
    /// [`ModelFailure::TooLong`], and [`ModelFailure::Form`] as soon as it cannot become such an object.
    pub(crate) fn push(&mut self, said: &str) -> Result<String, ModelFailure> {
        if self.raw.len() + said.len() > self.most {
            return Err(ModelFailure::TooLong);
        }
        self.raw.push_str(said);
        if self.begin.is_none() {
            self.begin = begin_of(&self.raw)?;
            self.seen = self.begin.unwrap_or_default();
        }
        let mut shown = String::new();
        if self.begin.is_some() {
            let unseen = self.raw.get(self.seen..).unwrap_or_default();
            let taken = self.scanner.scan(unseen, &mut shown)?;
            self.seen += taken;
        }
        Ok(shown)
    }

    /// Whether the object has come to its end.
    pub(crate) fn is_complete(&self) -> bool {
        self.scanner.is_closed()
    }

    /// The whole output.
    ///
    /// # Errors
    /// [`ModelFailure::BrokenOff`] before the end of the object, [`ModelFailure::Form`] when it is not the
    /// one asked for.
    pub(crate) fn finish(self) -> Result<Output, ModelFailure> {
        let Some(begin) = self.begin else {
            return Err(if self.raw.trim().is_empty() {
                ModelFailure::Form
            } else {
                ModelFailure::BrokenOff
            });
        };
        if !self.scanner.is_closed() {
            return Err(ModelFailure::BrokenOff);
        }
        let object = self.raw.get(begin..self.seen).unwrap_or_default();
        let rest = self.raw.get(self.seen..).unwrap_or_default().trim();
        let fields: Fields = serde_json::from_str(object).map_err(|_| ModelFailure::Form)?;
        // What was passed on must be what was meant.
        if !matches!(rest, "" | "```") || self.scanner.text() != fields.text || fields.text.trim().is_empty()
        {
            return Err(ModelFailure::Form);
        }
        Ok(Output {
            text: fields.text,
            confidence: fields.confidence.as_f64().map(|confidence| confidence.clamp(0.0, 1.0)),
            category: fields.category.as_str().and_then(Category::parse),
            citations: texts(&fields.citations),
            escalate: fields.escalate == Value::Bool(true) || fields.escalate.as_str() == Some("true"),
        })
    }
}

/// Where the object begins; `None` while that is open.
fn begin_of(raw: &str) -> Result<Option<usize>, ModelFailure> {
    let mut rest = raw.trim_start();
    loop {
        if rest.is_empty() {
            return Ok(None);
        }
        if rest.starts_with('{') {
            return Ok(Some(raw.len() - rest.len()));
        }
        let Some((open, close)) =
            PRELUDES.into_iter().find(|(open, _)| rest.starts_with(open) || open.starts_with(rest))
        else {
            return Err(ModelFailure::Form);
        };
        match rest.strip_prefix(open).and_then(|inner| inner.split_once(close)) {
            Some((_, after)) => rest = after.trim_start(),
            None => return Ok(None),
        }
    }
}

fn texts(list: &Value) -> Vec<String> {
    let items = list.as_array().map(Vec::as_slice).unwrap_or_default();
    items.iter().filter_map(Value::as_str).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests;
