//! Makes terms of the words of one language.

use std::collections::HashMap;

use handover_domain::Language;
use rust_stemmers::{Algorithm, Stemmer};

use super::normal::{folded, lexical};
use super::scan::{Piece, pieces};
use super::stop;
use crate::reading;
use crate::spelling;

/// The number of a term in its index.
pub(crate) type TermId = u32;

/// With so many letters a word's beginning tells what it is about, whatever its ending (for Turkish:
/// Can et al., "Information retrieval on Turkish texts", JASIST 59(3), 2008).
const BEGINNING: usize = 5;

/// Arabic words are short without their clitics, and begin with those.
const ARABIC_BEGINNING: usize = 4;

/// A shorter word has no beginning of its own.
const SHORTEST: usize = 4;

/// A word as the index knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Word {
    /// Its stem.
    pub(crate) term: TermId,
    /// Its first letters.
    pub(crate) beginning: Option<TermId>,
    /// Whether it carries structure rather than content.
    pub(crate) stop: bool,
    /// Whether two texts that differ in it say different things: numbers, codes, words of denial.
    pub(crate) exact: bool,
}

/// A word on its way into the index.
struct Analysed {
    plain: String,
    stem: String,
    beginning: Option<String>,
}

/// The stemmers and stop words of one language.
pub(crate) struct Analysis {
    language: Language,
    stemmer: Stemmer,
    /// For the names and terms in Latin letters that stand in Greek and Arabic texts.
    latin: Option<Stemmer>,
}

impl Analysis {
    pub(crate) fn new(language: Language) -> Self {
        let algorithm = match language {
            Language::En => Algorithm::English,
            Language::El => Algorithm::Greek,
            Language::Ar => Algorithm::Arabic,
            Language::Es => Algorithm::Spanish,
            Language::Tr => Algorithm::Turkish,
            Language::No => Algorithm::Norwegian,
        };
        let foreign = matches!(language, Language::El | Language::Ar);
        let latin = foreign.then(|| Stemmer::create(Algorithm::English));
        Self { language, stemmer: Stemmer::create(algorithm), latin }
    }

    fn analyse(&self, word: &str) -> Analysed {
        let word = lexical(word, self.language);
        let plain = folded(&word);
        if plain.contains(|c: char| c.is_ascii_digit()) {
            return Analysed { stem: plain.clone(), plain, beginning: None };
        }
        let stem = match self.latin.as_ref().filter(|_| word.is_ascii()) {
            Some(latin) => latin.stem(&word).into_owned(),
            None => folded(&self.stemmer.stem(&word)),
        };
        let (of, letters) = match self.language {
            Language::Ar => (&stem, ARABIC_BEGINNING),
            _ => (&plain, BEGINNING),
        };
        let beginning = (of.chars().count() >= SHORTEST).then(|| of.chars().take(letters).collect());
        Analysed { plain, stem, beginning }
    }

    fn is_exact(&self, plain: &str) -> bool {
        plain.contains(|c: char| c.is_ascii_digit()) || reading::denies(plain, self.language)
    }
}

/// The terms of an index and the words that lead to them.
pub(crate) struct Dictionary {
    analysis: Analysis,
    terms: HashMap<String, TermId>,
    beginnings: HashMap<String, TermId>,
    /// By word without accents: what it became. A word typed without its accents has another stem, and
    /// finds here the one that it has with them.
    words: HashMap<String, Word>,
    /// By first letter: the words that a misspelt one may have been meant to be.
    initials: HashMap<char, Vec<String>>,
}

/// What a question's word is to an index.
pub(crate) enum Known {
    /// A word that leads to a term of the index.
    Word(Word),
    /// A word of content that no passage has, without accents, and its first letters if one has those.
    Unknown(String, Option<TermId>),
    /// A stop word that no passage has.
    Nothing,
}

impl Dictionary {
    pub(crate) fn new(analysis: Analysis) -> Self {
        Self {
            analysis,
            terms: HashMap::new(),
            beginnings: HashMap::new(),
            words: HashMap::new(),
            initials: HashMap::new(),
        }
    }

    /// The number of a term, given out if it is new.
    pub(crate) fn number(&mut self, stem: String) -> TermId {
        number(&mut self.terms, stem)
    }

    /// Looks a question's word up: by its stem, then by its letters without accents, then one slip of
    /// the keyboard away if `mend` is set.
    pub(crate) fn look_up(&self, word: &str, mend: bool) -> Known {
        let Analysed { plain, stem, beginning } = self.analysis.analyse(word);
        let stop = stop::is_stop(&plain, self.analysis.language);
        let beginning = beginning.and_then(|letters| self.beginnings.get(&letters).copied());
        if let Some(term) = self.terms.get(&stem) {
            return Known::Word(Word { term: *term, beginning, stop, exact: self.analysis.is_exact(&plain) });
        }
        if let Some(word) = self.words.get(&plain).or_else(|| mend.then(|| self.mended(&plain)).flatten()) {
            return Known::Word(*word);
        }
        if stop { Known::Nothing } else { Known::Unknown(plain, beginning) }
    }

    fn mended(&self, plain: &str) -> Option<&Word> {
        let own = stop::is_structure(plain, self.analysis.language);
        let candidates = self.initials.get(&plain.chars().next()?)?;
        if own || !spelling::worth_mending(plain) {
            return None;
        }
        self.words.get(spelling::nearest(plain, candidates.iter().map(String::as_str))?)
    }
}

fn number(numbers: &mut HashMap<String, TermId>, name: String) -> TermId {
    let next = TermId::try_from(numbers.len()).unwrap_or(TermId::MAX);
    *numbers.entry(name).or_insert(next)
}

/// Reads texts into a dictionary.
pub(crate) struct Reader<'a> {
    dictionary: &'a mut Dictionary,
    /// By word as written: texts repeat their words, and stemming costs a hundred look-ups.
    seen: HashMap<String, Word>,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(dictionary: &'a mut Dictionary) -> Self {
        Self { dictionary, seen: HashMap::new() }
    }

    /// The words of a text in order, stop words included.
    pub(crate) fn read(&mut self, text: &str) -> Vec<Word> {
        let mut found = Vec::with_capacity(text.len() / 6);
        pieces(text, |piece| match &piece {
            Piece::Word(word) => found.push(self.word(word)),
            Piece::Code(code) => found.push(self.word(code)),
        });
        found
    }

    fn word(&mut self, word: &str) -> Word {
        if let Some(known) = self.seen.get(word) {
            return *known;
        }
        let Analysed { plain, stem, beginning } = self.dictionary.analysis.analyse(word);
        let known = Word {
            term: self.dictionary.number(stem),
            beginning: beginning.map(|letters| number(&mut self.dictionary.beginnings, letters)),
            stop: stop::is_stop(&plain, self.dictionary.analysis.language),
            exact: self.dictionary.analysis.is_exact(&plain),
        };
        if let Some(initial) = plain.chars().next()
            && spelling::worth_mending(&plain)
            && !self.dictionary.words.contains_key(&plain)
        {
            self.dictionary.initials.entry(initial).or_default().push(plain.clone());
        }
        self.dictionary.words.entry(plain).or_insert(known);
        self.seen.insert(word.to_owned(), known);
        known
    }
}
