//! Links to tickets: nobody else's signature counts, and no bit of one may be changed.

use chrono::DateTime;
use handover_domain::{OrganizationId, Secret, TicketId, TicketLink, TicketLinks};
use handover_identity::SignedTicketLinks;
use proptest::prelude::*;
use uuid::Uuid;

fn with(secret: &str) -> SignedTicketLinks {
    SignedTicketLinks::new(&Secret::new(secret))
}

fn a_link() -> impl Strategy<Value = TicketLink> {
    (any::<u128>(), any::<u128>(), 0..253_402_300_799_i64).prop_map(|(organization, ticket, end)| {
        TicketLink {
            organization: OrganizationId(Uuid::from_u128(organization)),
            ticket: TicketId(Uuid::from_u128(ticket)),
            expires_at: DateTime::from_timestamp(end, 0).unwrap(),
        }
    })
}

proptest! {
    #[test]
    fn a_link_opens_what_it_was_sealed_for_and_nobody_elses_does(link in a_link()) {
        let sealed = with("one").seal(&link);
        prop_assert_eq!(with("one").open(&sealed), Some(link));
        prop_assert_eq!(with("other").open(&sealed), None);
        prop_assert!(sealed.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_'));
    }

    #[test]
    fn no_character_of_a_link_may_be_another(link in a_link(), at in 0_usize..100, by in 1_u8..64) {
        let links = with("one");
        let sealed = links.seal(&link);
        let at = at % sealed.len();
        const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        let mut forged = sealed.clone().into_bytes();
        let place = ALPHABET.iter().position(|b| *b == forged[at]).unwrap();
        forged[at] = ALPHABET[(place + usize::from(by)) % 64];
        prop_assert_eq!(links.open(std::str::from_utf8(&forged).unwrap()), None);
        prop_assert_eq!(links.open(&sealed[..at]), None);
    }

    #[test]
    fn nothing_else_is_a_link(text in ".{0,200}") {
        prop_assert_eq!(with("one").open(&text), None);
    }
}
