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
    pub(super) fn key(self, word: &str) -> Vec<char> {
        let (letters, mut key) = (word.chars().collect::<Vec<_>>(), Vec::new());
        match self {
            Self::GreekBySound => put_sound(&letters, greek, &mut key),
            Self::BareNorwegian => {
                key = letters;
                make_bare(&mut key);
            }
            Self::SpanishBySound => put_sound(&letters, spanish, &mut key),
        }
        key
    }

    /// Puts into `key` the one key that a folded word of a text may stand for; false if there is none.
    pub(super) fn key_of(self, word: &[char], key: &mut Vec<char>) -> bool {
        key.clear();
        match self {
            // Latin letters may be read in several ways: see `greek_readings`.
            Self::GreekBySound => misspelt_greek(word, key),
            Self::BareNorwegian => {
                key.extend(word);
                make_bare(key);
                true
            }
            Self::SpanishBySound => misspelt_spanish(word, key),
        }
    }
}

fn misspelt_greek(word: &[char], key: &mut Vec<char>) -> bool {
    let is_greek = |letter: &char| matches!(letter, '\u{370}'..='\u{3FF}');
    if word.len() < SHORTEST_MISSPELT || !word.iter().all(is_greek) {
        return false;
    }
    put_sound(word, greek, key);
    true
}

fn misspelt_spanish(word: &[char], key: &mut Vec<char>) -> bool {
    // Short words sound like too many others, except where an h is missing or a k stands for a qu; and what has
    // digits is no slip.
    let is_vowel = |letter: &char| matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u');
    let is_slip = word.first().is_some_and(is_vowel) || word.contains(&'k') && word.iter().any(is_vowel);
    let is_short = word.len() < 2 || word.len() < SHORTEST_MISSPELT && !is_slip;
    if is_short || !word.iter().all(char::is_ascii_lowercase) {
        return false;
    }
    put_sound(word, spanish, key);
    true
}

/// Puts into `key` how a word sounds; `of` reads the first sound of some letters.
fn put_sound(word: &[char], of: impl Fn(&[char]) -> (usize, Sound), key: &mut Vec<char>) {
    let mut rest = word;
    while !rest.is_empty() {
        let (read, sound) = of(rest);
        match sound {
            Sound::Silent => {}
            Sound::Of(letter) => key.push(letter),
            Sound::Both(letters) => key.extend(letters),
        }
        rest = rest.get(read..).unwrap_or_default();
    }
}

/// What some letters sound like.
enum Sound {
    Silent,
    Of(char),
    Both([char; 2]),
}

/// How many of the first letters of `rest` make one sound in Spanish, and which: those that are exchanged in writing
/// sound alike (b and v; c, s, z and x; c, k and qu; g and j; ll and y; m and n before p and b), and h is silent.
fn spanish(rest: &[char]) -> (usize, Sound) {
    match rest {
        ['c', 'h', ..] => (2, Sound::Both(['c', 'h'])),
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
        [as_written, ..] => (1, Sound::Of(*as_written)),
        [] => (1, Sound::Silent),
    }
}

/// Leaves out the second letter of what is written for a letter with a ring or a stroke.
fn make_bare(letters: &mut Vec<char>) {
    if !letters.windows(2).any(|pair| matches!(pair, ['a', 'a' | 'e'] | ['o', 'e'])) {
        return;
    }
    for [first, second] in [['a', 'a'], ['o', 'e'], ['a', 'e']] {
        let mut before = None;
        letters.retain(|letter| {
            let is_second = before == Some(first) && *letter == second;
            before = (!is_second).then_some(*letter);
            !is_second
        });
    }
}

