//! One turn: the embedded answer, and the model's in its place where it may have one.

use std::sync::Arc;
use std::time::Duration;

use handover_domain::assistant::{Answer, AnswerPart, Diagnosis, PastMessage, Question, Request};
use serde_json::{Value, json};
use tokio::time::{Instant, sleep, timeout_at};

use super::Shared;
use super::breaker::Permit;
use super::clean::Cleaner;
use super::client::{Incomplete, Kind};
use super::delta::{self, Delta};
use super::events::Events;
use super::failure::{ModelFailure, Refused};
use super::output::{Output, Reader};
use super::prompt::{Prompt, prompt, tokens_of};
use super::stream::Parts;
use crate::considered::{Evidence, Open};
use crate::knowledge::{paragraphs, parts as parts_of};
use crate::sentences::{self, fill};

/// The most of a deadline that is kept for falling back.
const LONGEST_FALL: Duration = Duration::from_secs(1);

/// The pause before the second try; it doubles from try to try.
const FIRST_PAUSE: Duration = Duration::from_secs(1);

/// Answers `question` in `parts`.
pub(super) async fn run(shared: Arc<Shared>, question: Question, parts: Parts) {
    let deadline = question.deadline.saturating_sub(LONGEST_FALL.min(question.deadline / 10));
    let deadline = Instant::now() + deadline.min(shared.settings.timeout);
    let considered = shared.embedded.consider(&question);
    let answer = match considered.open {
        None => considered.answer,
        Some(open) => {
            let model =
                Turn { shared: &shared, question: &question, deadline, parts: &parts, repeats: false };
            match model.answer(open, &considered.answer).await {
                Ok(answer) => return parts.send(AnswerPart::Done(Box::new(answer))),
                Err(why) => fallen_back(considered.answer, why),
            }
        }
    };
    parts_of(answer).into_iter().for_each(|part| parts.send(part));
}

fn fallen_back(answer: Answer, why: ModelFailure) -> Answer {
    let model = format!("{} (fallback: {})", answer.model, why.word());
    Answer { model, ..answer }
}

/// What a try has come to.
pub(super) struct Said {
    output: Output,
    /// The output's text as the user has seen it.
    pub(super) text: String,
    tokens: usize,
    pub(super) model: String,
}

/// Asking the model within one turn.
pub(super) struct Turn<'a> {
    pub(super) shared: &'a Shared,
    pub(super) question: &'a Question,
    pub(super) deadline: Instant,
    pub(super) parts: &'a Parts,
    /// Whether the links of the question may stand in the answer.
    pub(super) repeats: bool,
}

