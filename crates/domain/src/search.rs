//! Words that are looked for in tickets, and where they stand.
//!
//! Texts are folded as the rules fold them (case, accents, the Greek tonos, the Arabic hamza, the Turkish i), then cut
//! at whatever is no letter and no digit. Databases only keep and find such words: what they are, which ticket comes
//! first and what is shown of it is decided here, so that it is the same on all.

use std::ops::Range;

use crate::id::{MessageId, TicketId};
use crate::judgement::fold;
use crate::ticket::Ticket;

/// A word is cut here, in letters, when it is kept and when it is looked for.
const LONGEST_WORD: usize = 60;

/// What is said beyond so many words of a ticket is not found.
pub const MOST_WORDS: usize = 16_000;

/// How many things may be looked for at once; more are left out.
const MOST_TERMS: usize = 12;

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Word {
    folded: String,
    /// Where it stands in the text, in Unicode scalar values.
    span: Range<usize>,
}

fn words_of(text: &str) -> Vec<Word> {
    let folded = fold(text);
    let mut words = Vec::new();
    let mut start = None;
    let ends = folded.text.char_indices().chain([(folded.text.len(), ' ')]);
    let length = text.chars().count();
    for (at, letter) in ends {
        match (letter.is_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                // Signs above and below the last letter, which folding takes away, belong to the word.
                let origin = |byte: usize| {
                    folded.origins.get(byte).map_or(length, |at| usize::try_from(*at).unwrap_or(length))
                };
                let word = folded.text.get(from..at).unwrap_or_default();
                let span = origin(from)..origin(at);
                words.push(Word { folded: word.chars().take(LONGEST_WORD).collect(), span });
                start = None;
            }
            _ => {}
        }
    }
    words
}

/// One thing that is looked for: words that follow each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// The folded words, at least one, of letters and digits alone.
    pub words: Vec<String>,
    /// Whether the last of them may go on.
    pub is_prefix: bool,
}

/// What somebody looks for: all of its terms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sought {
    /// The terms.
    pub terms: Vec<Term>,
    /// The whole text, in case it is a ticket's number.
    text: String,
}

impl Sought {
    /// Reads what somebody typed; any text will do. What stands in quotes is a phrase, and so is what only signs hold
    /// together (`AB-20261123-0007`); the last word may go on unless it is quoted.
    pub fn parse(text: &str) -> Self {
        let mut terms = Vec::new();
        let parts: Vec<&str> = text.split(['"', '“', '”', '„', '«', '»']).collect();
        let last = parts.len().saturating_sub(1);
        for (number, part) in parts.into_iter().enumerate() {
            // Every second part is in quotes; quotes that are not closed quote nothing.
            let is_quoted = number % 2 == 1 && number < last;
            let chunks: Vec<&str> = if is_quoted { vec![part] } else { part.split_whitespace().collect() };
            for chunk in chunks {
                let words: Vec<String> = words_of(chunk).into_iter().map(|word| word.folded).collect();
                if !words.is_empty() {
                    terms.push(Term { words, is_prefix: false });
                }
            }
            if number == last
                && !is_quoted
                && !part.trim().is_empty()
                && let Some(term) = terms.last_mut()
            {
                term.is_prefix = true;
            }
        }
        terms.truncate(MOST_TERMS);
        Self { terms, text: text.trim().to_uppercase() }
    }

    /// The number of a ticket that this may be.
    pub fn number(&self) -> Option<crate::ticket::TicketNumber> {
        crate::ticket::TicketNumber::parse(&self.text)
    }
}

impl Term {
    /// At which of `words` the term stands.
    fn places<'w>(&'w self, words: &'w [Word]) -> impl Iterator<Item = Range<usize>> + 'w {
        let many = self.words.len();
        words.windows(many.max(1)).enumerate().filter(|(_, window)| self.fits(window)).map(
            move |(at, window)| {
                let start = words.get(at).map_or(0, |word| word.span.start);
                start..window.last().map_or(start, |word| word.span.end)
            },
        )
    }

