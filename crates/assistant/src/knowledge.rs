//! The assistant that needs no network: guided steps for faults, passages for everything else.

use std::collections::HashSet;
use std::sync::Arc;

use futures_util::{StreamExt, stream};
use handover_domain::assistant::{
    Answer, AnswerPart, AnswerStream, Assistant, Citation, Diagnosis, GuidePosition, OpenedPassage,
    PastMessage, Question, Request, StepPlan,
};
use handover_domain::{Language, StepOutcome};
use unicode_segmentation::UnicodeSegmentation;

use crate::considered::{Considered, Evidence, Open};
use crate::document::{Document, GuidedStep, Problem};
use crate::holdings::{Holdings, House};
use crate::index::{Index, Query, Quoted};
use crate::library::Library;
use crate::number::real;
use crate::sentences::{self, Sentences, fill};
use crate::small_talk::{SmallTalk, small_talk, small_talk_at_last};
use crate::symptoms::Match;
use crate::words::{only_words, tokens};

const GUIDE: &str = "troubleshooting-engine";
const PASSAGES: &str = "knowledge-base";

/// A passage below this confidence is not shown: better no answer than a wrong one.
const RELEVANT: f64 = 0.3;

/// A passage must be as good as this to answer what was not asked.
const TELLING: f64 = 0.5;

/// How many problems are named to somebody who complains without naming any.
const EXAMPLES: usize = 6;

/// So many passages of each language go with an open question, and so many for the one before it.
const EVIDENCE: usize = 5;
const EVIDENCE_BEFORE: usize = 2;

/// Answers from a [`Library`] held in memory, and from what organizations brought (see
/// [`Librarian`](crate::Librarian)), which nobody else is answered from.
///
/// Deterministic, and fast enough (well under a millisecond for the shipped pack) to run where it is
/// polled. Cheap to clone.
#[derive(Clone)]
pub struct KnowledgeAssistant {
    house: House,
}

/// A step of a problem, with what stands around it.
#[derive(Clone, Copy)]
struct Guide<'a> {
    document: &'a Document,
    problem: &'a Problem,
    step: &'a GuidedStep,
    number: u32,
}

impl KnowledgeAssistant {
    /// Answers from a library. A language is indexed when the first question in it comes.
    pub fn new(library: Library) -> Self {
        Self { house: House::new(library) }
    }

    pub(crate) fn house(&self) -> &House {
        &self.house
    }
}

impl KnowledgeAssistant {
    /// Answers, and says whether the answer is the last word. Deterministic and quick.
    pub(crate) fn consider(&self, question: &Question) -> Considered {
        self.house.of(question.organization).consider(question)
    }
}

impl Assistant for KnowledgeAssistant {
    fn answer(&self, question: Question) -> AnswerStream {
        let this = self.clone();
        // Nothing is computed before the first poll, and nothing after a drop.
        Box::pin(
            stream::once(async move { this.consider(&question).answer })
                .flat_map(|answer| stream::iter(parts(answer))),
        )
    }

    fn name(&self) -> &str {
        "knowledge"
    }

    fn passage(&self, document: &str, number: u32) -> Option<OpenedPassage> {
        let document = self.house.packs.library.document(document)?;
        let (heading, text) = document.passage(number)?;
        Some(OpenedPassage {
            title: document.title.clone(),
            language: document.language,
            notice: document.notice.clone(),
            heading: heading.to_owned(),
            text: text.into_owned(),
        })
    }
}

/// The sentences of an answer, one by one, and then the whole.
pub(crate) fn parts(answer: Answer) -> Vec<AnswerPart> {
    let mut parts: Vec<AnswerPart> =
        answer.text.split_sentence_bounds().map(|sentence| AnswerPart::Text(sentence.to_owned())).collect();
    parts.push(AnswerPart::Done(Box::new(answer)));
    parts
}

