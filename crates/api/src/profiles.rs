//! What users and machines have in common on the wire: lists of descriptions, and what became of them.

use handover_domain::{Described, ProfileError, RowFault};
use serde::{Deserialize, Deserializer, Serialize, de};
use utoipa::ToSchema;

use crate::field::marked;
use crate::problem::{ApiError, At, FieldError, Kind};

/// How many users or machines may be described at once.
const MOST_ROWS: usize = 500;

/// A list of descriptions.
pub(crate) struct Rows<T>(pub(crate) Vec<T>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Rows<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let rows = Vec::deserialize(deserializer)?;
        if rows.len() > MOST_ROWS {
            let text = format!("List should have at most {MOST_ROWS} items");
            return Err(de::Error::custom(marked("too_long", &text)));
        }
        Ok(Self(rows))
    }
}

/// What became of a list of descriptions.
#[derive(Serialize, ToSchema)]
#[schema(as = Described)]
pub(crate) struct DescribedView {
    received: usize,
    /// Of which nothing was known.
    created: usize,
    /// Of which something else was known.
    updated: usize,
    /// Of which the same was known.
    unchanged: usize,
}

impl<T> From<Described<T>> for DescribedView {
    fn from(done: Described<T>) -> Self {
        let received = done.profiles.len();
        let unchanged = received.saturating_sub(done.created).saturating_sub(done.updated);
        Self { received, created: done.created, updated: done.updated, unchanged }
    }
}

/// The one profile that one description makes.
pub(crate) fn the_one<T>(done: Described<T>) -> Result<T, ApiError> {
    done.profiles.into_iter().next().ok_or_else(|| ApiError::internal("one description made no profile"))
}

impl From<ProfileError> for ApiError {
    fn from(error: ProfileError) -> Self {
        match error {
            ProfileError::NoSuchUser => Self::new(Kind::NotFound, "User not found"),
            ProfileError::NoSuchMachine => Self::new(Kind::NotFound, "Machine not found"),
            ProfileError::BadUser { index, fault } => bad_row(("users", "user_id"), index, fault),
            ProfileError::BadMachine { index, fault } => bad_row(("machines", "machine_id"), index, fault),
            ProfileError::Refused(refusal) => refusal.into(),
            ProfileError::Store(error) => error.into(),
        }
    }
}

fn bad_row((list, id): (&str, &str), index: usize, fault: RowFault) -> ApiError {
    let (field, code, message) = match fault {
        RowFault::NoId => (id, "string_too_short", "String should have at least 1 character".to_owned()),
        RowFault::SameId { first } => {
            (id, "same_id", format!("Input should not be the same as in item {first} of the list"))
        }
        RowFault::Hours => ("hours", "out_of_range", "Input should be a number from 0 on".to_owned()),
    };
    let path = vec![At::Key(list.to_owned()), At::Index(index), At::Key(field.to_owned())];
    ApiError::field(FieldError { part: "body", path, code, message })
}
