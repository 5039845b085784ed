//! All that is searched for one language: symptoms and passages with their analyzer.

use handover_domain::Language;

use crate::document::Document;
use crate::english;
use crate::lexicon::Words;
use crate::library::Library;
use crate::reading::{self, Claim, Reading};
use crate::retrieval::{Found, Passage, PassageIndex};
use crate::symptoms::{Match, SymptomIndex};
use crate::words::{Analyzer, Token, only_words, tokens};

/// More words than this are not searched for: nobody reads an answer to a pasted log.
const MOST_WORDS: usize = 400;

/// A step or a remark about a fault explains less than an article that says the same: it is written for
/// its place among the steps.
const OF_PROBLEM: f32 = 0.75;

/// Where a passage stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    /// The index of the document.
    pub(crate) document: usize,
    /// The heading, for the citation.
    pub(crate) heading: String,
    /// What is quoted.
    pub(crate) text: String,
    /// Whether its document is a problem.
    of_problem: bool,
}

/// The index of the documents of one language.
pub(crate) struct Index {
    language: Language,
    analyzer: Analyzer,
    symptoms: SymptomIndex,
    passages: PassageIndex,
    places: Vec<Place>,
    naming_nothing: Vec<String>,
}

/// A message as one index understands it.
pub(crate) struct Query {
    /// What it claims and asks.
    pub(crate) reading: Reading,
    /// Whether it complains without naming anything that could be searched for.
    pub(crate) vague: bool,
    text: String,
}

impl Index {
    /// Indexes the library's documents in `language`; `None` if there are none.
    pub(crate) fn new(language: Language, library: &Library) -> Option<Self> {
        let mut analyzer = Analyzer::new(language, library.same());
        let mut places = Vec::new();
        let mut problems: Vec<(usize, &[String])> = Vec::new();
        for (at, document) in library.documents().iter().enumerate().filter(|(_, d)| d.language == language) {
            places.extend(places_of(at, document));
            analyzer.learn(&document.title);
            if let Some(problem) = &document.problem {
                problems.push((at, &problem.symptoms));
                problem.symptoms.iter().for_each(|symptom| analyzer.learn(symptom));
            }
        }
        if places.is_empty() {
            return None;
        }
        for place in &places {
            analyzer.learn(&place.heading);
            analyzer.learn(&place.text);
        }
        let symptoms = SymptomIndex::new(language, &analyzer, &problems);
        let title = |place: &Place| library.documents().get(place.document).map_or("", |d| d.title.as_str());
        let passages = places.iter().map(|place| Passage {
            document: place.document,
            title: title(place),
            heading: &place.heading,
            text: &place.text,
            weight: if place.of_problem { OF_PROBLEM } else { 1.0 },
        });
        let passages = PassageIndex::new(language, library.same(), passages);
        let naming_nothing = [&english::COMPLAINTS, &english::MERELY_WELL, &english::ABOUT_THE_ANSWER];
        let naming_nothing = naming_nothing.into_iter().flat_map(Words::all);
        let naming_nothing: Vec<String> = naming_nothing.map(str::to_owned).collect();
        let naming_nothing = analyzer.terms(&naming_nothing);
        Some(Self { language, analyzer, symptoms, passages, places, naming_nothing })
    }

    /// Reads a message.
    pub(crate) fn query(&self, text: &str) -> Query {
        // A Greek question ends with what is a semicolon on every keyboard.
        let mark = if self.language == Language::El { "\u{37e}" } else { ";" };
        let mut tokens = tokens(&text.replace(';', mark), MOST_WORDS);
        self.analyzer.mend(tokens.iter_mut().filter_map(|token| match token {
            Token::Word(word) => Some(word),
            Token::Pause | Token::End { .. } => None,
        }));
        let reading = reading::read(&tokens, self.language);
        let words = only_words(tokens);
        let terms = self.analyzer.terms(&words);
        Query {
            reading,
            vague: terms.iter().all(|term| self.naming_nothing.contains(term)),
            text: text.to_owned(),
        }
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

    /// Where a passage stands.
    pub(crate) fn place(&self, passage: usize) -> Option<&Place> {
        self.places.get(passage)
    }
}

/// The sections of a document, and its steps as passages of their own.
fn places_of(at: usize, document: &Document) -> Vec<Place> {
    let sections = document.sections.iter().map(|section| Place {
        document: at,
        heading: if section.heading.is_empty() { document.title.clone() } else { section.heading.clone() },
        text: section.text.clone(),
        of_problem: document.problem.is_some(),
    });
    let steps = document.problem.iter().flat_map(|problem| &problem.steps).map(|step| {
        let lines = std::iter::once(step.text.as_str()).chain(step.warnings.iter().map(String::as_str));
        Place {
            document: at,
            heading: step.title.clone(),
            text: lines.collect::<Vec<_>>().join("\n"),
            of_problem: true,
        }
    });
    sections.chain(steps).collect()
}
