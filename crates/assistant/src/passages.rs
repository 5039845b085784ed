//! Finds the passage that answers a question: BM25 over the sections and steps of all documents.
//!
//! Our own few lines instead of the `bm25` crate, because the confidence needs what that crate keeps
//! to itself: how rare each term is and which terms of the question a passage covers.

use std::collections::HashMap;

use crate::number::{rarity, real};
use crate::words::Analyzer;

/// How soon repeating a term stops counting.
const K1: f64 = 1.2;

/// How much a long passage must say a term more often.
const B: f64 = 0.5;

/// A term of the title or the heading counts as often as this in the text.
const HEADING: f64 = 2.0;

/// What is said about a fault explains less than an article that says the same.
const OF_PROBLEM: f64 = 0.85;

/// The weight in common at which half of the coverage is believed: one word that is in every other
/// passage proves nothing, even if it is the whole question.
const HALF_BELIEVED: f64 = 0.8;

/// How many terms in common are half a proof; one of a heading counts as two.
const HALF_MENTIONED: f64 = 2.0;

/// A passage as it is indexed.
pub(crate) struct Source<'a> {
    /// The title of its document.
    pub(crate) title: &'a str,
    /// Its own heading.
    pub(crate) heading: &'a str,
    /// Its text.
    pub(crate) text: &'a str,
    /// Whether it is about a fault rather than an explanation.
    pub(crate) of_problem: bool,
}

/// The passage found for a question.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Found {
    /// Its place among the sources.
    pub(crate) passage: usize,
    /// How well it covers the question, 0 to 1.
    pub(crate) confidence: f64,
}

/// That a passage has a term.
struct Posting {
    passage: usize,
    count: f64,
    in_heading: bool,
}

/// What a question has in common with a passage.
#[derive(Default)]
struct Common {
    score: f64,
    covered: f64,
    mentions: f64,
}

/// All passages of one language.
pub(crate) struct PassageIndex {
    /// By term: how rare it is, and where it occurs.
    terms: HashMap<String, (f64, Vec<Posting>)>,
    lengths: Vec<f64>,
    handicaps: Vec<f64>,
    average: f64,
    /// What a term weighs that is in no passage.
    unknown: f64,
}

impl PassageIndex {
    /// Indexes the passages in the order given.
    pub(crate) fn new(analyzer: &Analyzer, sources: &[Source<'_>]) -> Self {
        let mut postings: HashMap<String, Vec<Posting>> = HashMap::new();
        let mut lengths = Vec::with_capacity(sources.len());
        let mut handicaps = Vec::with_capacity(sources.len());
        for (passage, source) in sources.iter().enumerate() {
            let mut counts: HashMap<String, (f64, bool)> = HashMap::new();
            for term in analyzer.terms_of(source.text) {
                counts.entry(term).or_default().0 += 1.0;
            }
            for (heading, weight) in [(source.title, 1.0), (source.heading, HEADING)] {
                for term in analyzer.terms_of(heading) {
                    let (count, in_heading) = counts.entry(term).or_default();
                    *count += weight;
                    *in_heading = true;
                }
            }
            handicaps.push(if source.of_problem { OF_PROBLEM } else { 1.0 });
            lengths.push(counts.values().map(|(count, _)| count).sum());
            for (term, (count, in_heading)) in counts {
                postings.entry(term).or_default().push(Posting { passage, count, in_heading });
            }
        }
        let all = sources.len();
        let terms =
            postings.into_iter().map(|(term, list)| (term, (rarity(list.len(), all), list))).collect();
        let average = if sources.is_empty() { 1.0 } else { lengths.iter().sum::<f64>() / real(all) };
        Self { terms, lengths, handicaps, average, unknown: rarity(0, all) }
    }

    /// The best passage for the terms of a question.
    ///
    /// The confidence is `coverage^1.5 × w / (w + 0.8) × m / (m + 2)`. `w` is the weight (rarity) of the
    /// question's terms that the passage has; `coverage` is `w` as a share of the weight of all its
    /// terms, where terms found nowhere weigh most; `m` counts the terms in common, those of a heading
    /// twice. So a question that is half about something else stays low, and so does one whose only
    /// evidence is one common word or one passing mention.
    pub(crate) fn best(&self, question: &[String]) -> Option<Found> {
        let mut asked: Vec<&String> = question.iter().collect();
        asked.sort_unstable();
        asked.dedup();
        let mut passages: HashMap<usize, Common> = HashMap::new();
        let mut total = 0.0;
        for term in asked {
            let Some((rarity, postings)) = self.terms.get(term) else {
                total += self.unknown;
                continue;
            };
            total += rarity;
            for posting in postings {
                let common = passages.entry(posting.passage).or_default();
                common.score += rarity * self.frequency(posting);
                common.covered += rarity;
                common.mentions += if posting.in_heading { 2.0 } else { 1.0 };
            }
        }
        let order = |a: &Common, b: &Common| a.score.total_cmp(&b.score);
        let best = passages.into_iter().max_by(|(a, x), (b, y)| order(x, y).then(b.cmp(a)));
        best.map(|(passage, common)| {
            let coverage = common.covered / total;
            let weight = common.covered / (common.covered + HALF_BELIEVED);
            let mentions = common.mentions / (common.mentions + HALF_MENTIONED);
            Found { passage, confidence: (coverage.powf(1.5) * weight * mentions).clamp(0.0, 1.0) }
        })
    }

    /// BM25's damped frequency of a term in a passage.
    fn frequency(&self, posting: &Posting) -> f64 {
        let length = self.lengths.get(posting.passage).copied().unwrap_or(self.average) / self.average;
        let handicap = self.handicaps.get(posting.passage).copied().unwrap_or(1.0);
        handicap * posting.count * (K1 + 1.0) / (posting.count + K1 * (1.0 - B + B * length))
    }
}

#[cfg(test)]
mod tests;
