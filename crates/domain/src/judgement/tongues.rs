//! In which languages a text may be: people mix them, and the stated one may be wrong.
//!
//! No language detection: the stated language is always read. Others are read too where the text
//! gives no sign of the stated one, or a fair sign of them. Reading one language too many costs
//! microseconds; reading one too few costs a missed hazard.

use super::fold::fold_word;
use super::quick_hash::QuickMap;
use super::source::LexiconSource;
use super::words::Words;
use crate::language::Language;

/// The everyday words of all languages.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Tongues {
    languages: Vec<Language>,
    /// For each word, the places of its languages in `languages`.
    common: QuickMap<String, Vec<usize>>,
}

impl Tongues {
    /// Collects the everyday words of the lexicons.
    pub(super) fn of(lexicons: &[LexiconSource]) -> Self {
        let mut tongues = Self::default();
        for (place, lexicon) in lexicons.iter().enumerate() {
            tongues.languages.push(lexicon.language);
            for word in &lexicon.common {
                tongues.common.entry(fold_word(word)).or_default().push(place);
            }
        }
        tongues
    }

    /// The languages beside `stated` in which `words` may be, in the order of the lexicons.
    pub(super) fn others(&self, stated: Language, words: &Words) -> impl Iterator<Item = Language> {
        let mut signs = vec![0_u32; self.languages.len()];
        let mut has_latin = false;
        let mut count = |place: usize| {
            if let Some(sign) = signs.get_mut(place) {
                *sign += 1;
            }
        };
        for word in words.iter() {
            let spelling = words.spelling(word);
            let script = spelling.chars().next().and_then(of_script);
            has_latin |= spelling.len() > 2 && spelling.bytes().all(|byte| byte.is_ascii_lowercase());
            match script {
                Some(script) => {
                    let place = self.languages.iter().position(|language| *language == script);
                    place.into_iter().for_each(&mut count);
                }
                None => self.common.get(spelling).into_iter().flatten().copied().for_each(&mut count),
            }
        }
        let own = self.languages.iter().position(|language| *language == stated);
        let own = own.and_then(|place| signs.get(place).copied()).unwrap_or_default();
        // Whoever writes another script drops English words in: `υπάρχει smoke`.
        let drops_english = has_latin && matches!(stated, Language::El | Language::Ar);
        let may_be = move |language: Language, sign: u32| {
            let fair = own == 0 || sign > 0 && sign * 2 >= own;
            language != stated && (fair || drops_english && language == Language::En)
        };
        let others = self.languages.iter().copied().zip(signs);
        others.filter(move |(language, sign)| may_be(*language, *sign)).map(|(language, _)| language)
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