    fn fits(&self, window: &[Word]) -> bool {
        let last = self.words.len().saturating_sub(1);
        self.words.len() == window.len()
            && self.words.iter().zip(window).enumerate().all(|(at, (sought, word))| {
                if self.is_prefix && at == last {
                    word.folded.starts_with(sought.as_str())
                } else {
                    word.folded == *sought
                }
            })
    }
}

/// Where in a ticket something was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// In its number.
    Number,
    /// In the summary.
    Summary,
    /// In the notes of whoever escalated, or of those who work on it.
    Notes,
    /// In how it was solved.
    Resolution,
    /// In what is known of its user.
    User,
    /// In what is known of its machine.
    Machine,
    /// In the conversation.
    Message(MessageId),
}

/// All that can be found of a ticket, as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TicketTexts {
    /// What the ticket itself says.
    own: Vec<(Field, String)>,
    /// What was said in its session.
    said: Vec<(Field, String)>,
}

impl TicketTexts {
    /// The texts of `ticket`; `notes` are those of its history, `said` the messages of its session.
    pub fn of(ticket: &Ticket, notes: Vec<String>, said: Vec<(MessageId, String)>) -> Self {
        let mut own = vec![
            (Field::Number, ticket.number.to_string()),
            (Field::Summary, ticket.session_summary.clone()),
        ];
        own.extend(ticket.additional_notes.iter().cloned().map(|text| (Field::Notes, text)));
        own.extend(notes.into_iter().map(|text| (Field::Notes, text)));
        own.extend(ticket.resolution_notes.iter().cloned().map(|text| (Field::Resolution, text)));
        let user = [ticket.user_name.as_ref(), ticket.organization_name.as_ref(), Some(&ticket.user_id)];
        own.push((Field::User, joined(user)));
        let serial = ticket.machine_context.as_ref();
        let machine = [
            serial.and_then(|machine| machine.name.as_ref()),
            ticket.machine_model.as_ref(),
            serial.and_then(|machine| machine.serial.as_ref()),
            ticket.machine_id.as_ref(),
        ];
        own.push((Field::Machine, joined(machine)));
        own.retain(|(_, text)| !text.is_empty());
        Self { own, said: said.into_iter().map(|(id, text)| (Field::Message(id), text)).collect() }
    }

    /// How well the ticket fits; `None` when not all that is sought stands in it.
    pub fn rank(&self, sought: &Sought) -> Option<Rank> {
        let own: Vec<_> = self.own.iter().map(|(_, text)| words_of(text)).collect();
        let said: Vec<_> = self.said.iter().map(|(_, text)| words_of(text)).collect();
        let holds = |term: &Term, texts: &[Vec<Word>]| texts.iter().any(|w| term.places(w).next().is_some());
        if sought.terms.is_empty() {
            None
        } else if sought.terms.iter().all(|term| holds(term, &own)) {
            Some(Rank::Ticket)
        } else if sought.terms.iter().all(|term| holds(term, &own) || holds(term, &said)) {
            Some(Rank::Conversation)
        } else {
            None
        }
    }

    /// The folded words as a database keeps them: of the ticket itself, and of the conversation.
    pub fn words(&self) -> TicketWords {
        let mut left = MOST_WORDS;
        let mut take = |texts: &[(Field, String)]| {
            let mut taken = Vec::new();
            for (_, text) in texts {
                let words: Vec<String> =
                    words_of(text).into_iter().take(left).map(|word| word.folded).collect();
                left -= words.len();
                if !words.is_empty() {
                    taken.push(words);
                }
            }
            taken
        };
        TicketWords { own: take(&self.own), said: take(&self.said) }
    }

    /// A piece of the text in which most of what is sought stands, the first of these.
    pub fn excerpt(&self, sought: &Sought) -> Option<Excerpt> {
        self.best(sought).map(|(_, excerpt)| excerpt)
    }

