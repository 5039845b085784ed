//! Reads what the endpoint says: pieces of an answer, or all of it in one document.

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::failure::ModelFailure;

/// What one event or document says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Delta {
    /// More of what the model says.
    pub(crate) text: String,
    /// Whether the model is thinking aloud: no text, but no stall either.
    pub(crate) thinks: bool,
    /// Whether the model has come to its end.
    pub(crate) ended: bool,
    /// The tokens that all of it took, where the endpoint says so.
    pub(crate) tokens: Option<u32>,
}

#[derive(Deserialize)]
struct Chunk {
    choices: Option<Vec<Choice>>,
    usage: Option<Usage>,
    error: Option<IgnoredAny>,
}

#[derive(Deserialize)]
struct Choice {
    delta: Option<Said>,
    message: Option<Said>,
    finish_reason: Option<String>,
}

#[derive(Deserialize)]
struct Said {
    content: Option<String>,
    reasoning_content: Option<String>,
    reasoning: Option<String>,
}

#[derive(Deserialize)]
struct Usage {
    total_tokens: Option<u32>,
}

/// Reads the data of one event, or a whole document.
///
/// # Errors
/// [`ModelFailure::Protocol`] when it is nothing of the kind, [`ModelFailure::Withheld`] when it is an
/// error or a filter's refusal, [`ModelFailure::TooLong`] when the model was cut off.
pub(crate) fn read(data: &[u8]) -> Result<Delta, ModelFailure> {
    if data.trim_ascii() == b"[DONE]" {
        return Ok(Delta { ended: true, ..Delta::default() });
    }
    let chunk: Chunk = serde_json::from_slice(data).map_err(|_| ModelFailure::Protocol)?;
    if chunk.error.is_some() {
        return Err(ModelFailure::Withheld);
    }
    let mut delta = Delta { tokens: chunk.usage.and_then(|usage| usage.total_tokens), ..Delta::default() };
    let Some(choice) = chunk.choices.and_then(|choices| choices.into_iter().next()) else { return Ok(delta) };
    if let Some(said) = choice.delta.or(choice.message) {
        delta.thinks = [said.reasoning_content, said.reasoning].iter().flatten().any(|text| !text.is_empty());
        delta.text = said.content.unwrap_or_default();
    }
    match choice.finish_reason.as_deref() {
        None | Some("") => {}
        Some("length") => return Err(ModelFailure::TooLong),
        Some("content_filter") => return Err(ModelFailure::Withheld),
        Some(_) => delta.ended = true,
    }
    Ok(delta)
}
