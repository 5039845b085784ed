//! Tokens, each with what must become of it.

use std::collections::HashSet;

use handover_domain::{Claims, Language, Secret, TokenRefused, Tokens};
use handover_identity::{JwtVerifier, TokenSettings};
use serde_json::json;

use crate::host::{AUDIENCE, ISSUER, NOW, RSA_PEM, SECRET, Signer, at, encode, merged, now, payload, user};

/// Name, token, and whose it is or why it is refused.
type Vector = (&'static str, String, Result<&'static str, TokenRefused>);

fn claim(name: &str) -> Result<&'static str, TokenRefused> {
    Err(TokenRefused::Claim(name.to_owned()))
}

/// Runs a table and reports every line that went wrong, and any error that shows what a token holds.
fn run(verifier: &JwtVerifier, vectors: &[Vector]) {
    let names: HashSet<_> = vectors.iter().map(|(name, ..)| *name).collect();
    assert_eq!(names.len(), vectors.len(), "two vectors have one name");
    let mut wrong = Vec::new();
    for (name, token, expected) in vectors {
        let found = user(verifier, token);
        if found != expected.clone().map(str::to_owned) {
            wrong.push(format!("{name}: {found:?} instead of {expected:?}"));
        }
        if let Err(refused) = found {
            let said = format!("{refused} {refused:?}");
            assert!(!said.contains("CANARY") && !said.contains("u-1"), "{name} says {said}");
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn forms() {
    let host = Signer::hs256();
    let good = host.headed(json!({}));
    let (signed, signature) = good.rsplit_once('.').unwrap();
    let refused = |why: TokenRefused| Err(why);
    run(
        &host.verifier(),
        &[
            ("ordinary", good.clone(), Ok("u-1")),
            ("no typ", host.headed(json!({ "typ": null })), Ok("u-1")),
            ("typ at+jwt", host.headed(json!({ "typ": "at+jwt" })), Ok("u-1")),
            ("typ application/at+JWT", host.headed(json!({ "typ": "application/at+JWT" })), Ok("u-1")),
            ("typ id token", host.headed(json!({ "typ": "logout+jwt" })), refused(TokenRefused::Algorithm)),
            ("typ number", host.headed(json!({ "typ": 7 })), refused(TokenRefused::Algorithm)),
            ("empty", String::new(), refused(TokenRefused::Malformed)),
            ("two dots", "..".to_owned(), refused(TokenRefused::Malformed)),
            ("one part", signature.to_owned(), refused(TokenRefused::Malformed)),
            ("two parts", signed.to_owned(), refused(TokenRefused::Malformed)),
            ("four parts", format!("{good}.{signature}"), refused(TokenRefused::Malformed)),
            ("five parts, encrypted", "a.b.c.d.e".to_owned(), refused(TokenRefused::Malformed)),
            ("space before", format!(" {good}"), refused(TokenRefused::Malformed)),
            ("line end behind", format!("{good}\n"), refused(TokenRefused::Malformed)),
            ("padded base64", format!("{good}="), refused(TokenRefused::Malformed)),
            ("spare bits in base64", with_spare_bits(&good), refused(TokenRefused::Malformed)),
            ("standard alphabet", format!("{signed}.++//"), refused(TokenRefused::Malformed)),
            ("long", host.saying(json!({ "more": "x".repeat(5000) })), Ok("u-1")),
            (
                "longer than 8 KiB",
                host.saying(json!({ "more": "x".repeat(6000) })),
                refused(TokenRefused::Malformed),
            ),
            ("header is a list", host.seal("[]", &payload(json!({}))), refused(TokenRefused::Malformed)),
            ("header is no JSON", host.seal("alg", &payload(json!({}))), refused(TokenRefused::Malformed)),
            ("header is not UTF-8", not_utf8(&host), refused(TokenRefused::Malformed)),
        ],
    );
}

#[test]
fn headers() {
    let host = Signer::hs256();
    let stranger = Signer::Hs256(b"another secret, long enough to be one, but not the host's".to_vec());
    let alg = |alg: &str| host.headed(json!({ "alg": alg }));
    let refused = |why: TokenRefused| Err(why);
    let good = host.headed(json!({}));
    let (signed, _) = good.rsplit_once('.').unwrap();
    run(
        &host.verifier(),
        &[
            (
                "alg twice, ours last",
                host.seal(r#"{"alg":"none","alg":"HS256"}"#, &payload(json!({}))),
                refused(TokenRefused::Malformed),
            ),
            (
                "alg twice by an escape",
                host.seal(r#"{"alg":"HS256","\u0061lg":"HS256"}"#, &payload(json!({}))),
                refused(TokenRefused::Malformed),
            ),
            ("alg none, no signature", unsigned("none"), refused(TokenRefused::Algorithm)),
            ("alg nOnE, no signature", unsigned("nOnE"), refused(TokenRefused::Algorithm)),
            ("alg none, signed", alg("none"), refused(TokenRefused::Algorithm)),
            ("alg hs256 in small letters", alg("hs256"), refused(TokenRefused::Algorithm)),
            ("alg HS512", alg("HS512"), refused(TokenRefused::Algorithm)),
            ("alg empty", alg(""), refused(TokenRefused::Algorithm)),
            ("alg missing", host.headed(json!({ "alg": null })), refused(TokenRefused::Algorithm)),
            ("alg a list", host.headed(json!({ "alg": ["HS256"] })), refused(TokenRefused::Algorithm)),
            ("signature missing", format!("{signed}."), refused(TokenRefused::Signature)),
            ("signature cut", zeros(&host, 31), refused(TokenRefused::Signature)),
            ("another secret", stranger.headed(json!({})), refused(TokenRefused::Signature)),
            (
                "the empty secret",
                Signer::Hs256(Vec::new()).headed(json!({})),
                refused(TokenRefused::Signature),
            ),
            ("crit", host.headed(json!({ "crit": ["exp"] })), refused(TokenRefused::Algorithm)),
            ("crit empty", host.headed(json!({ "crit": [] })), refused(TokenRefused::Algorithm)),
            ("kid number", host.headed(json!({ "kid": 1 })), refused(TokenRefused::Malformed)),
            ("kid path", host.headed(json!({ "kid": "../../../dev/null" })), Ok("u-1")),
            (
                "kid path, empty secret",
                Signer::Hs256(Vec::new()).headed(json!({ "kid": "../../../dev/null" })),
                refused(TokenRefused::Signature),
            ),
        ],
    );
}

#[test]
fn times() {
    let host = Signer::hs256();
    let says = |extra| host.saying(extra);
    let raw = |payload: &str| host.seal(r#"{"alg":"HS256"}"#, payload);
    let twice = |more: &str| raw(&payload(json!({})).replacen('{', &format!("{{{more},"), 1));
    run(
        &host.verifier(),
        &[
            ("exp just now, within leeway", says(json!({ "exp": NOW - 29 })), Ok("u-1")),
            ("exp at the end of leeway", says(json!({ "exp": NOW - 30 })), Err(TokenRefused::Expired)),
            ("exp missing", says(json!({ "exp": null })), claim("exp")),
            ("exp null", raw(&payload(json!({})).replace("1795000300", "null")), claim("exp")),
            ("exp a text", says(json!({ "exp": (NOW + 300).to_string() })), claim("exp")),
            ("exp a list", says(json!({ "exp": [NOW + 300] })), claim("exp")),
            ("exp true", says(json!({ "exp": true })), claim("exp")),
            ("exp negative", says(json!({ "exp": -1 })), claim("exp")),
            ("exp 0", says(json!({ "exp": 0 })), Err(TokenRefused::Expired)),
            ("exp with a fraction", says(json!({ "exp": 1_795_000_300.5 })), Ok("u-1")),
            ("exp in milliseconds", says(json!({ "exp": (NOW + 300) * 1000 })), claim("exp")),
            ("exp 2^63", says(json!({ "exp": 9_223_372_036_854_775_808_u64 })), claim("exp")),
            ("exp 2^64 - 1", says(json!({ "exp": u64::MAX })), claim("exp")),
            (
                "exp 2^64 + 300",
                raw(&payload(json!({})).replace("1795000300", "18446744073709551916")),
                claim("exp"),
            ),
            ("exp 1e300", says(json!({ "exp": 1e300 })), claim("exp")),
            (
                "exp 1e400",
                raw(&payload(json!({})).replace("1795000300", "1e400")),
                Err(TokenRefused::Malformed),
            ),
            ("exp NaN", raw(&payload(json!({})).replace("1795000300", "NaN")), Err(TokenRefused::Malformed)),
            ("exp twice", twice(r#""exp":1"#), Err(TokenRefused::Malformed)),
            ("nbf missing", says(json!({ "nbf": null })), Ok("u-1")),
            ("nbf at the end of leeway", says(json!({ "nbf": NOW + 30 })), Ok("u-1")),
            ("nbf after leeway", says(json!({ "nbf": NOW + 31 })), Err(TokenRefused::NotYet)),
            ("nbf a text", says(json!({ "nbf": "0" })), claim("nbf")),
            ("nbf negative", says(json!({ "nbf": -5 })), claim("nbf")),
            ("iat after leeway", says(json!({ "iat": NOW + 31 })), Err(TokenRefused::NotYet)),
            ("iat an object", says(json!({ "iat": {} })), claim("iat")),
        ],
    );
}

#[test]
fn parties_and_shapes() {
    let host = Signer::hs256();
    let says = |extra| host.saying(extra);
    let raw = |payload: &str| host.seal(r#"{"alg":"HS256"}"#, payload);
    let twice = |more: &str| raw(&payload(json!({})).replacen('{', &format!("{{{more},"), 1));
    run(
        &host.verifier(),
        &[
            ("iss missing", says(json!({ "iss": null })), claim("iss")),
            ("iss of another", says(json!({ "iss": "https://evil.example" })), Err(TokenRefused::Issuer)),
            ("iss with a slash", says(json!({ "iss": format!("{ISSUER}/") })), Err(TokenRefused::Issuer)),
            ("iss a list", says(json!({ "iss": [ISSUER] })), claim("iss")),
            ("iss twice", twice(r#""iss":"https://evil.example""#), Err(TokenRefused::Malformed)),
            ("aud missing", says(json!({ "aud": null })), claim("aud")),
            ("aud of another", says(json!({ "aud": "billing" })), Err(TokenRefused::Audience)),
            ("aud in capitals", says(json!({ "aud": "Handover" })), Err(TokenRefused::Audience)),
            ("aud a list with us", says(json!({ "aud": ["billing", AUDIENCE] })), Ok("u-1")),
            ("aud a list without us", says(json!({ "aud": ["billing"] })), Err(TokenRefused::Audience)),
            ("aud an empty list", says(json!({ "aud": [] })), Err(TokenRefused::Audience)),
            ("aud a list with a number", says(json!({ "aud": [AUDIENCE, 1] })), claim("aud")),
            ("sub missing", says(json!({ "sub": null })), claim("sub")),
            ("sub empty", says(json!({ "sub": "" })), claim("sub")),
            ("sub blank", says(json!({ "sub": " \u{a0}" })), claim("sub")),
            ("sub a number", says(json!({ "sub": 1 })), claim("sub")),
            ("sub of a visitor", says(json!({ "sub": "visitor-1" })), claim("sub")),
            ("sub that only sounds so", says(json!({ "sub": "visitors" })), Ok("visitors")),
            ("sub with a line end", says(json!({ "sub": "CANARY\nlog" })), claim("sub")),
            ("sub of 513 bytes", says(json!({ "sub": "u".repeat(513) })), claim("sub")),
            ("sub twice", twice(r#""sub":"u-2""#), Err(TokenRefused::Malformed)),
            ("twice, deep inside", says_deep_twice(&host), Err(TokenRefused::Malformed)),
            ("name an object", says(json!({ "name": { "CANARY": 1 } })), claim("name")),
            ("payload a list", raw("[]"), Err(TokenRefused::Malformed)),
            ("payload a text", raw(r#""eyJhbGciOiJub25lIn0""#), Err(TokenRefused::Malformed)),
            ("payload with more behind", raw(&(payload(json!({})) + "{}")), Err(TokenRefused::Malformed)),
            ("payload nested without end", raw(&"[".repeat(5000)), Err(TokenRefused::Malformed)),
        ],
    );
}

#[test]
fn keys_of_one_algorithm_are_not_used_with_another() {
    let [rsa, ecdsa] = [Signer::rs256(), Signer::es256()];
    let with_public_key =
        |secret: &[u8], alg: &str| Signer::Hs256(secret.to_vec()).headed(json!({ "alg": alg }));
    run(
        &rsa.verifier(),
        &[
            ("RS256", rsa.headed(json!({})), Ok("u-1")),
            ("RS256, unknown kid for the only key", rsa.headed(json!({ "kid": "x" })), Ok("u-1")),
            (
                "HS256 with the PEM as secret",
                with_public_key(RSA_PEM.as_bytes(), "HS256"),
                Err(TokenRefused::Algorithm),
            ),
            (
                "HS256 with the trimmed PEM as secret",
                with_public_key(RSA_PEM.trim().as_bytes(), "HS256"),
                Err(TokenRefused::Algorithm),
            ),
            ("HMAC called RS256", with_public_key(RSA_PEM.as_bytes(), "RS256"), Err(TokenRefused::Signature)),
            ("RS256 called PS256", rsa.headed(json!({ "alg": "PS256" })), Err(TokenRefused::Algorithm)),
            ("RS256 called RS384", rsa.headed(json!({ "alg": "RS384" })), Err(TokenRefused::Algorithm)),
            ("ES256 for an RSA key", ecdsa.headed(json!({})), Err(TokenRefused::Algorithm)),
            ("ES256 called RS256", ecdsa.headed(json!({ "alg": "RS256" })), Err(TokenRefused::Signature)),
        ],
    );
    run(
        &ecdsa.verifier(),
        &[
            ("ES256", ecdsa.headed(json!({})), Ok("u-1")),
            ("signature of zeros", zeros(&ecdsa, 64), Err(TokenRefused::Signature)),
            ("signature of 65 bytes", zeros(&ecdsa, 65), Err(TokenRefused::Signature)),
            ("another key of the kind", Signer::es256().headed(json!({})), Err(TokenRefused::Signature)),
        ],
    );
}

#[test]
fn keys_in_headers_are_not_looked_at() {
    let eddsa = Signer::ed_dsa();
    let own_key = Signer::ed_dsa();
    let brought = |extra| own_key.headed(merged(json!({ "alg": "EdDSA" }), extra));
    run(
        &eddsa.verifier(),
        &[
            ("EdDSA", eddsa.headed(json!({})), Ok("u-1")),
            (
                "brings its key (jwk)",
                brought(json!({ "jwk": own_key.jwk("x") })),
                Err(TokenRefused::Signature),
            ),
            (
                "names a key's address (jku)",
                brought(json!({ "jku": "http://127.0.0.1:9/" })),
                Err(TokenRefused::Signature),
            ),
            (
                "names a certificate (x5u)",
                brought(json!({ "x5u": "http://127.0.0.1:9/" })),
                Err(TokenRefused::Signature),
            ),
            ("brings a certificate (x5c)", brought(json!({ "x5c": ["AAAA"] })), Err(TokenRefused::Signature)),
            ("signature of zeros", zeros(&eddsa, 64), Err(TokenRefused::Signature)),
            ("an honest token with jku", eddsa.headed(json!({ "jku": "http://127.0.0.1:9/" })), Ok("u-1")),
        ],
    );
}

#[test]
fn everything_that_a_token_says_is_mapped() {
    let host = Signer::hs256();
    let claims = host.verifier().verify(&host.saying(json!({ "roles": ["boss"], "org": "acme" })), now());
    let plain = Claims {
        user_id: "u-1".to_owned(),
        organization: None,
        name: Some("Eleni".to_owned()),
        email: Some("eleni@host.example".to_owned()),
        language: Some(Language::El),
        manager: false,
        issued_at: Some(at(-60)),
        expires_at: at(300),
    };
    assert_eq!(claims, Ok(plain.clone()));

    let mut settings = TokenSettings::new(host.keys(), ISSUER, AUDIENCE);
    settings.claims.user_id = "account.id".to_owned();
    settings.claims.organization = Some("https://host.example/org".to_owned());
    settings.claims.roles = "realm_access.roles".to_owned();
    settings.claims.manager_roles = vec!["fleet-manager".to_owned()];
    let mapped = JwtVerifier::new(&settings).unwrap();
    let token = |extra| {
        let base = json!({ "account": { "id": 42 }, "https://host.example/org": "acme", "locale": null, "name": "" });
        mapped.verify(&host.saying(merged(base, extra)), now())
    };
    let expected = Claims {
        user_id: "42".to_owned(),
        organization: Some("acme".to_owned()),
        name: None,
        language: None,
        ..plain
    };
    let claim = |name: &str| Err(TokenRefused::Claim(name.to_owned()));
    assert_eq!(token(json!({})), Ok(expected.clone()));
    let manager = Claims { manager: true, ..expected.clone() };
    assert_eq!(token(json!({ "realm_access": { "roles": ["user", "fleet-manager"] } })), Ok(manager.clone()));
    assert_eq!(token(json!({ "realm_access": { "roles": "fleet-manager" } })), Ok(manager.clone()));
    assert_eq!(token(json!({ "realm_access.roles": "fleet-manager" })), Ok(manager));
    assert_eq!(token(json!({ "realm_access": { "roles": "fleet-manager, user" } })), Ok(expected.clone()));
    assert_eq!(
        token(json!({ "realm_access": { "roles": { "fleet-manager": {} } } })),
        claim("realm_access.roles")
    );
    let unbelieved = Claims { email: None, ..expected };
    assert_eq!(token(json!({ "email_verified": false })), Ok(unbelieved.clone()));
    assert_eq!(token(json!({ "email_verified": "false" })), Ok(unbelieved));
    assert_eq!(token(json!({ "account": { "id": "visitor-7" } })), claim("account.id"));
    assert_eq!(token(json!({ "account": { "id": -1 } })), claim("account.id"));
    assert_eq!(token(json!({ "https://host.example/org": " " })), claim("https://host.example/org"));
    // Without its organization a token must not end up in the default one.
    let homeless = host.saying(json!({ "account": { "id": "u-2" } }));
    assert_eq!(mapped.verify(&homeless, now()), claim("https://host.example/org"));
}

#[test]
fn no_secret_is_shown() {
    let settings = TokenSettings::new(Signer::hs256().keys(), ISSUER, AUDIENCE);
    let private = TokenSettings::new(
        handover_identity::Keys::Public {
            pem: Secret::new(format!("-----BEGIN PRIVATE KEY-----\n{SECRET}\n-----END PRIVATE KEY-----")),
            algorithm: handover_identity::PublicAlgorithm::Rs256,
        },
        ISSUER,
        AUDIENCE,
    );
    let verifier = JwtVerifier::new(&settings).unwrap();
    let refused = JwtVerifier::new(&private).unwrap_err();
    let said = format!("{settings:?} {settings:#?} {private:?} {verifier:?} {refused} {refused:?}");
    assert!(said.contains(ISSUER), "nothing was shown at all");
    assert!(!said.contains("CANARY"), "{said}");
}

fn unsigned(alg: &str) -> String {
    format!(
        "{}.{}.",
        encode(json!({ "alg": alg }).to_string().as_bytes()),
        encode(payload(json!({})).as_bytes())
    )
}

/// The same signature to a decoder that ignores the bits behind the last byte.
fn with_spare_bits(token: &str) -> String {
    const ALPHABET: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let (rest, last) = token.split_at(token.len() - 1);
    let place = ALPHABET.find(last).unwrap();
    format!("{rest}{}", &ALPHABET[place + 1..place + 2])
}

fn not_utf8(host: &Signer) -> String {
    let signed = format!(
        "{}.{}",
        encode(b"{\"alg\":\"HS256\",\"x\":\"\xff\"}"),
        encode(payload(json!({})).as_bytes())
    );
    format!("{signed}.{}", encode(&host.sign(signed.as_bytes())))
}

fn says_deep_twice(host: &Signer) -> String {
    let deep = r#"{"realm_access":{"roles":["user"],"roles":["admin"]},"#;
    host.seal(r#"{"alg":"HS256"}"#, &payload(json!({})).replacen('{', deep, 1))
}

fn zeros(host: &Signer, length: usize) -> String {
    let token = host.headed(json!({}));
    let (signed, _) = token.rsplit_once('.').unwrap();
    format!("{signed}.{}", encode(&vec![0; length]))
}
