//! Questions that were answered badly, as those see them who put them together: one after the other, nothing copied.

use chrono::{DateTime, Utc};

use super::facts::{Outcome, Question, SessionFacts};
use crate::id::{MessageId, SessionId};
use crate::language::Language;

/// A question that was answered badly, with what is told of its session.
#[derive(Debug, Clone, PartialEq)]
pub struct SeenQuestion<'s> {
    /// The session in which it was asked.
    pub session: SessionId,
    /// The language of the session.
    pub language: Language,
    /// The host's id of the machine.
    pub machine_id: Option<&'s str>,
    /// Whether the session has had a ticket.
    pub has_ticket: bool,
    /// How the session ended.
    pub outcome: Outcome,
    /// The tickets of the session that say how they were solved: when each was made, and its place among all of them.
    pub solved: &'s [(DateTime<Utc>, usize)],
    /// The user's message.
    pub message: MessageId,
    /// When it was asked.
    pub at: DateTime<Utc>,
    /// The beginning of it.
    pub text: &'s str,
    /// How sure the assistant was.
    pub confidence: Option<f64>,
    /// The telling words of it, each once: their places in the vocabulary.
    pub words: &'s [u32],
    /// Words. The same until the look is told that they change; a word may be there twice.
    pub vocabulary: &'s [&'s str],
}

impl SeenQuestion<'_> {
    /// The telling words of it.
    pub fn telling(&self) -> impl Iterator<Item = &str> {
        let word = |place: &u32| self.vocabulary.get(usize::try_from(*place).ok()?).copied();
        self.words.iter().filter_map(word)
    }
}

/// A question that was seen, with all that was told of it.
#[derive(Debug, Clone, PartialEq)]
pub struct NotedQuestion {
    /// The session in which it was asked, and its language.
    pub session: (SessionId, Language),
    /// The host's id of the machine.
    pub machine_id: Option<String>,
    /// How the session ended, and whether it has had a ticket.
    pub outcome: (Outcome, bool),
    /// See [`SeenQuestion::solved`].
    pub solved: Vec<(DateTime<Utc>, usize)>,
    /// The question.
    pub question: Question,
}

/// Notes all that is seen.
impl QuestionLook for Vec<NotedQuestion> {
    fn turn_to(&mut self, _words: usize) {}

    fn see(&mut self, seen: &SeenQuestion<'_>) {
        self.push(NotedQuestion {
            session: (seen.session, seen.language),
            machine_id: seen.machine_id.map(str::to_owned),
            outcome: (seen.outcome, seen.has_ticket),
            solved: seen.solved.to_vec(),
            question: Question {
                message: seen.message,
                at: seen.at,
                text: seen.text.to_owned(),
                confidence: seen.confidence,
                words: seen.telling().map(Into::into).collect(),
            },
        });
    }
}

/// Who looks at questions.
pub trait QuestionLook {
    /// The questions that follow have a vocabulary of so many words.
    fn turn_to(&mut self, words: usize);

    /// Sees the next question.
    fn see(&mut self, question: &SeenQuestion<'_>);
}

impl SessionFacts {
    /// Shows the questions of this session.
    pub fn show_questions(&self, look: &mut dyn QuestionLook) {
        if self.questions.is_empty() {
            return;
        }
        let words = self.questions.iter().flat_map(|asked| &asked.words);
        let vocabulary: Vec<&str> = words.map(|word| &**word).collect();
        look.turn_to(vocabulary.len());
        let solved = self.tickets.iter().enumerate().filter(|(_, ticket)| ticket.has_resolution);
        let solved: Vec<(DateTime<Utc>, usize)> =
            solved.map(|(place, ticket)| (ticket.opened_at, place)).collect();
        let mut places = 0..u32::try_from(vocabulary.len()).unwrap_or(u32::MAX);
        for asked in &self.questions {
            let words: Vec<u32> = places.by_ref().take(asked.words.len()).collect();
            look.see(&SeenQuestion {
                session: self.session,
                language: self.language,
                machine_id: self.machine_id.as_deref(),
                has_ticket: self.has_ticket,
                outcome: self.outcome,
                solved: &solved,
                message: asked.message,
                at: asked.at,
                text: &asked.text,
                confidence: asked.confidence,
                words: &words,
                vocabulary: &vocabulary,
            });
        }
    }
}
