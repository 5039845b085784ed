//! How sure the best passage is: the probability that it answers the question.
//!
//! A logistic model of four pieces of evidence. Its five numbers were fitted to questions whose answers
//! are known, in all six languages (`docs/knowledge.md` says to which, and how well they fit others).

use super::analysis::TermId;
use super::index::PassageIndex;
use super::search::Asked;
use crate::number::real;

/// The log-odds of a passage that covers its question with no weight and no lead.
const BIAS: f64 = -2.58;

/// What the logarithm of the coverage adds.
const COVERAGE: f64 = 1.78;

/// What the lead over the next document adds.
const LEAD: f64 = 5.85;

/// What the weight in common adds.
const WEIGHT: f64 = 5.32;

/// What the logarithm of the number of passages costs.
const CROWD: f64 = 0.25;

/// Less coverage is as bad.
const LEAST_COVERAGE: f64 = 0.05;

/// A greater lead proves no more: there may be just one document.
const MOST_LEAD: f64 = 0.6;

/// Among so many of the best passages the next document is looked for.
const NEIGHBOURS: usize = 16;

/// The best passage for a question.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Found {
    /// Its place in the order given.
    pub passage: usize,
    /// How likely it is to answer the question, 0 to 1.
    pub confidence: f64,
}

impl PassageIndex {
    /// The best passage for a question, and how sure that is.
    ///
    /// The log-odds are `−2.58 + 1.78 ln c + 5.85 l + 5.32 w / (w + 1) − 0.25 ln (n / 500)`. The coverage
    /// `c` is the weight (rarity) of the question's terms that the passage has, as a share of the weight
    /// of all its terms, where terms found nowhere weigh most; `w` is the same weight, in terms that are
    /// found nowhere; the lead `l` is by how much, as a share, the score exceeds that of the best passage
    /// of another document (0.6 at most); `n` is the number of passages (from 100 to 100,000), because
    /// among more of them one fits by chance. So a question that is half about something else stays low,
    /// and so does one whose only evidence is a word that every other passage has.
    pub fn best(&self, question: &str) -> Option<Found> {
        let asked = self.asked(question);
        let ranked = self.ranked(&asked, NEIGHBOURS);
        let (at, score) = *ranked.first()?;
        let document = self.documents.get(at);
        let mut others = ranked.iter().filter(|(at, _)| self.documents.get(*at) != document);
        let next = others.next().map_or(0.0, |(_, score)| *score);
        let lead = if score > 0.0 { (score - next) / score } else { 0.0 };
        Some(Found { passage: *self.places.get(at)?, confidence: self.confidence(&asked, at, lead) })
    }

    fn confidence(&self, asked: &Asked, at: usize, lead: f64) -> f64 {
        let most = self.terms.rarity(0);
        let (mut covered, mut total) = (0.0, real(asked.unknown) * most);
        for term in &asked.terms {
            let rarity = self.terms.rarity(self.terms.of(*term).len());
            total += rarity;
            if self.has(at, *term) {
                covered += rarity;
            }
        }
        if covered <= 0.0 {
            return 0.0;
        }
        let coverage: f64 = covered / total;
        let weight = covered / (covered + most);
        let odds = BIAS
            + COVERAGE * coverage.max(LEAST_COVERAGE).ln()
            + LEAD * lead.clamp(0.0, MOST_LEAD)
            + WEIGHT * weight
            - CROWD * (real(self.places.len()).clamp(100.0, 100_000.0) / 500.0).ln();
        1.0 / (1.0 + (-odds).exp())
    }

    fn has(&self, at: usize, term: TermId) -> bool {
        let list = self.terms.of(term);
        u32::try_from(at).is_ok_and(|at| list.binary_search_by_key(&at, |posting| posting.passage).is_ok())
    }
}

#[cfg(test)]
mod tests;
