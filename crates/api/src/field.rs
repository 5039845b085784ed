//! Field types of the wire: each checks itself while it is read, so a handler never sees a bad one.

use std::borrow::Cow;

use chrono::{DateTime, Datelike, SecondsFormat, Utc};
use handover_domain::{Language, to_micros};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, Schema, SchemaFormat, Type};
use uuid::Uuid;

/// Between the short word for programs and the sentence for people in an error of a field.
const MARK: char = '\u{1f}';

/// An error text that [`read_marked`] takes apart again.
pub(crate) fn marked(code: &str, message: &str) -> String {
    format!("{code}{MARK}{message}")
}

/// The short word and the sentence of an error that a field type of this module gave.
pub(crate) fn read_marked(text: &str) -> Option<(&str, &str)> {
    text.split_once(MARK)
}

/// Strings hold no NUL, which PostgreSQL cannot store.
pub(crate) const NO_NUL: &str = "^[^\\u0000]*$";

fn too_long<E: de::Error>(most: usize, what: &str) -> E {
    E::custom(marked("string_too_long", &format!("String should have at most {most} {what}")))
}

/// Words of any kind, with a limit in bytes of UTF-8.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Text<const BYTES: usize>(pub(crate) String);

impl<'de, const BYTES: usize> Deserialize<'de> for Text<BYTES> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        if text.len() > BYTES { Err(too_long(BYTES, "bytes")) } else { Ok(Self(text)) }
    }
}

impl<const BYTES: usize> utoipa::PartialSchema for Text<BYTES> {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some(format!("At most {BYTES} bytes of UTF-8, without the character U+0000.")))
            .max_length(Some(BYTES))
            .pattern(Some(NO_NUL))
            .into()
    }
}

impl<const BYTES: usize> utoipa::ToSchema for Text<BYTES> {}

/// Words of any kind, with a limit in characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Chars<const MOST: usize>(pub(crate) String);

impl<'de, const MOST: usize> Deserialize<'de> for Chars<MOST> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        if text.chars().count() > MOST { Err(too_long(MOST, "characters")) } else { Ok(Self(text)) }
    }
}

impl<const MOST: usize> utoipa::PartialSchema for Chars<MOST> {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new().schema_type(Type::String).max_length(Some(MOST)).pattern(Some(NO_NUL)).into()
    }
}

impl<const MOST: usize> utoipa::ToSchema for Chars<MOST> {}

/// How long an id of the host system may be, in characters.
pub(crate) const LONGEST_ID: usize = 255;

/// An opaque id of the host system, kept as it is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct HostId(pub(crate) String);

impl<'de> Deserialize<'de> for HostId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let id = String::deserialize(deserializer)?;
        if id.chars().count() > LONGEST_ID { Err(too_long(LONGEST_ID, "characters")) } else { Ok(Self(id)) }
    }
}

impl utoipa::PartialSchema for HostId {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .max_length(Some(LONGEST_ID))
            .pattern(Some(NO_NUL))
            .into()
    }
}

impl utoipa::ToSchema for HostId {}

/// A host id where an empty one means none.
pub(crate) fn host_id(id: Option<HostId>) -> Option<String> {
    id.map(|id| id.0).filter(|id| !id.is_empty())
}

/// A name or the like: one line. Control characters become spaces, because such texts end up in mail
/// headers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line(pub(crate) String);

/// How long a name may be, in characters.
const LONGEST_LINE: usize = 255;

impl<'de> Deserialize<'de> for Line {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        if text.chars().count() > LONGEST_LINE {
            return Err(too_long(LONGEST_LINE, "characters"));
        }
        Ok(Self(text.replace(char::is_control, " ").trim().to_owned()))
    }
}

impl utoipa::PartialSchema for Line {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .max_length(Some(LONGEST_LINE))
            .pattern(Some(NO_NUL))
            .into()
    }
}

impl utoipa::ToSchema for Line {}

/// A line where an empty one means none.
pub(crate) fn line(text: Option<Line>) -> Option<String> {
    text.map(|text| text.0).filter(|text| !text.is_empty())
}

/// A mail address that could exist. Whether it does shows when a mail is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Email(pub(crate) String);

const LONGEST_EMAIL: usize = 320;

/// The plausible addresses, in the words of a JSON schema.
const EMAIL_PATTERN: &str =
    "^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(\\.[A-Za-z0-9-]{1,63})*$";

fn is_plausible(address: &str) -> bool {
    let Some((local, domain)) = address.rsplit_once('@') else { return false };
    let local_fits = (1..=64).contains(&local.len())
        && local.bytes().all(|b| b.is_ascii_alphanumeric() || b".!#$%&'*+/=?^_`{|}~-".contains(&b));
    let label_fits = |label: &str| {
        (1..=63).contains(&label.len()) && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    local_fits && domain.split('.').all(label_fits)
}

impl<'de> Deserialize<'de> for Email {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let address = String::deserialize(deserializer)?;
        if address.len() > LONGEST_EMAIL {
            return Err(too_long(LONGEST_EMAIL, "characters"));
        }
        if !is_plausible(&address) {
            return Err(de::Error::custom(marked(
                "email",
                "Input should be a mail address like name@example.org",
            )));
        }
        Ok(Self(address))
    }
}

impl utoipa::PartialSchema for Email {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .max_length(Some(LONGEST_EMAIL))
            .pattern(Some(EMAIL_PATTERN))
            .into()
    }
}

impl utoipa::ToSchema for Email {}

