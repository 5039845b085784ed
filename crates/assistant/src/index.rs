//! All that is searched for one language: symptoms and passages with their analyzer.

use std::borrow::Cow;
use std::sync::Arc;

use handover_domain::Language;

use crate::document::Document;
use crate::english;
use crate::lexicon::Words;
use crate::reading::{self, Claim, Reading};
use crate::retrieval::{Found, Passage, PassageIndex, ReadPassage, Vocabulary, is_stop};
use crate::symptoms::{Match, SymptomIndex};
use crate::words::{Analyzer, only_words, tokens};

/// More words than this are not searched for: nobody reads an answer to a pasted log.
const MOST_WORDS: usize = 400;

/// A step or a remark about a fault explains less than an article that says the same: it is written for
/// its place among the steps.
const OF_PROBLEM: f32 = 0.75;

/// Where a passage stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place {
    /// The place of its document among those of the index.
    document: usize,
    /// Its number within the document, counted from 1.
    number: u32,
}

/// A passage that was found, with all that is said when it is quoted.
pub(crate) struct Quoted<'a> {
    /// Its document.
    pub(crate) document: &'a Document,
    /// Its number within the document, counted from 1.
    pub(crate) number: u32,
    /// Its heading.
    pub(crate) heading: &'a str,
    /// Its text.
    pub(crate) text: Cow<'a, str>,
}

/// The index of the documents of one language.
pub(crate) struct Index {
    language: Language,
    documents: Vec<Arc<Document>>,
    analyzer: Analyzer,
    symptoms: SymptomIndex,
    passages: PassageIndex,
    places: Vec<Place>,
    naming_nothing: Vec<String>,
    words: usize,
}

/// A document whose passages were read.
pub(crate) struct ReadDocument {
    document: Arc<Document>,
    passages: Vec<ReadPassage>,
}

impl ReadDocument {
    pub(crate) fn new(document: Arc<Document>, vocabulary: &mut Vocabulary) -> Self {
        let weight = if document.problem.is_some() { OF_PROBLEM } else { 1.0 };
        let mut read = |(heading, text): (&str, Cow<'_, str>)| {
            let passage = Passage { document: 0, title: &document.title, heading, text: &text, weight };
            ReadPassage::new(vocabulary, &passage)
        };
        let passages = document.passages().map(&mut read).collect();
        Self { document, passages }
    }

    pub(crate) fn document(&self) -> &Arc<Document> {
        &self.document
    }
}

/// A message as one index understands it.
pub(crate) struct Query {
    /// What it claims and asks.
    pub(crate) reading: Reading,
    /// Whether it complains without naming anything that could be searched for.
    pub(crate) vague: bool,
    text: String,
}

impl Query {
    /// The message itself.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }
}

