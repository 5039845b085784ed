//! How long judging takes, with the shipped rules: a message in one language and in all six, and the
//! worst texts that we could build; beside the ways of finding phrases that others use.
//!
//! `cargo bench -p handover-domain --bench judgement`

#![expect(clippy::expect_used, reason = "a benchmark may end at once")]

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use handover_domain::Language;
use handover_domain::judgement::{Policy, RuleSet, Signals, Thresholds, judge};

mod files;

const MESSAGE: &str = "Hello, since this morning the pressure of the high pressure pump drops after about ten minutes, \
    the gauge goes from 200 down to 120 bar and the motor sounds louder than before. We have already changed the \
    filter and checked the hoses and the nozzles for leaks, without finding anything. What should we check next on it?";

/// Texts that start, and nearly match, as many patterns as possible, and words that no list knows.
const WORST: [(&str, &str); 6] = [
    ("nearly a request", "i want to have a "),
    ("nearly a hazard", "it is now just still being "),
    ("guards", "not no never don't if what "),
    ("negated hazards", "no smoke "),
    ("unknown words", "huxthqhuxthq "),
    ("one word", "huxthq"),
];

fn rules() -> RuleSet {
    let thresholds = Thresholds { confidence: 0.3, max_steps: 8 };
    RuleSet::new("bench", thresholds, Policy::for_tests(), &files::lexicons())
        .expect("the shipped rules are valid")
}

fn messages(criterion: &mut Criterion) {
    let rules = rules();
    let mut group = criterion.benchmark_group("message");
    group.throughput(Throughput::Bytes(u64::try_from(MESSAGE.len()).unwrap_or_default()));
    let judge_as = |language| judge(&rules, &Signals::of_text(black_box(MESSAGE), language));
    group.bench_function("one language", |bencher| bencher.iter(|| judge_as(Language::En)));
    // Nothing in it is Turkish, so it is read in every language.
    group.bench_function("all six", |bencher| bencher.iter(|| judge_as(Language::Tr)));

    let phrases = files::phrases();
    group.bench_function(BenchmarkId::new("substring loop", phrases.len()), |bencher| {
        bencher.iter(|| {
            let text = black_box(MESSAGE).to_lowercase();
            phrases.iter().filter(|phrase| text.contains(phrase.as_str())).count()
        });
    });
    let expressions = phrases.iter().map(|phrase| format!(r"(?i)\b{}\b", regex::escape(phrase)));
    let set =
        regex::RegexSetBuilder::new(expressions).size_limit(1 << 28).build().expect("valid expressions");
    group.bench_function(BenchmarkId::new("RegexSet", phrases.len()), |bencher| {
        bencher.iter(|| set.matches(black_box(MESSAGE)).iter().count());
    });
    group.finish();
}

fn worst(criterion: &mut Criterion) {
    let rules = rules();
    let mut group = criterion.benchmark_group("worst");
    group.sample_size(20);
    for (name, piece) in WORST {
        for kib in [16, 64] {
            let text: String = piece.chars().cycle().take(kib * 1024).collect();
            group.throughput(Throughput::Bytes(u64::try_from(text.len()).unwrap_or_default()));
            group.bench_with_input(BenchmarkId::new(name, format!("{kib} KiB")), &text, |bencher, text| {
                bencher.iter(|| judge(&rules, &Signals::of_text(black_box(text), Language::En)));
            });
        }
    }
    group.finish();
}

criterion_group!(benches, messages, worst);
criterion_main!(benches);