/// A language tag. Nothing about it is an error; `auto` and an empty one say nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tag(Option<Language>);

impl Tag {
    /// The language that was asked for.
    pub(crate) fn language(tag: Option<Self>) -> Option<Language> {
        tag.and_then(|tag| tag.0)
    }
}

impl<'de> Deserialize<'de> for Tag {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let tag = String::deserialize(deserializer)?;
        let says_nothing = tag.trim().is_empty() || tag.trim().eq_ignore_ascii_case("auto");
        Ok(Self((!says_nothing).then(|| Language::from_tag(&tag))))
    }
}

impl utoipa::PartialSchema for Tag {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .pattern(Some(NO_NUL))
            .description(Some(
                "A language tag; only its first part counts: en, el, ar, es, tr, no (nb, nn). Anything else \
                 means en, `auto` means the user's own.",
            ))
            .into()
    }
}

impl utoipa::ToSchema for Tag {}

/// A UUID.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Id(pub(crate) Uuid);

/// Says that a text is no UUID.
pub(crate) const NOT_A_UUID: &str = "Input should be a valid UUID";

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        Uuid::try_parse(&text).map(Self).map_err(|_| de::Error::custom(marked("uuid_parsing", NOT_A_UUID)))
    }
}

impl utoipa::PartialSchema for Id {
    fn schema() -> RefOr<Schema> {
        uuid_schema().into()
    }
}

impl utoipa::ToSchema for Id {}

fn uuid_schema() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::String).format(Some(SchemaFormat::KnownFormat(KnownFormat::Uuid)))
}

/// A UUID where an empty text means none, as old clients send it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct IdOrEmpty(pub(crate) Option<Uuid>);

impl<'de> Deserialize<'de> for IdOrEmpty {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        if text.is_empty() {
            return Ok(Self(None));
        }
        let id = Uuid::try_parse(&text).map_err(|_| de::Error::custom(marked("uuid_parsing", NOT_A_UUID)))?;
        Ok(Self(Some(id)))
    }
}

impl utoipa::PartialSchema for IdOrEmpty {
    fn schema() -> RefOr<Schema> {
        uuid_schema().description(Some("A UUID; left out, null or empty opens a new session.")).into()
    }
}

impl utoipa::ToSchema for IdOrEmpty {}

/// A whole number between two bounds; a query may give it in digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Count<const LEAST: i64, const MOST: i64>(pub(crate) i64);

impl<'de, const LEAST: i64, const MOST: i64> Deserialize<'de> for Count<LEAST, MOST> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = serde_json::Value::deserialize(deserializer)?;
        let number = match &value {
            serde_json::Value::String(digits) => digits.parse().ok(),
            other => other.as_i64().or_else(|| whole(other.as_f64()?)),
        };
        let number = number
            .ok_or_else(|| de::Error::custom(marked("int_parsing", "Input should be a whole number")))?;
        if number < LEAST {
            let text = format!("Input should be greater than or equal to {LEAST}");
            return Err(de::Error::custom(marked("greater_than_equal", &text)));
        }
        if number > MOST {
            let text = format!("Input should be less than or equal to {MOST}");
            return Err(de::Error::custom(marked("less_than_equal", &text)));
        }
        Ok(Self(number))
    }
}

/// JSON has one kind of number: `8.0` is as whole as `8`.
fn whole(number: f64) -> Option<i64> {
    if number.fract() == 0.0 { format!("{number:.0}").parse().ok() } else { None }
}

impl<const LEAST: i64, const MOST: i64> utoipa::PartialSchema for Count<LEAST, MOST> {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new().schema_type(Type::Integer).minimum(Some(LEAST)).maximum(Some(MOST)).into()
    }
}

impl<const LEAST: i64, const MOST: i64> utoipa::ToSchema for Count<LEAST, MOST> {}

/// A share between 0 and 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Share(pub(crate) f64);

impl<'de> Deserialize<'de> for Share {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let share = f64::deserialize(deserializer)?;
        if (0.0..=1.0).contains(&share) {
            return Ok(Self(share));
        }
        Err(de::Error::custom(marked("out_of_range", "Input should be between 0 and 1")))
    }
}

impl utoipa::PartialSchema for Share {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new().schema_type(Type::Number).minimum(Some(0)).maximum(Some(1)).into()
    }
}

impl utoipa::ToSchema for Share {}

/// An instant that a client names: RFC 3339 with any offset, in a year that RFC 3339 can tell in UTC too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Instant(pub(crate) DateTime<Utc>);

impl<'de> Deserialize<'de> for Instant {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        let read = DateTime::parse_from_rfc3339(&text).map(|at| to_micros(at.to_utc())).ok();
        let said = "Input should be a time like 2026-11-22T13:45:00Z";
        read.filter(|at| (0..=9999).contains(&at.year()))
            .map(Self)
            .ok_or_else(|| de::Error::custom(marked("datetime_parsing", said)))
    }
}

impl utoipa::PartialSchema for Instant {
    fn schema() -> RefOr<Schema> {
        Time::schema()
    }
}

impl utoipa::ToSchema for Instant {}

/// An instant on the wire: RFC 3339, UTC, microseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Time(pub(crate) DateTime<Utc>);

impl Serialize for Time {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0.to_rfc3339_opts(SecondsFormat::Micros, true))
    }
}

impl utoipa::PartialSchema for Time {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::DateTime)))
            .into()
    }
}

impl utoipa::ToSchema for Time {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("Time")
    }
}
