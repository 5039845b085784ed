//! No byte of a token can be changed.

use std::sync::LazyLock;

use handover_identity::JwtVerifier;
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::json;

use crate::host::{Signer, user};

static TOKENS: LazyLock<Vec<(JwtVerifier, String)>> = LazyLock::new(|| {
    [Signer::hs256(), Signer::rs256(), Signer::es256(), Signer::ed_dsa()]
        .iter()
        .map(|host| (host.verifier(), host.saying(json!({ "roles": ["a", "b"] }))))
        .collect()
});

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    /// Base64 is only taken in its one canonical form, so not even that can be changed.
    #[test]
    fn a_changed_byte_is_noticed(which in any::<Index>(), place in any::<Index>(), byte in 0_u8..128) {
        let (verifier, token) = which.get(&TOKENS);
        prop_assert_eq!(user(verifier, token), Ok("u-1".to_owned()));
        let mut changed = token.clone().into_bytes();
        let place = place.index(changed.len());
        prop_assume!(changed[place] != byte);
        changed[place] = byte;
        prop_assert!(user(verifier, &String::from_utf8(changed).unwrap()).is_err());
    }

    #[test]
    fn a_missing_or_added_byte_is_noticed(which in any::<Index>(), place in any::<Index>(), byte in 0_u8..128) {
        let (verifier, token) = which.get(&TOKENS);
        let place = place.index(token.len());
        let mut longer = token.clone();
        longer.insert(place, char::from(byte));
        prop_assert!(user(verifier, &longer).is_err());
        let mut shorter = token.clone();
        shorter.remove(place);
        prop_assert!(user(verifier, &shorter).is_err());
    }

    #[test]
    fn anything_may_come(text in "\\PC{0,200}", parts in proptest::collection::vec("[A-Za-z0-9_-]{0,60}", 3)) {
        let (verifier, _) = &TOKENS[0];
        prop_assert!(user(verifier, &text).is_err());
        prop_assert!(user(verifier, &parts.join(".")).is_err());
    }
}
