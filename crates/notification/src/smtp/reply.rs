//! Reads a server's replies, of bounded size.

use std::fmt;
use std::io;

use tokio::io::{AsyncBufRead, AsyncBufReadExt};

use crate::clean::one_line;

const LINE_LIMIT: usize = 2048;
const LINES_LIMIT: usize = 100;

/// One reply: its code and what the lines say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reply {
    pub(super) code: u16,
    pub(super) lines: Vec<String>,
}

impl Reply {
    pub(super) fn is_positive(&self) -> bool {
        (200..300).contains(&self.code)
    }
}

impl fmt::Display for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{} {}\"", self.code, one_line(&self.lines.join(" "), 300))
    }
}

/// Reads the next reply.
///
/// # Errors
/// [`io::ErrorKind::UnexpectedEof`] when the server hangs up, [`io::ErrorKind::InvalidData`] when what
/// it says is no SMTP or has no end.
pub(super) async fn read<S: AsyncBufRead + Unpin>(stream: &mut S) -> io::Result<Reply> {
    let mut lines = Vec::new();
    let mut first_code = None;
    while lines.len() < LINES_LIMIT {
        let line = read_line(stream).await?;
        let (code, rest) = line.split_at_checked(3).ok_or_else(no_smtp)?;
        let code = code.parse::<u16>().ok().filter(|code| (200..600).contains(code)).ok_or_else(no_smtp)?;
        if *first_code.get_or_insert(code) != code {
            return Err(no_smtp());
        }
        let mut rest = rest.chars();
        let separator = rest.next();
        lines.push(rest.as_str().to_owned());
        match separator {
            None | Some(' ') => return Ok(Reply { code, lines }),
            Some('-') => {}
            Some(_) => return Err(no_smtp()),
        }
    }
    Err(io::Error::new(io::ErrorKind::InvalidData, "the reply has no end"))
}

async fn read_line<S: AsyncBufRead + Unpin>(stream: &mut S) -> io::Result<String> {
    let mut line = Vec::new();
    loop {
        let buffered = stream.fill_buf().await?;
        if buffered.is_empty() {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let end = buffered.iter().position(|byte| *byte == b'\n');
        let taken = end.map_or(buffered.len(), |end| end + 1);
        line.extend_from_slice(buffered.get(..taken).unwrap_or_default());
        stream.consume(taken);
        if line.len() > LINE_LIMIT {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "a line of the reply has no end"));
        }
        if end.is_some() {
            return Ok(String::from_utf8_lossy(&line).trim_end_matches(['\r', '\n']).to_owned());
        }
    }
}

fn no_smtp() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "what answers there does not speak SMTP")
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn parse(bytes: &[u8]) -> io::Result<Reply> {
        read(&mut &*bytes).await
    }

    #[tokio::test]
    async fn reads_replies_of_one_and_many_lines() {
        assert_eq!(parse(b"250 ok\r\n").await.unwrap(), Reply { code: 250, lines: vec!["ok".into()] });
        assert_eq!(parse(b"250\n").await.unwrap().lines, [""]);
        assert_eq!(parse(b"250-a\r\n250-SIZE 1\r\n250 z\r\n").await.unwrap().lines, ["a", "SIZE 1", "z"]);
        let reply = parse(b"550 5.1.1 \x1b[31mno\x00body \xff\r\n").await.unwrap();
        assert_eq!(reply.to_string(), "\"550 5.1.1 [31mno body \u{fffd}\"");
    }

    #[tokio::test]
    async fn refuses_what_is_no_reply() {
        let endless_line = vec![b'2'; 5000];
        let endless_reply = b"250-x\r\n".repeat(200);
        let hostile: [&[u8]; 9] = [
            b"",
            b"HTTP/1.1 400 Bad Request\r\n",
            b"25\r\n",
            b"250-a\r\n550 b\r\n",
            b"250xok\r\n",
            b"999 what\r\n",
            b"250-only the first line\r\n",
            &endless_line,
            &endless_reply,
        ];
        for bytes in hostile {
            assert!(parse(bytes).await.is_err(), "{:?}", String::from_utf8_lossy(bytes));
        }
    }
}
