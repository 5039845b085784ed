//! Serving what people see, without knowing what it is.

use std::borrow::Cow;

use actix_web::http::header::{self, HeaderMap};
use actix_web::{HttpResponse, HttpResponseBuilder};

/// One file for a browser.
#[derive(Debug, Clone)]
pub struct Page {
    /// Its bytes.
    pub bytes: Cow<'static, [u8]>,
    /// Its media type.
    pub content_type: Cow<'static, str>,
    /// Its entity tag, with the quotes.
    pub etag: String,
    /// How long it may be kept, in the words of `Cache-Control`.
    pub cache_control: Cow<'static, str>,
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
    let known = asked.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let unchanged = known.is_some_and(|known| known.split(',').any(|tag| tag.trim() == page.etag));
    let mut response = if unchanged { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    response
        .insert_header((header::ETAG, page.etag))
        .insert_header((header::CACHE_CONTROL, page.cache_control.as_ref()))
        .insert_header((header::CONTENT_SECURITY_POLICY, policy))
        .insert_header((header::REFERRER_POLICY, "no-referrer"))
        .insert_header((header::X_FRAME_OPTIONS, "DENY"));
    finish(response, unchanged, page.bytes, &page.content_type)
}

fn finish(
    mut response: HttpResponseBuilder,
    unchanged: bool,
    bytes: Cow<'static, [u8]>,
    content_type: &str,
) -> HttpResponse {
    if unchanged {
        return response.finish();
    }
    response.insert_header((header::CONTENT_TYPE, content_type));
    match bytes {
        Cow::Borrowed(bytes) => response.body(bytes),
        Cow::Owned(bytes) => response.body(bytes),
    }
}
