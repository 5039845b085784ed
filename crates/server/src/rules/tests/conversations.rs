//! Whole conversations in six languages over the real parts: the shipped rules, the embedded assistant with the sample
//! pack, the use cases of the chat. Each file says when a person must come in; the report says when one did.

use std::fmt::Write as _;

use chrono::TimeDelta;
use futures_util::{FutureExt, StreamExt};
use handover_assistant::{KnowledgeAssistant, Library};
use handover_domain::assistant::{Answer, AnswerPart, Assistant, Question};
use handover_domain::chat::{Closed, OpenTurn, Opened, StepFeedback, close_turn, open_turn, step_feedback};
use handover_domain::testing::{MemoryStore, World};
use handover_domain::{Decision, Language, Reason, Session, SessionId, StepId, StoreExt, StoreResult};
use serde::Deserialize;

use super::*;

/// At most so many offers that nobody needed, and so many that came more than one turn late.
const NEEDLESS: usize = 3;
const LATE: usize = 3;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    language: String,
    #[expect(dead_code, reason = "said to the reader of the file")]
    reviewed: bool,
    #[serde(rename = "conversation")]
    conversations: Vec<Conversation>,
}

/// One conversation. Without `offered` and `forced` nobody needs a person.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Conversation {
    id: String,
    kind: String,
    turns: Vec<Turn>,
    /// The turn, counted from 1, from which a person must have been offered.
    offered: Option<usize>,
    /// The turn from which a ticket must have been made unasked.
    forced: Option<usize>,
    /// From which turn an offer is welcome, where that is earlier.
    from: Option<usize>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Turn {
    /// What the user types into the chat.
    Said(String),
    /// A button below the step, or words typed there.
    Step { step: String },
    /// A message that names the machine too.
    About { say: String, machine: String },
}

/// What one turn came to.
struct Came {
    decision: Decision,
    reason: Option<Reason>,
    said: String,
    /// Feedback was due, but there was no step to give it on.
    lacked_step: bool,
}

/// What was wrong with a conversation.
#[derive(Default)]
struct Wrong {
    missed: bool,
    /// How many turns after the one where it was due.
    late: usize,
    needless: usize,
}

struct Talk<'a> {
    store: MemoryStore,
    world: World,
    assistant: &'a KnowledgeAssistant,
    language: Language,
    session: Option<SessionId>,
    step: Option<StepId>,
}

impl<'a> Talk<'a> {
    fn new(assistant: &'a KnowledgeAssistant, rules: &RuleSet, language: Language) -> Self {
        let mut world = World::new();
        world.house.rules = rules.clone();
        Self { store: MemoryStore::new(), world, assistant, language, session: None, step: None }
    }

    fn take(&mut self, turn: &Turn) -> Came {
        self.world.wait(TimeDelta::minutes(1));
        let (opened, lacked_step) = match (turn, self.session, self.step) {
            (Turn::Step { step: words }, Some(session), Some(step)) => {
                let feedback =
                    StepFeedback { session, step, user_id: None, feedback: words.clone(), memory: 0 };
                (self.store.write(|tx| step_feedback(tx, &self.world.scene(), feedback)).unwrap(), false)
            }
            (Turn::Step { step: words }, ..) => (self.open(words, None), true),
            (Turn::Said(words), ..) => (self.open(words, None), false),
            (Turn::About { say, machine }, ..) => (self.open(say, Some(machine)), false),
        };
        let closed = match opened {
            Opened::Closed(closed) => *closed,
            Opened::Ask(pending) => {
                let answer = answer(self.assistant, pending.question.clone());
                self.store.write(|tx| close_turn(tx, &self.world.scene(), &pending, answer)).unwrap()
            }
        };
        self.session = Some(closed.session);
        self.step = self.session().current_step;
        Came::of(closed, lacked_step)
    }

    fn open(&self, words: &str, machine: Option<&String>) -> Opened {
        let mut command = OpenTurn::saying(words);
        command.session = self.session;
        command.language = Some(self.language);
        command.machine_id = machine.cloned();
        self.store.write(|tx| open_turn(tx, &self.world.scene(), command)).unwrap()
    }

    fn session(&self) -> Session {
        let scope = self.world.actor.scope();
        let found: StoreResult<_> = self.store.read(|view| view.session(scope, self.session.unwrap()));
        found.unwrap().unwrap()
    }
}

impl Came {
    fn of(closed: Closed, lacked_step: bool) -> Self {
        let notice = closed.notice.as_ref();
        Self {
            decision: notice.map_or(Decision::Continue, |notice| notice.decision),
            reason: notice.map(|notice| notice.reason),
            said: closed.reply.text,
            lacked_step,
        }
    }
}

/// All parts at once: the embedded assistant never waits for anything.
fn answer(assistant: &KnowledgeAssistant, question: Question) -> Answer {
    let parts = assistant.answer(question).collect::<Vec<_>>().now_or_never();
    match parts.unwrap().pop() {
        Some(AnswerPart::Done(answer)) => *answer,
        other => panic!("the last part is the whole answer, not {other:?}"),
    }
}

