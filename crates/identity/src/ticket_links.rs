//! The signature under a link that opens one ticket: HMAC-SHA256 with a secret of the install.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::DateTime;
use handover_domain::{OrganizationId, Secret, TicketId, TicketLink, TicketLinks};
use ring::hmac;

/// How links begin, so that one that leaked is recognised for what it is.
const PREFIX: &str = "hot_";

/// What is signed begins so: nothing else that is signed with this secret can be taken for a link.
const PURPOSE: &[u8] = b"handover ticket link 1";

/// Organization, ticket, and the second in which it ends.
const CONTENT: usize = 16 + 16 + 8;

/// Signs links with one secret.
pub struct SignedTicketLinks(hmac::Key);

impl std::fmt::Debug for SignedTicketLinks {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SignedTicketLinks(..)")
    }
}

impl SignedTicketLinks {
    /// With this secret.
    #[must_use]
    pub fn new(secret: &Secret) -> Self {
        Self(hmac::Key::new(hmac::HMAC_SHA256, secret.expose().as_bytes()))
    }
}

fn signed(content: &[u8]) -> Vec<u8> {
    [PURPOSE, content].concat()
}

impl TicketLinks for SignedTicketLinks {
    fn seal(&self, link: &TicketLink) -> String {
        let end = link.expires_at.timestamp().to_be_bytes();
        let content = [&link.organization.0.as_bytes()[..], link.ticket.0.as_bytes(), &end].concat();
        let signature = hmac::sign(&self.0, &signed(&content));
        format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode([&content, signature.as_ref()].concat()))
    }

    fn open(&self, text: &str) -> Option<TicketLink> {
        let bytes = URL_SAFE_NO_PAD.decode(text.strip_prefix(PREFIX)?).ok()?;
        let (content, signature) = bytes.split_first_chunk::<CONTENT>()?;
        hmac::verify(&self.0, &signed(content), signature).ok()?;
        let (organization, rest) = content.split_first_chunk::<16>()?;
        let (ticket, end) = rest.split_first_chunk::<16>()?;
        Some(TicketLink {
            organization: OrganizationId(uuid::Uuid::from_bytes(*organization)),
            ticket: TicketId(uuid::Uuid::from_bytes(*ticket)),
            expires_at: DateTime::from_timestamp(i64::from_be_bytes(end.try_into().ok()?), 0)?,
        })
    }
}
