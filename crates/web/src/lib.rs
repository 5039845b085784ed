//! The page people see: its files, embedded, and the policy they are to be served under.
//!
//! There is no web framework here. Whoever serves HTTP asks [`asset`] for the bytes of a path, sends
//! [`CONTENT_SECURITY_POLICY`] with them and answers 304 when the client names the same
//! [`Asset::etag`]. All links in the page are relative, so that it works behind any prefix; the
//! prefix itself must end with a slash (`/ai/`, not `/ai`).

use std::borrow::Cow;
use std::fmt::Write;

use rust_embed::RustEmbed;

/// What the page may do: load its own files, talk to its own server, and nothing else.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
     img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// The file that answers for the page itself.
const INDEX: &str = "index.html";

#[derive(RustEmbed)]
#[folder = "static/"]
struct Static;

/// One file as it is to be served.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    /// The content.
    pub bytes: Cow<'static, [u8]>,
    /// For the header `Content-Type`.
    pub content_type: &'static str,
    /// For the header `ETag`, with its quotes; the same for the same content in every build.
    pub etag: String,
}

/// The file at a path below the page, with or without a leading slash; the empty path is the page.
/// `None` when there is no such file.
pub fn asset(path: &str) -> Option<Asset> {
    let path = path.strip_prefix('/').unwrap_or(path);
    let path = if path.is_empty() { INDEX } else { path };
    let file = Static::get(path)?;
    Some(Asset {
        etag: etag(&file.metadata.sha256_hash()),
        content_type: content_type(path)?,
        bytes: file.data,
    })
}

/// The paths of all files, in no particular order.
pub fn asset_names() -> impl Iterator<Item = Cow<'static, str>> {
    Static::iter()
}

/// Half of the hash: far more than a change can miss by chance.
fn etag(hash: &[u8]) -> String {
    let mut text = String::from('"');
    for byte in hash.iter().take(16) {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text.push('"');
    text
}

/// Only the kinds of file that the page is made of are served.
fn content_type(path: &str) -> Option<&'static str> {
    match path.rsplit_once('.')?.1 {
        "html" => Some("text/html; charset=utf-8"),
        "js" => Some("text/javascript; charset=utf-8"),
        "css" => Some("text/css; charset=utf-8"),
        "json" => Some("application/json"),
        "svg" => Some("image/svg+xml"),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
