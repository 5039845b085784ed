//! Retrieval over 10,000 passages of 120 words: at most 1 ms a question, at most 2 s to build the index. How long it
//! takes until one changed document among 500 of 20 passages each is searched. And the largest document that may be
//! brought: reading it, building its index and searching it.
//!
//! `cargo bench -p handover-assistant --bench retrieval`

use std::hint::black_box;
use std::time::Duration;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use handover_assistant::retrieval::{Passage, PassageIndex};
use handover_assistant::{HeldDocument, KnowledgeAssistant, KnowledgeReader, Librarian, Library, PackUse};
use handover_domain::{
    DocumentFormat, DocumentId, DocumentKind, DocumentReader, KnowledgeDocument, KnowledgePassage, Language,
    OrganizationId, RawDocument,
};
use uuid::Uuid;

const PASSAGES: usize = 10_000;
const WORDS: usize = 120;
const QUESTION: usize = 12;
/// What the API takes at most.
const LARGEST: usize = 8 << 20;

/// Makes texts whose words are as unevenly frequent as those of a language (Zipf), the same each time.
struct Writer(u64);

impl Writer {
    fn next(&mut self, below: u32) -> u32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u32::try_from(self.0 >> 33).unwrap_or(0) % below
    }

    /// Of 30,000 words, the one of rank r comes about 1/r as often as the first.
    fn word(&mut self) -> String {
        let mut rank = 1;
        while rank < 15_000 && self.next(100) < 93 {
            rank += 1 + rank * self.next(100) / 100;
        }
        let syllables = ["ka", "len", "mor", "ti", "sup", "ran", "de", "vol", "es", "hin"];
        let mut word = String::new();
        let mut rest = rank;
        loop {
            word.push_str(syllables.get(usize::try_from(rest % 10).unwrap_or(0)).copied().unwrap_or("a"));
            rest /= 10;
            if rest == 0 {
                return word;
            }
        }
    }

    fn text(&mut self, words: usize) -> String {
        (0..words).map(|_| self.word()).collect::<Vec<_>>().join(" ")
    }
}

fn index(texts: &[(String, String)]) -> PassageIndex {
    let passages = texts.iter().enumerate().map(|(document, (heading, text))| Passage {
        document,
        title: "Manual",
        heading,
        text,
        weight: 1.0,
    });
    PassageIndex::new(Language::En, &[], passages)
}

fn retrieval(criterion: &mut Criterion) {
    let mut writer = Writer(1);
    let texts: Vec<(String, String)> = (0..PASSAGES).map(|_| (writer.text(4), writer.text(WORDS))).collect();
    let questions: Vec<String> = (0..200).map(|_| writer.text(QUESTION)).collect();
    let mut group = criterion.benchmark_group("retrieval");
    group.sample_size(10).measurement_time(Duration::from_secs(15));
    group.bench_function("build 10,000 passages", |bench| bench.iter(|| index(black_box(&texts))));
    let index = index(&texts);
    group.sample_size(50).measurement_time(Duration::from_secs(5));
    let mut asked = questions.iter().cycle();
    group.bench_function("search 10,000 passages", |bench| {
        bench.iter(|| index.search(black_box(asked.next().map_or("", String::as_str)), 10));
    });
    group.finish();
}

fn document(writer: &mut Writer, number: u128) -> HeldDocument {
    let passages =
        (1..=20).map(|number| KnowledgePassage { number, heading: writer.text(4), text: writer.text(WORDS) });
    let passages = passages.collect();
    let document = KnowledgeDocument {
        id: DocumentId(Uuid::from_u128(number)),
        source: number.to_string(),
        title: "Manual".to_owned(),
        language: Language::En,
        format: DocumentFormat::Text,
        kind: DocumentKind::Article,
        notice: None,
        content_hash: [0; 32],
        bytes: 0,
        passages: 20,
        version: 1,
        changed_by: "bench".to_owned(),
        created_at: chrono::DateTime::UNIX_EPOCH,
        updated_at: chrono::DateTime::UNIX_EPOCH,
    };
    HeldDocument { document, passages, content: None }
}

fn documents(criterion: &mut Criterion) {
    let Ok(library) = Library::embedded() else { return };
    let assistant = KnowledgeAssistant::new(library);
    let mut writer = Writer(2);
    let all: Vec<HeldDocument> = (1..=500).map(|number| document(&mut writer, number)).collect();
    let mut librarian = Librarian::new(&assistant, PackUse::Always);
    let organization = OrganizationId::DEFAULT;
    let mut group = criterion.benchmark_group("documents");
    group.sample_size(10).measurement_time(Duration::from_secs(10));
    group.bench_function("take over 500 of 20 passages", |bench| {
        bench.iter_batched(
            || (Librarian::new(&assistant, PackUse::Always), all.clone()),
            |(mut librarian, all)| librarian.update(organization, (&[], all)),
            BatchSize::PerIteration,
        );
    });
    librarian.update(organization, (&[], all));
    group.bench_function("take over one that changed", |bench| {
        bench.iter_batched(
            || vec![document(&mut writer, 7)],
            |changed| librarian.update(organization, (&[], changed)),
            BatchSize::PerIteration,
        );
    });
    group.finish();
}

fn largest_document(criterion: &mut Criterion) {
    let mut writer = Writer(3);
    let mut content = "# Manual\n\n".to_owned();
    loop {
        let section = format!("## {}\n\n{}\n\n", writer.text(4), writer.text(WORDS));
        if content.len() + section.len() > LARGEST {
            break;
        }
        content.push_str(&section);
    }
    let raw = RawDocument {
        source: "manual.md",
        title: None,
        language: Some(Language::En),
        format: DocumentFormat::Markdown,
        content: &content,
    };
    let Ok(read) = KnowledgeReader.read(raw) else { return };
    let texts: Vec<(String, String)> =
        read.passages.into_iter().map(|passage| (passage.heading, passage.text)).collect();
    let mut group = criterion.benchmark_group("8 MiB");
    group.sample_size(10).measurement_time(Duration::from_secs(5));
    group.bench_function("read", |bench| bench.iter(|| KnowledgeReader.read(black_box(raw))));
    let passages = texts.len();
    group.bench_function(format!("build {passages} passages"), |bench| {
        bench.iter(|| index(black_box(&texts)))
    });
    let index = index(&texts);
    let questions: Vec<String> = (0..200).map(|_| writer.text(QUESTION)).collect();
    let mut asked = questions.iter().cycle();
    group.bench_function(format!("search {passages} passages"), |bench| {
        bench.iter(|| index.search(black_box(asked.next().map_or("", String::as_str)), 10));
    });
    group.finish();
}

criterion_group!(benches, retrieval, documents, largest_document);
criterion_main!(benches);