/// How many of the first letters of `rest` make one sound in Greek, and which; pairs first: what they
/// sound like is not what their letters do.
fn greek(rest: &[char]) -> (usize, Sound) {
    match rest {
        ['ο', 'υ', ..] => (2, Sound::Of('u')),
        ['α', 'ι', ..] => (2, Sound::Of('e')),
        ['ε', 'ι', ..] => (2, Sound::Of('i')),
        ['ο', 'ι', ..] => (2, Sound::Of('i')),
        ['υ', 'ι', ..] => (2, Sound::Of('i')),
        ['α', 'υ', ..] => (2, Sound::Both(['a', 'v'])),
        ['ε', 'υ', ..] => (2, Sound::Both(['e', 'v'])),
        ['μ', 'π', ..] => (2, Sound::Of('b')),
        ['ν', 'τ', ..] => (2, Sound::Of('d')),
        ['γ', 'κ', ..] => (2, Sound::Of('g')),
        ['γ', 'γ', ..] => (2, Sound::Of('g')),
        ['λ', 'λ', ..] => (2, Sound::Of('l')),
        ['σ', 'σ', ..] => (2, Sound::Of('s')),
        ['ν', 'ν', ..] => (2, Sound::Of('n')),
        ['μ', 'μ', ..] => (2, Sound::Of('m')),
        ['π', 'π', ..] => (2, Sound::Of('p')),
        ['κ', 'κ', ..] => (2, Sound::Of('k')),
        ['τ', 'τ', ..] => (2, Sound::Of('t')),
        ['ρ', 'ρ', ..] => (2, Sound::Of('r')),
        ['β', 'β', ..] => (2, Sound::Of('v')),
        ['α', ..] => (1, Sound::Of('a')),
        ['β', ..] => (1, Sound::Of('v')),
        ['γ', ..] => (1, Sound::Of('g')),
        ['δ', ..] => (1, Sound::Of('d')),
        ['ε', ..] => (1, Sound::Of('e')),
        ['ζ', ..] => (1, Sound::Of('z')),
        ['η', ..] => (1, Sound::Of('i')),
        ['θ', ..] => (1, Sound::Of('8')),
        ['ι', ..] => (1, Sound::Of('i')),
        ['κ', ..] => (1, Sound::Of('k')),
        ['λ', ..] => (1, Sound::Of('l')),
        ['μ', ..] => (1, Sound::Of('m')),
        ['ν', ..] => (1, Sound::Of('n')),
        ['ξ', ..] => (1, Sound::Both(['k', 's'])),
        ['ο', ..] => (1, Sound::Of('o')),
        ['π', ..] => (1, Sound::Of('p')),
        ['ρ', ..] => (1, Sound::Of('r')),
        ['σ', ..] => (1, Sound::Of('s')),
        ['τ', ..] => (1, Sound::Of('t')),
        ['υ', ..] => (1, Sound::Of('i')),
        ['φ', ..] => (1, Sound::Of('f')),
        ['χ', ..] => (1, Sound::Of('x')),
        ['ψ', ..] => (1, Sound::Both(['p', 's'])),
        ['ω', ..] => (1, Sound::Of('o')),
        [as_written, ..] => (1, Sound::Of(*as_written)),
        [] => (1, Sound::Silent),
    }
}

/// Walks the keys that a folded word in Latin letters may stand for in Greek. `step` goes on from a place by a sound,
/// if anything sounds so; `done` gets the places behind the keys of the whole word. `room` holds the place to begin
/// at, and is used up.
pub(super) fn greek_readings<P>(
    word: &[char],
    room: &mut Vec<P>,
    mut step: impl FnMut(&P, &[char]) -> Option<P>,
    done: impl FnMut(P),
) {
    if !word.iter().all(char::is_ascii_alphanumeric) {
        return;
    }
    // The places behind the letters read so far are those from `from` on.
    let (mut from, mut rest) = (0, word);
    while !rest.is_empty() {
        let (read, sounds) = doubled(rest).unwrap_or_else(|| latin(rest));
        let to = room.len();
        for at in from..to {
            for sound in sounds {
                if room.len() - to < MOST_READINGS {
                    let next = room.get(at).and_then(|place| step(place, sound));
                    room.extend(next);
                }
            }
        }
        if room.len() == to {
            return;
        }
        from = to;
        rest = rest.get(read..).unwrap_or_default();
    }
    room.drain(from..).for_each(done);
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
