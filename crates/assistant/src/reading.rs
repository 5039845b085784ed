//! Reads what a message claims: which clauses state a fault, and which of them deny something.
//!
//! "no water" and "does not start" are faults because of their denial, "no leak any more" is none
//! because of it. So each clause keeps whether it denies, and a symptom matches only a clause that
//! denies as it does. Clauses that ask ("what is the normal pressure"), speak of another time or say
//! that all is well claim nothing.

use handover_domain::Language;

use crate::asking;
use crate::english as en;
use crate::lexicon::Words;
use crate::words::Token;

/// Stands for a denied word of well-being: "not normal", "does not work".
pub(crate) const AMISS: &str = "\u{1}amiss";

/// After these a pressure that does not fall is no good news: "does not drop when I stop the pump".
const STOPPED: [&str; 5] = ["off", "stop", "stopped", "stopping", "stops"];

/// One clause that claims a fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Claim {
    /// Its words without those of denial.
    pub(crate) words: Vec<String>,
    /// Whether it denies.
    pub(crate) denies: bool,
}

/// What a message claims and asks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Reading {
    /// The clauses that may state a fault, in order.
    pub(crate) claims: Vec<Claim>,
    /// Some part of it asks or wishes for information.
    pub(crate) asks: bool,
    /// Some part of it says that all is well.
    pub(crate) all_well: bool,
}

/// What one clause comes to.
enum Judged {
    Claim(Claim),
    Well { covers_all: bool },
    Nothing,
}

/// Reads a text as written in `language`.
///
/// Well-being is understood in English only, and in the other languages a question only by its first words:
/// every other clause claims there, and its words of denial count.
pub(crate) fn read(tokens: &[Token], language: Language) -> Reading {
    let mut reading = Reading::default();
    for sentence in sentences(tokens) {
        reading.asks |= sentence.question;
        if language == Language::En {
            read_english(&sentence, &mut reading);
        } else {
            for segment in &sentence.segments {
                read_segment(&apart(segment, language), language, &mut reading);
            }
        }
    }
    reading.claims.retain(|claim| !claim.words.is_empty());
    reading
}

/// Reads what stands between two commas in another language than English.
fn read_segment(words: &[String], language: Language, reading: &mut Reading) {
    let asks = asking::opens(words, language);
    reading.asks |= asks;
    for clause in words.split(|word| joins(word, language)) {
        for part in after_denials(clause, language) {
            let (denied, words): (Vec<_>, Vec<_>) =
                part.iter().cloned().partition(|word| denies(word, language));
            let claim = Claim { words, denies: !denied.is_empty() };
            // "Which pressure is normal" claims nothing, "what if it does not start" does.
            if claim.denies || !asks {
                reading.claims.push(claim);
            }
        }
    }
}

/// The parts of a clause. Turks deny behind what they deny, so what follows is another matter: "no smoke no smell
/// only the engine is hot" has its denials in the middle.
fn after_denials(clause: &[String], language: Language) -> Vec<&[String]> {
    let closes = |at: usize| {
        let word = clause.get(at).map_or("", String::as_str);
        language == Language::Tr && ["yok", "degil"].contains(&word) && at > 0 && at + 2 < clause.len()
    };
    let mut parts = Vec::new();
    let mut start = 0;
    for end in (0..clause.len()).filter(|at| closes(*at)).map(|at| at + 1).chain([clause.len()]) {
        parts.extend(clause.get(start..end));
        start = end;
    }
    parts
}

/// Whether a folded word denies.
pub(crate) fn denies(word: &str, language: Language) -> bool {
    match language {
        Language::En => en::NEGATORS.has(word),
        Language::El => {
            ["δεν", "δε", "μη", "μην", "χωρισ", "ουτε", "τιποτα", "καθολου", "ποτε"].contains(&word)
        }
        Language::Ar => ["لا", "لم", "لن", "ليس", "ليست", "بدون", "غير", "ما"].contains(&word),
        Language::Es => ["no", "sin", "nunca", "ni", "nada", "tampoco", "ningun", "ninguna"].contains(&word),
        Language::Tr => ["degil", "yok", "hic", "olmadan"].contains(&word),
        Language::No => ["ikke", "ikkje", "ingen", "inget", "ingenting", "uten", "aldri"].contains(&word),
    }
}

