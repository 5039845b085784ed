//! Serving what people see, without knowing what it is.

use actix_web::http::header::{self, HeaderMap, HeaderName};
use actix_web::{HttpResponse, HttpResponseBuilder};

/// One file for a browser.
#[derive(Debug, Clone, Copy)]
pub struct Page {
    /// Its bytes.
    pub bytes: &'static [u8],
    /// The same, compressed, for those who take it.
    pub gzip: Option<&'static [u8]>,
    /// Its media type.
    pub content_type: &'static str,
    /// What the bytes are known by, for the entity tag: anything without quotes.
    pub hash: &'static str,
    /// How long it may be kept, in the words of `Cache-Control`.
    pub cache_control: &'static str,
    /// Whether scripts and pages of any site may load it.
    pub is_for_everybody: bool,
}

/// The files for a browser. The server implements it over the web crate.
pub trait Pages: Send + Sync {
    /// The file at `path`, which begins with a slash and comes without the base path; `/` is the page
    /// to begin with.
    fn page(&self, path: &str) -> Option<Page>;

    /// The `Content-Security-Policy` that goes with every file.
    fn content_security_policy(&self) -> &str;
}

/// No files at all, for a service that is only an API.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoPages;

impl Pages for NoPages {
    fn page(&self, _: &str) -> Option<Page> {
        None
    }

    fn content_security_policy(&self) -> &str {
        "default-src 'none'"
    }
}

/// Answers with a page, or with nothing new when the browser has it already.
pub(crate) fn answer(page: Page, policy: &str, asked: &HeaderMap) -> HttpResponse {
    let gzip = page.gzip.filter(|_| takes_gzip(asked));
    // Two forms of one file are two entities: a cache must not mix them up.
    let etag = format!("\"{}{}\"", page.hash, if gzip.is_some() { "-gz" } else { "" });
    let unchanged = known(asked).any(|tag| tag == etag);
    let mut response = if unchanged { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    response
        .insert_header((header::ETAG, etag))
        .insert_header((header::CACHE_CONTROL, page.cache_control))
        .insert_header((header::VARY, "accept-encoding"))
        .insert_header((header::CONTENT_SECURITY_POLICY, policy));
    if page.is_for_everybody {
        response
            .insert_header((header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"))
            .insert_header((HeaderName::from_static("cross-origin-resource-policy"), "cross-origin"));
    }
    match (unchanged, gzip) {
        (true, _) => response.finish(),
        (false, Some(gzip)) => {
            response.insert_header((header::CONTENT_ENCODING, "gzip"));
            finish(response, gzip, page.content_type)
        }
        (false, None) => finish(response, page.bytes, page.content_type),
    }
}

fn finish(mut response: HttpResponseBuilder, bytes: &'static [u8], content_type: &str) -> HttpResponse {
    response.insert_header((header::CONTENT_TYPE, content_type)).body(bytes)
}

/// The entity tags that the browser has.
fn known(asked: &HeaderMap) -> impl Iterator<Item = &str> {
    let fields = asked.get_all(header::IF_NONE_MATCH).filter_map(|field| field.to_str().ok());
    fields.flat_map(|field| field.split(',')).map(|tag| tag.trim().trim_start_matches("W/"))
}

/// Whether the client says that it can read gzip, and does not refuse it by a weight of nothing.
fn takes_gzip(asked: &HeaderMap) -> bool {
    let fields = asked.get_all(header::ACCEPT_ENCODING).filter_map(|field| field.to_str().ok());
    let mut codings =
        fields.flat_map(|field| field.split(',')).map(|coding| coding.split(';').map(str::trim));
    codings.any(|mut coding| {
        let is_gzip = coding.next().is_some_and(|name| name.eq_ignore_ascii_case("gzip"));
        let weight = coding.next().and_then(|parameter| parameter.strip_prefix("q=")).unwrap_or("1");
        is_gzip && weight.parse::<f32>().is_ok_and(|weight| weight > 0.0)
    })
}