    /// The same, if all that is sought stands in one text: none behind it can be better.
    pub(crate) fn whole_excerpt(&self, sought: &Sought) -> Option<Excerpt> {
        self.best(sought).filter(|(found, _)| *found == sought.terms.len()).map(|(_, excerpt)| excerpt)
    }

    fn best(&self, sought: &Sought) -> Option<(usize, Excerpt)> {
        let mut best: Option<(usize, Excerpt)> = None;
        for (field, text) in self.own.iter().chain(&self.said) {
            let words = words_of(text);
            let found = sought.terms.iter().filter(|term| term.places(&words).next().is_some()).count();
            if found > best.as_ref().map_or(0, |(most, _)| *most) {
                best = Some((found, cut(*field, text, (&words, sought))));
            }
            if found == sought.terms.len() {
                break;
            }
        }
        best
    }
}

fn joined<const N: usize>(parts: [Option<&String>; N]) -> String {
    parts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(" · ")
}

/// The folded words of a ticket, each list those of one text: a phrase does not go from one to the next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TicketWords {
    /// Of the ticket itself.
    pub own: Vec<Vec<String>>,
    /// Of the conversation.
    pub said: Vec<Vec<String>>,
}

/// How well a ticket fits what is sought, the best first. Of those that fit as well the newest comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// It is the ticket of that number.
    Named,
    /// All that is sought stands in what the ticket itself says.
    Ticket,
    /// It takes the conversation to find all of it.
    Conversation,
}

/// The place of a ticket among those that were found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FoundKey {
    /// How well it fits.
    pub rank: Rank,
    /// The place of the ticket among all, the newest the highest.
    pub number: i64,
}

/// A ticket that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct FoundTicket {
    /// The ticket.
    pub ticket: Ticket,
    /// Its place.
    pub key: FoundKey,
}

/// A piece of a text in which something was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt {
    /// Where the text is.
    pub field: Field,
    /// The piece, on one line.
    pub text: String,
    /// What was found in it, in Unicode scalar values of `text`, in order and apart.
    pub marks: Vec<Range<usize>>,
}

/// How long a piece is, and how much of it comes before what was found, in Unicode scalar values.
const LENGTH: usize = 180;
const LEAD: usize = 50;

fn cut(field: Field, text: &str, (words, sought): (&[Word], &Sought)) -> Excerpt {
    let mut places: Vec<Range<usize>> = sought.terms.iter().flat_map(|term| term.places(words)).collect();
    places.sort_by_key(|place| (place.start, place.end));
    let first = places.first().map_or(0, |place| place.start);
    let total = text.chars().count();
    let wish = first.saturating_sub(LEAD);
    // Begins with a word.
    let start = if wish == 0 {
        0
    } else {
        words.iter().map(|word| word.span.start).find(|at| *at >= wish).unwrap_or(first).min(first)
    };
    let end = (start + LENGTH).min(total);
    let before = if start > 0 { "… " } else { "" };
    let mut piece: String = before.to_owned();
    let plain = |letter: char| if letter.is_control() { ' ' } else { letter };
    piece.extend(text.chars().skip(start).take(end - start).map(plain));
    if end < total {
        piece.push_str(" …");
    }
    let shift = before.chars().count();
    let mut marks: Vec<Range<usize>> = Vec::new();
    for place in places.into_iter().filter(|place| place.start < end) {
        let mark = place.start - start + shift..place.end.min(end) - start + shift;
        match marks.last_mut().filter(|last| last.end >= mark.start) {
            Some(last) => last.end = last.end.max(mark.end),
            None => marks.push(mark),
        }
    }
    Excerpt { field, text: piece, marks }
}

/// A ticket whose words are to be kept anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StaleTicket {
    /// The tenant.
    pub organization: crate::id::OrganizationId,
    /// The ticket.
    pub ticket: TicketId,
}

#[cfg(test)]
mod tests;