impl Holdings {
    fn consider(&self, question: &Question) -> Considered {
        let language = question.language;
        match &question.request {
            Request::Answer { text, guide } => {
                let guide = guide.as_ref().and_then(|position| self.guide(position));
                self.reply((text, &question.past), guide, language)
            }
            Request::NextStep { guide, outcome } => {
                Considered::settled(self.next_step(guide, *outcome, language))
            }
        }
    }

    /// The step at a position, if the knowledge base still has it.
    fn guide(&self, position: &GuidePosition) -> Option<Guide<'_>> {
        let document = self.document(&position.problem)?;
        let problem = document.problem.as_ref()?;
        let step = problem.steps.get(usize::try_from(position.step).ok()?.checked_sub(1)?)?;
        Some(Guide { document, problem, step, number: position.step })
    }

    fn reply(
        &self,
        (text, past): (&str, &[PastMessage]),
        guide: Option<Guide<'_>>,
        language: Language,
    ) -> Considered {
        let say = sentences::of(language);
        let words = only_words(tokens(text, 32));
        let manners = small_talk(&words);
        let sentence = match manners {
            _ if words.is_empty() => say.what_is_wrong,
            Some(talk) => reply_to(talk, say),
            None => return self.help((text, past), guide, language),
        };
        if let Some(guide) = guide {
            return Considered::settled(repeated(guide, say, language));
        }
        // "Yes" may answer what was asked before.
        let nods = !words.is_empty() && manners == Some(SmallTalk::Nod) && !past.is_empty();
        let open = nods.then(|| self.open(&[], (past, None), language));
        Considered { answer: claims_nothing(sentence.to_owned()), open }
    }

    fn help(
        &self,
        (text, past): (&str, &[PastMessage]),
        guide: Option<Guide<'_>>,
        language: Language,
    ) -> Considered {
        let say = sentences::of(language);
        let queries: Vec<(&Index, Query)> =
            self.indexes_for(language).map(|index| (index, index.query(text))).collect();
        if let Some((document, found)) = self.fault(&queries) {
            return Considered::settled(match guide {
                Some(guide) if guide.document.id == document.id => repeated(guide, say, language),
                _ => self.begin(document, found, language).unwrap_or_else(|| unknown(say, 0.0)),
            });
        }
        if guide.is_none() && queries.iter().any(|(index, query)| index.is_content(query)) {
            return Considered::settled(claims_nothing(say.glad.to_owned()));
        }
        let answer = match guide {
            Some(guide) => self.help_at(guide, &queries, language),
            None if is_vague(&queries) => {
                claims_nothing(fill(say.tell_more, &[("examples", &self.examples(language))]))
            }
            None => {
                self.passage(&queries, language).unwrap_or_else(|confidence| at_a_loss(text, confidence, say))
            }
        };
        Considered { answer, open: Some(self.open(&queries, (past, guide), language)) }
    }

    /// What there is to say it better with.
    fn open(
        &self,
        queries: &[(&Index, Query)],
        (past, guide): (&[PastMessage], Option<Guide<'_>>),
        language: Language,
    ) -> Open {
        let before = past.iter().rev().find(|message| message.from_user);
        let before: Vec<(&Index, Query)> = before
            .map(|said| self.indexes_for(language).map(|index| (index, index.query(&said.content))).collect())
            .unwrap_or_default();
        let mut evidence: Vec<Evidence> = guide.map(evidence_of_step).into_iter().collect();
        // What was said before belongs to what is asked now: "and how long does that take?"
        for (queries, most) in [(queries, EVIDENCE), (before.as_slice(), EVIDENCE_BEFORE)] {
            for quoted in queries.iter().flat_map(|(index, query)| index.passages(query, most)) {
                let found = evidence_of(&quoted);
                if !evidence.iter().any(|known| known.citation == found.citation) {
                    evidence.push(found);
                }
            }
        }
        let step = guide.map(|guide| repeated(guide, sentences::of(language), language));
        Open { step, evidence }
    }

    /// Something that is no other fault was said in the middle of the steps: a question is answered,
    /// a remark is not, unless a passage elsewhere fits it well.
    fn help_at(&self, guide: Guide<'_>, queries: &[(&Index, Query)], language: Language) -> Answer {
        let say = sentences::of(language);
        let asks = queries.iter().any(|(_, query)| query.reading.asks);
        let elsewhere = |answer: &Answer| {
            answer.confidence.is_some_and(|confidence| confidence >= TELLING)
                && answer.citations.iter().all(|citation| citation.document != guide.document.id)
        };
        match self.passage(queries, language) {
            // "What next?", "is it dangerous?": the step itself is the answer.
            _ if is_vague(queries) => repeated(guide, say, language),
            Ok(answer) if asks || elsewhere(&answer) => with_step(answer, guide, say, language),
            // "Which lamp do you mean": what the steps are about is explained by them or not at all.
            Err(confidence) if asks && !speaks_of(guide, queries) => {
                with_step(unknown(say, confidence), guide, say, language)
            }
            Ok(_) | Err(_) => repeated(guide, say, language),
        }
    }

    /// The indexes to search: of the question's language, and the English one, which every installation has.
    fn indexes_for(&self, language: Language) -> impl Iterator<Item = &Index> {
        let english = (language != Language::En).then_some(Language::En);
        std::iter::once(language).chain(english).filter_map(|language| self.index(language))
    }

    fn fault<'a>(&self, queries: &[(&'a Index, Query)]) -> Option<(&'a Document, Match)> {
        queries.iter().find_map(|(index, query)| {
            let found = index.fault(query).filter(Match::convinces)?;
            Some((&**index.documents().get(found.document)?, found))
        })
    }

    fn begin(&self, document: &Document, found: Match, language: Language) -> Option<Answer> {
        let guide = self.guide(&GuidePosition { problem: document.id.clone(), step: 1 })?;
        let say = sentences::of(language);
        let lead = fill(say.looks_like, &[("title", &document.title)]);
        Some(step_answer(guide, &lead, Some(found.confidence()), language))
    }

    fn next_step(&self, position: &GuidePosition, outcome: StepOutcome, language: Language) -> Answer {
        let say = sentences::of(language);
        let next = GuidePosition { problem: position.problem.clone(), step: position.step.saturating_add(1) };
        let Some(guide) = self.guide(&next) else {
            let title = self.document(&position.problem).map(|document| document.title.as_str());
            let text = match title {
                Some(title) => fill(say.steps_ended, &[("title", title)]),
                None => say.no_more_steps.to_owned(),
            };
            return Answer {
                guide_exhausted: true,
                asks_for_human: true,
                model: GUIDE.to_owned(),
                ..claims_nothing(text)
            };
        };
        let lead = if outcome == StepOutcome::Partially { say.helped_a_little } else { say.next_step };
        step_answer(guide, lead, Some(confidence_left(guide, outcome)), language)
    }

    /// The best passage as an answer, or how little the best one covers.
    fn passage(&self, queries: &[(&Index, Query)], language: Language) -> Result<Answer, f64> {
        let mut best: Option<(f64, &Index, usize)> = None;
        for (index, query) in queries {
            if let Some(found) = index.passage(query)
                && best.is_none_or(|(confidence, ..)| found.confidence > confidence)
            {
                best = Some((found.confidence, index, found.passage));
            }
        }
        let (confidence, index, passage) = best.ok_or(0.0)?;
        let quoted = index.quoted(passage).filter(|_| confidence >= RELEVANT).ok_or(confidence)?;
        let document = quoted.document;
        let say = sentences::of(language);
        let source = if quoted.heading == document.title {
            document.title.clone()
        } else {
            format!("{} – {}", document.title, quoted.heading)
        };
        let source = fill(say.source, &[("source", &source)]);
        let foreign = if document.language == language { "" } else { say.in_english };
        let text =
            paragraphs(&[&quoted.text, foreign, &source, document.notice.as_deref().unwrap_or_default()]);
        Ok(Answer {
            confidence: Some(confidence),
            citations: vec![citation(document, quoted.heading, Some(quoted.number))],
            ..claims_nothing(text)
        })
    }

    /// The titles of the problems that people put in most ways, in their language where there are any.
    fn examples(&self, language: Language) -> String {
        let of = |language: Language| -> Vec<(usize, &str)> {
            let own = self.index(language).into_iter().flat_map(Index::documents);
            let with_symptoms =
                |document: &'_ Arc<Document>| document.problem.as_ref().map(|p| p.symptoms.len());
            own.filter_map(|document| Some((with_symptoms(document)?, document.title.as_str()))).collect()
        };
        let mut problems = of(language);
        if problems.is_empty() {
            problems = of(Language::En);
        }
        problems.sort_by_key(|(symptoms, _)| std::cmp::Reverse(*symptoms));
        problems.iter().take(EXAMPLES).map(|(_, title)| *title).collect::<Vec<_>>().join("; ")
    }
}

