//! Follows a JSON object as it comes in and picks the text of its key `text` out of it.
//!
//! Whether the object is well formed is for a real parser to say once it is complete; this one only has
//! to agree with it about every object that is.

use super::failure::ModelFailure;

/// Where in the object it is.
#[derive(Debug, Default)]
pub(crate) struct Scanner {
    depth: u32,
    closed: bool,
    /// Whether the next string of the outermost object is a key.
    awaits_key: bool,
    string: Option<What>,
    escape: Escape,
    /// The first half of a character that is written as two escapes.
    high: Option<u32>,
    key: String,
    text: String,
    has_text: bool,
}

/// What a string is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    Key,
    Text,
    Other,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Escape {
    #[default]
    None,
    Begun,
    Unicode {
        value: u32,
        digits: u8,
    },
}

impl Scanner {
    /// Whether the object has ended.
    pub(crate) fn is_closed(&self) -> bool {
        self.closed
    }

    /// All of the text so far.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Looks at more, adds what is more text to `shown`, and says how many bytes belong to the object.
    ///
    /// # Errors
    /// [`ModelFailure::Form`] for what no JSON has.
    pub(crate) fn scan(&mut self, more: &str, shown: &mut String) -> Result<usize, ModelFailure> {
        for (at, c) in more.char_indices() {
            if self.closed {
                return Ok(at);
            }
            match self.string {
                Some(what) => self.within(what, c, shown)?,
                None => self.between(c)?,
            }
        }
        Ok(more.len())
    }

    fn between(&mut self, c: char) -> Result<(), ModelFailure> {
        match c {
            '"' => {
                let what = match self.depth {
                    1 if self.awaits_key => What::Key,
                    1 if self.key == "text" => What::Text,
                    _ => What::Other,
                };
                if what == What::Text && std::mem::replace(&mut self.has_text, true) {
                    return Err(ModelFailure::Form);
                }
                if what == What::Key {
                    self.key.clear();
                }
                self.string = Some(what);
            }
            '{' | '[' => {
                self.depth += 1;
                self.awaits_key = self.depth == 1;
            }
            '}' | ']' => {
                self.depth = self.depth.saturating_sub(1);
                self.closed = self.depth == 0;
            }
            ':' if self.depth == 1 => self.awaits_key = false,
            ',' if self.depth == 1 => self.awaits_key = true,
            _ => {}
        }
        Ok(())
    }

    fn within(&mut self, what: What, c: char, shown: &mut String) -> Result<(), ModelFailure> {
        match (self.escape, c) {
            (Escape::None, '\\') => self.escape = Escape::Begun,
            (Escape::None, '"') if self.high.is_none() => self.string = None,
            (Escape::None, _) => self.put(what, c, shown)?,
            (Escape::Begun, 'u') => self.escape = Escape::Unicode { value: 0, digits: 0 },
            (Escape::Begun, _) => {
                self.escape = Escape::None;
                self.put(what, unescaped(c)?, shown)?;
            }
            (Escape::Unicode { value, digits }, _) => {
                let digit = c.to_digit(16).ok_or(ModelFailure::Form)?;
                let (value, digits) = (value * 16 + digit, digits + 1);
                if digits < 4 {
                    self.escape = Escape::Unicode { value, digits };
                } else {
                    self.escape = Escape::None;
                    self.unit(what, value, shown)?;
                }
            }
        }
        Ok(())
    }

    /// One unit of UTF-16, of which some characters have two.
    fn unit(&mut self, what: What, value: u32, shown: &mut String) -> Result<(), ModelFailure> {
        match (self.high.take(), value) {
            (None, 0xD800..=0xDBFF) => {
                self.high = Some(value);
                Ok(())
            }
            (None, _) => self.put(what, char::from_u32(value).ok_or(ModelFailure::Form)?, shown),
            (Some(high), 0xDC00..=0xDFFF) => {
                let whole = 0x10000 + ((high - 0xD800) << 10) + (value - 0xDC00);
                self.put(what, char::from_u32(whole).ok_or(ModelFailure::Form)?, shown)
            }
            (Some(_), _) => Err(ModelFailure::Form),
        }
    }

    fn put(&mut self, what: What, c: char, shown: &mut String) -> Result<(), ModelFailure> {
        if self.high.is_some() {
            return Err(ModelFailure::Form);
        }
        match what {
            What::Key => self.key.push(c),
            What::Text => {
                self.text.push(c);
                shown.push(c);
            }
            What::Other => {}
        }
        Ok(())
    }
}

fn unescaped(c: char) -> Result<char, ModelFailure> {
    Ok(match c {
        '"' | '\\' | '/' => c,
        'b' => '\u{8}',
        'f' => '\u{c}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        _ => return Err(ModelFailure::Form),
    })
}
