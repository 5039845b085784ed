//! Questions that were answered badly, as those see them who put them together: one after the other, nothing copied.

use chrono::{DateTime, Utc};

use super::facts::{Part, SessionFacts};
use crate::id::{MessageId, SessionId};
use crate::language::Language;

/// The parts of facts that follow here.
pub const QUESTION_PARTS: &[Part] = &[Part::Ids, Part::Machines, Part::Tickets, Part::Questions];

/// A question that was answered badly, with what is told of its session.
#[derive(Debug, Clone, PartialEq)]
pub struct SeenQuestion<'s> {
    /// The session in which it was asked.
    pub session: SessionId,
    /// The language of the session.
    pub language: Language,
    /// The host's id of the machine.
    pub machine_id: Option<&'s str>,
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