impl Index {
    /// Indexes documents that were read with `vocabulary`; `None` if they have no passage.
    pub(crate) fn new<'d>(
        vocabulary: &mut Vocabulary,
        same: &[Vec<String>],
        read: impl Iterator<Item = &'d ReadDocument> + Clone,
    ) -> Option<Self> {
        let language = vocabulary.language();
        let documents: Vec<Arc<Document>> = read.clone().map(|read| Arc::clone(&read.document)).collect();
        let numbered = |(document, read): (usize, &'d ReadDocument)| {
            read.passages.iter().zip(1..).map(move |(passage, number)| (Place { document, number }, passage))
        };
        let places: Vec<(Place, &ReadPassage)> = read.enumerate().flat_map(numbered).collect();
        if places.is_empty() {
            return None;
        }
        let read = places.iter().map(|(place, passage)| (place.document, *passage));
        let (passages, written) = PassageIndex::of(vocabulary, same, read);
        let words = written.len();
        let mut analyzer = Analyzer::new(language, same);
        written.into_iter().for_each(|word| analyzer.learn(word));
        let problems: Vec<(usize, &[String])> = documents
            .iter()
            .enumerate()
            .filter_map(|(at, document)| Some((at, document.problem.as_ref()?.symptoms.as_slice())))
            .collect();
        problems.iter().flat_map(|(_, symptoms)| *symptoms).for_each(|symptom| analyzer.learn(symptom));
        let symptoms = SymptomIndex::new(language, &analyzer, &problems);
        let naming_nothing = [&english::COMPLAINTS, &english::MERELY_WELL, &english::ABOUT_THE_ANSWER];
        let naming_nothing = naming_nothing.into_iter().flat_map(Words::all);
        let naming_nothing: Vec<String> = naming_nothing.map(str::to_owned).collect();
        let naming_nothing = analyzer.terms(&naming_nothing);
        let places = places.into_iter().map(|(place, _)| place).collect();
        Some(Self { language, documents, analyzer, symptoms, passages, places, naming_nothing, words })
    }

    /// The language of its documents.
    pub(crate) fn language(&self) -> Language {
        self.language
    }

    /// How many words its passages have, as they are written.
    pub(crate) fn word_count(&self) -> usize {
        self.words
    }

    /// Its documents, in order.
    pub(crate) fn documents(&self) -> &[Arc<Document>] {
        &self.documents
    }

    /// Reads a message.
    pub(crate) fn query(&self, text: &str) -> Query {
        // A Greek question ends with what is a semicolon on every keyboard.
        let mark = if self.language == Language::El { "\u{37e}" } else { ";" };
        let mut tokens = tokens(&text.replace(';', mark), MOST_WORDS);
        self.analyzer.mend(&mut tokens);
        let reading = reading::read(&tokens, self.language);
        let words = only_words(tokens);
        let terms = self.analyzer.terms(&words);
        Query {
            reading,
            vague: terms.iter().all(|term| self.naming_nothing.contains(term)),
            text: text.to_owned(),
        }
    }

    /// The terms of a text that name something, numbers and small words left out.
    pub(crate) fn terms(&self, text: &str) -> Vec<String> {
        let words = only_words(tokens(text, MOST_WORDS)).into_iter();
        let telling = |word: &String| !is_stop(word, self.language) && word.chars().any(char::is_alphabetic);
        self.analyzer.terms(&words.filter(telling).collect::<Vec<_>>())
    }

    /// The problem that a message describes best.
    pub(crate) fn fault(&self, query: &Query) -> Option<Match> {
        self.symptoms.best(&query.reading, &self.analyzer)
    }

    /// Whether a message says that all is well, or denies a fault, and nothing else.
    pub(crate) fn is_content(&self, query: &Query) -> bool {
        let reading = &query.reading;
        if reading.asks || reading.claims.is_empty() {
            return reading.all_well && !reading.asks;
        }
        let denied = |claim: &Claim| Claim { denies: false, ..claim.clone() };
        let opposite = Reading { claims: reading.claims.iter().map(denied).collect(), ..Reading::default() };
        let no_fault =
            || self.symptoms.best(&opposite, &self.analyzer).is_some_and(|found| found.is_the_symptom());
        reading.claims.iter().all(|claim| claim.denies) && (query.vague || no_fault())
    }

    /// The passage that covers a message best.
    pub(crate) fn passage(&self, query: &Query) -> Option<Found> {
        self.passages.best(&query.text)
    }

    /// The passages that fit a message best, best first.
    pub(crate) fn passages(&self, query: &Query, most: usize) -> impl Iterator<Item = Quoted<'_>> {
        self.passages.search(&query.text, most).into_iter().filter_map(|hit| self.quoted(hit.passage))
    }

    /// What is quoted of a passage that was found.
    pub(crate) fn quoted(&self, passage: usize) -> Option<Quoted<'_>> {
        let Place { document, number } = *self.places.get(passage)?;
        let document = self.documents.get(document)?;
        let (heading, text) = document.passage(number)?;
        Some(Quoted { document, number, heading, text })
    }
}
