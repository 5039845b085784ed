//! One spelling for all the ways a word is typed.
//!
//! The same folding serves every language, so that a text is read once for all of them: no letter
//! that one language needs apart is typed in another one. What is particular to a language (Latin
//! letters for Greek, missing rings and strokes in Norwegian, Arabic words that begin with `and` or
//! `the`) is a second chance when a word is looked up, in [`super::spelling`].

use unicode_normalization::char::{decompose_canonical, decompose_compatible, is_combining_mark};

use super::numbers::number;

/// A folded text; for each of its bytes, the index of the original character it comes from.
#[derive(Debug, Default)]
pub(crate) struct Folded {
    /// The folded text.
    pub(crate) text: String,
    /// As long as `text`.
    pub(crate) origins: Vec<u32>,
}

/// Lower case, no accents, no invisible characters, one form for letters that are often exchanged.
pub(crate) fn fold(text: &str) -> Folded {
    let mut folded =
        Folded { text: String::with_capacity(text.len()), origins: Vec::with_capacity(text.len()) };
    let (mut rest, mut index) = (text, 0);
    loop {
        let plain = rest.bytes().take_while(|byte| byte.is_ascii() && *byte != b'`').count();
        let (plain, others) = rest.split_at_checked(plain).unwrap_or((rest, ""));
        index = folded.add_plain(plain, index);
        let mut others = others.chars();
        let Some(other) = others.next() else { return folded };
        folded.add(other, index);
        index += 1;
        rest = others.as_str();
    }
}

impl Folded {
    /// Adds ASCII without backticks, whose first character is that at `index`; gives the index behind it.
    fn add_plain(&mut self, plain: &str, index: u32) -> u32 {
        let (start, behind) = (self.text.len(), index + number(plain.len()));
        self.text.push_str(plain);
        self.text.get_mut(start..).into_iter().for_each(str::make_ascii_lowercase);
        self.origins.extend(index..behind);
        behind
    }

    /// Adds what the character at `index` is folded to.
    fn add(&mut self, original: char, index: u32) {
        if is_invisible(original) {
            return;
        }
        let text = &mut self.text;
        if let Some(folded) = frequent(original) {
            text.push(folded);
        } else if original == 'ء' && is_water(text) {
            text.push(original);
        } else if is_apostrophe(original) {
            text.push('\'');
        } else if is_letter_or_digit(original) {
            original.to_lowercase().for_each(|lower| letter(lower, text));
        } else if original == '\u{030A}' && text.ends_with('a') {
            // A ring that comes on its own: the same letter as `å`.
            text.push('a');
        } else if !is_combining_mark(original) {
            text.push(original);
        }
        self.origins.resize(self.text.len(), index);
    }
}

/// The folded form of a single word, as the keys of a lexicon are spelt.
pub(super) fn fold_word(word: &str) -> String {
    if word.is_ascii() && !word.contains('`') { word.to_ascii_lowercase() } else { fold(word).text }
}

fn letter(lower: char, out: &mut String) {
    match lower {
        'å' => out.push_str("aa"),
        'ø' => out.push_str("oe"),
        'æ' => out.push_str("ae"),
        'œ' => out.push_str("oe"),
        'ß' => out.push_str("ss"),
        'ı' => out.push('i'),
        // Joined Arabic forms, ligatures and wide letters are the same letters in other clothes.
        '\u{FB00}'..='\u{FB06}'
        | '\u{FB50}'..='\u{FDFF}'
        | '\u{FE70}'..='\u{FEFC}'
        | '\u{FF00}'..='\u{FFEF}' => {
            decompose_compatible(lower, |part| out.extend(plain(part)));
        }
        _ => decompose_canonical(lower, |part| out.extend(plain(part))),
    }
}

/// What remains of one part of a letter: no marks, and one form for what is written in several.
fn plain(part: char) -> Option<char> {
    Some(match part {
        // Greek: a sigma is a sigma.
        'ς' => 'σ',
        // Arabic: alef wasla and maqsura, teh marbuta, the Persian kaf and yeh. The hamzas on letters
        // are marks here and fall away below; the one on its own and the tatweel fall away, too.
        'ٱ' => 'ا',
        'ى' | 'ی' => 'ي',
        'ة' => 'ه',
        'ک' => 'ك',
        'ء' | '\u{0640}' => return None,
        '\u{0660}'..='\u{0669}' => digit(part, '\u{0660}'),
        '\u{06F0}'..='\u{06F9}' => digit(part, '\u{06F0}'),
        _ if !is_plain_letter(part) && (is_combining_mark(part) || !part.is_alphanumeric()) => return None,
        _ => part,
    })
}

/// What [`char::is_alphanumeric`] says, at once for the letters that come most.
pub(super) fn is_letter_or_digit(letter: char) -> bool {
    is_plain_letter(letter) || letter.is_alphanumeric()
}

/// The letters of Latin, Greek and Arabic words that need no closer look.
pub(super) fn is_plain_letter(letter: char) -> bool {
    matches!(letter, 'a'..='z' | 'α'..='ω' | 'ء'..='غ' | 'ف'..='ي')
}

/// What the most frequent letters that are not ASCII are folded to, without a closer look.
fn frequent(letter: char) -> Option<char> {
    Some(match letter {
        'α'..='ρ' | 'σ'..='ω' | 'ا' | 'ب' | 'ت'..='غ' | 'ف'..='و' | 'ي' => letter,
        'ά' => 'α',
        'έ' => 'ε',
        'ή' => 'η',
        'ί' => 'ι',
        'ό' => 'ο',
        'ύ' => 'υ',
        'ώ' => 'ω',
        'ς' => 'σ',
        'أ' | 'إ' | 'آ' => 'ا',
        'ة' => 'ه',
        'ى' | 'ئ' => 'ي',
        'á' => 'a',
        'ç' => 'c',
        'é' => 'e',
        'ğ' => 'g',
        'í' | 'ı' => 'i',
        'ñ' => 'n',
        'ó' | 'ö' => 'o',
        'ş' => 's',
        'ú' | 'ü' => 'u',
        _ => return None,
    })
}

fn digit(digit: char, zero: char) -> char {
    u32::from(digit)
        .checked_sub(u32::from(zero))
        .and_then(|value| char::from_digit(value, 10))
        .unwrap_or(digit)
}

/// Whether what lies before a last hamza is `ما`: with it the word is "water", without it "not".
fn is_water(before: &str) -> bool {
    // `الماء`, `بالماء`, `وماء`: nothing that can be joined to it is longer.
    let mut letters = before.chars().rev().take(6).take_while(|letter| letter.is_alphanumeric());
    let word = [letters.next(), letters.next(), letters.next()];
    matches!(word, [Some('ا'), Some('م'), None | Some('ل' | 'و' | 'ب' | 'ف')])
}

/// A sign that means as much as a word, in patterns and in texts.
pub(super) fn is_sign(letter: char) -> bool {
    matches!(letter, '👍' | '👎' | '👌' | '✅' | '❌' | '✔' | '✖')
}

fn is_apostrophe(letter: char) -> bool {
    matches!(
        letter,
        '\u{2019}' | '\u{2018}' | '\u{201B}' | '\u{02BC}' | '\u{00B4}' | '`' | '\u{FF07}' | '\u{2032}'
    )
}

/// Zero-width characters, direction marks, soft hyphens, the byte order mark and the skin of signs.
fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{180E}' | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{1F3FB}'..='\u{1F3FF}')
}

#[cfg(test)]
mod tests;
