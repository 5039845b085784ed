//! What a language's writers do when their keyboard or their hurry gets in the way.
//!
//! These are second chances: a word that is known as it stands is never read another way.

use crate::language::Language;

/// Short words sound like too many others.
const SHORTEST_MISSPELT: usize = 4;
/// The most ways in which one word in Latin letters is read as Greek.
const MOST_READINGS: usize = 24;

/// How a lexicon spells its words for the second chance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Habit {
    /// Greek by its sound: in Latin letters (`thelw texniko`, `thelo tehniko`, `8elo texniko`), and in Greek
    /// ones for who does not know how to spell it (`θελο τεχνηκο`).
    GreekBySound,
    /// Norwegian without rings and strokes: `royk`, `na` beside `roeyk`, `naa`.
    BareNorwegian,
    /// Spanish by its sound, for who does not know how to spell it (`kiero ke me yamen`, `ay umo`).
    SpanishBySound,
}

impl Habit {
    /// The habit of a language's writers, where they have one.
    pub(super) fn of(language: Language) -> Option<Self> {
        match language {
            Language::El => Some(Self::GreekBySound),
            Language::No => Some(Self::BareNorwegian),
            Language::Es => Some(Self::SpanishBySound),
            Language::En | Language::Ar | Language::Tr => None,
        }
    }

    /// How a folded word of the lexicon sounds or looks.
    pub(super) fn key(self, word: &str) -> String {
        match self {
            Self::GreekBySound => sound_of_greek(word),
            Self::BareNorwegian => bare(word),
            Self::SpanishBySound => sound_of_spanish(word),
        }
    }

    /// Walks the keys that a folded word of a text may stand for. `step` goes on from a place by a
    /// sound, if anything sounds so; `done` gets the places behind the keys of the whole word.
    pub(super) fn read<P: Clone>(
        self,
        word: &[char],
        start: P,
        step: impl FnMut(&P, &[char]) -> Option<P>,
        done: impl FnMut(P),
    ) {
        let is_latin = || word.iter().all(char::is_ascii_alphanumeric);
        match self {
            Self::GreekBySound if is_latin() => sounds_of_latin(word, start, step, done),
            Self::GreekBySound => misspelt_greek(word, start, step, done),
            Self::BareNorwegian => bare_reading(word, start, step, done),
            Self::SpanishBySound => misspelt_spanish(word, start, step, done),
        }
    }
}

fn misspelt_greek<P>(
    word: &[char],
    start: P,
    mut step: impl FnMut(&P, &[char]) -> Option<P>,
    done: impl FnMut(P),
) {
    if word.len() < SHORTEST_MISSPELT || !word.iter().all(|letter| matches!(letter, '\u{370}'..='\u{3FF}')) {
        return;
    }
    let sound: Vec<char> = sound_of_greek(&word.iter().collect::<String>()).chars().collect();
    sound.chunks(1).try_fold(start, |place, letter| step(&place, letter)).into_iter().for_each(done);
}

fn bare_reading<P>(
    word: &[char],
    start: P,
    mut step: impl FnMut(&P, &[char]) -> Option<P>,
    mut done: impl FnMut(P),
) {
    let is_bare = !word.windows(2).any(|pair| matches!(pair, ['a' | 'o', 'e'] | ['a', 'a']));
    let key: Vec<char>;
    let key = if is_bare {
        word
    } else {
        key = bare(&word.iter().collect::<String>()).chars().collect();
        &key
    };
    if let Some(end) = key.chunks(1).try_fold(start, |place, letter| step(&place, letter)) {
        done(end);
    }
}

