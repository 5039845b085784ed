//! What the mail about an answer shows: what an expert said and the user has not seen, and where to go on.

use handover_domain::Message;
use serde::Serialize;

use super::text;
use super::user::greeting;
use crate::clean::one_line;
use crate::facts::MailFacts;
use crate::words::Words;

const NAME_LIMIT: usize = 80;

/// One answer.
#[derive(Debug, Serialize)]
struct Said {
    by: String,
    lines: Vec<String>,
}

/// The mail that tells the user that an expert has answered.
#[derive(Debug, Serialize)]
pub(super) struct Answered {
    pub(super) subject: String,
    title: String,
    language: &'static str,
    direction: &'static str,
    start: &'static str,
    greeting: String,
    answers: Vec<Said>,
    open: String,
    /// Where the conversation goes on, where people can reach the service.
    link: Option<String>,
    reply: String,
    automatic: String,
}

impl Answered {
    pub(super) fn new(facts: &MailFacts) -> Self {
        let words = Words::of(facts.language);
        let number = facts.ticket.number.to_string();
        let title = words.say("mail-answered_title");
        let (direction, start) = words.direction();
        Self {
            subject: format!("{title} ({number})"),
            title,
            language: words.code(),
            direction,
            start,
            greeting: greeting(words, facts),
            answers: facts.messages.iter().map(|message| said(words, message, &number)).collect(),
            open: words.say("mail-open"),
            link: facts.links.as_ref().map(|links| links.conversation.clone()),
            reply: words.say("mail-reply"),
            automatic: words.say("mail-answered_automatic"),
        }
    }
}

fn said(words: &Words, message: &Message, number: &str) -> Said {
    let author = one_line(message.author.as_deref().unwrap_or_default(), NAME_LIMIT);
    let author = if author.is_empty() { words.say("chat-expert") } else { author };
    let by = words.say_with("mail-answered_by", &[("name", &author), ("number", number)]);
    let text = text(words, &message.content);
    Said { by, lines: text.trim().split('\n').map(|line| line.trim_end().to_owned()).collect() }
}
