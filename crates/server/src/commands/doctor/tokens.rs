//! What `doctor` says about who may come in, and what a token of the host stands for.

use std::path::Path;

use handover_domain::{Claims, Clock, Tokens};

use super::{Finding, chain};
use crate::compose;
use crate::settings::{Auth, Settings, TokenAuth};
use crate::world::SystemClock;

/// Looks at the keys, and at the token in `file` if one was given.
pub(super) fn check(settings: &Settings, file: Option<&Path>, findings: &mut Vec<Finding>) {
    let rules = match &settings.auth {
        Auth::Token(TokenAuth { tokens: Some(rules), .. }) => rules,
        Auth::Token(_) => {
            findings.push(Finding::warning(
                "no user of the host may come in: no key says whose tokens are believed",
                "set auth.secret, auth.key_file or auth.jwks_url",
            ));
            return;
        }
        Auth::Open => {
            if file.is_some() {
                let cure = "set auth.mode = token and the key that the host signs with";
                findings.push(Finding::problem("in open mode no token says anything", cure));
            }
            return;
        }
    };
    let verifier = match compose::verifier(rules) {
        Ok(verifier) => verifier,
        Err(failure) => {
            findings.push(Finding::problem(failure.to_string(), "correct the settings under [auth]"));
            return;
        }
    };
    let unfetched = verifier.key_status().filter(|status| status.keys == 0);
    findings.push(match unfetched {
        None => Finding::good(format!("tokens of {} for {} can be checked", rules.issuer, rules.audience)),
        Some(_) => Finding::problem(
            "the host's keys could not be fetched",
            "check auth.jwks_url and auth.algorithms, and that the host answers",
        ),
    });
    let Some(file) = file else { return };
    match std::fs::read_to_string(file) {
        Err(error) => {
            let what = format!("{} cannot be read: {}", file.display(), chain(error.into()));
            findings.push(Finding::problem(what, "name a file that holds one token"));
        }
        Ok(token) => findings.push(match verifier.verify(token.trim(), SystemClock.now()) {
            Ok(claims) => Finding::good(described(&claims)),
            Err(refused) => Finding::problem(
                format!("the token is refused: {refused}"),
                "compare the token with the settings under [auth]",
            ),
        }),
    }
}

fn described(claims: &Claims) -> String {
    let or_none = |value: &Option<String>| value.clone().unwrap_or_else(|| "-".to_owned());
    format!(
        "the token stands for user {}, organization {}, name {}, mail {}, language {}, {}, until {}",
        claims.user_id,
        claims.organization.as_deref().unwrap_or("the default one"),
        or_none(&claims.name),
        or_none(&claims.email),
        claims.language.map_or("-", |language| language.code()),
        if claims.manager { "a manager" } else { "no manager" },
        claims.expires_at.format("%Y-%m-%d %H:%M:%S UTC"),
    )
}
