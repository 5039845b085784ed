//! Putting questions together that are alike, also where there are very many.

use std::collections::HashMap;
use std::ops::Range;

use chrono::{DateTime, Utc};

use super::{ALIKE, share};
use crate::id::{MessageId, SessionId};
use crate::insight::desk::Narrowing;
use crate::insight::questions::{QuestionLook, SeenQuestion};
use crate::language::Language;

/// A question with what is told of its session. What is longer lies in its [`Pool`].
pub(super) struct Member {
    pub(super) session: SessionId,
    pub(super) language: Language,
    pub(super) message: MessageId,
    pub(super) at: DateTime<Utc>,
    pub(super) confidence: Option<f64>,
    text: Range<usize>,
    words: Range<usize>,
    solved: Range<usize>,
}

/// Questions, their texts one after the other, and their words as numbers.
pub(super) struct Pool {
    narrowing: Narrowing,
    members: Vec<Member>,
    texts: String,
    words: Vec<u32>,
    solved: Vec<(DateTime<Utc>, usize)>,
    numbers: HashMap<Box<str>, u32>,
    /// By the number of a word: how many questions have it.
    having: Vec<u32>,
    /// The numbers of the vocabulary's words, as far as they were needed.
    known: Vec<Option<u32>>,
}

/// Questions that are alike: their places in the pool, in the order in which they were asked.
pub(super) type Group = Vec<u32>;