fn misspelt_spanish<P>(
    word: &[char],
    start: P,
    mut step: impl FnMut(&P, &[char]) -> Option<P>,
    done: impl FnMut(P),
) {
    // Short words sound like too many others, except where an h is missing or a k stands for a qu; and what has
    // digits is no slip.
    let is_vowel = |letter: &char| matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u');
    let is_slip = word.first().is_some_and(is_vowel) || word.contains(&'k') && word.iter().any(is_vowel);
    let is_short = word.len() < 2 || word.len() < SHORTEST_MISSPELT && !is_slip;
    if is_short || !word.iter().all(char::is_ascii_lowercase) {
        return;
    }
    let (mut place, mut rest) = (start, word);
    while !rest.is_empty() {
        let (read, sound) = spanish(rest);
        let (sounding, behind) = rest.split_at_checked(read).unwrap_or((rest, &[]));
        let next = match sound {
            Sound::Silent => Some(place),
            Sound::Of(letter) => step(&place, &[letter]),
            Sound::AsWritten => step(&place, sounding),
        };
        match next {
            Some(next) => (place, rest) = (next, behind),
            None => return,
        }
    }
    std::iter::once(place).for_each(done);
}

/// What some letters sound like.
enum Sound {
    Silent,
    Of(char),
    AsWritten,
}

/// How many of the first letters of `rest` make one sound in Spanish, and which: those that are exchanged in writing
/// sound alike (b and v; c, s, z and x; c, k and qu; g and j; ll and y; m and n before p and b), and h is silent.
fn spanish(rest: &[char]) -> (usize, Sound) {
    match rest {
        ['c', 'h', ..] => (2, Sound::AsWritten),
        ['h', ..] => (1, Sound::Silent),
        ['l', 'l', ..] => (2, Sound::Of('y')),
        ['q', 'u', 'e' | 'i', ..] => (2, Sound::Of('k')),
        ['c', 'e' | 'i', ..] | ['z' | 'x', ..] => (1, Sound::Of('s')),
        ['c' | 'q', ..] => (1, Sound::Of('k')),
        ['v', ..] => (1, Sound::Of('b')),
        ['g', 'e' | 'i', ..] => (1, Sound::Of('j')),
        ['g', 'u', 'e' | 'i', ..] => (2, Sound::Of('g')),
        ['m', 'b' | 'p' | 'v', ..] => (1, Sound::Of('n')),
        ['y'] => (1, Sound::Of('i')),
        _ => (1, Sound::AsWritten),
    }
}

fn sound_of_spanish(word: &str) -> String {
    let letters: Vec<char> = word.chars().collect();
    let (mut rest, mut sounds) = (letters.as_slice(), String::with_capacity(word.len()));
    while !rest.is_empty() {
        let (read, sound) = spanish(rest);
        let (sounding, behind) = rest.split_at_checked(read).unwrap_or((rest, &[]));
        match sound {
            Sound::Silent => {}
            Sound::Of(letter) => sounds.push(letter),
            Sound::AsWritten => sounds.extend(sounding),
        }
        rest = behind;
    }
    sounds
}

fn bare(word: &str) -> String {
    word.replace("aa", "a").replace("oe", "o").replace("ae", "a")
}

/// Pairs first: what they sound like is not what their letters do.
const GREEK: [(&str, &str); 44] = [
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
    ("μμ", "m"),
    ("ππ", "p"),
    ("κκ", "k"),
    ("ττ", "t"),
    ("ρρ", "r"),
    ("ββ", "v"),
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

fn sounds_of_latin<P: Clone>(
    word: &[char],
    start: P,
    mut step: impl FnMut(&P, &[char]) -> Option<P>,
    done: impl FnMut(P),
) {
    let (mut places, mut longer, mut rest) = (vec![start], Vec::new(), word);
    while !rest.is_empty() {
        let (read, sounds) = doubled(rest).unwrap_or_else(|| latin(rest));
        longer.clear();
        for place in &places {
            for sound in sounds {
                if longer.len() < MOST_READINGS {
                    longer.extend(step(place, sound));
                }
            }
        }
        if longer.is_empty() {
            return;
        }
        std::mem::swap(&mut places, &mut longer);
        rest = rest.get(read..).unwrap_or_default();
    }
    places.into_iter().for_each(done);
}

/// A consonant written twice sounds once.
fn doubled(rest: &[char]) -> Option<(usize, &'static [&'static [char]])> {
    Some(match rest {
        ['g', 'g', ..] => (2, &[&['g']]),
        ['n', 'n', ..] => (2, &[&['n']]),
        ['l', 'l', ..] => (2, &[&['l']]),
        ['s', 's', ..] => (2, &[&['s']]),
        ['m', 'm', ..] => (2, &[&['m']]),
        ['p', 'p', ..] => (2, &[&['p']]),
        ['k', 'k', ..] => (2, &[&['k']]),
        ['t', 't', ..] => (2, &[&['t']]),
        ['r', 'r', ..] => (2, &[&['r']]),
        _ => return None,
    })
}

