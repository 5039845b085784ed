//! Finds passages that say the same as an earlier one.

use std::collections::{BTreeSet, HashMap};

use super::analysis::{TermId, Word};

/// Two passages of which less is common are two.
const SAME_IN_TEN: usize = 9;

/// More passages than this are not compared with one: texts made from a template would make it slow.
const MOST_COMPARED: usize = 64;

/// Tells for each passage, given by its words, whether one before it says the same.
///
/// The same is said if nine tenths of all words of both are common (Jaccard similarity 0.9, stop words
/// included) and all numbers, codes and words of denial are: "100 bar" and "160 bar" differ. Exact but
/// for the bound on comparisons: two such sets share one of their rarest tenth, so only passages that do
/// are compared (Chaudhuri et al., "A primitive operator for similarity joins", ICDE 2006).
pub(crate) fn repeats(passages: &[Vec<Word>]) -> Vec<bool> {
    let sets: Vec<(Vec<TermId>, Vec<TermId>)> = passages.iter().map(|words| sets(words)).collect();
    let mut frequency: HashMap<TermId, usize> = HashMap::new();
    for term in sets.iter().flat_map(|(all, _)| all) {
        *frequency.entry(*term).or_default() += 1;
    }
    let mut with: HashMap<(TermId, &[TermId]), Vec<usize>> = HashMap::new();
    let mut found = Vec::with_capacity(sets.len());
    for (at, (all, exact)) in sets.iter().enumerate() {
        let mut rarest = all.clone();
        rarest.sort_unstable_by_key(|term| (frequency.get(term).copied().unwrap_or(0), *term));
        rarest.truncate(all.len() - (all.len() * SAME_IN_TEN).div_ceil(10) + 1);
        let candidates: BTreeSet<usize> = rarest
            .iter()
            .filter_map(|term| with.get(&(*term, exact.as_slice())))
            .flatten()
            .copied()
            .collect();
        let same = |other: &usize| sets.get(*other).is_some_and(|(other, _)| is_same(all, other));
        let repeats = candidates.iter().rev().take(MOST_COMPARED).any(same);
        if !repeats {
            for term in rarest {
                with.entry((term, exact.as_slice())).or_default().push(at);
            }
        }
        found.push(repeats);
    }
    found
}

/// All terms of a passage, and those that must be the same, each once and in order.
fn sets(words: &[Word]) -> (Vec<TermId>, Vec<TermId>) {
    let distinct = |mut terms: Vec<TermId>| {
        terms.sort_unstable();
        terms.dedup();
        terms
    };
    let all = distinct(words.iter().map(|word| word.term).collect());
    (all, distinct(words.iter().filter(|word| word.exact).map(|word| word.term).collect()))
}

fn is_same(a: &[TermId], b: &[TermId]) -> bool {
    let common = a.iter().filter(|term| b.binary_search(term).is_ok()).count();
    common * 10 >= (a.len() + b.len() - common) * SAME_IN_TEN
}
