//! Hands the files of the page to the API.

use std::borrow::Cow;

use handover_api::{Page, Pages};

/// The embedded page.
pub(crate) struct WebPages;

impl Pages for WebPages {
    fn page(&self, path: &str) -> Option<Page> {
        let asset = handover_web::asset(path)?;
        Some(Page {
            bytes: asset.bytes,
            content_type: Cow::Borrowed(asset.content_type),
            etag: asset.etag,
            // The names do not change with the content, so browsers have to ask; they get 304.
            cache_control: Cow::Borrowed("no-cache"),
        })
    }

    fn content_security_policy(&self) -> &str {
        handover_web::CONTENT_SECURITY_POLICY
    }
}
