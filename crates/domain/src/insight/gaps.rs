//! Knowledge gaps: questions that the assistant could not answer well, put together where they are alike.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::desk::Selected;
use super::facts::{Part, Question, SessionFacts};
use super::mark::Mark;
use super::places::Places;
use crate::id::{MessageId, SessionId, TicketId};
use crate::judgement::folded_words;
use crate::language::Language;
use crate::store::{StoreResult, View};

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
    /// The newest tickets of these sessions that say in an expert's words how they were solved, newest first, at most
    /// [`SOLUTIONS`].
    pub solved_by: Vec<(SessionId, TicketId)>,
    /// The sessions in which they were asked.
    pub mark: Mark,
}

/// So many examples of a group are told.
pub const EXAMPLES: usize = 5;

/// So many solved tickets of a group are told, and go into a draft: the newest.
pub const SOLUTIONS: usize = 3;

/// The words of a text that tell what it is about, in the order of their letters, each once.
pub fn telling_words(text: &str) -> Vec<Arc<str>> {
    let all: BTreeSet<String> = folded_words(text).collect();
    let is_telling = |word: &&String| word.chars().count() >= SHORTEST_WORD;
    if all.iter().any(|word| is_telling(&word)) {
        all.iter().filter(is_telling).map(|word| word.as_str().into()).collect()
    } else {
        all.into_iter().map(Into::into).collect()
    }
}

/// Whether questions with these words are alike.
pub(super) fn is_alike(one: &[Arc<str>], other: &[Arc<str>]) -> bool {
    let both = in_both(one, other);
    both > 0 && share(both, one.len() + other.len() - both) >= ALIKE
}

/// How many items two rising lists have in common.
fn in_both<T: Ord>(one: &[T], other: &[T]) -> usize {
    let (mut one, mut other) = (one.iter().peekable(), other.iter().peekable());
    let mut both = 0;
    while let (Some(mine), Some(theirs)) = (one.peek(), other.peek()) {
        match mine.cmp(theirs) {
            Ordering::Less => _ = one.next(),
            Ordering::Greater => _ = other.next(),
            Ordering::Equal => {
                both += 1;
                one.next();
                other.next();
            }
        }
    }
    both
}

fn share(part: usize, whole: usize) -> f64 {
    count(part) / count(whole.max(1))
}

fn count(items: usize) -> f64 {
    f64::from(u32::try_from(items).unwrap_or(u32::MAX))
}

/// A question with what is told of its session. Words are their places.
struct Member {
    session: SessionId,
    language: Language,
    message: MessageId,
    at: DateTime<Utc>,
    text: String,
    confidence: Option<f64>,
    words: Vec<usize>,
    /// The tickets of the session that say how they were solved: when they were made, and their places in it.
    solved: Vec<(DateTime<Utc>, usize)>,
}

impl Member {
    fn of(facts: &SessionFacts, question: &Question, places: &mut Places) -> Self {
        let mut words: Vec<usize> = question.words.iter().map(|word| places.of(word)).collect();
        words.sort_unstable();
        let solved = facts.tickets.iter().enumerate().filter(|(_, ticket)| ticket.has_resolution);
        Self {
            session: facts.session,
            language: facts.language,
            message: question.message,
            at: question.at,
            text: question.text.clone(),
            confidence: question.confidence,
            words,
            solved: solved.map(|(place, ticket)| (ticket.opened_at, place)).collect(),
        }
    }
}

/// Groups that grow.
#[derive(Default)]
struct Groups {
    /// Their questions, oldest first.
    all: Vec<Vec<Member>>,
    /// By the place of a word: the groups whose first question has it.
    by_word: Vec<Vec<usize>>,
    /// How many questions were looked at; what follows is of the one with this number.
    looked: usize,
    /// By the place of a word: the last question that has it.
    asked: Vec<usize>,
    /// By the place of a group: the last question that it was compared with.
    compared: Vec<usize>,
}

impl Groups {
    fn add(&mut self, member: Member) {
        match self.most_alike(&member.words).and_then(|place| self.all.get_mut(place)) {
            Some(group) => group.push(member),
            None => {
                for word in &member.words {
                    if let Some(groups) = self.by_word.get_mut(*word) {
                        groups.push(self.all.len());
                    }
                }
                self.all.push(vec![member]);
                self.compared.push(0);
            }
        }
    }

    /// Notes which words are asked for.
    fn ask(&mut self, words: &[usize]) {
        self.looked += 1;
        let last = words.last().map_or(0, |last| last + 1);
        if self.asked.len() < last {
            self.asked.resize(last, 0);
            self.by_word.resize_with(last, Vec::new);
        }
        for word in words {
            if let Some(asked) = self.asked.get_mut(*word) {
                *asked = self.looked;
            }
        }
    }

