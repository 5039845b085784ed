//! The worst texts that we could build: those that start, and nearly match, as many patterns as possible,
//! that are nothing but cues or guards, whose words no list knows, and whose letters are not plain.

use super::api::LexiconSource;

/// What is said over and over.
const REPEATED: [(&str, &str); 33] = [
    ("nearly a request", "i want to have a "),
    ("nearly a hazard", "it is now just still being "),
    ("guards", "not no never don't if what "),
    ("negated hazards", "no smoke "),
    ("negated hazards, one sentence", "no, smoke, "),
    ("negated hazards, Arabic", "ما في دخان "),
    ("negated hazards, Greek", "δεν βγαινει καπνος "),
    ("negated hazards, Greek in Latin letters", "den vgainei kapnos "),
    ("negated hazards, Spanish", "no hay humo "),
    ("negated hazards, Turkish", "duman yok "),
    ("negated hazards, Norwegian", "ikke røyk "),
    ("hazards", "smoke fire gas sparks "),
    ("requests", "i want to talk to a person "),
    ("requests, Greek in Latin letters", "thelw na milhsw me texniko "),
    ("cues in turn", "smoke fire help technician person spark gas "),
    ("an unknown word", "huxthqhuxthq "),
    ("short unknown words", "xq zv "),
    ("one word without an end", "huxthq"),
    ("one letter", "a "),
    ("one letter and a comma", "i,"),
    ("one digit", "0"),
    ("one letter after another", "a b c d e i o u y x "),
    ("letters of three alphabets", "a و η i ο y "),
    ("full stops", ". "),
    ("a slip in every word", "tehcnician "),
    ("lengthened letters", "heeeeelp smoookeee "),
    ("combining marks", "a\u{301}\u{302} e\u{301} "),
    ("nothing but combining marks", "\u{301}\u{302}"),
    ("nothing but direction marks", "\u{202E}\u{2066}"),
    ("hazards without blanks", "smoke,fire.gas/røyk;duman"),
    ("right to left", "\u{202B}دخان \u{202C}"),
    ("emoji", "👍🏽 "),
    ("ligatures", "ﷺ ﬃ "),
];

/// Texts of at most `bytes` bytes, each with what it is.
pub(crate) fn texts(lexicons: &[LexiconSource], bytes: usize) -> Vec<(String, String)> {
    let mut texts = Vec::new();
    for (name, piece) in REPEATED {
        texts.push((name.to_owned(), filled(bytes, || piece.to_owned())));
    }
    let mut dice = Dice(0x2545_F491_4F6C_DD1D);
    let mut everything = Vec::new();
    for lexicon in lexicons {
        let words = words(lexicon);
        let name = format!("all words, {}", lexicon.language.code());
        texts.push((name, filled(bytes, || dice.one_of(&words) + " ")));
        let short: Vec<String> = words.iter().filter(|word| word.chars().count() < 5).cloned().collect();
        let mut phrases = phrases(lexicon).into_iter().cycle();
        let name = format!("phrases nearly whole, {}", lexicon.language.code());
        texts.push((name, filled(bytes, || phrases.next().unwrap_or_default())));
        let name = format!("short words, {}", lexicon.language.code());
        texts.push((name, filled(bytes, || dice.one_of(&short) + " ")));
        everything.extend(words);
    }
    texts.push(("all words of all languages".to_owned(), filled(bytes, || dice.one_of(&everything) + " ")));
    for letters in [3, 6, 9, 14] {
        let name = format!("words of {letters} letters, hardly any twice");
        texts.push((name, filled(bytes, || dice.letters(letters) + " ")));
    }
    for (name, letters) in [("Greek", 'α'..='ω'), ("Arabic", 'ا'..='ي')] {
        let letters: Vec<String> =
            letters.filter(|letter| letter.is_alphabetic()).map(String::from).collect();
        let name = format!("words of 6 {name} letters, hardly any twice");
        texts.push((name, filled(bytes, || (0..6).map(|_| dice.one_of(&letters)).collect::<String>() + " ")));
    }
    let slipped = || dice.with_a_slip(&everything) + " ";
    texts.push(("all words of all languages, each with a slip".to_owned(), filled(bytes, slipped)));
    let mut tongues: Vec<_> = lexicons.iter().map(|lexicon| phrases(lexicon).into_iter().cycle()).collect();
    let mut next = (0..lexicons.len()).cycle();
    let in_turn = || next.next().and_then(|at| tongues.get_mut(at)?.next()).unwrap_or_default();
    texts.push(("phrases nearly whole, the languages in turn".to_owned(), filled(bytes, in_turn)));
    let sentences = || dice.one_of(&everything) + ". ";
    texts.push(("every word a sentence".to_owned(), filled(bytes, sentences)));
    let begun = ["tech", "help", "supp", "oper", "spec", "engi", "mana"].map(str::to_owned);
    let nearly = || dice.one_of(&begun) + &dice.letters(5) + " ";
    texts.push(("words that begin like known ones".to_owned(), filled(bytes, nearly)));
    texts
}

fn filled(bytes: usize, mut piece: impl FnMut() -> String) -> String {
    let mut text = String::with_capacity(bytes);
    loop {
        let piece = piece();
        if text.len() + piece.len() > bytes {
            return text;
        }
        text.push_str(&piece);
    }
}

/// All words of a rule file, in every place where it has some.
fn words(lexicon: &LexiconSource) -> Vec<String> {
    let lists = lexicon.lists.iter().flat_map(|list| &list.items);
    let rules = lexicon.rules.iter().flat_map(|rule| &rule.patterns);
    let guards = lexicon.guards.iter().flat_map(|guard| &guard.patterns);
    let patterns = lists.chain(rules).chain(guards).chain(&lexicon.common).chain(&lexicon.contrast);
    let is_letter = |letter: char| letter.is_alphabetic() || letter == '\'';
    let cut = patterns.flat_map(|pattern| pattern.split(move |letter| !is_letter(letter)));
    let mut words: Vec<String> = cut.filter(|word| !word.is_empty()).map(str::to_owned).collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// The words of every pattern in their order, alternatives one after the other.
fn phrases(lexicon: &LexiconSource) -> Vec<String> {
    let rules = lexicon.rules.iter().flat_map(|rule| &rule.patterns);
    let guards = lexicon.guards.iter().flat_map(|guard| &guard.patterns);
    let spoken = |letter: char| if letter.is_alphabetic() || letter == '\'' { letter } else { ' ' };
    let plain = |pattern: &String| pattern.chars().map(spoken).collect::<String>();
    let one_by_one = |words: &str| words.split_whitespace().collect::<Vec<_>>().join(" ") + " ";
    rules.chain(guards).map(|pattern| one_by_one(&plain(pattern))).collect()
}

/// The same throws in every run.
struct Dice(u64);

impl Dice {
    fn throw(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        let sides = u64::try_from(sides).unwrap_or(1);
        usize::try_from(self.0 % sides.max(1)).unwrap_or_default()
    }

    fn one_of(&mut self, words: &[String]) -> String {
        words.get(self.throw(words.len())).cloned().unwrap_or_default()
    }

    /// A word with another letter in the middle.
    fn with_a_slip(&mut self, words: &[String]) -> String {
        let word = self.one_of(words);
        let middle = word.chars().count() / 2;
        word.chars().enumerate().map(|(at, letter)| if at == middle { 'q' } else { letter }).collect()
    }

    fn letters(&mut self, count: usize) -> String {
        (0..count).filter_map(|_| ('a'..='z').nth(self.throw(26))).collect()
    }
}
