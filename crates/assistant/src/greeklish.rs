//! Greek that was typed in Latin letters: `xanei nero o sindesmos`.
//!
//! A Greek word and its spellings in Latin letters have one key: what they sound like, with letters that are written
//! in several ways made equal. It is wrong for the few words that only their vowels tell apart, which costs a symptom
//! its match and nothing else.

/// What Greek letters sound like; pairs first.
const GREEK: [(&str, &str); 37] = [
    ("ου", "u"),
    ("αι", "e"),
    ("ει", "i"),
    ("οι", "i"),
    ("υι", "i"),
    ("αυ", "av"),
    ("ευ", "ev"),
    ("μπ", "v"),
    ("ντ", "d"),
    ("γκ", "g"),
    ("γγ", "g"),
    ("γχ", "x"),
    ("τσ", "ts"),
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

/// What Latin letters stand for in Greek; pairs first.
const LATIN: [(&str, &str); 37] = [
    ("ou", "u"),
    ("ai", "e"),
    ("ei", "i"),
    ("oi", "i"),
    ("au", "av"),
    ("af", "av"),
    ("eu", "ev"),
    ("ef", "ev"),
    ("mp", "v"),
    ("nt", "d"),
    ("gk", "g"),
    ("gg", "g"),
    ("ng", "g"),
    ("th", "8"),
    ("ch", "x"),
    ("ph", "f"),
    ("ks", "ks"),
    ("b", "v"),
    ("c", "k"),
    ("w", "o"),
    ("y", "i"),
    ("u", "i"),
    ("q", "8"),
    ("j", "ks"),
    ("3", "ks"),
    ("4", "ps"),
    ("a", "a"),
    ("d", "d"),
    ("e", "e"),
    ("f", "f"),
    ("g", "g"),
    ("i", "i"),
    ("k", "k"),
    ("l", "l"),
    ("m", "m"),
    ("n", "n"),
    ("o", "o"),
];

/// The key of a folded Greek word.
pub(crate) fn of_greek(word: &str) -> String {
    single(&spell(word, &GREEK))
}

/// The key of a folded word in Latin letters; `None` if it has others.
pub(crate) fn of_latin(word: &str) -> Option<String> {
    if !word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()) {
        return None;
    }
    Some(single(&spell(&settled(word), &LATIN)))
}

/// With each `h` told apart: eta between consonants, chi beside a vowel; `th`, `ch` and `ph` stay.
fn settled(word: &str) -> String {
    let letters: Vec<char> = word.chars().collect();
    let at = |index: Option<usize>| index.and_then(|index| letters.get(index)).copied().unwrap_or(' ');
    let vowel = |letter: char| "aeiouyw".contains(letter);
    let letter = |(index, letter): (usize, &char)| {
        let before = at(index.checked_sub(1));
        match letter {
            'h' if "tcp".contains(before) => 'h',
            'h' if vowel(before) || vowel(at(index.checked_add(1))) => 'x',
            'h' => 'i',
            other => *other,
        }
    };
    letters.iter().enumerate().map(letter).collect()
}

fn spell(word: &str, table: &[(&str, &str)]) -> String {
    let (mut rest, mut key) = (word, String::with_capacity(word.len()));
    while let Some(letter) = rest.chars().next() {
        let known = table.iter().find_map(|(from, to)| Some((rest.strip_prefix(from)?, *to)));
        if let Some((tail, sound)) = known {
            key.push_str(sound);
            rest = tail;
        } else {
            key.push(letter);
            rest = rest.get(letter.len_utf8()..).unwrap_or_default();
        }
    }
    key
}

/// Doubled letters once.
fn single(key: &str) -> String {
    let mut out = String::with_capacity(key.len());
    for letter in key.chars() {
        if !out.ends_with(letter) {
            out.push(letter);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_sounds_the_same_has_the_same_key() {
        for (greek, spellings) in [
            ("νερο", &["nero"][..]),
            ("χανει", &["xanei", "hanei", "chanei", "xani"]),
            ("συνδεσμοσ", &["sindesmos", "syndesmos", "sundesmos"]),
            ("μηχανη", &["mixani", "mhxanh", "michani", "mihani"]),
            ("αντλια", &["antlia", "adlia"]),
            ("θερμοκρασια", &["thermokrasia", "8ermokrasia"]),
            ("πιεση", &["piesi", "piesh"]),
            ("λαδια", &["ladia"]),
            ("ξεκιναει", &["ksekinaei", "jekinaei"]),
            ("ευθεια", &["eutheia", "efthia"]),
        ] {
            for latin in spellings {
                assert_eq!(of_latin(latin), Some(of_greek(greek)), "{latin}");
            }
        }
        assert_eq!(of_latin("νερό"), None);
    }
}