/// The words with an Arabic "and" apart from the denial that it is written to: "runs andnot pumps".
fn apart(words: &[String], language: Language) -> Vec<String> {
    let mut apart = Vec::with_capacity(words.len());
    for word in words {
        match word.strip_prefix('و').filter(|rest| language == Language::Ar && denies(rest, language)) {
            Some(rest) => apart.extend(["و".to_owned(), rest.to_owned()]),
            None => apart.push(word.clone()),
        }
    }
    apart
}

/// Whether a folded word joins two clauses, of which one may deny and the other not.
fn joins(word: &str, language: Language) -> bool {
    let words: &[&str] = match language {
        Language::En => return en::CONJUNCTIONS.has(word),
        Language::El => &["και", "κι", "αλλα", "ομωσ", "μα", "ενω", "οταν", "γιατι"],
        Language::Ar => &["و", "لكن", "ولكن", "بس", "عندما", "ثم", "لان"],
        Language::Es => &["y", "pero", "aunque", "cuando", "porque", "mientras"],
        Language::Tr => &["ve", "ama", "fakat", "ancak", "cunku"],
        Language::No => &["og", "men", "nar", "mens", "fordi"],
    };
    words.contains(&word)
}

struct Sentence {
    segments: Vec<Vec<String>>,
    question: bool,
}

fn sentences(tokens: &[Token]) -> Vec<Sentence> {
    let mut found = Vec::new();
    let mut current = Sentence { segments: vec![Vec::new()], question: false };
    for token in tokens {
        match token {
            Token::Word(word) => {
                if let Some(segment) = current.segments.last_mut() {
                    segment.push(word.clone());
                }
            }
            Token::Pause => current.segments.push(Vec::new()),
            Token::End { question } => {
                current.question = *question;
                found.push(std::mem::replace(
                    &mut current,
                    Sentence { segments: vec![Vec::new()], question: false },
                ));
            }
        }
    }
    found.push(current);
    found
}

fn read_english(sentence: &Sentence, reading: &mut Reading) {
    let mut asking = false;
    let stopped = sentence.segments.iter().flatten().any(|word| STOPPED.contains(&word.as_str()));
    for segment in &sentence.segments {
        let words = after_prefaces(segment);
        let opening = opens_question(words, sentence.question);
        let about_fault = en::ASKING_ABOUT_FAULT.opens(words);
        let words = words.get(about_fault.unwrap_or(0)..).unwrap_or_default();
        for (index, (conjunction, clause)) in clauses(words).into_iter().enumerate() {
            let joined = conjunction.is_some_and(|word| en::CONDITIONS.has(word));
            let starts_new = index == 0 && (opening || !joined);
            asking = if starts_new { opening && about_fault.is_none() } else { asking && joined };
            reading.asks |= asking || (index == 0 && (opening || about_fault.is_some()));
            if !asking {
                take(judge(&clause, stopped), reading);
            }
        }
    }
}

fn opens_question(words: &[String], question_mark: bool) -> bool {
    let word = |at: usize, list: &Words| words.get(at).is_some_and(|word| list.has(word));
    let verb =
        word(0, &en::ASKING_VERBS) && !word(1, &en::NEGATORS) && (question_mark || word(1, &en::SUBJECTS));
    let adverb = word(0, &en::ASKING_ADVERBS) && word(1, &en::ASKING_VERBS);
    verb || adverb || en::ASKING.opens(words).is_some()
}

fn take(judged: Judged, reading: &mut Reading) {
    match judged {
        Judged::Claim(claim) => reading.claims.push(claim),
        Judged::Well { covers_all } => {
            reading.all_well = true;
            if covers_all {
                reading.claims.clear();
            }
        }
        Judged::Nothing => {}
    }
}

