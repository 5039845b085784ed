//! Answers that experts need often, kept by those who lead the desk.

use chrono::{DateTime, Utc};

use crate::assistant::Category;
use crate::house::Scene;
use crate::id::CannedAnswerId;
use crate::language::Language;
use crate::policy::{Action, Refusal};
use crate::setting_change::{Altered, SettingKind, record_change, told};
use crate::store::{Scope, StoreError, StoreResult, Transaction, View};

/// What may stand in braces in a canned answer. Whoever shows it puts the ticket's own in their place.
pub const ANSWER_VARIABLES: [&str; 5] =
    ["user.name", "machine.name", "machine.model", "ticket.number", "expert.name"];

/// How many an organization may keep.
pub const MOST_CANNED_ANSWERS: usize = 500;

/// The longest title, in characters.
const LONGEST_TITLE: usize = 80;

/// The longest shortcut, in characters.
const LONGEST_SHORTCUT: usize = 32;

/// What somebody can say with a few keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CannedAnswer {
    /// Its id.
    pub id: CannedAnswerId,
    /// What experts find it by.
    pub title: String,
    /// The language it is written in; `None` where it fits any.
    pub language: Option<Language>,
    /// The kind of problem it is for; `None` where it fits any.
    pub category: Option<Category>,
    /// What brings it up when typed after a slash.
    pub shortcut: Option<String>,
    /// The words, with [`ANSWER_VARIABLES`] in braces.
    pub text: String,
    /// Raised by every change.
    pub version: i64,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
}

/// A canned answer as it is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WriteCannedAnswer {
    /// What experts find it by.
    pub title: String,
    /// The language it is written in.
    pub language: Option<Language>,
    /// The kind of problem it is for.
    pub category: Option<Category>,
    /// What brings it up when typed after a slash.
    pub shortcut: Option<String>,
    /// The words.
    pub text: String,
}

/// Reading canned answers.
pub trait CannedAnswerReads {
    /// All of the organization, by title and id.
    fn canned_answers(&mut self, scope: Scope) -> StoreResult<Vec<CannedAnswer>>;

    /// One of them.
    fn canned_answer(&mut self, scope: Scope, id: CannedAnswerId) -> StoreResult<Option<CannedAnswer>>;
}

/// Changing canned answers.
pub trait CannedAnswerWrites {
    /// Adds one.
    fn insert_canned_answer(&mut self, scope: Scope, answer: &CannedAnswer) -> StoreResult<()>;

    /// Stores one whose version has been raised by one.
    /// [`Stale`](crate::StoreError::Stale) unless the row has the version before.
    fn update_canned_answer(&mut self, scope: Scope, answer: &CannedAnswer) -> StoreResult<()>;

    /// Removes one; `false` when it is not there.
    fn delete_canned_answer(&mut self, scope: Scope, id: CannedAnswerId) -> StoreResult<bool>;
}

/// Why a canned answer was not read or changed. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum CannedAnswerError {
    /// There is no such answer, or the caller may not know of it.
    #[error("there is no such canned answer")]
    NotThere,
    /// A title is empty, longer than 80 characters or not one line.
    #[error("a title must be one line of 1 to {LONGEST_TITLE} characters")]
    BadTitle,
    /// A shortcut is empty, longer than 32 characters or more than a word.
    #[error("a shortcut must be one word of 1 to {LONGEST_SHORTCUT} of the letters A to Z, digits, - and _")]
    BadShortcut,
    /// Nothing would be said.
    #[error("an answer must hold words")]
    NothingSaid,
    /// Something in braces is none of [`ANSWER_VARIABLES`].
    #[error("there is no variable {{{0}}}; there are {known}", known = known())]
    UnknownVariable(String),
    /// The organization has [`MOST_CANNED_ANSWERS`] already.
    #[error("there are {MOST_CANNED_ANSWERS} canned answers already")]
    TooMany,
    /// It has changed since the caller read it.
    #[error("the canned answer is at version {current}")]
    Stale {
        /// The version it has now.
        current: i64,
    },
    /// The caller may not do that.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

fn known() -> String {
    ANSWER_VARIABLES.map(|name| format!("{{{name}}}")).join(", ")
}

/// What stands in braces and could be a variable: letters, digits, dots and underscores. Other braces are braces.
fn named_in(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).filter_map(|rest| {
        let (name, _) = rest.split_once('}')?;
        let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic())
            && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'.' || b == b'_');
        is_name.then_some(name)
    })
}

impl WriteCannedAnswer {
    fn checked(self) -> Result<Self, CannedAnswerError> {
        let title = self.title.trim().to_owned();
        let is_line = !title.is_empty() && !title.chars().any(char::is_control);
        if !is_line || title.chars().count() > LONGEST_TITLE {
            return Err(CannedAnswerError::BadTitle);
        }
        let fits = |word: &String| {
            (1..=LONGEST_SHORTCUT).contains(&word.chars().count())
                && word.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
        };
        if self.shortcut.as_ref().is_some_and(|word| !fits(word)) {
            return Err(CannedAnswerError::BadShortcut);
        }
        if self.text.trim().is_empty() {
            return Err(CannedAnswerError::NothingSaid);
        }
        if let Some(name) = named_in(&self.text).find(|name| !ANSWER_VARIABLES.contains(name)) {
            return Err(CannedAnswerError::UnknownVariable(name.to_owned()));
        }
        Ok(Self { title, ..self })
    }

