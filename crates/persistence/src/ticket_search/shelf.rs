//! How the words of tickets lie in the databases' indexes of words.
//!
//! The newest tickets come first, but neither index can be read in that order without reading a word to its end: the
//! beginning of a word that a million tickets hold would be gathered from all of them to show fifty. So tickets stand on
//! shelves by their number, and each word is kept with its shelf before it. A frequent word then fills a page from the
//! first shelf, and a rare one costs a look at each. `y` before a word says that the ticket itself holds it, `z` that it
//! was said in the conversation; in both cases the sign ends the number of the shelf.

use handover_domain::{Sought, Term, TicketWords};

/// A shelf holds two to the power of this many numbers; the migration of the shelves says the same.
const BITS: u32 = 14;

const OWN: char = 'y';
const SAID: char = 'z';

/// The shelf of a ticket with this number.
pub(crate) fn shelf_of(number: i64) -> i64 {
    number >> BITS
}

/// What must hold of the words of a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Holding {
    /// The ticket's own texts are enough.
    Own,
    /// They are not, but with the conversation they are.
    OnlyTogether,
    /// One of both.
    Any,
}

impl Holding {
    /// What holds of each part of what is sought.
    pub(super) fn at_least(self) -> Self {
        if self == Self::Own { Self::Own } else { Self::Any }
    }
}

/// What is found together with what is sought, but cheaply: all without the word that may go on, because its beginning
/// may be that of words that all have. `None` where nothing else is sought.
pub(crate) fn without_beginning(sought: &Sought) -> Option<Sought> {
    let last = sought.terms.last().filter(|term| term.is_prefix && sought.terms.len() > 1)?;
    let mut rest = sought.clone();
    rest.terms.retain(|term| term != last);
    (!rest.terms.is_empty()).then_some(rest)
}

/// The languages of both databases say the same in other signs.
struct Language {
    phrase: fn(&str, &Term) -> String,
    and: &'static str,
    or: &'static str,
    and_not: &'static str,
}

impl Language {
    fn all(&self, sought: &Sought, shelf: &str, holding: Holding) -> String {
        let each = |one: &dyn Fn(&Term) -> String| {
            let terms: Vec<String> = sought.terms.iter().map(one).collect();
            format!("({})", terms.join(self.and))
        };
        let phrase = |sign: char, term: &Term| (self.phrase)(&format!("{shelf}{sign}"), term);
        let own = || each(&|term| phrase(OWN, term));
        let any = || each(&|term| format!("({}{}{})", phrase(OWN, term), self.or, phrase(SAID, term)));
        match holding {
            Holding::Own => own(),
            Holding::Any => any(),
            Holding::OnlyTogether => format!("({}{}{})", any(), self.and_not, own()),
        }
    }
}

const FTS5: Language = Language {
    phrase: |before, term| {
        let words: Vec<String> = term.words.iter().map(|word| format!("{before}{word}")).collect();
        format!("\"{}\"{}", words.join(" "), if term.is_prefix { " *" } else { "" })
    },
    and: " AND ",
    or: " OR ",
    and_not: " NOT ",
};

const TSQUERY: Language = Language {
    phrase: |before, term| {
        let words: Vec<String> = term.words.iter().map(|word| format!("'{before}{word}'")).collect();
        format!("({}{})", words.join(" <-> "), if term.is_prefix { ":*" } else { "" })
    },
    and: " & ",
    or: " | ",
    and_not: " & !",
};

/// What finds all of this on any of some shelves, for FTS5.
pub(crate) fn fts5(sought: &Sought, shelves: &[i64], holding: Holding) -> String {
    let each: Vec<String> =
        shelves.iter().map(|shelf| FTS5.all(sought, &format!("{shelf:x}"), holding)).collect();
    each.join(" OR ")
}

/// What stands for the number of a shelf in [`tsquery`], and between two texts, so that no phrase goes from one to the
/// other. No word holds it.
pub(crate) const BETWEEN: &str = "¦";

/// What finds all of this on the shelf that is put in the place of [`BETWEEN`], in hexadecimal digits.
pub(crate) fn tsquery(sought: &Sought, holding: Holding) -> String {
    TSQUERY.all(sought, BETWEEN, holding)
}

/// All texts of a ticket, each with the sign of its words.
fn texts(words: &TicketWords) -> impl Iterator<Item = (char, &Vec<String>)> {
    let own = words.own.iter().map(|text| (OWN, text));
    own.chain(words.said.iter().map(|text| (SAID, text)))
}

/// The words of the ticket with this number, as FTS5 keeps them.
pub(crate) fn for_fts5(number: i64, words: &TicketWords) -> String {
    let shelf = shelf_of(number);
    let text = |(sign, words): (char, &Vec<String>)| {
        let words: Vec<String> = words.iter().map(|word| format!("{shelf:x}{sign}{word}")).collect();
        words.join(" ")
    };
    texts(words).map(text).collect::<Vec<_>>().join(&format!(" {BETWEEN} "))
}

/// The highest position that a text search vector knows.
const LAST_POSITION: usize = 16_383;

/// The words of the ticket with this number, as a text search vector.
pub(crate) fn for_postgres(number: i64, words: &TicketWords) -> String {
    let shelf = shelf_of(number);
    let (mut vector, mut position) = (String::new(), 0);
    for (sign, words) in texts(words) {
        for word in words {
            position += 1;
            vector.push_str(&format!("'{shelf:x}{sign}{word}':{} ", position.min(LAST_POSITION)));
        }
        position += 1;
    }
    vector
}
