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

/// The number of a word as it is written, in its [`Vocabulary`].
pub(crate) type WordId = u32;

/// A word on its way into an index.
struct Analysed {
    plain: String,
    stem: String,
    beginning: Option<String>,
}

/// What is known of a word as it is written.
struct Entry {
    written: Box<str>,
    analysed: Analysed,
    stop: bool,
    exact: bool,
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

    /// Adds a word.
    fn add(&mut self, entry: &Entry) -> Word {
        let Entry { analysed: Analysed { plain, stem, beginning }, stop, exact, .. } = entry;
        let word = Word {
            term: self.number(stem.clone()),
            beginning: beginning.as_ref().map(|letters| number(&mut self.beginnings, letters.clone())),
            stop: *stop,
            exact: *exact,
        };
        if let Some(initial) = plain.chars().next()
            && spelling::worth_mending(plain)
            && !self.words.contains_key(plain)
        {
            self.initials.entry(initial).or_default().push(plain.clone());
        }
        self.words.entry(plain.clone()).or_insert(word);
        word
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

/// The words of many texts of one language, each analysed once: texts repeat their words, and stemming
/// costs a hundred look-ups.
///
/// It only grows: whoever lets texts go makes a new one when most of it has become useless.
pub struct Vocabulary {
    analysis: Analysis,
    numbers: HashMap<Box<str>, WordId>,
    words: Vec<Entry>,
}

impl Vocabulary {
    /// No words yet.
    pub fn new(language: Language) -> Self {
        Self { analysis: Analysis::new(language), numbers: HashMap::new(), words: Vec::new() }
    }

    /// The language of its words.
    pub(crate) fn language(&self) -> Language {
        self.analysis.language
    }

    /// How many words it has.
    pub(crate) fn len(&self) -> usize {
        self.words.len()
    }

    /// The words of a text in order, stop words included.
    pub(crate) fn read(&mut self, text: &str) -> Box<[WordId]> {
        let mut found = Vec::with_capacity(text.len() / 6);
        pieces(text, |piece| match &piece {
            Piece::Word(word) => found.push(self.word(word)),
            Piece::Code(code) => found.push(self.word(code)),
        });
        found.into_boxed_slice()
    }

    fn word(&mut self, word: &str) -> WordId {
        if let Some(known) = self.numbers.get(word) {
            return *known;
        }
        let analysed = self.analysis.analyse(word);
        let stop = stop::is_stop(&analysed.plain, self.analysis.language);
        let exact = self.analysis.is_exact(&analysed.plain);
        let number = WordId::try_from(self.words.len()).unwrap_or(WordId::MAX);
        let written: Box<str> = word.into();
        self.words.push(Entry { written: written.clone(), analysed, stop, exact });
        self.numbers.insert(written, number);
        number
    }
}

/// The words of a vocabulary that an index takes, each numbered when it first comes.
pub(crate) struct Taken<'a> {
    vocabulary: &'a Vocabulary,
    words: Vec<Option<Word>>,
}

impl<'a> Taken<'a> {
    pub(crate) fn new(vocabulary: &'a Vocabulary) -> Self {
        Self { vocabulary, words: vec![None; vocabulary.len()] }
    }

    /// What words are to the index of `dictionary`.
    pub(crate) fn words(&mut self, numbers: &[WordId], dictionary: &mut Dictionary) -> Vec<Word> {
        numbers.iter().filter_map(|number| self.word(*number, dictionary)).collect()
    }

    fn word(&mut self, number: WordId, dictionary: &mut Dictionary) -> Option<Word> {
        let at = usize::try_from(number).ok()?;
        let taken = self.words.get_mut(at)?;
        if taken.is_none() {
            *taken = Some(dictionary.add(self.vocabulary.words.get(at)?));
        }
        *taken
    }

    /// How the words that were taken are written.
    pub(crate) fn written(&self) -> Vec<&'a str> {
        let taken = self.words.iter().zip(&self.vocabulary.words).filter(|(word, _)| word.is_some());
        taken.map(|(_, entry)| &*entry.written).collect()
    }
}
