//! Turns text into comparable terms: words, folded, stemmed, with a pack's synonyms joined.

use std::collections::{HashMap, HashSet};

use handover_domain::Language;
use rust_stemmers::{Algorithm, Stemmer};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

use crate::english;
use crate::greeklish;
use crate::spelling;
use crate::synonyms::Synonyms;

/// No word is longer; what is, is cut, so that a stemmer cannot be kept busy by one.
const LONGEST: usize = 64;

/// A piece of a text, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Token {
    /// A word, folded.
    Word(String),
    /// A comma or the like.
    Pause,
    /// The end of a sentence, and whether it asks.
    End {
        /// Whether it was a question mark.
        question: bool,
    },
}

/// Lower case, without diacritics, with one spelling for letters that keyboards vary.
///
/// `ΜΕΤΡΗΤΉΣ` and `μετρητης`, `ışık` and `isik`, `Strømmåler` and `strommaler` become equal.
pub(crate) fn fold(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for c in word.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match c {
            '’' | '‘' | 'ʼ' | '`' => out.push('\''),
            'ς' => out.push('σ'),
            'ı' => out.push('i'),
            'ø' => out.push('o'),
            'æ' => out.push_str("ae"),
            'ß' => out.push_str("ss"),
            'ى' => out.push('ي'),
            'ة' => out.push('ه'),
            'ـ' => {}
            // A capital İ leaves a combining dot behind when it is lowered.
            _ if is_combining_mark(c) => {}
            _ => out.push(c),
        }
    }
    out
}

/// Reads at most `limit` words and the breaks between them.
pub(crate) fn tokens(text: &str, limit: usize) -> Vec<Token> {
    let mut found = Vec::new();
    let mut words = 0;
    for piece in text.split_word_bounds() {
        if piece.chars().any(char::is_alphanumeric) {
            if words == limit {
                break;
            }
            words += 1;
            let piece: String = piece.chars().take(LONGEST).collect();
            found.push(Token::Word(bare(&fold(&piece))));
        } else if let Some(token) = piece.chars().find_map(break_of) {
            found.push(token);
        }
    }
    found
}

/// Without a clitic that carries nothing here: `it's` is `it`, `pump's` is `pump`.
fn bare(word: &str) -> String {
    let cut = ["'s", "'re", "'ve", "'ll", "'m", "'d"].iter().find_map(|end| word.strip_suffix(end));
    cut.filter(|rest| !rest.is_empty()).unwrap_or(word).to_owned()
}

fn break_of(c: char) -> Option<Token> {
    match c {
        // The Arabic question mark, and the Greek one, which looks like a semicolon.
        '?' | '؟' | '\u{37e}' => Some(Token::End { question: true }),
        '.' | '!' | ';' | '\n' | '…' | '۔' => Some(Token::End { question: false }),
        ',' | ':' | '(' | ')' | '–' | '—' | '"' | '،' | '/' => Some(Token::Pause),
        _ => None,
    }
}

/// Makes terms of words in one language.
pub(crate) struct Analyzer {
    language: Language,
    stemmer: Stemmer,
    stop: HashSet<&'static str>,
    synonyms: Synonyms<String>,
    /// The words that were ever written here, and their stems: another form of one is no mistake.
    known: HashSet<String>,
    stems: HashSet<String>,
    /// Greek words by what they sound like, for those that are typed in Latin letters.
    sounds: HashMap<String, String>,
}

impl Analyzer {
    /// An analyzer for `language`; each group of `same` becomes one term.
    pub(crate) fn new(language: Language, same: &[Vec<String>]) -> Self {
        let algorithm = match language {
            Language::En => Algorithm::English,
            Language::El => Algorithm::Greek,
            Language::Ar => Algorithm::Arabic,
            Language::Es => Algorithm::Spanish,
            Language::Tr => Algorithm::Turkish,
            Language::No => Algorithm::Norwegian,
        };
        let english = language == Language::En;
        let stop = if english {
            english::STOP.all().chain(english::NEGATORS.all()).collect()
        } else {
            HashSet::new()
        };
        let stemmer = Stemmer::create(algorithm);
        let synonyms = synonyms_of(&stemmer, same);
        let known = if english { english::all_words().map(str::to_owned).collect() } else { HashSet::new() };
        let sounds = HashMap::new();
        Self { language, stemmer, stop, synonyms, known, stems: HashSet::new(), sounds }
    }

