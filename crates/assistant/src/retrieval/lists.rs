//! An inverted file in three flat arrays: of many small lists it wastes nothing between them.

use crate::number::rarity;

/// That a passage has a feature, and what that is worth before the feature's rarity.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Posting {
    /// Its place among the indexed passages.
    pub(crate) passage: u32,
    /// The damped frequency.
    pub(crate) impact: f32,
}

/// Postings by feature.
pub(crate) struct Lists<K> {
    features: Vec<K>,
    ends: Vec<usize>,
    postings: Vec<Posting>,
    passages: usize,
}

impl<K: Ord + Copy> Lists<K> {
    /// Sorts postings of `passages` passages into lists, each in the order of the passages.
    pub(crate) fn new(mut all: Vec<(K, Posting)>, passages: usize) -> Self {
        all.sort_unstable_by_key(|(feature, posting)| (*feature, posting.passage));
        let mut lists = Self {
            features: Vec::new(),
            ends: Vec::new(),
            postings: Vec::with_capacity(all.len()),
            passages,
        };
        for (feature, posting) in all {
            if lists.features.last() != Some(&feature) {
                lists.features.push(feature);
                lists.ends.push(lists.postings.len());
            }
            lists.postings.push(posting);
            if let Some(end) = lists.ends.last_mut() {
                *end = lists.postings.len();
            }
        }
        lists
    }

    /// The passages that have a feature, in order.
    pub(crate) fn of(&self, feature: K) -> &[Posting] {
        let Ok(at) = self.features.binary_search(&feature) else { return &[] };
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let end = self.ends.get(at).copied().unwrap_or(start);
        self.postings.get(start..end).unwrap_or_default()
    }

    /// BM25's inverse document frequency of a feature that `having` passages have.
    pub(crate) fn rarity(&self, having: usize) -> f64 {
        rarity(having, self.passages)
    }
}
