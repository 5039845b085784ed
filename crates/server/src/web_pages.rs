//! Hands the files for browsers to the API.

use handover_api::{Page, Pages};

/// The embedded files.
pub(crate) struct WebPages;

impl Pages for WebPages {
    fn page(&self, path: &str) -> Option<Page> {
        let asset = handover_web::asset(path)?;
        Some(Page {
            bytes: asset.bytes,
            gzip: Some(asset.gzip),
            content_type: asset.content_type,
            hash: asset.hash,
            cache_control: if asset.is_immutable {
                "public, max-age=31536000, immutable"
            } else {
                // The name does not change with the content, so browsers have to ask; they get 304.
                "no-cache"
            },
            is_for_everybody: asset.is_for_everybody,
        })
    }

    fn content_security_policy(&self) -> &str {
        handover_web::CONTENT_SECURITY_POLICY
    }
}