fn place(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

fn number(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

impl Pool {
    /// For questions that this takes in.
    pub(super) fn of(narrowing: Narrowing) -> Self {
        Self {
            narrowing,
            members: Vec::new(),
            texts: String::new(),
            words: Vec::new(),
            solved: Vec::new(),
            numbers: HashMap::new(),
            having: Vec::new(),
            known: Vec::new(),
        }
    }

    /// The questions at these places.
    pub(super) fn at(&self, group: &Group) -> impl DoubleEndedIterator<Item = &Member> + Clone {
        group.iter().filter_map(|member| self.members.get(place(*member)))
    }

    /// How it was asked.
    pub(super) fn text(&self, member: &Member) -> &str {
        self.texts.get(member.text.clone()).unwrap_or_default()
    }

    /// The tickets of its session that say how they were solved: when each was made, and its place in the session.
    pub(super) fn solved(&self, member: &Member) -> &[(DateTime<Utc>, usize)] {
        self.solved.get(member.solved.clone()).unwrap_or_default()
    }

    fn number(&mut self, word: &str) -> u32 {
        if let Some(known) = self.numbers.get(word) {
            return *known;
        }
        let next = number(self.having.len());
        self.numbers.insert(word.into(), next);
        self.having.push(0);
        next
    }

    /// By the number of a word: its place among those that several questions have, where the rarest come first.
    fn ranks(&self) -> Vec<Option<u32>> {
        let several = self.having.iter().enumerate().filter(|(_, questions)| **questions > 1);
        let mut several: Vec<(u32, usize)> = several.map(|(word, questions)| (*questions, word)).collect();
        several.sort_unstable();
        let mut ranks = vec![None; self.having.len()];
        for (rank, (_, word)) in several.into_iter().enumerate() {
            if let Some(of_word) = ranks.get_mut(word) {
                *of_word = Some(number(rank));
            }
        }
        ranks
    }

    /// Puts together what is alike, the oldest group first.
    pub(super) fn groups(&mut self) -> Vec<Group> {
        // They came newest first.
        self.members.reverse();
        self.members.sort_by_key(|member| (member.at, member.message));
        let ranks = self.ranks();
        let mut grouping = Grouping::default();
        let mut shared = Vec::new();
        for (member, asked) in self.members.iter().enumerate() {
            let words = self.words.get(asked.words.clone()).unwrap_or_default();
            let rank = |word: &u32| ranks.get(place(*word)).copied().flatten();
            shared.clear();
            shared.extend(words.iter().filter_map(rank));
            shared.sort_unstable();
            grouping.add(number(member), &shared, words.len());
        }
        grouping.groups
    }
}

impl QuestionLook for Pool {
    fn turn_to(&mut self, words: usize) {
        self.known.clear();
        self.known.resize(words, None);
    }

    fn see(&mut self, question: &SeenQuestion<'_>) {
        if !self.narrowing.takes(question.language, question.machine_id) {
            return;
        }
        let (text, words, solved) = (self.texts.len(), self.words.len(), self.solved.len());
        self.texts.push_str(question.text);
        self.solved.extend_from_slice(question.solved);
        for at in question.words {
            let known = self.known.get(place(*at)).copied().flatten();
            let word = known.unwrap_or_else(|| {
                let word = self.number(question.vocabulary.get(place(*at)).copied().unwrap_or_default());
                if let Some(known) = self.known.get_mut(place(*at)) {
                    *known = Some(word);
                }
                word
            });
            if let Some(having) = self.having.get_mut(place(word)) {
                *having += 1;
            }
            self.words.push(word);
        }
        self.members.push(Member {
            session: question.session,
            language: question.language,
            message: question.message,
            at: question.at,
            confidence: question.confidence,
            text: text..self.texts.len(),
            words: words..self.words.len(),
            solved: solved..self.solved.len(),
        });
    }
}

/// The first question of a group.
struct First {
    /// The ranks of those of its words that other questions have too, in rising order.
    shared: Range<usize>,
    /// How many words it has in all.
    words: usize,
}

/// Groups that grow.
///
/// A question is only compared with groups that it can be alike. Of n words so many have to be in both that it is
/// alike even a question of just these; let them be m. So whatever is alike has one of the n - m + 1 rarest words
/// in common with it, and that word is among as many of the rarest words of the other: the rarest word that both
/// have has m - 1 others behind it, here and there. (Chaudhuri, Ganti, Kaushik, "A Primitive Operator for Similarity
/// Joins in Data Cleaning", ICDE 2006.) Words that no other question has are the rarest, and nobody looks for them.
#[derive(Default)]
struct Grouping {
    groups: Vec<Group>,
    firsts: Vec<First>,
    /// The words of all first questions.
    shared: Vec<u32>,
    /// By the rank of a word: the groups whose first question has it among its rarest.
    by_word: Vec<Vec<u32>>,
    /// How many questions were looked at; what follows is of the one with this number.
    looked: u32,
    /// By the rank of a word: the last question that has it.
    asked: Vec<u32>,
    /// By the place of a group: the last question that it was compared with.
    compared: Vec<u32>,
}

/// How many of its rarest words tell what a question can be alike, where it has so many words that others have too and
/// so many in all.
fn telling(shared: usize, words: usize) -> usize {
    let needed = (1..=words).find(|both| share(*both, words) >= ALIKE).unwrap_or(1);
    (shared + 1).saturating_sub(needed)
}

impl Grouping {
    /// Adds a question: the ranks of those of its words that others have too, in rising order, and how many it has in
    /// all.
    fn add(&mut self, member: u32, shared: &[u32], words: usize) {
        self.ask(shared);
        let rarest = shared.get(..telling(shared.len(), words)).unwrap_or_default();
        match self.most_alike(rarest, shared.len(), words).and_then(|found| self.groups.get_mut(found)) {
            Some(group) => group.push(member),
            None => {
                let (group, first) = (number(self.groups.len()), self.shared.len());
                for word in rarest {
                    if let Some(groups) = self.by_word.get_mut(place(*word)) {
                        groups.push(group);
                    }
                }
                self.shared.extend_from_slice(shared);
                self.firsts.push(First { shared: first..self.shared.len(), words });
                self.groups.push(vec![member]);
                self.compared.push(0);
            }
        }
    }

    /// Notes which words are asked for.
    fn ask(&mut self, shared: &[u32]) {
        self.looked += 1;
        let behind = shared.last().map_or(0, |last| place(*last) + 1);
        if self.asked.len() < behind {
            self.asked.resize(behind, 0);
            self.by_word.resize_with(behind, Vec::new);
        }
        for word in shared {
            if let Some(asked) = self.asked.get_mut(place(*word)) {
                *asked = self.looked;
            }
        }
    }

    /// The place of the group that the question asked for is most alike, if it is alike any.
    fn most_alike(&mut self, rarest: &[u32], shared: usize, words: usize) -> Option<usize> {
        let mut best: Option<(usize, f64)> = None;
        for word in rarest {
            for found in self.by_word.get(place(*word)).into_iter().flatten().map(|group| place(*group)) {
                let Some(compared) = self.compared.get_mut(found) else { continue };
                if std::mem::replace(compared, self.looked) == self.looked {
                    continue;
                }
                let Some(first) = self.firsts.get(found) else { continue };
                let is_better = |alike: f64| {
                    best.is_none_or(|(known, before)| alike > before || (alike >= before && found < known))
                };
                let of = |both: usize| share(both, words + first.words - both);
                let most = of(shared.min(first.shared.len()));
                if most < ALIKE || !is_better(most) {
                    continue;
                }
                let others = self.shared.get(first.shared.clone()).unwrap_or_default();
                let is_asked = |word: &&u32| self.asked.get(place(**word)) == Some(&self.looked);
                let alike = of(others.iter().filter(is_asked).count());
                if alike >= ALIKE && is_better(alike) {
                    best = Some((found, alike));
                }
            }
        }
        best.map(|(found, _)| found)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use chrono::TimeDelta;
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::insight::Outcome;

    /// Groups by comparing each question with every group.
    fn slowly(questions: &[BTreeSet<u8>]) -> Vec<Group> {
        let mut groups: Vec<(&BTreeSet<u8>, Group)> = Vec::new();
        for (member, words) in questions.iter().enumerate() {
            let mut best: Option<(f64, usize)> = None;
            for (place, (first, _)) in groups.iter().enumerate() {
                let alike = share(words.intersection(first).count(), words.union(first).count());
                if alike >= ALIKE && best.is_none_or(|(before, _)| alike > before) {
                    best = Some((alike, place));
                }
            }
            match best.and_then(|(_, place)| groups.get_mut(place)) {
                Some((_, group)) => group.push(number(member)),
                None => groups.push((words, vec![number(member)])),
            }
        }
        groups.into_iter().map(|(_, group)| group).collect()
    }

    fn pool(questions: &[BTreeSet<u8>]) -> Pool {
        let mut pool = Pool::of(Narrowing::nothing());
        for (at, words) in questions.iter().enumerate().rev() {
            let words: Vec<String> = words.iter().map(|word| format!("w{word}")).collect();
            let vocabulary: Vec<&str> = words.iter().rev().map(String::as_str).collect();
            let places: Vec<u32> = (0..number(words.len())).collect();
            pool.turn_to(vocabulary.len());
            pool.see(&SeenQuestion {
                session: SessionId(Uuid::nil()),
                language: Language::default(),
                machine_id: None,
                has_ticket: false,
                outcome: Outcome::Open,
                solved: &[],
                message: MessageId(Uuid::nil()),
                at: DateTime::UNIX_EPOCH + TimeDelta::seconds(i64::try_from(at).unwrap()),
                text: &words.join(" "),
                confidence: None,
                words: &places,
                vocabulary: &vocabulary,
            });
        }
        pool
    }

    proptest! {
        #[test]
        fn questions_are_put_together_as_if_all_were_compared(
            // Some words are in many questions, others in few.
            words in prop::collection::vec(prop::collection::vec((0..40_u8, 1..40_u8), 0..9), 0..60),
        ) {
            let one = |words: &Vec<(u8, u8)>| words.iter().map(|(word, of)| word % of).collect();
            let questions: Vec<BTreeSet<u8>> = words.iter().map(one).collect();
            prop_assert_eq!(pool(&questions).groups(), slowly(&questions));
        }
    }
}
