//! Splits a stream of server-sent events, however its bytes come.

use super::failure::ModelFailure;

/// No event of an honest endpoint is larger.
const LARGEST: usize = 256 * 1024;

/// The data of events, from bytes cut anywhere.
#[derive(Debug, Default)]
pub(crate) struct Events {
    line: Vec<u8>,
    data: Vec<u8>,
    has_data: bool,
    after_return: bool,
}

impl Events {
    /// Takes more bytes and passes the data of each complete event to `take`.
    ///
    /// # Errors
    /// [`ModelFailure::TooLong`] for an event larger than 256 KiB, and those of `take`.
    pub(crate) fn feed(
        &mut self,
        bytes: &[u8],
        mut take: impl FnMut(&[u8]) -> Result<(), ModelFailure>,
    ) -> Result<(), ModelFailure> {
        for byte in bytes {
            let second_half = *byte == b'\n' && self.after_return;
            self.after_return = *byte == b'\r';
            if second_half {
                continue;
            }
            if matches!(byte, b'\n' | b'\r') {
                self.end_line(&mut take)?;
            } else {
                self.line.push(*byte);
                if self.line.len() + self.data.len() > LARGEST {
                    return Err(ModelFailure::TooLong);
                }
            }
        }
        Ok(())
    }

    /// The end of the stream: some endpoints leave out the empty line after the last event.
    pub(crate) fn finish(
        &mut self,
        mut take: impl FnMut(&[u8]) -> Result<(), ModelFailure>,
    ) -> Result<(), ModelFailure> {
        if !self.line.is_empty() {
            self.end_line(&mut take)?;
        }
        self.end_line(&mut take)
    }

    fn end_line(
        &mut self,
        take: &mut impl FnMut(&[u8]) -> Result<(), ModelFailure>,
    ) -> Result<(), ModelFailure> {
        let line = std::mem::take(&mut self.line);
        let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&line);
        if line.is_empty() {
            let data = std::mem::take(&mut self.data);
            return if std::mem::take(&mut self.has_data) { take(&data) } else { Ok(()) };
        }
        // Comments begin with a colon; of the fields only the data says anything to us.
        if let Some(value) = line.strip_prefix(b"data:") {
            if self.has_data {
                self.data.push(b'\n');
            }
            self.has_data = true;
            self.data.extend_from_slice(value.strip_prefix(b" ").unwrap_or(value));
        }
        Ok(())
    }
}