impl Turn<'_> {
    async fn answer(&self, open: Open, embedded: &Answer) -> Result<Answer, ModelFailure> {
        let Open { step, evidence } = open;
        let fence = self.shared.ids.capability().simple().to_string();
        let budget = usize::try_from(self.shared.settings.prompt_tokens).unwrap_or(usize::MAX);
        let prompt = prompt(self.question, evidence, &fence, budget);
        let said = self.said(&prompt).await?;
        Ok(self.composed(said, &prompt.given, (embedded, step)))
    }

    /// What the model says to `prompt`, if it may be asked now.
    pub(super) async fn said(&self, prompt: &Prompt) -> Result<Said, ModelFailure> {
        let permit = self.permit()?;
        let _slot = self.shared.slots.try_acquire().map_err(|_| ModelFailure::Busy)?;
        match self.try_all(prompt).await {
            Ok(said) => {
                permit.answered();
                Ok(said)
            }
            Err(why) => {
                permit.failed(why);
                tracing::warn!(%why, host = self.shared.client.authority(), "the language model gave no answer");
                Err(why)
            }
        }
    }

    fn permit(&self) -> Result<Permit, ModelFailure> {
        let most = self.shared.settings.turns_per_session;
        if most.is_some_and(|most| self.question.turn > i64::from(most.get())) {
            return Err(ModelFailure::TurnBudget);
        }
        self.shared.breaker.enter().ok_or(ModelFailure::Resting)
    }

    /// Asks until there is an answer, or no hope of one in time. The second try and those after it go to the
    /// fallback model.
    async fn try_all(&self, prompt: &Prompt) -> Result<Said, ModelFailure> {
        let settings = &self.shared.settings;
        let mut pause = FIRST_PAUSE;
        let mut tried = 1;
        loop {
            let fallback = settings.fallback_model.as_ref().filter(|_| tried > 1);
            let model = fallback.unwrap_or(&settings.model);
            let Refused { why, retry_after } = match self.try_once(prompt, model).await {
                Ok(said) => return Ok(said),
                Err(refused) => refused,
            };
            let wait = retry_after.unwrap_or_default().max(pause);
            if tried >= settings.tries || !why.may_pass() || Instant::now() + wait >= self.deadline {
                return Err(why);
            }
            sleep(wait).await;
            (tried, pause) = (tried + 1, pause * 2);
        }
    }

    async fn try_once(&self, prompt: &Prompt, model: &str) -> Result<Said, Refused> {
        let asked = self.shared.client.ask(self.body(prompt, model));
        let answer = self.in_time(Instant::now(), asked).await??;
        let mut listening = Listening::new(self, prompt);
        let heard = listening.hear(answer).await;
        if heard.is_err() && listening.has_shown {
            self.parts.send(AnswerPart::Withdrawn);
        }
        heard?;
        let Listening { reader, text, raw_tokens, tokens, .. } = listening;
        let tokens =
            tokens.and_then(|tokens| usize::try_from(tokens).ok()).unwrap_or(prompt.tokens + raw_tokens);
        match reader.finish() {
            Ok(output) if !text.trim().is_empty() => {
                Ok(Said { output, text, tokens, model: model.to_owned() })
            }
            refused => {
                if !text.is_empty() {
                    self.parts.send(AnswerPart::Withdrawn);
                }
                Err(refused.err().unwrap_or(ModelFailure::Form).into())
            }
        }
    }

    /// Waits until the deadline, and no longer than the stall timer allows since `since`.
    async fn in_time<T>(&self, since: Instant, work: impl Future<Output = T>) -> Result<T, ModelFailure> {
        let stall = since + self.shared.settings.stall;
        let late = if stall < self.deadline { ModelFailure::Stalled } else { ModelFailure::TooSlow };
        timeout_at(stall.min(self.deadline), work).await.map_err(|_| late)
    }

    fn body(&self, prompt: &Prompt, model: &str) -> String {
        let settings = &self.shared.settings;
        let mut body = json!({ "model": model, "messages": prompt.messages, "stream": true, "n": 1 });
        if let Some(object) = body.as_object_mut() {
            object.insert(settings.tokens_parameter.clone(), settings.max_tokens.into());
            if let Some(temperature) = settings.temperature {
                object.insert("temperature".to_owned(), Value::from(temperature));
            }
            if settings.json_mode {
                object.insert("response_format".to_owned(), json!({ "type": "json_object" }));
            }
        }
        body.to_string()
    }

    /// The answer, of which the text is sent already and what we add is sent here.
    fn composed(
        &self,
        said: Said,
        given: &[Evidence],
        (embedded, step): (&Answer, Option<Answer>),
    ) -> Answer {
        let Said { output, text, tokens, model } = said;
        let cited = cited(&output.citations, given);
        let sources = sources(&cited, self.question);
        let step_text = step.as_ref().map(|step| step.text.as_str()).unwrap_or_default();
        let added = paragraphs(&[&sources, step_text]);
        let whole = paragraphs(&[&text, &added]);
        self.parts.text(whole.get(text.len()..).unwrap_or_default().to_owned());
        let confidence =
            embedded.confidence.map(|known| output.confidence.map_or(known, |said| said.min(known)));
        Answer {
            text: whole,
            confidence,
            model,
            tokens: u32::try_from(tokens).unwrap_or(u32::MAX),
            diagnosis: diagnosis(&output, &cited, (&step, confidence)),
            citations: cited.into_iter().map(|quoted| quoted.citation.clone()).collect(),
            step: step.and_then(|step| step.step),
            guide_exhausted: false,
            asks_for_human: output.escalate || embedded.asks_for_human,
            failure: None,
        }
    }
}

/// The passages that are cited, each once and in the order of their first mention. What was not given is
/// not cited.
fn cited<'a>(named: &[String], given: &'a [Evidence]) -> Vec<&'a Evidence> {
    let mut cited: Vec<&Evidence> = Vec::new();
    for name in named {
        let number = name.trim().strip_prefix('P').and_then(|number| number.parse::<usize>().ok());
        let passage = number.and_then(|number| number.checked_sub(1)).and_then(|at| given.get(at));
        if let Some(passage) = passage
            && !cited.contains(&passage)
        {
            cited.push(passage);
        }
    }
    cited
}