fn after_prefaces(segment: &[String]) -> &[String] {
    let mut words = segment;
    while let Some(count) = en::PREFACES.opens(words) {
        // "can you help" asks about a fault; the preface must leave something to ask.
        if words.len() == count || en::ASKING_ABOUT_FAULT.opens(words).is_some() {
            break;
        }
        words = words.get(count..).unwrap_or_default();
    }
    words
}

/// Splits at conjunctions; each clause comes with the one that led it in.
fn clauses(words: &[String]) -> Vec<(Option<&str>, Vec<String>)> {
    let mut found: Vec<(Option<&str>, Vec<String>)> = vec![(None, Vec::new())];
    for word in words {
        if en::CONJUNCTIONS.has(word) {
            found.push((Some(word), Vec::new()));
        } else if let Some((_, clause)) = found.last_mut() {
            clause.push(word.clone());
        }
    }
    found.retain(|(conjunction, clause)| conjunction.is_some() || !clause.is_empty());
    found
}

/// Judges a clause of a sentence in which something is `stopped` or not.
fn judge(words: &[String], stopped: bool) -> Judged {
    let not_now = |at: usize| en::NOT_NOW.opens(words.get(at..).unwrap_or_default()).is_some();
    if (0..words.len()).any(not_now) || is_only_possible(words) {
        return Judged::Nothing;
    }
    let (mut kept, mut denies) = without_denials(words);
    let own_subject = |words: &[String]| words.iter().any(|word| !en::STOP.has(word) && !covers(word));
    if last_is_gone(words) && !own_subject(&kept) {
        return Judged::Well { covers_all: true };
    }
    if denies && is_a_lamp_that_stays_on(&kept) {
        kept.pop();
        denies = false;
    }
    let well = well_at(&kept, denies);
    if denies && (names_no_trouble(words) || (!stopped && denies_loss(words))) {
        return Judged::Well { covers_all: false };
    }
    if denies {
        let amiss = (0..kept.len()).find(|at| is_predicate(&kept, *at));
        if let Some(word) = amiss.and_then(|at| kept.get_mut(at)) {
            AMISS.clone_into(word);
            denies = false;
        } else if let Some(over) = kept.iter().position(|word| en::OVER.has(word)) {
            kept.remove(over);
            denies = false;
        }
    } else if let Some(at) = well {
        let own_subject = own_subject(kept.get(..at).unwrap_or_default());
        let but_one = kept.iter().any(|word| en::BUT_ONE.has(word));
        return Judged::Well { covers_all: !own_subject && !but_one && kept.iter().any(|word| covers(word)) };
    }
    // Small words alone claim nothing, unless a denial makes a phrase of them: "cannot get it going".
    if !denies && kept.iter().all(|word| en::STOP.has(word)) {
        Judged::Nothing
    } else {
        Judged::Claim(Claim { words: kept, denies })
    }
}

/// Whether a clause speaks of what may happen: "it may leak", but "it may be leaking" and "could not start".
fn is_only_possible(words: &[String]) -> bool {
    words.windows(2).any(|pair| match pair {
        [may, next] => en::POSSIBLY.has(may) && !en::IS_SO.has(next) && !en::NEGATORS.has(next),
        _ => false,
    })
}

/// Whether a clause denies trouble itself: "starts without any problem".
fn names_no_trouble(words: &[String]) -> bool {
    let mut words = words.iter().skip_while(|word| !en::NEGATORS.has(word)).skip(1);
    words.find(|word| !en::STOP.has(word)).is_some_and(|word| en::TROUBLES.has(word))
}

