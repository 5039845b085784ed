//! Ranks the passages of an index for a question.

use super::analysis::{Known, TermId, Word};
use super::index::{PassageIndex, joined};
use super::lists::Posting;
use super::scan::{Piece, pieces};

/// What a beginning that is common counts against a whole term.
const BEGINNING: f64 = 0.5;

/// What it counts that two words stand together in the passage as in the question.
const PAIR: f64 = 0.2;

/// More words than this are not searched for: nobody reads an answer to a pasted log.
const MOST_WORDS: usize = 400;

/// More unknown words than this are not mended.
const MOST_MENDED: usize = 8;

/// A passage that was found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hit {
    /// Its place in the order given.
    pub passage: usize,
    /// Its score; comparable within one question only.
    pub score: f64,
}

/// What a question asks an index for.
#[derive(Default)]
pub(crate) struct Asked {
    /// Its terms, each once.
    pub(super) terms: Vec<TermId>,
    beginnings: Vec<TermId>,
    pairs: Vec<(TermId, TermId)>,
    /// How many words of content no passage has.
    pub(super) unknown: usize,
}

impl PassageIndex {
    /// The `most` best passages for a question, best first; of two as good the earlier one.
    ///
    /// The score is BM25F over the stems, plus half of BM25F over the first letters of the words, which
    /// finds what a stemmer keeps apart, plus a fifth of BM25F over the pairs of neighbouring words. A
    /// word that is repeated counts once.
    pub fn search(&self, question: &str, most: usize) -> Vec<Hit> {
        self.ranked(&self.asked(question), most)
            .into_iter()
            .filter_map(|(at, score)| Some(Hit { passage: *self.places.get(at)?, score }))
            .collect()
    }

    /// Reads a question.
    pub(crate) fn asked(&self, question: &str) -> Asked {
        let (mut words, mut unknown, mut first_letters) = (Vec::new(), Vec::new(), Vec::new());
        let mut count = 0;
        pieces(question, |piece| {
            count += 1;
            if count > MOST_WORDS {
                return;
            }
            let word = match &piece {
                Piece::Word(word) => word,
                Piece::Code(code) => code.as_str(),
            };
            match self.dictionary.look_up(word, unknown.len() < MOST_MENDED) {
                Known::Word(word) => words.push(Some(word)),
                Known::Nothing => {}
                Known::Unknown(plain, letters) => {
                    words.push(None);
                    unknown.push(plain);
                    first_letters.extend(letters);
                }
            }
        });
        let mut asked =
            Asked { beginnings: first_letters, unknown: distinct(unknown).len(), ..Asked::default() };
        self.take(&words, &mut asked);
        asked.terms = distinct(asked.terms);
        asked.beginnings = distinct(asked.beginnings);
        asked.pairs = distinct(asked.pairs);
        asked
    }

    fn take(&self, words: &[Option<Word>], asked: &mut Asked) {
        let mut before: Option<TermId> = None;
        let known = words.split(Option::is_none).map(|run| run.iter().flatten().copied().collect::<Vec<_>>());
        for run in known {
            for word in joined(&run, &self.synonyms) {
                asked.terms.push(word.term);
                asked.beginnings.extend(word.beginning);
                asked.pairs.extend(before.map(|before| (before, word.term)));
                before = Some(word.term);
            }
            before = None;
        }
    }

    /// The places in the index of the best passages, with their scores.
    pub(super) fn ranked(&self, asked: &Asked, most: usize) -> Vec<(usize, f64)> {
        let mut scores = vec![0.0; self.places.len()];
        let mut add = |postings: &[Posting], weight: f64| {
            for posting in postings {
                if let Some(score) = usize::try_from(posting.passage).ok().and_then(|at| scores.get_mut(at)) {
                    *score += weight * f64::from(posting.impact);
                }
            }
        };
        for term in &asked.terms {
            let list = self.terms.of(*term);
            add(list, self.terms.rarity(list.len()));
        }
        for letters in &asked.beginnings {
            let list = self.beginnings.of(*letters);
            add(list, BEGINNING * self.beginnings.rarity(list.len()));
        }
        for pair in &asked.pairs {
            let list = self.pairs.of(*pair);
            add(list, PAIR * self.pairs.rarity(list.len()));
        }
        let mut found: Vec<(usize, f64)> =
            scores.into_iter().enumerate().filter(|(_, score)| *score > 0.0).collect();
        let order = |(a, x): &(usize, f64), (b, y): &(usize, f64)| y.total_cmp(x).then(a.cmp(b));
        if most < found.len() {
            found.select_nth_unstable_by(most, order);
            found.truncate(most);
        }
        found.sort_unstable_by(order);
        found
    }
}

fn distinct<T: Ord>(mut list: Vec<T>) -> Vec<T> {
    list.sort_unstable();
    list.dedup();
    list
}