fn reply_to(talk: SmallTalk, say: &'static Sentences) -> &'static str {
    match talk {
        SmallTalk::Greeting => say.greeting,
        SmallTalk::Thanks => say.welcome,
        SmallTalk::Nod => say.all_right,
        SmallTalk::WhoAreYou => say.a_program,
    }
}

/// What is said when nothing was found.
fn at_a_loss(text: &str, confidence: f64, say: &'static Sentences) -> Answer {
    match small_talk_at_last(&only_words(tokens(text, 32))) {
        Some(talk) => claims_nothing(reply_to(talk, say).to_owned()),
        None => unknown(say, confidence),
    }
}

/// Whether a message names something that the steps under way speak of.
fn speaks_of(guide: Guide<'_>, queries: &[(&Index, Query)]) -> bool {
    let problem = guide.problem;
    let steps = problem.steps.iter().flat_map(|step| [step.title.as_str(), step.text.as_str()]);
    let told =
        steps.chain(problem.symptoms.iter().map(String::as_str)).chain([guide.document.title.as_str()]);
    let told: Vec<&str> = told.collect();
    queries.iter().filter(|(index, _)| index.language() == guide.document.language).any(|(index, query)| {
        let terms: HashSet<String> = told.iter().flat_map(|text| index.terms(text)).collect();
        index.terms(query.text()).iter().any(|term| terms.contains(term))
    })
}

/// Whether there is nothing in a message that could be searched for.
fn is_vague(queries: &[(&Index, Query)]) -> bool {
    !queries.is_empty() && queries.iter().all(|(_, query)| query.vague)
}

/// An answer that rests on nothing and so has no confidence.
fn claims_nothing(text: String) -> Answer {
    Answer {
        text,
        confidence: None,
        model: PASSAGES.to_owned(),
        tokens: 0,
        citations: Vec::new(),
        diagnosis: None,
        step: None,
        guide_exhausted: false,
        asks_for_human: false,
        failure: None,
    }
}

fn evidence_of(quoted: &Quoted<'_>) -> Evidence {
    let document = quoted.document;
    Evidence {
        citation: citation(document, quoted.heading, Some(quoted.number)),
        text: quoted.text.clone().into_owned(),
        notice: document.notice.clone(),
    }
}

fn evidence_of_step(guide: Guide<'_>) -> Evidence {
    let lines =
        std::iter::once(guide.step.text.as_str()).chain(guide.step.warnings.iter().map(String::as_str));
    let passage = guide.document.passage_of_step(guide.number);
    Evidence {
        citation: citation(guide.document, &guide.step.title, passage),
        text: lines.collect::<Vec<_>>().join("\n"),
        notice: guide.document.notice.clone(),
    }
}

fn unknown(say: &Sentences, confidence: f64) -> Answer {
    Answer { confidence: Some(confidence), ..claims_nothing(say.unknown.to_owned()) }
}

pub(crate) fn paragraphs(parts: &[&str]) -> String {
    parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join("\n\n")
}

fn citation(document: &Document, section: &str, passage: Option<u32>) -> Citation {
    Citation {
        document: document.id.clone(),
        title: document.title.clone(),
        section: section.to_owned(),
        passage,
    }
}

/// How sure a diagnosis still is after steps that did not solve it: each takes its share, half of it if
/// the last one helped a little. A person is asked for by the end of the steps, not by this number, so
/// it stays above the thresholds of the rules.
fn confidence_left(guide: Guide<'_>, last: StepOutcome) -> f64 {
    let all = real(guide.problem.steps.len());
    let spared = if last == StepOutcome::Partially { 0.5 } else { 0.0 };
    let done = f64::from(guide.number.saturating_sub(1)) - spared;
    0.4 + 0.4 * ((all - done) / all).clamp(0.0, 1.0)
}

fn step_answer(guide: Guide<'_>, lead: &str, confidence: Option<f64>, language: Language) -> Answer {
    let say = sentences::of(language);
    let plan = plan(guide);
    let count = guide.problem.steps.len().to_string();
    let numbers =
        [("number", plan.number.to_string()), ("count", count), ("minutes", plan.minutes.to_string())];
    let numbers: Vec<(&str, &str)> = numbers.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let instruction = format!("{}{}", fill(say.step, &numbers), plan.instruction);
    let foreign = if guide.document.language == language { "" } else { say.in_english };
    let notice = guide.document.notice.as_deref().unwrap_or_default();
    Answer {
        confidence,
        model: GUIDE.to_owned(),
        citations: vec![citation(
            guide.document,
            &guide.step.title,
            guide.document.passage_of_step(guide.number),
        )],
        diagnosis: Some(Diagnosis {
            problem: guide.document.id.clone(),
            title: guide.document.title.clone(),
            category: guide.problem.category,
            confidence: confidence.unwrap_or_else(|| confidence_left(guide, StepOutcome::NotResolved)),
            likely_causes: guide.problem.causes.clone(),
            safety_warnings: guide.problem.warnings.clone(),
            requires_expert: guide.problem.requires_expert,
        }),
        step: Some(plan),
        asks_for_human: guide.problem.requires_expert,
        ..claims_nothing(paragraphs(&[lead, &instruction, foreign, notice]))
    }
}

/// The step as the session keeps it; the first one carries the warnings of the whole problem.
fn plan(guide: Guide<'_>) -> StepPlan {
    let mut warnings = if guide.number == 1 { guide.problem.warnings.clone() } else { Vec::new() };
    warnings.extend(guide.step.warnings.iter().cloned());
    StepPlan {
        problem: guide.document.id.clone(),
        number: guide.number,
        instruction: format!("{}. {}", guide.step.title, guide.step.text),
        minutes: guide.step.minutes,
        safety_warnings: warnings,
        expected_outcomes: guide.step.outcomes.clone(),
    }
}

/// The current step once more. It claims nothing new, so it has no confidence of its own.
fn repeated(guide: Guide<'_>, say: &Sentences, language: Language) -> Answer {
    Answer { diagnosis: None, asks_for_human: false, ..step_answer(guide, say.this_step, None, language) }
}

/// An answer to a question in the middle of the steps, followed by the current step.
fn with_step(answer: Answer, guide: Guide<'_>, say: &Sentences, language: Language) -> Answer {
    let again = repeated(guide, say, language);
    let notice = guide.document.notice.as_deref().unwrap_or_default();
    // Said once is enough, at the end.
    let first = answer.text.strip_suffix(notice).map_or(answer.text.as_str(), str::trim_end);
    Answer { text: paragraphs(&[first, &again.text]), step: again.step, ..answer }
}
