//! A small OpenID provider over real HTTP that keeps to the letter of the standard, or lies when a test says so.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use ring::digest::{SHA256, digest};
use ring::rand::SystemRandom;
use ring::signature::{Ed25519KeyPair, KeyPair};
use serde_json::{Value, json};

pub(crate) const CLIENT: &str = "handover desk";
pub(crate) const SECRET: &str = "canary-61 secret of the client";
const ACCESS: &str = "opens what is told apart";
pub(crate) const REDIRECT: &str = "https://help.example.com/api/auth/oidc/callback";

/// What a browser was sent here with.
struct Asked {
    challenge: String,
    claims: Value,
    used: bool,
}

#[derive(Default)]
struct Script {
    codes: HashMap<String, Asked>,
    /// What the next tokens say instead.
    lies: Value,
    /// Signed with another key than the published one.
    forges: bool,
    /// What is told of a person beside the token, which then holds neither name nor address.
    apart: Value,
}

pub(crate) struct Provider {
    issuer: String,
    script: Arc<Mutex<Script>>,
}

struct Keys {
    published: Ed25519KeyPair,
    other: Ed25519KeyPair,
}

fn key() -> Ed25519KeyPair {
    let bytes = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).expect("a key");
    Ed25519KeyPair::from_pkcs8(bytes.as_ref()).expect("a key")
}

impl Provider {
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let issuer = format!("http://{}/realm", listener.local_addr().expect("an address"));
        let script = Arc::<Mutex<Script>>::default();
        let (shared, own) = (Arc::clone(&script), issuer.clone());
        let keys = Arc::new(Keys { published: key(), other: key() });
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (script, issuer, keys) = (Arc::clone(&shared), own.clone(), Arc::clone(&keys));
                // The client may go away at any time.
                std::thread::spawn(move || serve(stream, (&issuer, &script, &keys)));
            }
        });
        Self { issuer, script }
    }

    pub(crate) fn issuer(&self) -> &str {
        &self.issuer
    }

    fn script(&self) -> MutexGuard<'_, Script> {
        self.script.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// From now on tokens say this beside or instead of the truth; `null` for a claim that is left out.
    pub(crate) fn lies(&self, lies: Value) {
        self.script().lies = lies;
    }

    pub(crate) fn forges(&self, forges: bool) {
        self.script().forges = forges;
    }

    /// From now on this is told of a person, and only to whoever shows the access token.
    pub(crate) fn tells_apart(&self, claims: Value) {
        self.script().apart = claims;
    }

    /// Somebody signs in on the page at `location`: what a browser comes back with, code and state.
    pub(crate) fn sign_in(&self, location: &str, claims: Value) -> (String, String) {
        let (place, query) = location.split_once('?').expect("a query");
        assert_eq!(place, format!("{}/authorize", self.issuer));
        let asked = form(query);
        let of = |name: &str| asked.get(name).cloned().unwrap_or_default();
        assert_eq!((of("response_type"), of("client_id")), ("code".to_owned(), CLIENT.to_owned()));
        assert_eq!(
            (of("redirect_uri"), of("scope")),
            (REDIRECT.to_owned(), "openid email profile".to_owned())
        );
        assert_eq!((of("code_challenge_method"), of("code_challenge").len()), ("S256".to_owned(), 43));
        assert!(of("state").len() >= 43 && of("nonce").len() >= 43 && of("state") != of("nonce"));
        let mut claims = claims;
        claims["nonce"] = json!(of("nonce"));
        let mut script = self.script();
        let code = format!("code-{}", script.codes.len());
        let asked = Asked { challenge: of("code_challenge"), claims, used: false };
        script.codes.insert(code.clone(), asked);
        (code, of("state"))
    }
}

/// Reads `a=b&c=d` as forms write it.
fn form(text: &str) -> HashMap<String, String> {
    let decoded = |text: &str| {
        let text = text.replace('+', " ");
        let mut pieces = text.split('%');
        let mut bytes = pieces.next().unwrap_or_default().as_bytes().to_vec();
        for piece in pieces {
            let (digits, rest) = piece.split_at(2);
            bytes.push(u8::from_str_radix(digits, 16).expect("two digits"));
            bytes.extend_from_slice(rest.as_bytes());
        }
        String::from_utf8(bytes).expect("UTF-8")
    };
    text.split('&').filter_map(|pair| pair.split_once('=')).map(|(k, v)| (decoded(k), decoded(v))).collect()
}

