//! Lists in pages: where a page ends, and places in lists by time.

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Deserializer, de};
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::{PartialSchema, ToSchema};
use uuid::Uuid;

use crate::field::marked;

/// Cuts to a page of `limit` what was found when one more was asked for. Only if that one is there does another page
/// follow: then `place` says of the last entry where it begins.
pub(crate) fn page<T, P>(mut found: Vec<T>, limit: i64, place: impl FnOnce(&T) -> P) -> (Vec<T>, Option<P>) {
    let most = usize::try_from(limit).unwrap_or(usize::MAX);
    let is_last = found.len() <= most;
    found.truncate(most);
    let next = found.last().filter(|_| !is_last).map(place);
    (found, next)
}

/// The place of something in a list by time, opaque to clients: 48 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TimePlace {
    /// When it came.
    pub(crate) at: DateTime<Utc>,
    /// Its id, which breaks ties.
    pub(crate) id: Uuid,
}

impl TimePlace {
    pub(crate) fn text(self) -> String {
        format!("{:016x}{}", self.at.timestamp_micros().cast_unsigned(), self.id.simple())
    }

    pub(crate) fn parse(text: &str) -> Option<Self> {
        let is_hex = text.len() == 48 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        let (micros, id) = is_hex.then(|| text.split_at(16))?;
        let micros = u64::from_str_radix(micros, 16).ok()?.cast_signed();
        // A place before or after all there is, is a place too.
        let edge =
            if micros < 0 { DateTime::UNIX_EPOCH } else { DateTime::from_timestamp(253_402_300_799, 0)? };
        let at = DateTime::from_timestamp_micros(micros)
            .filter(|at| (DateTime::UNIX_EPOCH..=edge.max(DateTime::UNIX_EPOCH)).contains(at))
            .unwrap_or(edge);
        Some(Self { at, id: Uuid::try_parse(id).ok()? })
    }
}

impl<'de> Deserialize<'de> for TimePlace {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| {
            de::Error::custom(marked("cursor", "Input should be the next_cursor of another page"))
        })
    }
}

impl PartialSchema for TimePlace {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new().schema_type(Type::String).pattern(Some("^[0-9a-f]{48}$")).into()
    }
}

impl ToSchema for TimePlace {}