/// How many of the first letters of `rest` stand for one sound, and for which: longer ones first.
fn latin(rest: &[char]) -> (usize, &'static [&'static [char]]) {
    match rest {
        ['n', 't', 'h', ..] => (3, &[&['n', '8'], &['d', 'i']]),
        ['o', 'u', ..] => (2, &[&['u']]),
        ['a', 'i', ..] => (2, &[&['e'], &['a', 'i']]),
        ['e', 'i', ..] => (2, &[&['i']]),
        ['o', 'i', ..] => (2, &[&['i'], &['o', 'i']]),
        ['a', 'u', ..] => (2, &[&['a', 'v']]),
        ['e', 'u', ..] => (2, &[&['e', 'v']]),
        ['a', 'f', ..] => (2, &[&['a', 'v'], &['a', 'f']]),
        ['e', 'f', ..] => (2, &[&['e', 'v'], &['e', 'f']]),
        ['a', 'y', ..] => (2, &[&['a', 'i'], &['a', 'v']]),
        ['e', 'y', ..] => (2, &[&['e', 'i'], &['e', 'v']]),
        ['m', 'p', ..] => (2, &[&['b']]),
        ['n', 't', ..] => (2, &[&['d']]),
        ['g', 'k', ..] => (2, &[&['g']]),
        ['n', 'g', ..] => (2, &[&['g']]),
        ['t', 'h', ..] => (2, &[&['8'], &['t', 'i']]),
        ['c', 'h', ..] => (2, &[&['x']]),
        ['p', 'h', ..] => (2, &[&['f'], &['p', 'i']]),
        ['k', 's', ..] => (2, &[&['k', 's']]),
        ['p', 's', ..] => (2, &[&['p', 's']]),
        ['a', ..] => (1, &[&['a']]),
        ['b', ..] => (1, &[&['v'], &['b']]),
        ['c', ..] => (1, &[&['k'], &['s']]),
        ['d', ..] => (1, &[&['d']]),
        ['e', ..] => (1, &[&['e']]),
        ['f', ..] => (1, &[&['f']]),
        ['g', ..] => (1, &[&['g']]),
        ['h', ..] => (1, &[&['i'], &['x']]),
        ['i', ..] => (1, &[&['i']]),
        ['j', ..] => (1, &[&['k', 's']]),
        ['k', ..] => (1, &[&['k']]),
        ['l', ..] => (1, &[&['l']]),
        ['m', ..] => (1, &[&['m']]),
        ['n', ..] => (1, &[&['n']]),
        ['o', ..] => (1, &[&['o']]),
        ['p', ..] => (1, &[&['p']]),
        ['r', ..] => (1, &[&['r']]),
        ['s', ..] => (1, &[&['s']]),
        ['t', ..] => (1, &[&['t']]),
        ['u', ..] => (1, &[&['i'], &['u'], &['8']]),
        ['v', ..] => (1, &[&['v']]),
        ['w', ..] => (1, &[&['o']]),
        ['x', ..] => (1, &[&['x'], &['k', 's']]),
        ['y', ..] => (1, &[&['i']]),
        ['z', ..] => (1, &[&['z']]),
        ['q', ..] => (1, &[&['8']]),
        ['3', ..] => (1, &[&['k', 's']]),
        ['4', ..] => (1, &[&['p', 's']]),
        ['8', ..] => (1, &[&['8']]),
        _ => (1, &[]),
    }
}

#[cfg(test)]
mod tests;
