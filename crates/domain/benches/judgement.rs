//! How long judging takes, with the shipped rules: a message in one language and in all six, and the
//! worst texts that we could build; beside the ways of finding phrases that others use.
//!
//! `cargo bench -p handover-domain --bench judgement`

#![expect(clippy::expect_used, reason = "a benchmark may end at once")]

use std::collections::BTreeSet;
use std::hint::black_box;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use handover_domain::Language;
use handover_domain::judgement::{Policy, RuleSet, Signals, Thresholds, judge};

mod files;
mod worst;

/// What the parts of this bench that tests also use take from the crate.
mod api {
    pub(crate) use handover_domain::Language;
    pub(crate) use handover_domain::judgement::{
        GuardSource, LexiconSource, Place, RuleSource, Severity, Topic, WordList,
    };
}

const MESSAGE: &str = "Hello, since this morning the pressure of the high pressure pump drops after about ten minutes, \
    the gauge goes from 200 down to 120 bar and the motor sounds louder than before. We have already changed the \
    filter and checked the hoses and the nozzles for leaks, without finding anything. What should we check next on it?";

fn rules() -> RuleSet {
    let thresholds = Thresholds { confidence: 0.3, max_steps: 8 };
    RuleSet::new("bench", thresholds, Policy::for_tests(), &files::lexicons())
        .expect("the shipped rules are valid")
}

/// The stretches of plain words in the patterns of all rules: what a list of phrases would hold.
fn phrases() -> Vec<String> {
    let mut phrases = BTreeSet::new();
    for lexicon in files::lexicons() {
        let patterns = lexicon.rules.into_iter().flat_map(|rule| rule.patterns);
        let items = lexicon.lists.into_iter().flat_map(|list| list.items);
        for pattern in patterns.chain(items) {
            let plain = |letter: char| letter.is_alphanumeric() || matches!(letter, ' ' | '\'');
            phrases.extend(pattern.split(|letter| !plain(letter)).map(|phrase| phrase.trim().to_lowercase()));
        }
    }
    phrases.into_iter().filter(|phrase| phrase.chars().count() > 3).collect()
}

fn messages(criterion: &mut Criterion) {
    let rules = rules();
    let mut group = criterion.benchmark_group("message");
    group.throughput(Throughput::Bytes(u64::try_from(MESSAGE.len()).unwrap_or_default()));
    let judge_as = |language| judge(&rules, &Signals::of_text(black_box(MESSAGE), language));
    group.bench_function("one language", |bencher| bencher.iter(|| judge_as(Language::En)));
    // Nothing in it is Turkish, so it is read in every language.
    group.bench_function("all six", |bencher| bencher.iter(|| judge_as(Language::Tr)));

    let phrases = phrases();
    group.bench_function(BenchmarkId::new("substring loop", phrases.len()), |bencher| {
        bencher.iter(|| {
            let text = black_box(MESSAGE).to_lowercase();
            phrases.iter().filter(|phrase| text.contains(phrase.as_str())).count()
        });
    });
    // Made small like the text above: letters of either case would take the set minutes to build.
    let expressions = phrases.iter().map(|phrase| format!(r"\b{}\b", regex::escape(phrase)));
    let set =
        regex::RegexSetBuilder::new(expressions).size_limit(1 << 28).build().expect("valid expressions");
    group.sample_size(10).warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_secs(3));
    group.bench_function(BenchmarkId::new("RegexSet", phrases.len()), |bencher| {
        bencher.iter(|| set.matches(&black_box(MESSAGE).to_lowercase()).iter().count());
    });
    group.finish();
}

fn worst_texts(criterion: &mut Criterion) {
    let rules = rules();
    let mut group = criterion.benchmark_group("worst");
    group.sample_size(10).warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_secs(1));
    for kib in [16, 64, 256] {
        for (name, text) in worst::texts(&files::lexicons(), kib << 10) {
            group.throughput(Throughput::Bytes(u64::try_from(text.len()).unwrap_or_default()));
            group.bench_with_input(BenchmarkId::new(name, format!("{kib} KiB")), &text, |bencher, text| {
                bencher.iter(|| judge(&rules, &Signals::of_text(black_box(text), Language::El)));
            });
        }
    }
    group.finish();
}

/// What every start of the service does.
fn loading(criterion: &mut Criterion) {
    let lexicons = files::lexicons();
    let thresholds = Thresholds { confidence: 0.3, max_steps: 8 };
    criterion.bench_function("compile all rules", |bencher| {
        bencher.iter(|| RuleSet::new("bench", thresholds, Policy::for_tests(), black_box(&lexicons)));
    });
}

criterion_group!(benches, messages, worst_texts, loading);
criterion_main!(benches);
