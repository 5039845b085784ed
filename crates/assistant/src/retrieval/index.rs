//! The inverted index of the passages of one language.

use handover_domain::Language;

use super::analysis::{Analysis, Dictionary, Taken, TermId, Vocabulary, Word, WordId};
use super::lists::{Lists, Posting};
use super::near;
use crate::synonyms::Synonyms;

/// How soon repeating a term stops counting: the value of Anserini (Yang, Fang and Lin, JDIQ 10(4),
/// 2018). From 0.6 to 1.2 the measured ranking hardly changes.
const K1: f32 = 0.9;

/// How much a term in each field counts against one in the text, and how much a long field must say it
/// more often (0: no more, 1: in proportion). The fields are weighted before the damping (Robertson,
/// Zaragoza and Taylor, "Simple BM25 extension to multiple weighted fields", CIKM 2004). The text's `b`
/// lies in the middle of a plateau from 0.5 to 0.75; a longer heading says more rather than the same.
const TITLE: Field = Field { weight: 1.5, b: 0.3 };
const HEADING: Field = Field { weight: 2.0, b: 0.3 };
const TEXT: Field = Field { weight: 1.0, b: 0.6 };

struct Field {
    weight: f32,
    b: f32,
}

/// A passage as it is indexed.
#[derive(Debug, Clone, Copy)]
pub struct Passage<'a> {
    /// Which document it is of: passages of one document are no rivals when it comes to being sure.
    pub document: usize,
    /// The title of its document.
    pub title: &'a str,
    /// Its own heading.
    pub heading: &'a str,
    /// Its text.
    pub text: &'a str,
    /// What its score is multiplied by: 1, or less for what explains less.
    pub weight: f32,
}

/// All passages of one language.
///
/// Of passages that say the same only the first is kept. The same passages and question give the same
/// answer, whatever the order in which hash tables hand out their entries.
pub struct PassageIndex {
    pub(super) dictionary: Dictionary,
    pub(super) synonyms: Synonyms<TermId>,
    pub(super) terms: Lists<TermId>,
    pub(super) beginnings: Lists<TermId>,
    /// Words of content that follow each other.
    pub(super) pairs: Lists<(TermId, TermId)>,
    /// By place in the index: the place in the order given.
    pub(super) places: Vec<usize>,
    /// By place in the index: the document.
    pub(super) documents: Vec<usize>,
}

impl PassageIndex {
    /// Indexes passages written in `language`; the words and phrases of each group of `same` count as one.
    pub fn new<'a>(
        language: Language,
        same: &[Vec<String>],
        passages: impl IntoIterator<Item = Passage<'a>>,
    ) -> Self {
        let mut vocabulary = Vocabulary::new(language);
        let read: Vec<(usize, ReadPassage)> = passages
            .into_iter()
            .map(|passage| (passage.document, ReadPassage::new(&mut vocabulary, &passage)))
            .collect();
        Self::of(&mut vocabulary, same, read.iter().map(|(document, read)| (*document, read))).0
    }

    /// Indexes passages that were read with `vocabulary`, each with its document. Gives with the index how
    /// the words are written that it knows.
    pub fn of<'v, 'p>(
        vocabulary: &'v mut Vocabulary,
        same: &[Vec<String>],
        passages: impl IntoIterator<Item = (usize, &'p ReadPassage)>,
    ) -> (Self, Vec<&'v str>) {
        let mut dictionary = Dictionary::new(Analysis::new(vocabulary.language()));
        let mut phrases = |group: &Vec<String>| -> Option<Group> {
            let phrases = group.iter().map(|phrase| vocabulary.read(phrase)).collect();
            Some((format!("\u{1}{}", group.first()?), phrases))
        };
        let same: Vec<Group> = same.iter().filter_map(&mut phrases).collect();
        let mut taken = Taken::new(vocabulary);
        let synonyms = synonyms((&mut taken, &mut dictionary), &same);
        let mut origins = Vec::new();
        let mut read = Vec::new();
        for (document, passage) in passages {
            origins.push((document, passage.weight));
            read.push(passage.fields.each_ref().map(|words| taken.words(words, &mut dictionary)));
        }
        let repeats = near::repeats(&read.iter().map(compared).collect::<Vec<_>>());
        let mut fields = Fields::default();
        let (mut places, mut documents) = (Vec::new(), Vec::new());
        for (place, ((words, (document, weight)), repeats)) in
            read.iter().zip(origins).zip(repeats).enumerate()
        {
            if !repeats {
                places.push(place);
                documents.push(document);
                fields.add(words.each_ref().map(|words| joined(words, &synonyms)), weight);
            }
        }
        let (terms, beginnings, pairs) = fields.finish();
        let index = Self { dictionary, synonyms, terms, beginnings, pairs, places, documents };
        (index, taken.written())
    }
}

/// A passage whose words were looked up in a vocabulary. Reading is most of the work of indexing, so it is
/// kept for the next index.
pub struct ReadPassage {
    fields: [Box<[WordId]>; 3],
    weight: f32,
}