    /// Remembers the words of a text, so that misspelt ones can be mended towards them.
    pub(crate) fn learn(&mut self, text: &str) {
        for token in tokens(text, usize::MAX) {
            if let Token::Word(word) = token {
                self.stems.insert(self.stemmer.stem(&word).into_owned());
                if self.language == Language::El && !word.is_ascii() {
                    self.sounds.entry(greeklish::of_greek(&word)).or_insert_with(|| word.clone());
                }
                self.known.insert(word);
            }
        }
    }

    /// Writes Greek words in Latin letters with Greek ones, where a known word sounds the same.
    pub(crate) fn respell(&self, tokens: &mut [Token]) {
        for token in tokens {
            if let Token::Word(word) = token
                && let Some(greek) = self.in_greek_letters(word)
            {
                *word = greek.to_owned();
            }
        }
    }

    /// Replaces long words that nobody has ever written here by the known word one slip away.
    ///
    /// Bounded work whatever the text: only its first unknown words are looked at.
    pub(crate) fn mend(&self, tokens: &mut [Token]) {
        const MOST: usize = 32;
        self.respell(tokens);
        let words = tokens.iter_mut().filter_map(|token| match token {
            Token::Word(word) => Some(word),
            Token::Pause | Token::End { .. } => None,
        });
        let unknown = words.filter(|word| {
            spelling::worth_mending(word)
                && !self.known.contains(word.as_str())
                && !self.stems.contains(self.stemmer.stem(word).as_ref())
        });
        for word in unknown.take(MOST) {
            if let Some(better) = spelling::nearest(word, self.known.iter().map(String::as_str)) {
                *word = better.to_owned();
            }
        }
    }

    /// The Greek word that sounds like one in Latin letters.
    fn in_greek_letters(&self, word: &str) -> Option<&str> {
        if self.sounds.is_empty() {
            return None;
        }
        self.sounds.get(&greeklish::of_latin(word)?).map(String::as_str)
    }

    /// The terms of `words` that carry meaning, in order, repeated as often as they occur.
    pub(crate) fn terms(&self, words: &[String]) -> Vec<String> {
        let stems: Vec<String> = words.iter().map(|word| self.stemmer.stem(word).into_owned()).collect();
        let mut found = Vec::with_capacity(stems.len());
        let mut at = 0;
        while let Some(stem) = stems.get(at) {
            if let Some((length, term)) = self.synonyms.longest(stems.get(at..).unwrap_or_default()) {
                found.push(term.to_owned());
                at += length;
            } else {
                if words.get(at).is_some_and(|word| !self.stop.contains(word.as_str())) {
                    found.push(stem.clone());
                }
                at += 1;
            }
        }
        found
    }

    /// The terms of a running text.
    pub(crate) fn terms_of(&self, text: &str) -> Vec<String> {
        self.terms(&only_words(tokens(text, usize::MAX)))
    }
}

/// The words among the tokens.
pub(crate) fn only_words(tokens: Vec<Token>) -> Vec<String> {
    tokens
        .into_iter()
        .filter_map(|token| match token {
            Token::Word(word) => Some(word),
            Token::Pause | Token::End { .. } => None,
        })
        .collect()
}

/// A group counts as its first phrase.
fn synonyms_of(stemmer: &Stemmer, same: &[Vec<String>]) -> Synonyms<String> {
    let mut synonyms = Synonyms::default();
    for group in same {
        let mut joined: Option<String> = None;
        for phrase in group {
            let words = only_words(tokens(phrase, usize::MAX));
            let stems: Vec<String> = words.iter().map(|word| stemmer.stem(word).into_owned()).collect();
            let joined = joined.get_or_insert_with(|| stems.join("_")).clone();
            synonyms.add(stems, joined);
        }
    }
    synonyms
}
