//! Reads lines from a byte stream, as strictly or laxly as the server is told to.

use std::io;

use tokio::io::{AsyncBufReadExt, AsyncRead, BufReader};

use super::LineEnds;

/// Reads the next line without its end; `None` at the end of the stream.
pub(super) async fn next<S: AsyncRead + Unpin>(
    stream: &mut BufReader<S>,
    ends: LineEnds,
) -> io::Result<Option<Vec<u8>>> {
    let mut line = Vec::new();
    loop {
        let buffered = stream.fill_buf().await?;
        let Some(&byte) = buffered.first() else { return Ok(None) };
        let after_cr = line.last() == Some(&b'\r');
        if ends == LineEnds::BareCr && after_cr && byte != b'\n' {
            line.pop();
            return Ok(Some(line));
        }
        stream.consume(1);
        if byte == b'\n' && (after_cr || ends != LineEnds::Strict) {
            if after_cr {
                line.pop();
            }
            return Ok(Some(line));
        }
        line.push(byte);
    }
}
