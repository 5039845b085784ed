//! In which languages a text may be: people mix them, and the stated one may be wrong.
//!
//! No language detection: the stated language is always read. Others are read too where the text
//! gives no sign of the stated one, or a fair sign of them. Reading one language too many costs
//! microseconds; reading one too few costs a missed hazard.

use std::collections::BTreeMap;

use super::fold::fold_word;
use super::numbers::{Rows, index};
use super::source::LexiconSource;
use super::trie::Trie;
use super::words::Words;
use crate::language::Language;

/// The everyday words of all languages.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Tongues {
    languages: Box<[Language]>,
    common: Trie,
    /// For each word, the places of its languages in `languages`.
    places: Rows<usize>,
}

impl Tongues {
    /// Collects the everyday words of the lexicons.
    pub(super) fn of(lexicons: &[LexiconSource]) -> Self {
        let mut common: BTreeMap<Vec<char>, Vec<usize>> = BTreeMap::new();
        for (place, lexicon) in lexicons.iter().enumerate() {
            for word in &lexicon.common {
                common.entry(fold_word(word).chars().collect()).or_default().push(place);
            }
        }
        let (words, places): (Vec<_>, Vec<_>) = common.into_iter().unzip();
        Self {
            languages: lexicons.iter().map(|lexicon| lexicon.language).collect(),
            common: Trie::of(&words.iter().map(Vec::as_slice).zip(1..).collect::<Vec<_>>()),
            places: Rows::of(places),
        }
    }

    /// The place of a language among the lexicons.
    pub(super) fn place_of(&self, language: Language) -> Option<usize> {
        self.languages.iter().position(|known| *known == language)
    }

    /// The language of the lexicon at `place`.
    pub(super) fn language_at(&self, place: usize) -> Option<Language> {
        self.languages.get(place).copied()
    }

    /// The places of the languages beside `stated` in which `words` may be, in the order of the lexicons.
    pub(super) fn others(&self, stated: Language, words: &Words) -> impl Iterator<Item = usize> {
        let mut signs = vec![0_u32; self.languages.len()];
        let mut has_latin = false;
        let mut count = |place: usize, times: u32| {
            if let Some(sign) = signs.get_mut(place) {
                *sign += times;
            }
        };
        for typed in words.spellings() {
            let script = typed.letters.first().copied().and_then(of_script);
            has_latin |= typed.bytes > 2 && typed.letters.iter().all(char::is_ascii_lowercase);
            match script {
                Some(script) => {
                    let place = self.place_of(script);
                    place.into_iter().for_each(|place| count(place, typed.times));
                }
                None => {
                    let twig = self.common.walk(Trie::ROOT, typed.letters);
                    let value = twig.map_or(0, |twig| self.common.value(twig));
                    let places = index(value).checked_sub(1).map_or(&[][..], |at| self.places.get(at));
                    places.iter().for_each(|place| count(*place, typed.times));
                }
            }
        }
        let own = self.place_of(stated).and_then(|place| signs.get(place).copied()).unwrap_or_default();
        // Whoever writes another script drops English words in: `υπάρχει smoke`.
        let drops_english = has_latin && matches!(stated, Language::El | Language::Ar);
        let may_be = move |language: Language, sign: u32| {
            let fair = own == 0 || sign > 0 && sign * 2 >= own;
            language != stated && (fair || drops_english && language == Language::En)
        };
        let others = self.languages.iter().copied().zip(signs).enumerate();
        others.filter(move |(_, (language, sign))| may_be(*language, *sign)).map(|(place, _)| place)
    }
}

/// The language that alone among ours is written with letters like this.
fn of_script(letter: char) -> Option<Language> {
    match letter {
        '\u{0370}'..='\u{03FF}' | '\u{1F00}'..='\u{1FFF}' => Some(Language::El),
        '\u{0600}'..='\u{06FF}' | '\u{0750}'..='\u{077F}' => Some(Language::Ar),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
