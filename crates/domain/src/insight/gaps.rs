//! Knowledge gaps: questions that the assistant could not answer well, put together where they are alike.

mod grouping;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::desk::Selected;
use super::facts::SessionFacts;
use super::mark::Mark;
use crate::id::{MessageId, SessionId, TicketId};
use crate::judgement::folded_words;
use crate::language::Language;
use crate::store::{StoreResult, View};
use grouping::{Group, Pool};

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

/// Whether questions are alike that have so many words in common, and these many each.
pub(super) fn is_alike(both: usize, (one, other): (usize, usize)) -> bool {
    both > 0 && share(both, one + other - both) >= ALIKE
}

fn share(part: usize, whole: usize) -> f64 {
    count(part) / count(whole.max(1))
}

fn count(items: usize) -> f64 {
    f64::from(u32::try_from(items).unwrap_or(u32::MAX))
}

/// A gap, and the places of its solved tickets in their sessions, newest first.
fn told(pool: &Pool, group: &Group) -> Option<(Gap, Vec<(SessionId, usize)>)> {
    let members = || pool.at(group);
    let (first, last) = (members().next()?, members().next_back()?);
    let mut languages = BTreeMap::new();
    let (mut sure, mut sum, mut solved) = (0, 0.0, BTreeSet::new());
    for member in members() {
        *languages.entry(member.language).or_default() += 1;
        sure += usize::from(member.confidence.is_some());
        sum += member.confidence.unwrap_or(0.0);
        for (at, place) in pool.solved(member) {
            let ticket = (*at, member.session, *place);
            if solved.len() == SOLUTIONS && solved.first().is_some_and(|oldest| ticket <= *oldest) {
                continue;
            }
            solved.insert(ticket);
            if solved.len() > SOLUTIONS {
                solved.pop_first();
            }
        }
    }
    let gap = Gap {
        first: first.message,
        label: pool.text(first).to_owned(),
        questions: u64::try_from(group.len()).unwrap_or(u64::MAX),
        sessions: members().map(|member| member.session).collect(),
        first_at: first.at,
        last_at: last.at,
        mean_confidence: (sure > 0).then(|| sum / count(sure)),
        languages,
        examples: members()
            .rev()
            .take(EXAMPLES)
            .map(|member| (member.session, member.message, pool.text(member).to_owned()))
            .collect(),
        solved_by: Vec::new(),
        mark: Mark::gap(first.message),
    };
    Some((gap, solved.into_iter().rev().map(|(_, session, place)| (session, place)).collect()))
}

/// The gaps in these sessions, those of most questions first.
///
/// # Errors
/// Those of the store.
pub fn gaps(view: &mut dyn View, selected: &Selected) -> StoreResult<Vec<Gap>> {
    let mut pool = Pool::of(selected.narrowing(view)?);
    view.each_question(selected.scope(), selected.selection.window(), &mut pool)?;
    let groups = pool.groups();
    let mut found: Vec<_> = groups.iter().filter_map(|group| told(&pool, group)).collect();
    found.sort_by_key(|(gap, _)| (Reverse(gap.questions), gap.first_at, gap.first));
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