impl ReadPassage {
    /// Reads a passage.
    pub fn new(vocabulary: &mut Vocabulary, passage: &Passage<'_>) -> Self {
        let fields = [passage.title, passage.heading, passage.text].map(|text| vocabulary.read(text));
        Self { fields, weight: passage.weight }
    }
}

/// What makes two passages the same: heading and text, and the numbers of the title.
fn compared([title, heading, text]: &[Vec<Word>; 3]) -> Vec<Word> {
    title.iter().filter(|word| word.exact).chain(heading).chain(text).copied().collect()
}

/// Phrases that count as one, and the term that they count as.
type Group = (String, Vec<Box<[WordId]>>);

fn synonyms((taken, dictionary): (&mut Taken<'_>, &mut Dictionary), same: &[Group]) -> Synonyms<TermId> {
    let mut synonyms = Synonyms::default();
    for (name, phrases) in same {
        let terms = |words: Vec<Word>| words.into_iter().map(|word| word.term).collect::<Vec<_>>();
        let phrases: Vec<Vec<TermId>> =
            phrases.iter().map(|phrase| terms(taken.words(phrase, dictionary))).collect();
        let joined = dictionary.number(name.clone());
        phrases.into_iter().for_each(|phrase| synonyms.add(phrase, joined));
    }
    synonyms
}

/// The words of content, with synonyms joined.
pub(crate) fn joined(words: &[Word], synonyms: &Synonyms<TermId>) -> Vec<Word> {
    let mut found = Vec::with_capacity(words.len());
    let terms: Vec<TermId> = words.iter().map(|word| word.term).collect();
    let mut at = 0;
    while let Some(word) = words.get(at) {
        if let Some((length, term)) = synonyms.longest(terms.get(at..).unwrap_or_default()) {
            found.push(Word { term: *term, beginning: None, ..*word });
            at += length;
        } else {
            if !word.stop {
                found.push(*word);
            }
            at += 1;
        }
    }
    found
}

/// Collects the fields of all passages before their average lengths are known.
#[derive(Default)]
struct Fields {
    passages: Vec<([Vec<Word>; 3], f32)>,
    count: f32,
    words: [f32; 3],
}

type Features = (Lists<TermId>, Lists<TermId>, Lists<(TermId, TermId)>);

impl Fields {
    fn add(&mut self, fields: [Vec<Word>; 3], weight: f32) {
        for (sum, field) in self.words.iter_mut().zip(&fields) {
            *sum += length(field);
        }
        self.count += 1.0;
        self.passages.push((fields, weight));
    }

    fn finish(self) -> Features {
        let all = self.passages.len();
        let averages = self.words.map(|sum| sum / self.count.max(1.0));
        let (mut terms, mut beginnings, mut pairs) = (Vec::new(), Vec::new(), Vec::new());
        for ((fields, weight), passage) in self.passages.into_iter().zip(0_u32..) {
            let mut counts = Counts::default();
            for ((field, average), words) in [TITLE, HEADING, TEXT].iter().zip(averages).zip(&fields) {
                let length = if average > 0.0 { length(words) / average } else { 1.0 };
                counts.add(words, field.weight / (1.0 - field.b + field.b * length));
            }
            postings(counts.terms, passage, weight, &mut terms);
            postings(counts.beginnings, passage, weight, &mut beginnings);
            postings(counts.pairs, passage, weight, &mut pairs);
        }
        (Lists::new(terms, all), Lists::new(beginnings, all), Lists::new(pairs, all))
    }
}

/// What a passage has of each feature, by field.
#[derive(Default)]
struct Counts {
    terms: Vec<(TermId, f32)>,
    beginnings: Vec<(TermId, f32)>,
    pairs: Vec<((TermId, TermId), f32)>,
}

impl Counts {
    fn add(&mut self, words: &[Word], worth: f32) {
        self.terms.extend(words.iter().map(|word| (word.term, worth)));
        self.beginnings.extend(words.iter().filter_map(|word| Some((word.beginning?, worth))));
        let pairs = words.iter().zip(words.iter().skip(1));
        self.pairs.extend(pairs.map(|(a, b)| ((a.term, b.term), worth)));
    }
}

/// Adds up what there is of each feature and damps it as BM25 does.
fn postings<K: Ord + Copy>(
    mut counts: Vec<(K, f32)>,
    passage: u32,
    weight: f32,
    into: &mut Vec<(K, Posting)>,
) {
    counts.sort_unstable_by_key(|(key, _)| *key);
    for same in counts.chunk_by(|(a, _), (b, _)| a == b) {
        let count: f32 = same.iter().map(|(_, worth)| worth).sum();
        let impact = weight * count * (K1 + 1.0) / (count + K1);
        into.extend(same.first().map(|(key, _)| (*key, Posting { passage, impact })));
    }
}

fn length(words: &[Word]) -> f32 {
    u16::try_from(words.len()).map_or(f32::from(u16::MAX), f32::from)
}