    fn into_answer(self, id: CannedAnswerId, version: i64, scene: &Scene<'_>) -> CannedAnswer {
        let Self { title, language, category, shortcut, text } = self;
        CannedAnswer { id, title, language, category, shortcut, text, version, updated_at: scene.now }
    }
}

impl CannedAnswer {
    /// All of it, for the history of settings.
    fn described(&self) -> String {
        let facts = told([
            ("title", &self.title),
            ("language", self.language.map_or("", |language| language.code())),
            ("category", self.category.map_or("", |category| category.as_str())),
            ("shortcut", self.shortcut.as_deref().unwrap_or_default()),
        ]);
        format!("{facts}\n\n{}", self.text)
    }
}

/// All canned answers of the organization, by title.
///
/// # Errors
/// [`CannedAnswerError::Refused`]
pub fn list_canned_answers(
    view: &mut dyn View,
    scene: &Scene<'_>,
) -> Result<Vec<CannedAnswer>, CannedAnswerError> {
    scene.actor.demand(Action::ReadDesk)?;
    Ok(view.canned_answers(scene.actor.scope())?)
}

/// Keeps a new answer.
///
/// # Errors
/// [`CannedAnswerError`]
pub fn add_canned_answer(
    tx: &mut dyn Transaction,
    scene: &Scene<'_>,
    new: WriteCannedAnswer,
) -> Result<CannedAnswer, CannedAnswerError> {
    scene.actor.demand(Action::LeadDesk)?;
    let scope = scene.actor.scope();
    let answer = new.checked()?.into_answer(CannedAnswerId(scene.ids.row()), 1, scene);
    if tx.canned_answers(scope)?.len() >= MOST_CANNED_ANSWERS {
        return Err(CannedAnswerError::TooMany);
    }
    tx.insert_canned_answer(scope, &answer)?;
    let change = Altered { from: None, to: Some(answer.described()) };
    record_change(tx, scene, (SettingKind::CannedAnswer, &answer.title), change)?;
    Ok(answer)
}

/// Writes an answer anew. `expected` is the version that the caller read.
///
/// # Errors
/// [`CannedAnswerError`]
pub fn change_canned_answer(
    tx: &mut dyn Transaction,
    scene: &Scene<'_>,
    (id, expected): (CannedAnswerId, Option<i64>),
    new: WriteCannedAnswer,
) -> Result<CannedAnswer, CannedAnswerError> {
    scene.actor.demand(Action::LeadDesk)?;
    let scope = scene.actor.scope();
    let new = new.checked()?;
    let before = known_as(tx, scope, (id, expected))?;
    let answer = new.into_answer(id, before.version + 1, scene);
    if answer.described() == before.described() {
        return Ok(before);
    }
    tx.update_canned_answer(scope, &answer)?;
    let change = Altered { from: Some(before.described()), to: Some(answer.described()) };
    record_change(tx, scene, (SettingKind::CannedAnswer, &answer.title), change)?;
    Ok(answer)
}

/// Removes an answer. `expected` is the version that the caller read.
///
/// # Errors
/// [`CannedAnswerError`]
pub fn remove_canned_answer(
    tx: &mut dyn Transaction,
    scene: &Scene<'_>,
    (id, expected): (CannedAnswerId, Option<i64>),
) -> Result<(), CannedAnswerError> {
    scene.actor.demand(Action::LeadDesk)?;
    let scope = scene.actor.scope();
    let before = known_as(tx, scope, (id, expected))?;
    if !tx.delete_canned_answer(scope, id)? {
        return Err(CannedAnswerError::NotThere);
    }
    let change = Altered { from: Some(before.described()), to: None };
    record_change(tx, scene, (SettingKind::CannedAnswer, &before.title), change)?;
    Ok(())
}

fn known_as(
    view: &mut dyn View,
    scope: Scope,
    (id, expected): (CannedAnswerId, Option<i64>),
) -> Result<CannedAnswer, CannedAnswerError> {
    let known = view.canned_answer(scope, id)?.ok_or(CannedAnswerError::NotThere)?;
    if expected.is_some_and(|version| version != known.version) {
        return Err(CannedAnswerError::Stale { current: known.version });
    }
    Ok(known)
}

#[cfg(test)]
mod tests {
    use super::named_in;

    #[test]
    fn only_names_in_braces_are_variables() {
        let named = |text| named_in(text).collect::<Vec<_>>();
        assert_eq!(named("Hello {user.name}, {ticket.number}{x}!"), ["user.name", "ticket.number", "x"]);
        assert_eq!(named("{} { user.name } {1} {{user.name}} {a b} {c"), ["user.name"]);
        assert_eq!(named("}{"), Vec::<&str>::new());
    }
}