/// What the answer rests on, with whatever has to be said wherever it is quoted.
fn sources(cited: &[&Evidence], question: &Question) -> String {
    if cited.is_empty() {
        return String::new();
    }
    let named = cited.iter().map(|quoted| {
        let citation = &quoted.citation;
        let same = citation.section == citation.title;
        if same { citation.title.clone() } else { format!("{} – {}", citation.title, citation.section) }
    });
    let named = named.collect::<Vec<_>>().join("; ");
    let source = fill(sentences::of(question.language).source, &[("source", &named)]);
    let mut lines = vec![source.as_str()];
    for notice in cited.iter().filter_map(|quoted| quoted.notice.as_deref()) {
        if !lines.contains(&notice) {
            lines.push(notice);
        }
    }
    paragraphs(&lines)
}

/// What the model takes the problem to be, where a document of ours stands behind it and no steps are under
/// way.
fn diagnosis(
    output: &Output,
    cited: &[&Evidence],
    (step, confidence): (&Option<Answer>, Option<f64>),
) -> Option<Diagnosis> {
    let (category, first) = (output.category?, cited.first()?);
    if step.is_some() {
        return None;
    }
    Some(Diagnosis {
        problem: first.citation.document.clone(),
        title: first.citation.title.clone(),
        category,
        confidence: confidence.unwrap_or(0.0),
        likely_causes: Vec::new(),
        safety_warnings: Vec::new(),
        requires_expert: false,
    })
}

/// Listening to one answer.
struct Listening<'a> {
    turn: &'a Turn<'a>,
    reader: Reader,
    cleaner: Cleaner,
    text: String,
    has_shown: bool,
    has_ended: bool,
    /// About how many tokens were said, and how many the endpoint counts in all.
    raw_tokens: usize,
    tokens: Option<u32>,
    last_progress: Instant,
}

impl<'a> Listening<'a> {
    fn new(turn: &'a Turn<'a>, prompt: &Prompt) -> Self {
        let settings = &turn.shared.settings;
        let mut links = turn.shared.links.clone();
        prompt.given.iter().for_each(|quoted| links.given_in(&quoted.text));
        if let (true, Request::Answer { text, .. }) = (turn.repeats, &turn.question.request) {
            links.given_in(text);
        }
        let cleaner = Cleaner::new(links, said_before(turn.question), settings.answer_limit);
        Self {
            turn,
            reader: Reader::new(settings.answer_limit.saturating_mul(4)),
            cleaner,
            text: String::new(),
            has_shown: false,
            has_ended: false,
            raw_tokens: 0,
            tokens: None,
            last_progress: Instant::now(),
        }
    }

    async fn hear(&mut self, mut answer: Incomplete) -> Result<(), ModelFailure> {
        // Each piece of text comes in a frame of some hundred bytes.
        let most = self.turn.shared.settings.answer_limit.saturating_mul(256);
        let (mut events, mut whole, mut heard) = (Events::default(), Vec::new(), 0_usize);
        while !self.has_ended {
            let Some(bytes) = self.turn.in_time(self.last_progress, answer.next()).await?? else { break };
            heard += bytes.len();
            if heard > most {
                return Err(ModelFailure::TooLong);
            }
            match answer.kind {
                Kind::Events => events.feed(&bytes, |data| self.take(delta::read(data)?))?,
                Kind::Whole => whole.extend_from_slice(&bytes),
            }
        }
        if answer.kind == Kind::Whole {
            self.take(delta::read(&whole)?)?;
        } else if !self.has_ended {
            events.finish(|data| self.take(delta::read(data)?))?;
        }
        // Some endpoints just close the connection; a complete object is an answer all the same.
        if !self.has_ended && !self.reader.is_complete() {
            return Err(ModelFailure::BrokenOff);
        }
        let rest = self.cleaner.finish();
        self.show(rest);
        Ok(())
    }

    fn take(&mut self, delta: Delta) -> Result<(), ModelFailure> {
        if self.has_ended {
            return Ok(());
        }
        if delta.thinks || !delta.text.is_empty() {
            self.last_progress = Instant::now();
        }
        self.raw_tokens += tokens_of(&delta.text);
        self.tokens = delta.tokens.or(self.tokens);
        self.has_ended = delta.ended;
        let shown = self.reader.push(&delta.text)?;
        let clean = self.cleaner.push(&shown);
        self.show(clean);
        Ok(())
    }

    fn show(&mut self, text: String) {
        self.has_shown |= !text.is_empty();
        self.text.push_str(&text);
        self.turn.parts.text(text);
    }
}

/// Everything that was said before the model answers.
fn said_before(question: &Question) -> String {
    let asked = match &question.request {
        Request::Answer { text, .. } => text.as_str(),
        Request::NextStep { .. } => "",
    };
    let past = question.past.iter().map(|PastMessage { content, .. }| content.as_str());
    std::iter::once(asked).chain(past).collect::<Vec<_>>().join("\n")
}
