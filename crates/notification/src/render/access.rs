//! What the mails to the owners of accounts show: what happened, a link, how long it is good.

use handover_domain::TokenPurpose;
use serde::Serialize;

use crate::access::AccessFacts;
use crate::clean::one_line;
use crate::words::Words;

const NAME_LIMIT: usize = 80;

/// The mail with a link.
#[derive(Debug, Serialize)]
pub(super) struct Link {
    pub(super) subject: String,
    title: String,
    language: &'static str,
    direction: &'static str,
    start: &'static str,
    greeting: String,
    reason: String,
    button: String,
    link: String,
    valid: String,
    not_you: String,
    automatic: String,
}

/// Title, reason, button, how long it is good, and what to do if it was somebody else.
fn ids(purpose: TokenPurpose) -> [&'static str; 5] {
    match purpose {
        TokenPurpose::Invite => [
            "mail-invite_title",
            "mail-invite_reason",
            "mail-invite_button",
            "mail-invite_valid",
            "mail-invite_not_you",
        ],
        TokenPurpose::Reset => [
            "mail-reset_title",
            "mail-reset_reason",
            "mail-reset_button",
            "mail-reset_valid",
            "mail-reset_not_you",
        ],
    }
}

impl Link {
    pub(super) fn new(facts: &AccessFacts) -> Self {
        let words = Words::of(facts.account.language);
        let name = one_line(&facts.account.name, NAME_LIMIT);
        let (direction, start) = words.direction();
        let [title, reason, button, valid, not_you] = ids(facts.purpose).map(|id| words.say(id));
        Self {
            subject: title.clone(),
            title,
            language: words.code(),
            direction,
            start,
            greeting: words.say_with("mail-greeting_name", &[("name", &name)]),
            reason,
            button,
            link: facts.link.clone(),
            valid,
            not_you,
            automatic: words.say("mail-access_automatic"),
        }
    }
}
