//! Knowledge gaps: questions that the assistant could not answer well, put together where they are alike.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{DateTime, Utc};

use super::facts::{Question, SessionFacts};
use super::mark::Mark;
use crate::id::{MessageId, SessionId, TicketId};
use crate::judgement::folded_words;
use crate::language::Language;

/// Two questions are alike when they share so large a part of all their words.
pub const ALIKE: f64 = 0.4;

/// Words with fewer letters say nothing, unless a question has no other ones.
const SHORTEST_WORD: usize = 3;

/// Questions that are alike.
///
/// The words of a question are folded as the rules fold them: lower case, without accents, one form for letters that
/// are often exchanged. Questions are looked at in the order they were asked. Each joins the group whose first question
/// it is most alike, which is the number of words in both divided by the number of words in either, if that is
/// [`ALIKE`] at least; the older group where two are as good. Otherwise it begins a group of its own.
#[derive(Debug, Clone, PartialEq)]
pub struct Gap {
    /// The first question, which names the group.
    pub first: MessageId,
    /// Its words.
    pub label: String,
    /// How many questions.
    pub questions: u64,
    /// The sessions in which they were asked.
    pub sessions: BTreeSet<SessionId>,
    /// When the first was asked.
    pub first_at: DateTime<Utc>,
    /// When the last was.
    pub last_at: DateTime<Utc>,
    /// The mean of the confidence where there was one.
    pub mean_confidence: Option<f64>,
    /// How many in which language.
    pub languages: BTreeMap<Language, u64>,
    /// The newest of them, at most [`EXAMPLES`]: the session, the message and its words.
    pub examples: Vec<(SessionId, MessageId, String)>,
    /// Tickets of these sessions that say in an expert's words how they were solved, newest first.
    pub solved_by: Vec<(SessionId, TicketId)>,
    /// The sessions in which they were asked.
    pub mark: Mark,
}

/// So many examples of a group are told.
pub const EXAMPLES: usize = 5;

struct Group<'f> {
    words: BTreeSet<String>,
    members: Vec<(&'f SessionFacts, &'f Question)>,
}

/// The gaps in these sessions, those of most questions first.
pub fn gaps(sessions: &[SessionFacts]) -> Vec<Gap> {
    let mut asked: Vec<(&SessionFacts, &Question)> = sessions
        .iter()
        .flat_map(|facts| facts.questions.iter().map(move |question| (facts, question)))
        .collect();
    asked.sort_by_key(|(_, question)| (question.at, question.message));
    let mut groups: Vec<Group<'_>> = Vec::new();
    let mut by_word: HashMap<String, Vec<usize>> = HashMap::new();
    for member in asked {
        let words = words_of(&member.1.text);
        let place = most_alike(&words, &groups, &by_word);
        match place.and_then(|place| groups.get_mut(place)) {
            Some(group) => group.members.push(member),
            None => {
                for word in &words {
                    by_word.entry(word.clone()).or_default().push(groups.len());
                }
                groups.push(Group { words, members: vec![member] });
            }
        }
    }
    let mut found: Vec<Gap> = groups.iter().filter_map(Group::told).collect();
    found.sort_by_key(|gap| (std::cmp::Reverse(gap.questions), gap.first_at, gap.first));
    found
}

fn words_of(text: &str) -> BTreeSet<String> {
    let all: BTreeSet<String> = folded_words(text).collect();
    let telling: BTreeSet<String> =
        all.iter().filter(|word| word.chars().count() >= SHORTEST_WORD).cloned().collect();
    if telling.is_empty() { all } else { telling }
}

/// Whether two questions are alike.
pub(super) fn is_alike(one: &str, other: &str) -> bool {
    let (one, other) = (words_of(one), words_of(other));
    let both = one.intersection(&other).count();
    both > 0 && share(both, one.len() + other.len() - both) >= ALIKE
}

fn most_alike(
    words: &BTreeSet<String>,
    groups: &[Group<'_>],
    by_word: &HashMap<String, Vec<usize>>,
) -> Option<usize> {
    let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
    for place in words.iter().filter_map(|word| by_word.get(word)).flatten() {
        *shared.entry(*place).or_default() += 1;
    }
    let mut best: Option<(usize, f64)> = None;
    for (place, both) in shared {
        let Some(group) = groups.get(place) else { continue };
        let either = words.len() + group.words.len() - both;
        let alike = share(both, either);
        if alike >= ALIKE && best.is_none_or(|(_, before)| alike > before) {
            best = Some((place, alike));
        }
    }
    best.map(|(place, _)| place)
}

fn share(part: usize, whole: usize) -> f64 {
    count(part) / count(whole.max(1))
}

fn count(items: usize) -> f64 {
    f64::from(u32::try_from(items).unwrap_or(u32::MAX))
}

impl Group<'_> {
    fn told(&self) -> Option<Gap> {
        let (_, first) = self.members.first()?;
        let (_, last) = self.members.last()?;
        let mut languages = BTreeMap::new();
        for (facts, _) in &self.members {
            *languages.entry(facts.language).or_default() += 1;
        }
        let sure: Vec<f64> = self.members.iter().filter_map(|(_, question)| question.confidence).collect();
        let mean = (!sure.is_empty()).then(|| sure.iter().sum::<f64>() / count(sure.len()));
        let example = |(facts, question): &(&SessionFacts, &Question)| {
            (facts.session, question.message, question.text.clone())
        };
        Some(Gap {
            first: first.message,
            label: first.text.clone(),
            questions: u64::try_from(self.members.len()).unwrap_or(u64::MAX),
            sessions: self.members.iter().map(|(facts, _)| facts.session).collect(),
            first_at: first.at,
            last_at: last.at,
            mean_confidence: mean,
            languages,
            examples: self.members.iter().rev().take(EXAMPLES).map(example).collect(),
            solved_by: self.solved_by(),
            mark: Mark::gap(first.message),
        })
    }

    fn solved_by(&self) -> Vec<(SessionId, TicketId)> {
        let tickets = self.members.iter().flat_map(|(facts, _)| {
            let told = facts.tickets.iter().filter(|ticket| ticket.has_resolution);
            told.map(move |ticket| (ticket.opened_at, facts.session, ticket.id))
        });
        let tickets: BTreeSet<_> = tickets.collect();
        tickets.into_iter().rev().map(|(_, session, ticket)| (session, ticket)).collect()
    }
}
