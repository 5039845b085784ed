//! Passwords and secrets of our own.

use std::collections::HashSet;
use std::time::Duration;

use handover_domain::PasswordRefused;
use handover_identity::passwords;
use handover_identity::secrets::{self, TokenDigest};

#[test]
fn a_password_is_only_itself() {
    let stored = passwords::hash("correct horse battery").unwrap();
    assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
    assert_ne!(stored, passwords::hash("correct horse battery").unwrap(), "the salt is not random");
    assert!(passwords::verify("correct horse battery", Some(&stored)));
    for wrong in ["correct horse batterY", "correct horse battery ", "", &"x".repeat(5000)] {
        assert!(!passwords::verify(wrong, Some(&stored)), "{wrong}");
    }
    assert!(!passwords::is_outdated(&stored));
    assert!(passwords::is_outdated(&stored.replace("t=2", "t=1")));
}

#[test]
fn a_password_has_a_size() {
    assert_eq!(passwords::hash("elevenchars"), Err(PasswordRefused::TooShort));
    assert_eq!(passwords::hash(&"x".repeat(1025)), Err(PasswordRefused::TooLong));
    // Characters, not bytes: eleven Greek letters are 22 bytes.
    assert_eq!(passwords::hash("ελληνικαγρα"), Err(PasswordRefused::TooShort));
}

/// Measured as work of this thread, because the machine may be busy.
#[test]
fn an_unknown_account_costs_what_a_known_one_costs() {
    let stored = passwords::hash("correct horse battery").unwrap();
    let long = "x".repeat(5000);
    let attempts: [(Option<&str>, &str); 5] = [
        (Some(&stored), "wrong"),
        (None, "wrong"),
        (Some("garbage"), "wrong"),
        (Some(""), ""),
        (None, &long),
    ];
    let mut least = [Duration::MAX; 5];
    for _ in 0..5 {
        for (least, (account, password)) in least.iter_mut().zip(attempts) {
            let before = worked();
            assert!(!passwords::verify(password, account));
            *least = (*least).min(worked() - before);
        }
    }
    let known = least[0];
    assert!(known > Duration::from_millis(1), "{known:?} is no work");
    assert!(least.iter().all(|unknown| *unknown > known / 3), "{least:?}");
    assert!(!passwords::verify("nobody has this one", None), "the stand-in is an account");
}

/// Processor time that this thread has had.
fn worked() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::try_from(time).unwrap()
}

#[test]
fn tokens_are_random_recognisable_and_masked() {
    let tokens: Vec<_> = (0..1000).map(|_| secrets::new_token("hok_").unwrap()).collect();
    let different: HashSet<_> = tokens.iter().map(|token| token.expose().to_owned()).collect();
    assert_eq!(different.len(), 1000);
    for token in &tokens {
        assert!(secrets::looks_like_token("hok_", token.expose()));
        assert!(!secrets::looks_like_token("hos_", token.expose()));
        assert!(!format!("{token:?}").contains(token.expose()));
    }
    for wrong in ["", "hok_", &format!("hok_{}", "A".repeat(42)), &format!("hok_{}", "é".repeat(21) + "A")] {
        assert!(!secrets::looks_like_token("hok_", wrong), "{wrong}");
    }
}

#[test]
fn digests_are_sha_256_and_compare() {
    assert_eq!(
        TokenDigest::of("abc").to_hex(),
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    );
    assert!(TokenDigest::of("a") != TokenDigest::of("b"));
    assert!(secrets::same("secret", "secret"));
    assert!(!secrets::same("secret", "secret "));
    assert!(!secrets::same("", "secret"));
}