fn compare(conversation: &Conversation, came: &[Came]) -> Wrong {
    let due = conversation.forced.or(conversation.offered);
    let welcome = conversation.from.or(due).unwrap_or(usize::MAX);
    let mut wrong = Wrong::default();
    let mut met = due.is_none();
    for (place, turn) in came.iter().enumerate().map(|(index, turn)| (index + 1, turn)) {
        let unforced =
            turn.decision == Decision::Escalate && conversation.forced.is_none_or(|due| place < due);
        let offered = turn.decision != Decision::Continue;
        wrong.needless += usize::from(offered && place < welcome || unforced);
        let is_it = if conversation.forced.is_some() { turn.decision == Decision::Escalate } else { offered };
        if let Some(due) = due.filter(|due| !met && is_it && place >= *due) {
            met = true;
            wrong.late = place - due;
        }
    }
    wrong.missed = !met;
    wrong
}

/// The conversations of a file, judged; those that did not go as they should are described in the report.
fn judged(
    name: &str,
    (assistant, rules): (&KnowledgeAssistant, &RuleSet),
    report: &mut String,
) -> (usize, Vec<Wrong>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/conversations");
    let text = std::fs::read_to_string(folder.join(format!("{name}.toml"))).unwrap();
    let file: File = toml::from_str(&text).unwrap();
    assert!(name.starts_with(&file.language), "{name} says that it is in {}", file.language);
    let language = Language::from_tag(&file.language);
    let mut wrongs = Vec::new();
    for conversation in &file.conversations {
        let mut talk = Talk::new(assistant, rules, language);
        let came: Vec<Came> = conversation.turns.iter().map(|turn| talk.take(turn)).collect();
        let machine = conversation.turns.iter().rev().find_map(|turn| match turn {
            Turn::About { machine, .. } => Some(machine),
            _ => None,
        });
        assert_eq!(talk.session().machine_id.as_ref(), machine, "{} keeps its machine", conversation.id);
        let wrong = compare(conversation, &came);
        if wrong.missed || wrong.late > 0 || wrong.needless > 0 || came.iter().any(|turn| turn.lacked_step) {
            describe(report, name, conversation, (&came, &wrong));
        }
        wrongs.push(wrong);
    }
    (file.conversations.len(), wrongs)
}

fn describe(report: &mut String, name: &str, conversation: &Conversation, (came, wrong): (&[Came], &Wrong)) {
    let (id, kind) = (&conversation.id, &conversation.kind);
    let missed = if wrong.missed { "missed " } else { "" };
    let _ = writeln!(report, "{name}/{id} ({kind}): {missed}needless {} late {}", wrong.needless, wrong.late);
    for (turn, came) in conversation.turns.iter().zip(came) {
        let words = match turn {
            Turn::Said(words) => words.clone(),
            Turn::Step { step } => format!("[step] {step}"),
            Turn::About { say, .. } => say.clone(),
        };
        let reason = came.reason.map(|reason| reason.to_string()).unwrap_or_default();
        let lacked = if came.lacked_step { " (there was no step)" } else { "" };
        let said: String = came.said.replace('\n', " ").chars().take(90).collect();
        let _ = writeln!(report, "    {words}{lacked}\n        -> {} {reason} | {said}", came.decision);
    }
}

/// Holds every conversation of the files with this ending, and says what went wrong.
fn hold(ending: &str) {
    let assistant = KnowledgeAssistant::new(Library::embedded().unwrap());
    let rules = shipped();
    let mut report = String::new();
    let (mut all, mut wrongs) = (0, Vec::new());
    for language in Language::ALL {
        let name = format!("{}{ending}", language.code());
        let (count, found) = judged(&name, (&assistant, &rules), &mut report);
        assert!(!ending.is_empty() || count >= 10, "{name}: {count} conversations");
        all += count;
        wrongs.extend(found);
    }
    let missed = wrongs.iter().filter(|wrong| wrong.missed).count();
    let needless: usize = wrongs.iter().map(|wrong| wrong.needless).sum();
    let one_late = wrongs.iter().filter(|wrong| wrong.late == 1).count();
    let late = wrongs.iter().filter(|wrong| wrong.late > 1).count();
    let totals = format!(
        "{all} conversations: {missed} missed, {needless} needless offers, {one_late} one turn late, {late} later"
    );
    let _ = std::io::Write::write_all(&mut std::io::stderr(), format!("{report}{totals}\n").as_bytes());
    assert!(missed == 0 && needless <= NEEDLESS && late <= LATE, "{totals}; the report is above");
}

#[test]
fn people_come_in_when_they_are_needed() {
    hold("");
}

#[test]
fn people_come_in_when_they_are_needed_in_the_held_out_conversations() {
    hold("-held-out");
}