/// Whether a clause denies a loss: "not losing pressure", "does not drop", but "not a drop", and what
/// does not drop to zero is still there.
fn denies_loss(words: &[String]) -> bool {
    if words.iter().any(|word| ["zero", "0"].contains(&word.as_str())) {
        return false;
    }
    let denial = |at: &usize| words.get(*at).is_some_and(|word| en::NEGATORS.has(word));
    (0..words.len()).filter(denial).any(|at| {
        let mut after = words.iter().skip(at + 1).take(2).take_while(|word| *word != "a");
        after.any(|word| en::LOSSES.has(word))
    })
}

/// Whether the word at a place says that something is well, and not only of what kind it is.
fn is_predicate(words: &[String], at: usize) -> bool {
    let is = |at: usize, list: &Words| words.get(at).is_some_and(|word| list.has(word));
    let noun_follows = words.get(at + 1).is_some_and(|next| !en::STOP.has(next) && !en::AFTER_WELL.has(next));
    is(at, &en::MERELY_WELL) && !(noun_follows && is(at, &en::QUALIFYING))
}

/// Whether a word of well-being covers more than its own clause.
fn covers(word: &str) -> bool {
    en::ALL_IS_WELL.has(word) || en::OVER.has(word)
}

fn last_is_gone(words: &[String]) -> bool {
    let last = words.iter().rfind(|word| !en::AFTER_WELL.has(word));
    last.is_some_and(|word| en::GONE.has(word))
}

/// Whether what is denied is that a lamp or alarm ends: "the oil light does not go out" is no good news.
fn is_a_lamp_that_stays_on(words: &[String]) -> bool {
    let has = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    let ends = words.last().is_some_and(|word| ["off", "out", "away", "stop"].contains(&word.as_str()));
    ends && has(&["lamp", "lamps", "light", "lights", "led", "indicator", "alarm", "warning", "buzzer"])
}

/// Whether a clause ends with what is meant to be stopped: "cannot stop the engine", but "the leak".
fn last_is_running(words: &[String]) -> bool {
    let last = words.iter().rfind(|word| !en::AFTER_WELL.has(word));
    last.is_some_and(|word| {
        ["engine", "motor", "diesel", "generator", "pump", "disc", "discs", "winch"].contains(&word.as_str())
    })
}

/// The words without those of denial, and whether one of them denied.
fn without_denials(words: &[String]) -> (Vec<String>, bool) {
    let mut kept = Vec::with_capacity(words.len());
    let mut denies = last_is_gone(words);
    for (at, word) in words.iter().enumerate() {
        let word = word.as_str();
        let next = words.get(at + 1).map(String::as_str);
        let gerund = next.is_some_and(|next| next.ends_with("ing") && !en::NO_GERUND.has(next));
        if denies && en::GONE.has(word) {
            continue;
        }
        if en::NEGATORS.has(word) {
            let plain_no = word == "no" && at == 0 && next.is_some_and(|next| en::AFTER_PLAIN_NO.has(next));
            let after = words.iter().skip(at + 1).take(3).map(String::as_str);
            let idle = after.clone().any(|word| en::AFTER_DENIAL.has(word))
                || (after.take(1).any(|word| en::STOPPING.has(word))
                    && words.len() > at + 2
                    && !last_is_running(words));
            denies |= !plain_no && !idle;
        } else if (en::NEGATORS_BEFORE_TO.has(word) && next == Some("to"))
            || (en::STOPPED.has(word) && gerund)
        {
            denies = true;
        } else {
            kept.push(word.to_owned());
        }
    }
    (kept, denies)
}

/// Where the clause says that all is well, if it does.
fn well_at(words: &[String], denies: bool) -> Option<usize> {
    if denies {
        return None;
    }
    if let Some(over) = words.iter().position(|word| en::OVER.has(word)) {
        return Some(over);
    }
    let end = words.iter().rposition(|word| !en::AFTER_WELL.has(word))?;
    let word = words.get(end)?.as_str();
    let before = end.checked_sub(1).and_then(|at| words.get(at)).map(String::as_str);
    let measure = before.is_some_and(|before| en::BEFORE_MEASURE.has(before));
    (en::WELL.has(word) && !measure).then_some(end)
}

#[cfg(test)]
mod tests;