    /// The group that words are most alike, if they are alike any; words rise.
    fn most_alike(&mut self, words: &[usize]) -> Option<usize> {
        self.ask(words);
        // So many words have to be in both, however few others the first question has. So one of them is among these
        // words even if all but one fewer are left out: those that most groups have are.
        let needed = (1..=words.len()).find(|both| share(*both, words.len()) >= ALIKE)?;
        let mut having: Vec<&[usize]> =
            words.iter().filter_map(|word| self.by_word.get(*word)).map(Vec::as_slice).collect();
        having.sort_unstable_by_key(|groups| groups.len());
        having.truncate(words.len() + 1 - needed);
        let mut best: Option<(usize, f64)> = None;
        for place in having.into_iter().flatten() {
            let Some(compared) = self.compared.get_mut(*place) else { continue };
            if std::mem::replace(compared, self.looked) == self.looked {
                continue;
            }
            let Some(first) = self.all.get(*place).and_then(|group| group.first()) else { continue };
            let is_asked = |word: &&usize| self.asked.get(**word) == Some(&self.looked);
            let both = first.words.iter().filter(is_asked).count();
            let alike = share(both, words.len() + first.words.len() - both);
            let is_better = |(best, before)| alike > before || (alike >= before && *place < best);
            if alike >= ALIKE && best.is_none_or(is_better) {
                best = Some((*place, alike));
            }
        }
        best.map(|(place, _)| place)
    }
}

/// A gap, and the places of its solved tickets in their sessions, newest first.
fn told(members: &[Member]) -> Option<(Gap, Vec<(SessionId, usize)>)> {
    let (first, last) = (members.first()?, members.last()?);
    let mut languages = BTreeMap::new();
    for member in members {
        *languages.entry(member.language).or_default() += 1;
    }
    let sure: Vec<f64> = members.iter().filter_map(|member| member.confidence).collect();
    let mean = (!sure.is_empty()).then(|| sure.iter().sum::<f64>() / count(sure.len()));
    let example = |member: &Member| (member.session, member.message, member.text.clone());
    let gap = Gap {
        first: first.message,
        label: first.text.clone(),
        questions: u64::try_from(members.len()).unwrap_or(u64::MAX),
        sessions: members.iter().map(|member| member.session).collect(),
        first_at: first.at,
        last_at: last.at,
        mean_confidence: mean,
        languages,
        examples: members.iter().rev().take(EXAMPLES).map(example).collect(),
        solved_by: Vec::new(),
        mark: Mark::gap(first.message),
    };
    let mut solved = BTreeSet::new();
    for member in members {
        solved.extend(member.solved.iter().map(|(at, place)| (*at, member.session, *place)));
        while solved.len() > SOLUTIONS {
            solved.pop_first();
        }
    }
    Some((gap, solved.into_iter().rev().map(|(_, session, place)| (session, place)).collect()))
}

/// The gaps in these sessions, those of most questions first.
///
/// # Errors
/// Those of the store.
pub fn gaps(view: &mut dyn View, selected: &Selected) -> StoreResult<Vec<Gap>> {
    let (mut asked, mut places) = (Vec::new(), Places::default());
    selected.each(view, &[Part::Ids, Part::Tickets, Part::Questions], |facts| {
        asked.extend(facts.questions.iter().map(|question| Member::of(facts, question, &mut places)));
    })?;
    asked.sort_unstable_by_key(|member| (member.at, member.message));
    let mut groups = Groups::default();
    asked.into_iter().for_each(|member| groups.add(member));
    let mut found: Vec<_> = groups.all.iter().filter_map(|members| told(members)).collect();
    found.sort_by_key(|(gap, _)| (std::cmp::Reverse(gap.questions), gap.first_at, gap.first));
    let sessions = found.iter().flat_map(|(_, solved)| solved.iter().map(|(session, _)| *session));
    let sessions: Vec<SessionId> = sessions.collect::<BTreeSet<_>>().into_iter().collect();
    let kept = view.insight_facts_of(selected.scope(), &sessions)?;
    let kept: HashMap<SessionId, SessionFacts> =
        kept.into_iter().map(|facts| (facts.session, facts)).collect();
    let ticket =
        |(session, place): (SessionId, usize)| Some((session, kept.get(&session)?.tickets.get(place)?.id));
    let gap = |(gap, solved): (Gap, Vec<(SessionId, usize)>)| Gap {
        solved_by: solved.into_iter().filter_map(ticket).collect(),
        ..gap
    };
    Ok(found.into_iter().map(gap).collect())
}
