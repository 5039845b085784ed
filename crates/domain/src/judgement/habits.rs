//! What a language's writers do when their keyboard or their hurry gets in the way.
//!
//! These are second chances: a word that is known as it stands is never read another way.

use crate::language::Language;

/// The most ways in which one word in Latin letters is read as Greek.
const MOST_READINGS: usize = 24;

/// How a lexicon spells its words for the second chance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Habit {
    /// Greek in Latin letters: `thelw texniko`, `thelo tehniko`, `8elo texniko`.
    LatinGreek,
    /// Norwegian without rings and strokes: `royk`, `na` beside `roeyk`, `naa`.
    BareNorwegian,
}

impl Habit {
    /// The habit of a language's writers, where they have one.
    pub(super) fn of(language: Language) -> Option<Self> {
        match language {
            Language::El => Some(Self::LatinGreek),
            Language::No => Some(Self::BareNorwegian),
            Language::En | Language::Ar | Language::Es | Language::Tr => None,
        }
    }

    /// How a folded word of the lexicon sounds or looks.
    pub(super) fn key(self, word: &str) -> String {
        match self {
            Self::LatinGreek => sound_of_greek(word),
            Self::BareNorwegian => bare(word),
        }
    }

    /// Walks the keys that a folded word of a text may stand for. After each of its letters `goes_on`
    /// is asked whether anything begins like the key so far; `done` gets the keys of the whole word.
    pub(super) fn read(self, word: &str, goes_on: impl FnMut(&str) -> bool, done: impl FnMut(&str)) {
        let is_latin = || word.bytes().all(|byte| byte.is_ascii_alphanumeric());
        match self {
            Self::LatinGreek if is_latin() => sounds_of_latin(word, goes_on, done),
            Self::LatinGreek => {}
            Self::BareNorwegian => bare_reading(word, goes_on, done),
        }
    }
}

fn bare_reading(word: &str, mut goes_on: impl FnMut(&str) -> bool, mut done: impl FnMut(&str)) {
    let key = bare(word);
    let ends = key.char_indices().map(|(at, letter)| at + letter.len_utf8());
    if ends.map(|end| key.get(..end).unwrap_or_default()).all(&mut goes_on) {
        done(&key);
    }
}

fn bare(word: &str) -> String {
    word.replace("aa", "a").replace("oe", "o").replace("ae", "a")
}

/// Pairs first: what they sound like is not what their letters do.
const GREEK: [(&str, &str); 38] = [
    ("ου", "u"),
    ("αι", "e"),
    ("ει", "i"),
    ("οι", "i"),
    ("υι", "i"),
    ("αυ", "av"),
    ("ευ", "ev"),
    ("μπ", "b"),
    ("ντ", "d"),
    ("γκ", "g"),
    ("γγ", "g"),
    ("λλ", "l"),
    ("σσ", "s"),
    ("νν", "n"),
    ("α", "a"),
    ("β", "v"),
    ("γ", "g"),
    ("δ", "d"),
    ("ε", "e"),
    ("ζ", "z"),
    ("η", "i"),
    ("θ", "8"),
    ("ι", "i"),
    ("κ", "k"),
    ("λ", "l"),
    ("μ", "m"),
    ("ν", "n"),
    ("ξ", "ks"),
    ("ο", "o"),
    ("π", "p"),
    ("ρ", "r"),
    ("σ", "s"),
    ("τ", "t"),
    ("υ", "i"),
    ("φ", "f"),
    ("χ", "x"),
    ("ψ", "ps"),
    ("ω", "o"),
];

/// What Latin letters may stand for in Greek, longer ones first.
const LATIN: [(&str, &[&str]); 48] = [
    ("nth", &["n8", "di"]),
    ("ou", &["u"]),
    ("ai", &["e", "ai"]),
    ("ei", &["i"]),
    ("oi", &["i", "oi"]),
    ("au", &["av"]),
    ("eu", &["ev"]),
    ("af", &["av", "af"]),
    ("ef", &["ev", "ef"]),
    ("mp", &["b"]),
    ("nt", &["d"]),
    ("gk", &["g"]),
    ("gg", &["g"]),
    ("ng", &["g"]),
    ("th", &["8", "ti"]),
    ("ch", &["x"]),
    ("ph", &["f", "pi"]),
    ("ks", &["ks"]),
    ("ps", &["ps"]),
    ("ll", &["l"]),
    ("ss", &["s"]),
    ("nn", &["n"]),
    ("a", &["a"]),
    ("b", &["v", "b"]),
    ("c", &["k", "s"]),
    ("d", &["d"]),
    ("e", &["e"]),
    ("f", &["f"]),
    ("g", &["g"]),
    ("h", &["i", "x"]),
    ("i", &["i"]),
    ("j", &["ks"]),
    ("k", &["k"]),
    ("l", &["l"]),
    ("m", &["m"]),
    ("n", &["n"]),
    ("o", &["o"]),
    ("p", &["p"]),
    ("r", &["r"]),
    ("s", &["s"]),
    ("t", &["t"]),
    ("u", &["i", "u", "8"]),
    ("v", &["v"]),
    ("w", &["o"]),
    ("x", &["x", "ks"]),
    ("y", &["i"]),
    ("z", &["z"]),
    ("q", &["8"]),
];

fn sound_of_greek(word: &str) -> String {
    let (mut rest, mut sound) = (word, String::with_capacity(word.len()));
    while let Some(letter) = rest.chars().next() {
        match GREEK.iter().find_map(|(from, to)| Some((rest.strip_prefix(from)?, to))) {
            Some((tail, to)) => {
                sound.push_str(to);
                rest = tail;
            }
            None => {
                sound.push(letter);
                rest = rest.get(letter.len_utf8()..).unwrap_or_default();
            }
        }
    }
    sound
}

fn sounds_of_latin(word: &str, mut goes_on: impl FnMut(&str) -> bool, mut done: impl FnMut(&str)) {
    let mut sounds = vec![String::with_capacity(word.len())];
    let mut rest = word;
    while let Some(letter) = rest.chars().next() {
        let (tail, readings) = latin(rest, letter);
        let mut longer = Vec::with_capacity(sounds.len());
        for before in &sounds {
            for reading in readings {
                let sound = format!("{before}{reading}");
                if longer.len() < MOST_READINGS && goes_on(&sound) {
                    longer.push(sound);
                }
            }
        }
        if longer.is_empty() {
            return;
        }
        (sounds, rest) = (longer, tail);
    }
    sounds.iter().for_each(|sound| done(sound));
}

/// What the first letters of `rest` may stand for, and what follows them.
fn latin(rest: &str, letter: char) -> (&str, &'static [&'static str]) {
    let known = LATIN.iter().find_map(|(from, to)| Some((rest.strip_prefix(from)?, *to)));
    known.unwrap_or_else(|| {
        let digit: &[&str] = match letter {
            '3' => &["ks"],
            '4' => &["ps"],
            '8' => &["8"],
            _ => &[],
        };
        (rest.get(letter.len_utf8()..).unwrap_or_default(), digit)
    })
}

#[cfg(test)]
mod tests;
