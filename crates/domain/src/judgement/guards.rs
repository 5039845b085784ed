//! The guards of a text, and which cues they hold back.

use std::ops::Range;

use super::effort::spend;
use super::source::Place;
use super::words::Words;

/// A guard as far as it concerns where it stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Reach {
    /// Where it must stand.
    pub(super) place: Place,
    /// How many words may stand between it and the cue.
    pub(super) words: usize,
}

/// A guard's phrases in a text, in the order in which they begin.
#[derive(Debug, Clone, Default)]
pub(super) struct Found(Vec<Phrase>);

#[derive(Debug, Clone)]
struct Phrase {
    words: Range<usize>,
    /// The farthest end of this phrase and of all before it.
    farthest: usize,
}

impl Found {
    /// Notes one more phrase, which begins with the last one or behind it.
    pub(super) fn add(&mut self, words: Range<usize>) {
        let farthest = self.0.last().map_or(0, |last| last.farthest).max(words.end);
        match self.0.last_mut() {
            // Of two that begin together the longer one holds back whatever the other does.
            Some(last) if last.words.start == words.start => {
                last.words.end = last.words.end.max(words.end);
                last.farthest = farthest;
            }
            _ => self.0.push(Phrase { words, farthest }),
        }
    }

    /// Whether the guard stands anywhere.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many of its phrases begin before the word at `at`.
    fn beginning_before(&self, at: usize) -> usize {
        spend(1);
        self.0.partition_point(|phrase| phrase.words.start < at)
    }

    /// The farthest end of the phrases that begin before the word at `at`.
    fn farthest_before(&self, at: usize) -> Option<usize> {
        self.0.get(self.beginning_before(at).checked_sub(1)?).map(|phrase| phrase.farthest)
    }

    /// Whether the guard holds back a cue. `contrasts` are the words that end its reach, rising.
    pub(super) fn holds(&self, reach: Reach, cue: &Range<usize>, words: &Words, contrasts: &[usize]) -> bool {
        // Whether a guard reaches across these words and up to the one behind them.
        let is_open = |between: Range<usize>| {
            let next = contrasts.partition_point(|at| *at < between.start);
            let contrasted = contrasts.get(next).is_some_and(|at| *at < between.end);
            !contrasted && !words.pauses_in(&between)
        };
        match reach.place {
            Place::Over => self.farthest_before(cue.end).is_some_and(|end| end > cue.start),
            // A guard's optional words may run into the cue: `not (on)?` before `on fire`.
            Place::Before => self
                .farthest_before(cue.start)
                .is_some_and(|end| end + reach.words >= cue.start && is_open(end.min(cue.start)..cue.start)),
            // What belongs to the cue says nothing about it: `works not` after `not any more`.
            Place::After => {
                let nearest = self.0.get(self.beginning_before(cue.end));
                nearest.is_some_and(|phrase| {
                    let start = phrase.words.start;
                    start <= cue.end + reach.words && is_open(cue.end..start)
                })
            }
            Place::Sentence => {
                let sentence = words.sentence_at(cue.start);
                let first = self.0.get(self.beginning_before(sentence.start));
                first.is_some_and(|phrase| phrase.words.start < sentence.end)
            }
        }
    }
}
