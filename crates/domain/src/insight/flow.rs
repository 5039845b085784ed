//! How sessions flow: from the kind of problem through what brought a person to how they ended.

use std::collections::BTreeMap;

use super::desk::Selected;
use super::facts::{Outcome, Part, SessionFacts};
use super::mark::Mark;
use crate::store::{StoreResult, View};
use crate::vocabulary::vocabulary;

vocabulary!(
    /// What a node stands for.
    NodeKind {
        /// A kind of problem.
        Category => "category",
        /// A rule, a person's own wish, or neither.
        Rule => "rule",
        /// An end.
        Outcome => "outcome",
    }
);

/// No kind of problem was recognised, or no rule fired.
pub(super) const NONE: &str = "none";

/// A person asked for the ticket, and no rule had offered it.
const PERSON: &str = "person";

/// A node of the flow.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct FlowNode {
    /// What it stands for.
    pub kind: NodeKind,
    /// The word of the category or the outcome, the rule's name, `person` or `none`.
    pub label: String,
}

impl FlowNode {
    /// A name that no other node has.
    pub fn id(&self) -> String {
        format!("{}:{}", self.kind, self.label)
    }

    /// The sessions that pass it.
    pub fn mark(&self) -> Mark {
        match self.kind {
            NodeKind::Category => Mark::of("category", &self.label),
            NodeKind::Rule => Mark::of("via", &self.label),
            NodeKind::Outcome => Mark::of("outcome", &self.label),
        }
    }
}

/// How many sessions go from one node to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlowLink {
    /// From where.
    pub source: FlowNode,
    /// To where.
    pub target: FlowNode,
    /// How many.
    pub count: u64,
}

impl FlowLink {
    /// The sessions that go this way.
    pub fn mark(&self) -> Mark {
        self.source.mark().and(self.target.mark())
    }
}

/// The whole flow.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Flow {
    /// Every node that a session passes.
    pub nodes: Vec<FlowNode>,
    /// Every way that a session goes.
    pub links: Vec<FlowLink>,
}

impl SessionFacts {
    /// The word of its kind of problem.
    pub(super) fn category_word(&self) -> &'static str {
        self.category.map_or(NONE, |category| category.as_str())
    }

    /// What brought the person: the rule that made the ticket or whose offer was taken, else `person` for a ticket
    /// that a person asked for. Without a ticket the last rule that offered one, else `none`.
    pub fn via(&self) -> &str {
        let rules = || self.firings.iter();
        let brought = rules().find(|firing| firing.forced || firing.accepted);
        let decisive = if self.has_ticket { brought } else { rules().next_back() };
        match decisive {
            Some(firing) => &firing.rule,
            None if self.has_ticket => PERSON,
            None => NONE,
        }
    }
}

/// The flow of these sessions.
///
/// # Errors
/// Those of the store.
pub fn flow(view: &mut dyn View, selected: &Selected) -> StoreResult<Flow> {
    let mut ways: BTreeMap<String, BTreeMap<(&'static str, Outcome), u64>> = BTreeMap::new();
    selected.each(view, &[Part::Firings], |facts| {
        let (via, way) = (facts.via(), (facts.category_word(), facts.outcome));
        match ways.get_mut(via) {
            Some(through) => *through.entry(way).or_default() += 1,
            None => _ = ways.insert(via.to_owned(), BTreeMap::from([(way, 1)])),
        }
    })?;
    let mut links: BTreeMap<(FlowNode, FlowNode), u64> = BTreeMap::new();
    let node = |kind, label: &str| FlowNode { kind, label: label.to_owned() };
    for (via, through) in &ways {
        for ((category, outcome), count) in through {
            let via = node(NodeKind::Rule, via);
            let (from, to) = (node(NodeKind::Category, category), node(NodeKind::Outcome, outcome.as_str()));
            *links.entry((from, via.clone())).or_default() += count;
            *links.entry((via, to)).or_default() += count;
        }
    }
    let mut nodes: Vec<FlowNode> =
        links.keys().flat_map(|(source, target)| [source.clone(), target.clone()]).collect();
    nodes.sort();
    nodes.dedup();
    let link = |((source, target), count)| FlowLink { source, target, count };
    Ok(Flow { nodes, links: links.into_iter().map(link).collect() })
}
