//! How sure the best passage is.

use super::analysis::TermId;
use super::index::PassageIndex;
use super::search::Asked;
use crate::number::real;

/// The weight in common at which half of the coverage is believed: one word that is in every other
/// passage proves nothing, even if it is the whole question.
const HALF_BELIEVED: f64 = 0.8;

/// How many terms in common are half a proof; one of a heading counts as two.
const HALF_MENTIONED: f64 = 2.0;

/// The passage found for a question.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Found {
    /// Its place in the order given.
    pub(crate) passage: usize,
    /// How well it covers the question, 0 to 1.
    pub(crate) confidence: f64,
}

impl PassageIndex {
    /// The best passage for a question.
    ///
    /// The confidence is `coverage^1.5 × w / (w + 0.8) × m / (m + 2)`. `w` is the weight (rarity) of the
    /// question's terms that the passage has; `coverage` is `w` as a share of the weight of all its
    /// terms, where terms found nowhere weigh most; `m` counts the terms in common, those of a heading
    /// twice. So a question that is half about something else stays low, and so does one whose only
    /// evidence is one common word or one passing mention.
    pub(crate) fn best(&self, question: &str) -> Option<Found> {
        let asked = self.asked(question);
        let (at, _) = self.ranked(&asked, 1).into_iter().next()?;
        let passage = *self.places.get(at)?;
        Some(Found { passage, confidence: self.confidence(&asked, at) })
    }

    fn confidence(&self, asked: &Asked, at: usize) -> f64 {
        let headings = self.headings.get(at).map(Vec::as_slice).unwrap_or_default();
        let (mut covered, mut mentions) = (0.0, 0.0);
        let mut total = real(asked.unknown) * self.terms.rarity(0);
        for term in &asked.terms {
            let rarity = self.terms.rarity(self.terms.of(*term).len());
            total += rarity;
            if self.has(at, *term) {
                covered += rarity;
                mentions += if headings.binary_search(term).is_ok() { 2.0 } else { 1.0 };
            }
        }
        if covered <= 0.0 {
            return 0.0;
        }
        let coverage: f64 = covered / total;
        let weight = covered / (covered + HALF_BELIEVED);
        let mentions = mentions / (mentions + HALF_MENTIONED);
        (coverage.powf(1.5) * weight * mentions).clamp(0.0, 1.0)
    }

    fn has(&self, at: usize, term: TermId) -> bool {
        let list = self.terms.of(term);
        u32::try_from(at).is_ok_and(|at| list.binary_search_by_key(&at, |posting| posting.passage).is_ok())
    }
}

#[cfg(test)]
mod tests;
