//! Sets of words and of phrases, written as texts and looked up by hash.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

/// A set of words, written with spaces between them.
pub(crate) struct Words {
    text: &'static str,
    set: OnceLock<HashSet<&'static str>>,
}

impl Words {
    pub(crate) const fn new(text: &'static str) -> Self {
        Self { text, set: OnceLock::new() }
    }

    /// Whether the set has a word.
    pub(crate) fn has(&self, word: &str) -> bool {
        self.set.get_or_init(|| self.all().collect()).contains(word)
    }

    /// Its words, in the order written.
    pub(crate) fn all(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.text.split_whitespace()
    }
}

/// A set of phrases, written with `|` between them.
pub(crate) struct Phrases {
    text: &'static str,
    by_first: OnceLock<HashMap<&'static str, Vec<Vec<&'static str>>>>,
}

impl Phrases {
    pub(crate) const fn new(text: &'static str) -> Self {
        Self { text, by_first: OnceLock::new() }
    }

    /// How many words the longest phrase has that `words` begin with.
    pub(crate) fn opens(&self, words: &[String]) -> Option<usize> {
        let same = |phrase: &&Vec<&str>| {
            phrase.len() <= words.len() && phrase.iter().zip(words).all(|(a, b)| a == b)
        };
        self.phrases().get(words.first()?.as_str())?.iter().filter(same).map(Vec::len).max()
    }

    /// All words of its phrases.
    pub(crate) fn words(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.text.split(['|', ' ']).filter(|word| !word.is_empty())
    }

    fn phrases(&self) -> &HashMap<&'static str, Vec<Vec<&'static str>>> {
        self.by_first.get_or_init(|| {
            let mut map: HashMap<&str, Vec<Vec<&str>>> = HashMap::new();
            for phrase in self.text.split('|').map(|phrase| phrase.split_whitespace().collect::<Vec<_>>()) {
                if let Some(first) = phrase.first() {
                    map.entry(first).or_default().push(phrase);
                }
            }
            map
        })
    }
}
