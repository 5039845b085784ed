//! What can be an address, a token, a link's life.

use handover_domain::{
    Actor, EmailAddress, GUESS_WINDOW, GUESSES_PER_ACCOUNT, LOGIN_IDLE, LOGIN_LIFE, OrganizationId,
    PasswordHash, TokenHash, TokenPurpose,
};

fn read(text: &str) -> Option<String> {
    EmailAddress::parse(text).map(|email| email.to_string())
}

#[test]
fn an_address_is_read_in_one_spelling() {
    assert_eq!(
        read(" Ada.Lovelace+Desk@Support.Example\n").as_deref(),
        Some("ada.lovelace+desk@support.example")
    );
    assert_eq!(read("o'brien@x").as_deref(), Some("o'brien@x"));
    let longest = format!("{}@x", "a".repeat(252));
    assert_eq!(read(&longest), Some(longest.clone()));
    assert_eq!(read(&format!("a{longest}")), None);
}

#[test]
fn what_could_be_taken_for_another_address_is_none() {
    // The Kelvin sign is `k` in lower case, the long s is `s` in upper case, and one `а` is Cyrillic.
    for text in
        ["\u{212a}ate@x.example", "\u{17f}am@x.example", "\u{430}da@x.example", "ada@x\u{ff0e}example"]
    {
        assert_eq!(read(text), None, "{text}");
    }
    for text in [
        "",
        "@",
        "ada",
        "ada@",
        "@x",
        "a@b@c",
        "a b@x",
        "a@x\r\nBcc: b@x",
        "a\0@x",
        "<a@x>",
        "a@x,b@x",
        "\"a\"@x",
        "a;b@x",
        "a@[127.0.0.1]",
    ] {
        assert_eq!(read(text), None, "{text:?}");
    }
}

#[test]
fn empty_token_never_matches() {
    // The SHA-256 of nothing, as any tool prints it.
    let of_nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    let byte = |at: usize| u8::from_str_radix(&of_nothing[2 * at..2 * at + 2], 16).expect("two digits");
    assert!(TokenHash::new(std::array::from_fn(byte)).is_none());
    assert!(TokenHash::new([0; 32]).is_none());
    assert!(TokenHash::new([1; 32]).is_some());
}

#[test]
fn nobody_is_called_as_the_service_is() {
    let organization = OrganizationId::DEFAULT;
    for id in ["system", "Operator", " SYSTEM ", "", " ", "visitor-1"] {
        assert!(Actor::user(organization, id, false).is_err(), "{id:?}");
    }
    assert!(Actor::user(organization, "operator-2", false).is_ok());
}

#[test]
fn nothing_secret_is_printed() {
    let password = PasswordHash::new("$argon2id$canary".to_owned());
    let token = TokenHash::new([0xab; 32]).expect("a hash of something");
    let printed = format!("{password:?} {token:?}");
    assert!(!printed.contains("canary") && !printed.contains("171") && !printed.contains("ab,"), "{printed}");
}

#[test]
fn the_times_are_those_of_the_documentation() {
    let hours = |time: chrono::TimeDelta| time.num_hours();
    assert_eq!((hours(LOGIN_LIFE), hours(LOGIN_IDLE)), (12, 2));
    assert_eq!((hours(TokenPurpose::Invite.life()), hours(TokenPurpose::Reset.life())), (7 * 24, 1));
    assert_eq!((GUESSES_PER_ACCOUNT, GUESS_WINDOW.num_minutes()), (5, 15));
}
