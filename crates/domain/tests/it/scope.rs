//! A query without an organization cannot be written: what the compiler refuses stands, as examples that must not
//! compile, at `Scope`; here is that every question takes one.

use std::collections::BTreeSet;
use std::path::Path;

/// Find out by a secret or a key which organization it is, or note its use; throttle who guesses.
const FINDING: [&str; 12] = [
    "account_by_email",
    "account_by_subject",
    "account_token",
    "api_key_by_hash",
    "guesses",
    "lock_guesses",
    "login",
    "organization_by_key",
    "put_guesses",
    "remove_login",
    "touch_api_key",
    "touch_login",
];

/// Write a row that names its organization itself.
const ROWS: [&str; 9] = [
    "insert_account",
    "insert_api_key",
    "insert_organization",
    "insert_outbox_messages",
    "insert_session",
    "insert_ticket",
    "update_account",
    "update_session",
    "update_ticket",
];

/// Serve the whole house: the delivery of mail, the housekeeping, and whoever keeps the organizations.
const HOUSE: [&str; 19] = [
    "are_tickets_stale",
    "claim_outbox",
    "finish_outbox",
    "forget_live_signs",
    "forget_old_idempotency",
    "forget_old_sign_ins",
    "hold_outbox",
    "install_secret",
    "keep_install_secret",
    "knowledge_revisions",
    "live_signs",
    "mail_channel",
    "make_outbox_due",
    "organizations",
    "organizations_with_reports",
    "put_live_signs",
    "put_mail_channel",
    "session_heads",
    "stale_tickets",
];

/// The methods of the store's traits in a source, with their parameters.
fn methods(source: &str) -> impl Iterator<Item = (&str, &str)> {
    source.match_indices("fn ").filter_map(|(at, _)| {
        let rest = source.get(at + 3..)?;
        let end = rest.find(['{', ';'])?;
        let (signature, is_declared) = (rest.get(..end)?, rest.get(end..)?.starts_with(';'));
        let (name, parameters) = signature.split_once('(')?;
        let asks = parameters.contains("&mut self") && signature.contains("StoreResult<");
        (is_declared && asks).then_some((name, parameters))
    })
}

fn sources(folder: &Path, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(std::fs::read_to_string(&path).expect("a source"));
        }
    }
}

#[test]
fn every_question_to_the_store_names_an_organization_or_is_known_not_to() {
    let mut found = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    let all: Vec<(&str, &str)> = found.iter().flat_map(|source| methods(source)).collect();
    assert!(all.len() > 60, "the traits of the store were not found: {}", all.len());
    let without = all.iter().filter(|(_, parameters)| !parameters.contains("scope: Scope"));
    let without: BTreeSet<&str> = without.map(|(name, _)| *name).collect();
    let known: BTreeSet<&str> = FINDING.into_iter().chain(ROWS).chain(HOUSE).collect();
    assert_eq!(without, known);
}