fn serve(mut stream: TcpStream, (issuer, script, keys): (&str, &Mutex<Script>, &Keys)) -> Option<()> {
    let mut reader = BufReader::new(stream.try_clone().ok()?);
    let mut head = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        if line.trim().is_empty() {
            break;
        }
        head.push(line.trim().to_owned());
    }
    let header = |name: &str| {
        let mut lines = head.iter().filter_map(|line| line.split_once(": "));
        lines.find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.to_owned())
    };
    let length: usize = header("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    let path = head.first()?.split(' ').nth(1)?;
    let answer = match path.strip_prefix("/realm")? {
        "/.well-known/openid-configuration" => Some(json!({
            "issuer": issuer,
            "authorization_endpoint": format!("{issuer}/authorize"),
            "token_endpoint": format!("{issuer}/token"),
            "jwks_uri": format!("{issuer}/keys"),
            "userinfo_endpoint": format!("{issuer}/me"),
            "authorization_response_iss_parameter_supported": true,
        })),
        "/keys" => {
            let key = URL_SAFE_NO_PAD.encode(keys.published.public_key().as_ref());
            Some(json!({"keys": [{"kty": "OKP", "crv": "Ed25519", "kid": "one", "x": key}]}))
        }
        "/me" => {
            let apart = script.lock().unwrap_or_else(PoisonError::into_inner).apart.clone();
            (header("authorization")? == format!("Bearer {ACCESS}") && apart.is_object()).then_some(apart)
        }
        "/token" => {
            token(issuer, (script, keys), (&form(std::str::from_utf8(&body).ok()?), header("authorization")))
        }
        _ => None,
    };
    let status = if answer.is_some() { "200 OK" } else { "400 Bad Request" };
    let body = answer.unwrap_or_else(|| json!({"error": "invalid_grant"})).to_string();
    let head = format!("HTTP/1.1 {status}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n", body.len());
    stream.write_all(format!("{head}{body}").as_bytes()).ok()
}

/// The token for a code; `None` when anything about the request is not as it must be.
#[expect(clippy::disallowed_methods, reason = "a real server believes only the real time")]
fn token(
    issuer: &str,
    (script, keys): (&Mutex<Script>, &Keys),
    (asked, login): (&HashMap<String, String>, Option<String>),
) -> Option<Value> {
    let mut script = script.lock().unwrap_or_else(PoisonError::into_inner);
    let (lies, forges, apart) = (script.lies.clone(), script.forges, script.apart.is_object());
    let of = |name: &str| asked.get(name).map(String::as_str).unwrap_or_default();
    // The parts of the login are written like the fields of a form.
    let login = String::from_utf8(STANDARD.decode(login?.strip_prefix("Basic ")?).ok()?).ok()?;
    let (client, secret) = login.split_once(':')?;
    let login = form(&format!("client={client}&secret={secret}"));
    let known = script.codes.get_mut(of("code"))?;
    let challenge = URL_SAFE_NO_PAD.encode(digest(&SHA256, of("code_verifier").as_bytes()));
    let fits = login.get("client").is_some_and(|client| client == CLIENT)
        && login.get("secret").is_some_and(|secret| secret == SECRET)
        && of("grant_type") == "authorization_code"
        && of("redirect_uri") == REDIRECT
        && challenge == known.challenge
        && !known.used;
    if !fits {
        return None;
    }
    known.used = true;
    let now = chrono::Utc::now().timestamp();
    let mut claims = json!({"iss": issuer, "aud": CLIENT, "iat": now, "exp": now + 60});
    let members = claims.as_object_mut()?;
    for source in [known.claims.as_object(), lies.as_object()].into_iter().flatten() {
        members.extend(source.clone());
    }
    let told_apart = |name: &str| apart && ["email", "email_verified", "name"].contains(&name);
    members.retain(|name, value| !value.is_null() && !told_apart(name));
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let signed = format!("{}.{}", part(&json!({"alg": "EdDSA", "kid": "one"})), part(&claims));
    let key = if forges { &keys.other } else { &keys.published };
    let signature = URL_SAFE_NO_PAD.encode(key.sign(signed.as_bytes()).as_ref());
    Some(json!({"access_token": ACCESS, "token_type": "Bearer", "id_token": format!("{signed}.{signature}")}))
}
