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

    /// The keys that a folded word of a text may stand for.
    pub(super) fn readings(self, word: &str) -> Vec<String> {
        match self {
            Self::LatinGreek if word.bytes().all(|byte| byte.is_ascii_alphanumeric()) => {
                sounds_of_latin(word)
            }
            Self::LatinGreek => Vec::new(),
            Self::BareNorwegian => vec![bare(word)],
        }
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

fn sounds_of_latin(word: &str) -> Vec<String> {
    let mut sounds = vec![String::with_capacity(word.len())];
    let mut rest = word;
    while let Some(letter) = rest.chars().next() {
        let digit = match letter {
            '3' => Some("ks"),
            '4' => Some("ps"),
            _ => None,
        };
        let found = LATIN.iter().find_map(|(from, to)| Some((rest.strip_prefix(from)?, *to)));
        match (digit, found) {
            (None, Some((tail, readings))) => {
                rest = tail;
                let room = MOST_READINGS / sounds.len().max(1);
                let readings = readings.get(..readings.len().min(room.max(1))).unwrap_or_default();
                sounds = sounds
                    .iter()
                    .flat_map(|before| readings.iter().map(move |reading| format!("{before}{reading}")))
                    .collect();
            }
            (digit, _) => {
                for sound in &mut sounds {
                    match digit {
                        Some(read) => sound.push_str(read),
                        None => sound.push(letter),
                    }
                }
                rest = rest.get(letter.len_utf8()..).unwrap_or_default();
            }
        }
    }
    sounds
}

#[cfg(test)]
mod tests;
