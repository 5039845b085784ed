//! JSON that the domain carries for others and never looks into.

/// One well-formed JSON document as text. Whoever makes one has parsed it first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JsonText(String);

impl JsonText {
    /// Wraps `text`, which the caller promises to be one well-formed JSON document.
    pub fn from_checked(text: String) -> Self {
        Self(text)
    }

    /// The document.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
