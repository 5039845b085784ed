//! What the mails to the owners of accounts show: what happened, a link, how long it is good.

use handover_domain::Language;
use serde::Serialize;

use crate::access::AccessFacts;
use crate::clean::one_line;
use crate::wording::access::AccessWording;

const NAME_LIMIT: usize = 80;

/// The mail with a link.
#[derive(Debug, Serialize)]
pub(super) struct Link {
    pub(super) subject: &'static str,
    title: &'static str,
    language: &'static str,
    direction: &'static str,
    start: &'static str,
    greeting: String,
    reason: &'static str,
    button: &'static str,
    link: String,
    valid: &'static str,
    not_you: &'static str,
    automatic: &'static str,
}

impl Link {
    pub(super) fn new(facts: &AccessFacts) -> Self {
        let language = facts.account.language;
        let words = AccessWording::of(language, facts.purpose);
        let name = one_line(&facts.account.name, NAME_LIMIT);
        let (direction, start) = if language == Language::Ar { ("rtl", "right") } else { ("ltr", "left") };
        Self {
            subject: words.title,
            title: words.title,
            language: language.code(),
            direction,
            start,
            greeting: words.greeting.replace("{name}", &name),
            reason: words.reason,
            button: words.button,
            link: facts.link.clone(),
            valid: words.valid,
            not_you: words.not_you,
            automatic: words.automatic,
        }
    }
}
