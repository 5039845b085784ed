//! Recognises which problem a message describes, by the packs' symptoms.
//!
//! A symptom and a message are compared clause by clause on what they claim ([`crate::reading`]).
//! Every term weighs what it tells about the problem: a term that many problems share weighs little.
//! The score of a symptom is the weighted geometric mean of two shares: how much of the symptom the message
//! says, and how much of what those clauses say the problem knows. Both being shares of weight, one
//! word in common ("red" in "hired", "pressure" in "normal pressure") is not enough.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use handover_domain::Language;

use crate::english;
use crate::neutral;
use crate::number::{rarity, real};
use crate::reading::{self, AMISS, Reading};
use crate::retrieval::is_stop;
use crate::words::{Analyzer, tokens};

/// A term and whether its clause denies it.
type Feature = (String, bool);

/// What one term weighs that no symptom knows: places, names and small talk should cost little.
const UNKNOWN: f64 = 0.35;

/// What is left of the score if of several terms of a symptom only one was said.
const ALONE: f64 = 0.8;

/// The most that a direction or a mere complaint weighs.
const LIGHT: f64 = 0.6;

/// How much the share of the symptom counts against the share of the message.
const SYMPTOM_SHARE: f64 = 0.65;

/// The least weight in common that is evidence at all: about one term of a single problem.
const LEAST_WEIGHT: f64 = 1.4;

/// Among few problems every term weighs little: then this share of a single problem's term is evidence.
const LEAST_SHARE: f64 = 0.55;

/// From here on the best match is believed although another comes close.
const SURE: f64 = 0.80;

/// From here on the message says the symptom and little else.
const VERY: f64 = 0.95;

/// The least score that is believed if it leads by [`LEAD`].
const LIKELY: f64 = 0.6;

/// How far the best must lead over the next, below [`SURE`].
const LEAD: f64 = 0.08;

/// A problem that a message describes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Match {
    /// The index of the document.
    pub(crate) document: usize,
    /// How well the best symptom fits, 0 to 1.
    pub(crate) score: f64,
    /// The score of the next problem.
    pub(crate) next: f64,
}

impl Match {
    /// How sure the match is: the score, less up to three tenths of it the closer the next comes.
    pub(crate) fn confidence(&self) -> f64 {
        let closeness = if self.score > 0.0 { self.next / self.score } else { 0.0 };
        (self.score * (1.0 - 0.3 * closeness * closeness)).clamp(0.0, 1.0)
    }

    /// Whether the words are the very symptom, so that their denial is good news.
    pub(crate) fn is_the_symptom(&self) -> bool {
        self.score >= VERY
    }

    /// Whether it is enough to begin guided steps.
    pub(crate) fn convinces(&self) -> bool {
        self.score >= SURE || (self.score >= LIKELY && self.score - self.next >= LEAD)
    }
}

struct Symptom {
    problem: usize,
    features: BTreeSet<usize>,
    weight: f64,
}

/// The symptoms of all problems of one language.
pub(crate) struct SymptomIndex {
    language: Language,
    features: HashMap<Feature, usize>,
    weights: Vec<f64>,
    /// The features that complain of nothing: names of parts, and what these do when all is well.
    neutral: BTreeSet<usize>,
    /// By feature: the symptoms that have it.
    symptoms_with: Vec<Vec<usize>>,
    /// By problem: the features of all its symptoms.
    known: BTreeMap<usize, BTreeSet<usize>>,
    symptoms: Vec<Symptom>,
    /// The least weight in common that is evidence.
    least: f64,
}

impl SymptomIndex {
    /// Indexes the symptoms of problems, given by the index of their document.
    pub(crate) fn new(language: Language, analyzer: &Analyzer, problems: &[(usize, &[String])]) -> Self {
        let mut index = Self {
            language,
            features: HashMap::new(),
            weights: Vec::new(),
            neutral: BTreeSet::new(),
            symptoms_with: Vec::new(),
            known: BTreeMap::new(),
            symptoms: Vec::new(),
            least: LEAST_WEIGHT.min(LEAST_SHARE * rarity(1, problems.len())),
        };
        for (problem, symptoms) in problems {
            for symptom in *symptoms {
                index.add(*problem, &clauses(&read(symptom, language, analyzer), language, analyzer));
            }
        }
        index.weigh();
        let neutral: BTreeSet<String> = neutral_terms(language, analyzer);
        let is_neutral =
            |(term, denied): &Feature| !denied && (neutral.contains(term) || english::DIRECTIONS.has(term));
        index.neutral =
            index.features.iter().filter(|(feature, _)| is_neutral(feature)).map(|(_, id)| *id).collect();
        index
    }

    fn add(&mut self, problem: usize, clauses: &[BTreeSet<Feature>]) {
        let at = self.symptoms.len();
        let mut features = BTreeSet::new();
        for feature in clauses.iter().flatten() {
            let next = self.features.len();
            let id = *self.features.entry(feature.clone()).or_insert(next);
            if id == next {
                self.symptoms_with.push(Vec::new());
            }
            if features.insert(id)
                && let Some(list) = self.symptoms_with.get_mut(id)
            {
                list.push(at);
            }
        }
        self.known.entry(problem).or_default().extend(&features);
        self.symptoms.push(Symptom { problem, features, weight: 0.0 });
    }

    /// A feature of one problem among many weighs much, one of all of them little.
    fn weigh(&mut self) {
        self.weights = vec![0.0; self.features.len()];
        for ((term, _), id) in &self.features {
            let having = self.known.values().filter(|known| known.contains(id)).count();
            let telling = rarity(having, self.known.len());
            if let Some(weight) = self.weights.get_mut(*id) {
                *weight = if is_light(term) { telling.min(LIGHT) } else { telling };
            }
        }
        for symptom in &mut self.symptoms {
            symptom.weight = symptom.features.iter().filter_map(|id| self.weights.get(*id)).sum();
        }
    }

