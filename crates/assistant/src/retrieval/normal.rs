//! Brings the many ways to type a word to one form, by language.

use handover_domain::Language;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::scan::is_number;

/// No word is longer; what is, is cut, so that a stemmer cannot be kept busy by one.
const LONGEST: usize = 64;

/// A word in lower case, as the language's stemmer wants it.
///
/// Greek loses its accents and the final sigma, Arabic its vowel signs, tatweel and the seats of hamza;
/// Turkish, Spanish and Norwegian keep their letters, because their stemmers know endings by them.
/// Digits of all scripts become `0` to `9`, invisible controls go.
pub(crate) fn lexical(word: &str, language: Language) -> String {
    let word = word.get(..word.char_indices().nth(LONGEST).map_or(word.len(), |(at, _)| at)).unwrap_or(word);
    if is_number(word) {
        return number(word, language);
    }
    let lower = match language {
        _ if word.is_ascii() && language != Language::Tr => word.to_ascii_lowercase(),
        Language::Ar => without_conjunction(stripped(word.nfkd())),
        Language::El => stripped(word.nfkd()),
        Language::Tr => turkish(word),
        Language::En | Language::Es | Language::No => {
            word.nfkc().flat_map(char::to_lowercase).filter_map(plain).collect()
        }
    };
    without_clitic(lower, language)
}

/// A stem in the form that is compared: without any diacritics.
pub(crate) fn folded(stem: &str) -> String {
    if stem.is_ascii() {
        return stem.to_owned();
    }
    let mut out = String::with_capacity(stem.len());
    for c in stem.nfkd().filter(|c| !is_combining_mark(*c)) {
        match c {
            'ı' => out.push('i'),
            'ø' => out.push('o'),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'ß' => out.push_str("ss"),
            'đ' | 'ð' => out.push('d'),
            'ł' => out.push('l'),
            _ => out.push(c),
        }
    }
    out
}

fn stripped(chars: impl Iterator<Item = char>) -> String {
    let lower = chars.filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).filter_map(plain);
    lower
        .map(|c| match c {
            'ς' => 'σ',
            'ى' | 'ی' => 'ي',
            'ک' => 'ك',
            _ => c,
        })
        .collect()
}

/// "And" and "so" are written with the word they stand before; the stemmer does not take them off an
/// article or a preposition (Larkey, Ballesteros and Connell, "Light stemming for Arabic", 2007, does).
fn without_conjunction(word: String) -> String {
    let rest = word.strip_prefix(['و', 'ف']).unwrap_or_default();
    let articled = ["ال", "بال", "كال", "لل"].iter().find_map(|article| rest.strip_prefix(article));
    if articled.is_some_and(|noun| noun.chars().count() > 2) { rest.to_owned() } else { word }
}

fn turkish(word: &str) -> String {
    let lower = |c: char| match c {
        'I' => 'ı',
        'İ' => 'i',
        _ => c,
    };
    let small = word.nfkc().map(lower).flat_map(char::to_lowercase).filter_map(plain);
    // The circumflex is left out as often as it is written: hâlâ, hala.
    small
        .map(|c| match c {
            'â' => 'a',
            'î' => 'i',
            'û' => 'u',
            _ => c,
        })
        .collect()
}

/// One spelling for apostrophes and digits; nothing for controls, soft hyphens and tatweel.
fn plain(c: char) -> Option<char> {
    match c {
        '’' | '‘' | 'ʼ' | '`' | '´' => Some('\''),
        '\u{ad}' | '\u{640}' | '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' => None,
        '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' => None,
        '\u{660}'..='\u{669}' => digit(c, 0x660),
        '\u{6f0}'..='\u{6f9}' => digit(c, 0x6f0),
        _ => Some(c),
    }
}

fn digit(c: char, zero: u32) -> Option<char> {
    char::from_digit(u32::from(c).checked_sub(zero)?, 10)
}

/// `pump's` is `pump`; in Turkish a name ends at its apostrophe: `Oslo'daki` is `oslo`.
fn without_clitic(word: String, language: Language) -> String {
    let cut = if language == Language::Tr {
        word.split_once('\'').map(|(name, _)| name)
    } else {
        ["'s", "'re", "'ve", "'ll", "'m", "'d"].iter().find_map(|end| word.strip_suffix(end))
    };
    match cut {
        Some(rest) if !rest.is_empty() => rest.to_owned(),
        _ => word,
    }
}

/// A number without its thousands separators and with a decimal point, as the language writes it:
/// `1,500` in English and Arabic, `1.500` elsewhere; `1.5` and `1,5` are a fraction everywhere.
fn number(text: &str, language: Language) -> String {
    let thousands: &[char] = match language {
        Language::En | Language::Ar => &[',', '\u{66c}'],
        Language::El | Language::Es | Language::Tr | Language::No => &['.'],
    };
    let mut groups: Vec<(Option<char>, String)> = vec![(None, String::new())];
    for c in text.nfkd() {
        match groups.last_mut() {
            Some((_, digits)) if c.is_numeric() => digits.extend(plain(c)),
            _ => groups.push((Some(c), String::new())),
        }
    }
    let mut out = String::with_capacity(text.len());
    for (separator, digits) in groups {
        if separator.is_some_and(|c| !thousands.contains(&c) || digits.len() != 3) {
            out.push('.');
        }
        out.push_str(&digits);
    }
    out
}
