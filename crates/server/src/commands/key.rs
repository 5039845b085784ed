//! `handover key`: the API keys of other programs.

use std::io::Write;

use anyhow::Context;
use chrono::{DateTime, TimeDelta, Utc};
use handover_domain::{
    API_KEY_PREFIX, AccessError, Actor, ApiKey, ApiKeyId, Clock, NewApiKey, Scene, StoreExt, TokenHash,
    create_api_key, list_api_keys, revoke_api_key,
};
use handover_identity::secrets::{TokenDigest, new_token};

use crate::cli;
use crate::compose;
use crate::failure::Outcome;
use crate::settings::Settings;
use crate::terminal::clean;
use crate::world::{RandomIds, SystemClock};

/// Does what `command` says.
pub(crate) fn run(
    settings: &Settings,
    (within, command): (&cli::Within, &cli::Key),
    out: &mut dyn Write,
) -> Outcome {
    let store = compose::open_ready_store(settings)?;
    let house = compose::house_rules(settings)?;
    let actor = Actor::system(compose::organization(&store, within)?);
    let scene = Scene { actor: &actor, now: SystemClock.now(), ids: &RandomIds, house: &house };
    match command {
        cli::Key::Add { name, scope, days } => {
            let key = new_token(API_KEY_PREFIX).context("no key can be made")?;
            let hash =
                TokenHash::new(*TokenDigest::of(key.expose()).as_bytes()).context("no key can be made")?;
            let expires_at = days.map(|days| scene.now + TimeDelta::days(days.into()));
            let new = NewApiKey { name: name.clone(), scopes: scope.clone(), expires_at };
            let made: Result<ApiKey, AccessError> = store.write(|tx| create_api_key(tx, &scene, new, hash));
            let made = made.context("the key cannot be made")?;
            writeln!(out, "{}", described(&made, scene.now))?;
            writeln!(
                out,
                "\n{}\n\nThis is the only time it is shown. It goes into the header Authorization: Bearer.",
                key.expose()
            )?;
        }
        cli::Key::List => {
            let keys: Result<Vec<ApiKey>, AccessError> = store.read(|view| list_api_keys(view, &scene));
            for key in keys.context("the keys cannot be read")? {
                writeln!(out, "{}", described(&key, scene.now))?;
            }
        }
        cli::Key::Revoke { id } => {
            let revoked = store.write(|tx| revoke_api_key(tx, &scene, ApiKeyId(*id)));
            let revoked: ApiKey = revoked.context("the key cannot be revoked")?;
            writeln!(out, "{}", described(&revoked, scene.now))?;
        }
    }
    Ok(())
}

fn described(key: &ApiKey, now: DateTime<Utc>) -> String {
    let when = |at: DateTime<Utc>| at.format("%Y-%m-%d %H:%M UTC").to_string();
    let scopes: Vec<&str> = key.scopes.iter().map(|scope| scope.as_str()).collect();
    let worth = match (key.revoked_at, key.expires_at) {
        (Some(at), _) => format!("revoked {}", when(at)),
        (None, Some(at)) if at <= now => format!("expired {}", when(at)),
        (None, Some(at)) => format!("good until {}", when(at)),
        (None, None) => "good until revoked".to_owned(),
    };
    let used =
        key.last_used_at.map_or_else(|| "never used".to_owned(), |at| format!("last used {}", when(at)));
    format!("{}  {}  {}, {worth}, {used}", key.id, clean(&key.name), scopes.join(","))
}
