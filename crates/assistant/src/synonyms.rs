//! The words and phrases that a pack takes as one.

use std::collections::HashMap;
use std::hash::Hash;

/// Sequences of words by their first, longest first, and what each counts as.
pub(crate) struct Synonyms<T>(HashMap<T, Vec<(Vec<T>, T)>>);

impl<T> Default for Synonyms<T> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<T: Hash + Ord + Clone> Synonyms<T> {
    /// Lets a phrase count as `joined`.
    pub(crate) fn add(&mut self, phrase: Vec<T>, joined: T) {
        let Some(first) = phrase.first().cloned() else { return };
        let phrases = self.0.entry(first).or_default();
        phrases.push((phrase, joined));
        phrases.sort_by(|(a, _), (b, _)| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    }

    /// The longest phrase that `words` begin with: how many words it has, and what it counts as.
    pub(crate) fn longest(&self, words: &[T]) -> Option<(usize, &T)> {
        let phrases = self.0.get(words.first()?)?;
        let (phrase, joined) = phrases.iter().find(|(phrase, _)| words.starts_with(phrase))?;
        Some((phrase.len(), joined))
    }
}
