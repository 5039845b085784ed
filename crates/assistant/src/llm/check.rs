//! Whether the endpoint can be reached and has the model, without asking it anything.

use serde::Deserialize;
use tokio::time::timeout;

use super::ModelSettings;
use super::client::Client;
use super::failure::ModelFailure;

/// A list of models is not larger.
const LARGEST_LIST: usize = 1 << 20;

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Checked {
    /// It lists all models that it would be asked for.
    Good,
    /// It answers and does not list one of them.
    NoSuchModel,
    /// It answers and keeps its list to itself.
    NoList,
}

#[derive(Deserialize)]
struct List {
    data: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    id: String,
}

pub(super) async fn check(client: &Client, settings: &ModelSettings) -> Result<Checked, ModelFailure> {
    let looked = timeout(settings.stall, client.look("/models", LARGEST_LIST)).await;
    let (status, bytes) = looked.map_err(|_| ModelFailure::TooSlow)??;
    match status {
        200 => {}
        404 | 405 | 501 => return Ok(Checked::NoList),
        _ => return Err(ModelFailure::Status(status)),
    }
    let Ok(list) = serde_json::from_slice::<List>(&bytes) else { return Ok(Checked::NoList) };
    let has = |model: &String| list.data.iter().any(|entry| entry.id == *model);
    let all = has(&settings.model) && settings.fallback_model.as_ref().is_none_or(has);
    Ok(if all { Checked::Good } else { Checked::NoSuchModel })
}
