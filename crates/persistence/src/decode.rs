//! What a row must hold to become a value of the domain again.

use diesel::QueryResult;
use diesel::result::Error;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::sql_types::Document;

#[derive(Debug, thiserror::Error)]
enum DecodeError {
    #[error("the column {column} holds `{word}`, which this version does not know")]
    UnknownWord { column: &'static str, word: String },
    #[error("the column {column} holds {number}, which is out of range")]
    OutOfRange { column: &'static str, number: i64 },
    #[error("a row of {table} speaks of no one thing")]
    NoOneThing { table: &'static str },
    #[error("the column {column} holds a document that cannot be read")]
    Document {
        column: &'static str,
        #[source]
        source: serde_json::Error,
    },
}

impl From<DecodeError> for Error {
    fn from(error: DecodeError) -> Self {
        Self::DeserializationError(Box::new(error))
    }
}

/// Reads a word of a closed vocabulary.
pub(crate) fn word<T>(column: &'static str, word: &str, parse: fn(&str) -> Option<T>) -> QueryResult<T> {
    parse(word).ok_or_else(|| DecodeError::UnknownWord { column, word: word.to_owned() }.into())
}

/// That a row names none or several of the things of which it has to name one.
pub(crate) fn no_one_thing(table: &'static str) -> Error {
    DecodeError::NoOneThing { table }.into()
}

/// Reads a number that the domain keeps in a smaller type.
pub(crate) fn number<T: TryFrom<i64>>(column: &'static str, number: i64) -> QueryResult<T> {
    T::try_from(number).map_err(|_| DecodeError::OutOfRange { column, number }.into())
}

/// Reads a document of our own.
pub(crate) fn document<T: DeserializeOwned>(column: &'static str, document: &Document) -> QueryResult<T> {
    serde_json::from_str(&document.0).map_err(|source| DecodeError::Document { column, source }.into())
}

/// Writes a document of our own.
pub(crate) fn to_document(value: &impl Serialize) -> QueryResult<Document> {
    serde_json::to_string(value).map(Document).map_err(|error| Error::SerializationError(Box::new(error)))
}
