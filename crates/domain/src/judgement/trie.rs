//! Words as a tree of letters: one walk along a text's word finds every word and beginning in it.

use super::effort::spend;
use super::numbers::{index, number};

#[derive(Debug, Clone, Copy, PartialEq)]
struct Node {
    letter: char,
    /// What the letters up to here stand for; 0 is nothing.
    value: u32,
    /// Where the children stand, side by side and rising.
    first: u32,
    count: u32,
    /// A bit of 32 for each child's letter: most letters lead nowhere, and are not looked for among the children.
    hints: u32,
}

/// The bit of a letter.
fn hint(letter: char) -> u32 {
    1 << (u32::from(letter) % u32::BITS)
}

/// A place in a [`Trie`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Twig(u32);

/// A tree of letters. Values are the owner's numbers, from 1.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Trie {
    nodes: Box<[Node]>,
    /// Where the first letters stand, for the most frequent ones: every word begins at the root.
    first: Box<[u32]>,
}

/// So many letters, those of ASCII, have a place in `first`.
const FREQUENT: usize = 128;

impl Trie {
    /// Where every walk begins.
    pub(super) const ROOT: Twig = Twig(0);

    /// The tree of the keys, which rise.
    pub(super) fn of(words: &[(&[char], u32)]) -> Self {
        let mut nodes = vec![Node { letter: '\0', value: 0, first: 0, count: 0, hints: 0 }];
        // Nodes whose children are still to come, each with the words that run through it and the letters before it.
        // Those of one child come before those of the next, so that a long word's letters lie close together.
        let mut open = vec![(0, 0..words.len(), 0)];
        while let Some((at, range, depth)) = open.pop() {
            let all = words.get(range.clone()).unwrap_or_default();
            // A key that ends here comes before those that go on.
            let ending = all.first().filter(|(key, _)| key.len() == depth).map(|(_, value)| *value);
            let (first, before, mut hints) = (nodes.len(), open.len(), 0);
            let mut from = range.start + usize::from(ending.is_some());
            while from < range.end {
                let letter_of = |index: usize| words.get(index).and_then(|(key, _)| key.get(depth)).copied();
                let Some(letter) = letter_of(from) else { break };
                let same = words.get(from..range.end).unwrap_or_default();
                let to = from + same.partition_point(|(key, _)| key.get(depth) == Some(&letter));
                hints |= hint(letter);
                open.push((nodes.len(), from..to, depth + 1));
                nodes.push(Node { letter, value: 0, first: 0, count: 0, hints: 0 });
                from = to;
            }
            open.get_mut(before..).unwrap_or_default().reverse();
            let count = nodes.len() - first;
            if let Some(node) = nodes.get_mut(at) {
                node.value = ending.unwrap_or_default();
                node.first = number(first);
                node.count = number(count);
                node.hints = hints;
            }
        }
        let mut trie = Self { nodes: nodes.into_boxed_slice(), first: Box::default() };
        let letters = ('\0'..).take(FREQUENT);
        trie.first = letters.map(|letter| trie.child(Self::ROOT, letter).map_or(0, |twig| twig.0)).collect();
        trie
    }

    /// One letter on from `twig`.
    pub(super) fn child(&self, twig: Twig, letter: char) -> Option<Twig> {
        spend(1);
        if twig == Self::ROOT
            && let Some(first) = self.first.get(index(letter.into()))
        {
            return (*first > 0).then_some(Twig(*first));
        }
        if self.nodes.get(index(twig.0))?.hints & hint(letter) == 0 {
            return None;
        }
        let (first, children) = self.children_of(twig)?;
        let found = if children.len() < 8 {
            children.iter().position(|child| child.letter == letter)?
        } else {
            children.binary_search_by_key(&letter, |child| child.letter).ok()?
        };
        Some(Twig(first + number(found)))
    }

    /// Every place one letter on from `twig`.
    pub(super) fn children(&self, twig: Twig) -> impl Iterator<Item = Twig> {
        let (first, children) = self.children_of(twig).unwrap_or_default();
        spend(children.len());
        (first..).zip(children).map(|(at, _)| Twig(at))
    }

    fn children_of(&self, twig: Twig) -> Option<(u32, &[Node])> {
        let node = self.nodes.get(index(twig.0))?;
        Some((node.first, self.nodes.get(index(node.first)..index(node.first + node.count))?))
    }

    /// The place behind all of `letters`.
    pub(super) fn walk(&self, twig: Twig, letters: &[char]) -> Option<Twig> {
        letters.iter().try_fold(twig, |twig, letter| self.child(twig, *letter))
    }

    /// What the letters up to `twig` stand for; 0 is nothing.
    pub(super) fn value(&self, twig: Twig) -> u32 {
        self.nodes.get(index(twig.0)).map_or(0, |node| node.value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_found_and_nothing_else() {
        let words = ["on", "one", "once", "ön", "a", "καπνος"];
        let letters = words.map(|word| word.chars().collect::<Vec<_>>());
        let mut keys: Vec<_> =
            letters.iter().zip(1..).map(|(word, value)| (word.as_slice(), value)).collect();
        keys.sort_unstable();
        let trie = Trie::of(&keys);
        let value = |word: &str| {
            let letters: Vec<char> = word.chars().collect();
            trie.walk(Trie::ROOT, &letters).map(|twig| trie.value(twig))
        };
        for (word, number) in words.iter().zip(1..) {
            assert_eq!(value(word), Some(number), "{word}");
        }
        assert_eq!([value(""), value("onc"), value("ones"), value("b")], [Some(0), Some(0), None, None]);
        assert_eq!(Trie::of(&[]).walk(Trie::ROOT, &['a']), None);
    }
}
