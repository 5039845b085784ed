//! Whatever is typed into the search, no database takes it for a part of its own language.

use handover_domain::{Sought, StoreExt, TicketFilter};
use proptest::prelude::*;

use crate::harness::{places, scope};

#[test]
fn any_text_can_be_looked_for() {
    let stores: Vec<_> = places().into_iter().map(|place| (place.migrated(), place)).collect();
    let signs = "[\\w\"'():*^{}+\\-<>&|!\\\\ NEAR AND OR NOT own:said]{0,60}";
    let texts = prop_oneof![any::<String>(), signs];
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    proptest!(config, |(text in texts)| {
        let sought = Sought::parse(&text);
        for (store, place) in &stores {
            let all = TicketFilter::default();
            let found = store.read(|view| view.search_tickets(scope(), &sought, &all, (None, 10)));
            prop_assert!(found.is_ok(), "{text:?} on {}: {found:?}", place.url);
            let filter = TicketFilter { words: Some(sought.clone()), ..all };
            let counted = store.read(|view| view.tally_tickets(scope(), &filter, 10));
            prop_assert!(counted.is_ok(), "{text:?} on {}: {counted:?}", place.url);
        }
    });
}
