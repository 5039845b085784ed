//! What people see: the chat widget and the pages, embedded, and the policy they are to be served under.
//!
//! There is no web framework here. Whoever serves HTTP asks [`asset`] for the file of a path, sends
//! [`CONTENT_SECURITY_POLICY`] with it, answers 304 when the client names the same [`Asset::hash`], and sends
//! [`Asset::gzip`] to those who take it. All links are relative, so that everything works behind any prefix; the
//! prefix itself must end with a slash (`/ai/`, not `/ai`).

/// What the pages may do: load their own files, talk to their own server, and nothing else.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
     img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// The file that answers for the page itself.
const INDEX: &str = "index.html";

/// The page of those who help.
const DESK: &str = "desk.html";

/// The page that shows where people were needed and why.
const INSIGHT: &str = "insight.html";

/// Names all embedded files at once: it changes when any of them does.
pub const BUILD: &str = env!("HANDOVER_WEB_BUILD");

/// One file as the build script prepared it.
struct Embedded {
    name: &'static str,
    hash: &'static str,
    bytes: &'static [u8],
    gzip: &'static [u8],
}

/// Ordered by name.
static EMBEDDED: &[Embedded] = &include!(concat!(env!("OUT_DIR"), "/embedded.rs"));

/// Where the files of the widget are, and whatever they load: pages of other sites use them too.
const FOR_EVERYBODY: [&str; 4] = ["widget.js", "widget/", "vendor/", "locales/"];

/// One file as it is to be served.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asset {
    /// The content.
    pub bytes: &'static [u8],
    /// The same content, compressed.
    pub gzip: &'static [u8],
    /// For the header `Content-Type`.
    pub content_type: &'static str,
    /// The content's hash; the same for the same content in every build.
    pub hash: &'static str,
    /// Whether the path names the build, so that it will never mean another content.
    pub is_immutable: bool,
    /// Whether pages of any site may load it: it says nothing about anybody.
    pub is_for_everybody: bool,
}

/// The file at a path below the page, with or without a leading slash; the empty path is the page, `desk` the one of
/// those who help, `insight` the one with the pictures, and `w/BUILD/…` is the file at `…` in a certain build. `None` when there is no such file.
pub fn asset(path: &str) -> Option<Asset> {
    let path = path.strip_prefix('/').unwrap_or(path);
    let (build, path) = match path.strip_prefix("w/").and_then(|rest| rest.split_once('/')) {
        Some((build, rest)) if is_a_build(build) => (Some(build), rest),
        _ => (None, path),
    };
    let name = match path {
        "" => INDEX,
        "desk" => DESK,
        "insight" => INSIGHT,
        _ => path,
    };
    let index = EMBEDDED.binary_search_by(|file| file.name.cmp(name)).ok()?;
    let file = EMBEDDED.get(index)?;
    Some(Asset {
        bytes: file.bytes,
        gzip: file.gzip,
        content_type: content_type(name)?,
        hash: file.hash,
        // A loader of another version asks for its own build and gets ours, but may not keep it.
        is_immutable: build == Some(BUILD),
        is_for_everybody: FOR_EVERYBODY.iter().any(|beginning| name.starts_with(beginning)),
    })
}

/// The names of all files, in alphabetical order.
pub fn asset_names() -> impl Iterator<Item = &'static str> {
    EMBEDDED.iter().map(|file| file.name)
}

fn is_a_build(text: &str) -> bool {
    text.len() == BUILD.len() && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// Only the kinds of file that the pages are made of are served.
fn content_type(path: &str) -> Option<&'static str> {
    match path.rsplit_once('.')?.1 {
        "html" => Some("text/html; charset=utf-8"),
        "js" => Some("text/javascript; charset=utf-8"),
        "css" => Some("text/css; charset=utf-8"),
        "ftl" | "txt" => Some("text/plain; charset=utf-8"),
        "svg" => Some("image/svg+xml"),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