    /// The problem that a reading describes best, if any symptom has enough in common with it.
    pub(crate) fn best(&self, reading: &Reading, analyzer: &Analyzer) -> Option<Match> {
        let said = self.said(reading, analyzer);
        let all: BTreeSet<usize> = said.iter().flat_map(|clause| clause.known.iter().copied()).collect();
        let candidates: BTreeSet<usize> =
            all.iter().filter_map(|id| self.symptoms_with.get(*id)).flatten().copied().collect();
        let mut scores: BTreeMap<usize, (f64, f64)> = BTreeMap::new();
        for symptom in candidates.iter().filter_map(|at| self.symptoms.get(*at)) {
            let score = self.score(symptom, &all, &said);
            let best = scores.entry(symptom.problem).or_insert((0.0, 0.0));
            if score > *best {
                *best = score;
            }
        }
        let mut ranked: Vec<(usize, (f64, f64))> = scores.into_iter().collect();
        // Of two that fit as well, the one with more in common: "remote won't turn on" is about the remote.
        ranked.sort_by(|(a, (x, v)), (b, (y, w))| y.total_cmp(x).then(w.total_cmp(v)).then(a.cmp(b)));
        let next = ranked.get(1).map_or(0.0, |(_, (score, _))| *score);
        let (document, (score, _)) = ranked.first().copied().filter(|(_, (score, _))| *score > 0.0)?;
        Some(Match { document, score, next })
    }

    fn said(&self, reading: &Reading, analyzer: &Analyzer) -> Vec<Said> {
        let mut said = Vec::new();
        for clause in clauses(reading, self.language, analyzer) {
            let size = clause.len();
            let known: BTreeSet<usize> =
                clause.iter().filter_map(|feature| self.features.get(feature)).copied().collect();
            let unknown = real(size - known.len().min(size)) * UNKNOWN;
            said.push(Said { known, unknown });
        }
        said
    }

    /// The score of a symptom and the weight that it has in common with what was said.
    fn score(&self, symptom: &Symptom, all: &BTreeSet<usize>, said: &[Said]) -> (f64, f64) {
        let shared: BTreeSet<usize> = symptom.features.intersection(all).copied().collect();
        let common = self.weight_of(&shared);
        let share = (common / symptom.weight + real(shared.len()) / real(symptom.features.len())) / 2.0;
        // "The brake of the winch holds" has two words of "the brake of the winch is worn", and not the one
        // that counts. Where none does, as in "oil on the deck", all must be said.
        let misses_the_point = shared.is_subset(&self.neutral) && shared != symptom.features;
        if misses_the_point || common < self.least || symptom.weight <= 0.0 {
            return (0.0, 0.0);
        }
        let Some(known) = self.known.get(&symptom.problem) else { return (0.0, 0.0) };
        let (mut fitting, mut total) = (0.0, 0.0);
        for clause in said.iter().filter(|clause| !clause.known.is_disjoint(&shared)) {
            let fits: BTreeSet<usize> = clause.known.intersection(known).copied().collect();
            fitting += self.weight_of(&fits);
            total += self.weight_of(&clause.known) + clause.unknown;
        }
        if total <= 0.0 {
            return (0.0, 0.0);
        }
        let alone = if shared.len() == 1 && symptom.features.len() > 1 { ALONE } else { 1.0 };
        (alone * share.powf(SYMPTOM_SHARE) * (fitting / total).powf(1.0 - SYMPTOM_SHARE), common)
    }

    fn weight_of(&self, features: &BTreeSet<usize>) -> f64 {
        features.iter().filter_map(|id| self.weights.get(*id)).sum()
    }

    /// Whether a symptom can ever match, so that a pack's mistake shows when it is loaded.
    pub(crate) fn is_readable(symptom: &str, language: Language, analyzer: &Analyzer) -> bool {
        clauses(&read(symptom, language, analyzer), language, analyzer)
            .iter()
            .any(|clause| !clause.is_empty())
    }
}

fn neutral_terms(language: Language, analyzer: &Analyzer) -> BTreeSet<String> {
    // One by one, so that no two of the list are taken for a phrase.
    neutral::words(language).all().flat_map(|word| analyzer.terms_of(word)).collect()
}

/// Whether a term is never a symptom of its own.
fn is_light(term: &str) -> bool {
    term == AMISS || english::DIRECTIONS.has(term) || english::COMPLAINTS.has(term)
}

fn read(symptom: &str, language: Language, analyzer: &Analyzer) -> Reading {
    let mut tokens = tokens(symptom, usize::MAX);
    analyzer.respell(&mut tokens);
    reading::read(&tokens, language)
}

/// What one clause of a message says.
struct Said {
    known: BTreeSet<usize>,
    unknown: f64,
}

fn clauses(reading: &Reading, language: Language, analyzer: &Analyzer) -> Vec<BTreeSet<Feature>> {
    // The English analyzer drops its small words itself, after it has looked for phrases that hold them.
    let is_small =
        |word: &str| language != Language::En && is_stop(word, language) && !neutral::counts(word, language);
    let of = |claim: &reading::Claim| {
        // A number says little without its direction ("above 160"), and never the same one twice.
        let number = |term: &String| term.starts_with(|c: char| c.is_ascii_digit());
        let telling = |term: &String| !number(term) && !english::THE_MACHINE.has(term);
        let words: Vec<String> = claim.words.iter().filter(|word| !is_small(word)).cloned().collect();
        analyzer.terms(&words).into_iter().filter(telling).map(|term| (term, claim.denies)).collect()
    };
    reading.claims.iter().map(of).collect()
}
