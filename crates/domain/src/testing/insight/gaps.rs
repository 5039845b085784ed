//! Questions that were answered badly, found and put together again.

use std::collections::{BTreeMap, BTreeSet};

use super::Recounted;
use crate::id::{MessageId, SessionId};
use crate::insight::{History, Question, SessionFacts, gaps};
use crate::message::Sender;
use crate::trigger::TriggerType;

pub(super) fn recount_gaps(recounted: &Recounted<'_>, histories: &[History]) {
    let mut slow = BTreeSet::new();
    for history in histories {
        for said in history
            .messages
            .iter()
            .filter(|said| said.sender == Sender::User && !said.content.trim().is_empty())
        {
            let answered = history.messages.iter().any(|answer| {
                answer.sender == Sender::Assistant
                    && answer.turn == said.turn
                    && answer.sequence > said.sequence
                    && answer.confidence.is_some_and(|sure| sure < 0.4)
            });
            let judged = history
                .triggers
                .iter()
                .any(|t| t.message_id == Some(said.id) && t.trigger_type == TriggerType::ConfidenceLow);
            if answered || judged {
                slow.insert((history.session.id, said.id));
            }
        }
    }
    let groups = recounted.told(gaps);
    let told: u64 = groups.iter().map(|gap| gap.questions).sum();
    assert_eq!(usize::try_from(told).ok(), Some(slow.len()));
    let mut alike = put_together(&recounted.facts);
    for gap in &groups {
        let asked = alike.remove(&gap.first).expect("a group begins with it");
        assert_eq!(usize::try_from(gap.questions).ok(), Some(asked.len()), "{}", gap.label);
        let sessions: BTreeSet<SessionId> = asked.iter().map(|(session, _)| *session).collect();
        assert_eq!(gap.sessions, sessions, "{}", gap.label);
        let newest: Vec<_> =
            asked.iter().rev().take(5).map(|(of, asked)| (*of, asked.message, asked.text.clone())).collect();
        assert_eq!((&gap.examples, asked.first().map(|(_, asked)| &asked.text)), (&newest, Some(&gap.label)));
        let of_gap = recounted.facts.iter().filter(|facts| gap.sessions.contains(&facts.session));
        let tickets =
            of_gap.flat_map(|facts| facts.tickets.iter().map(move |ticket| (facts.session, ticket)));
        let mut solved: Vec<_> = tickets.filter(|(_, ticket)| ticket.has_resolution).collect();
        solved.sort_by_key(|(session, ticket)| std::cmp::Reverse((ticket.opened_at, *session)));
        let solved: Vec<_> =
            solved.into_iter().map(|(session, ticket)| (session, ticket.id)).take(3).collect();
        assert_eq!(gap.solved_by, solved);
    }
    let sessions: BTreeSet<SessionId> = groups.iter().flat_map(|gap| gap.sessions.clone()).collect();
    assert_eq!(sessions, slow.iter().map(|(session, _)| *session).collect());
}

/// Questions that are alike, by the first of each group: each is compared with the first question of every group.
fn put_together(facts: &[SessionFacts]) -> BTreeMap<MessageId, Vec<(SessionId, &Question)>> {
    let mut asked: Vec<(SessionId, &Question)> = facts
        .iter()
        .flat_map(|session| session.questions.iter().map(move |asked| (session.session, asked)))
        .collect();
    asked.sort_by_key(|(_, asked)| (asked.at, asked.message));
    let mut groups: Vec<Vec<(SessionId, &Question)>> = Vec::new();
    for one in asked {
        let words: BTreeSet<_> = one.1.words.iter().collect();
        let mut best: Option<(f64, usize)> = None;
        for (place, group) in groups.iter().enumerate() {
            let first: BTreeSet<_> = group.iter().take(1).flat_map(|(_, asked)| &asked.words).collect();
            let (both, either) = (words.intersection(&first).count(), words.union(&first).count());
            let alike =
                f64::from(u32::try_from(both).expect("few")) / f64::from(u32::try_from(either).expect("few"));
            if alike >= 0.4 && best.is_none_or(|(before, _)| alike > before) {
                best = Some((alike, place));
            }
        }
        match best.and_then(|(_, place)| groups.get_mut(place)) {
            Some(group) => group.push(one),
            None => groups.push(vec![one]),
        }
    }
    groups.into_iter().filter_map(|group| Some((group.first()?.1.message, group))).collect()
}
