//! What an organization brings is searched with the packs, and by nobody else.

use chrono::DateTime;
use handover_assistant::{HeldDocument, KnowledgeAssistant, Librarian, PackUse};
use handover_domain::assistant::{Answer, Request};
use handover_domain::{
    DocumentFormat, DocumentId, DocumentKind, KnowledgeDocument, KnowledgePassage, Language, OrganizationId,
};
use uuid::Uuid;

use crate::{assistant, question};

const OURS: OrganizationId = OrganizationId(Uuid::from_u128(7));
const OTHERS: OrganizationId = OrganizationId(Uuid::from_u128(8));

fn held(id: u128, version: i64, (language, passages): (Language, &[(&str, &str)])) -> HeldDocument {
    let passages: Vec<KnowledgePassage> = passages
        .iter()
        .zip(1..)
        .map(|((heading, text), number)| KnowledgePassage {
            number,
            heading: (*heading).to_owned(),
            text: (*text).to_owned(),
        })
        .collect();
    let document = KnowledgeDocument {
        id: DocumentId(Uuid::from_u128(id)),
        source: format!("{id}.md"),
        title: "Barge manual".to_owned(),
        language,
        format: DocumentFormat::Markdown,
        kind: DocumentKind::Article,
        notice: None,
        content_hash: [0; 32],
        bytes: 1,
        passages: 1,
        version,
        changed_by: "ada".to_owned(),
        created_at: DateTime::UNIX_EPOCH,
        updated_at: DateTime::UNIX_EPOCH,
    };
    HeldDocument { document, passages, content: None }
}

const BALLAST: (&str, &str) = (
    "Ballast tank ZX-9000",
    "The ballast tank ZX-9000 is emptied through the sea chest. Open the sluice before the bilge alarm sounds.",
);
const QUESTION: &str = "How do I empty the ballast tank ZX-9000 through the sluice?";

fn ask(
    assistant: &KnowledgeAssistant,
    organization: OrganizationId,
    text: &str,
    language: Language,
) -> Answer {
    let mut asked = question(Request::Answer { text: text.to_owned(), guide: None }, language);
    asked.organization = organization;
    crate::ask(assistant, asked)
}

fn cites(answer: &Answer, id: u128) -> bool {
    answer.citations.iter().any(|citation| citation.document == Uuid::from_u128(id).to_string())
}

#[test]
fn a_document_answers_its_organization_alone_until_it_goes() {
    let assistant = assistant();
    let mut librarian = Librarian::new(&assistant, PackUse::Always);
    let ask = |organization| ask(&assistant, organization, QUESTION, Language::En);
    assert!(!cites(&ask(OURS), 1));
    librarian.update(OURS, (&[], vec![held(1, 1, (Language::En, &[("Deck", "Paint it."), BALLAST]))]));
    let answer = ask(OURS);
    assert!(cites(&answer, 1) && answer.text.contains("sea chest"), "{answer:?}");
    let citation = &answer.citations[0];
    assert_eq!((citation.section.as_str(), citation.passage), (BALLAST.0, Some(2)));
    for other in [OTHERS, OrganizationId::DEFAULT] {
        let answer = ask(other);
        assert!(!cites(&answer, 1) && !answer.text.contains("sea chest"), "{answer:?}");
    }
    // Theirs is of the same id and words as ours were, and changes nothing for us.
    librarian.update(OTHERS, (&[], vec![held(1, 9, (Language::En, &[BALLAST]))]));
    librarian.update(OURS, (&[], vec![held(1, 2, (Language::En, &[("Deck", "Paint it twice.")]))]));
    assert!(!cites(&ask(OURS), 1) && cites(&ask(OTHERS), 1));
    assert_eq!(librarian.versions(OURS).into_values().collect::<Vec<_>>(), [2]);
    librarian.update(OTHERS, (&[DocumentId(Uuid::from_u128(1))], vec![]));
    assert!(!cites(&ask(OTHERS), 1) && librarian.versions(OTHERS).is_empty());
}

#[test]
fn the_packs_are_searched_besides_or_not_as_decided() {
    let pack = "What is the normal washing pressure on the HP gauge?";
    for (packs, besides) in [(PackUse::Always, true), (PackUse::UntilOwn, false)] {
        let assistant = assistant();
        let mut librarian = Librarian::new(&assistant, packs);
        let has_pack = |organization, text: &str, language| {
            let answer = ask(&assistant, organization, text, language);
            answer.citations.iter().any(|citation| citation.document.starts_with("autoboss/"))
        };
        assert!(has_pack(OURS, pack, Language::En));
        librarian.update(OURS, (&[], vec![held(1, 1, (Language::En, &[BALLAST]))]));
        assert_eq!(has_pack(OURS, pack, Language::En), besides);
        assert_eq!(has_pack(OURS, "no sale agua de la bomba", Language::Es), besides);
        assert!(has_pack(OTHERS, pack, Language::En));
        librarian.update(OURS, (&[DocumentId(Uuid::from_u128(1))], vec![]));
        assert!(has_pack(OURS, pack, Language::En), "whoever has nothing of their own has the packs");
    }
}

#[test]
fn changing_one_document_gives_the_index_that_reading_all_gives() {
    let deck = |id, version, words: &'static str| held(id, version, (Language::En, &[("Deck", words)]));
    let (bit_by_bit, at_once) = (assistant(), assistant());
    let mut librarian = Librarian::new(&bit_by_bit, PackUse::Always);
    librarian.update(
        OURS,
        (&[], vec![deck(1, 1, "Varnish the ballast hatch."), deck(2, 1, "Grease the sluice.")]),
    );
    librarian.update(OURS, (&[], vec![held(3, 1, (Language::En, &[BALLAST])), deck(1, 2, "Tar the bilge.")]));
    librarian.update(OURS, (&[DocumentId(Uuid::from_u128(2))], vec![]));
    Librarian::new(&at_once, PackUse::Always)
        .update(OURS, (&[], vec![deck(1, 2, "Tar the bilge."), held(3, 1, (Language::En, &[BALLAST]))]));
    for text in [QUESTION, "tar the bilge", "varnish", "sluise", "which oil does the pump take?"] {
        let answers = [&bit_by_bit, &at_once].map(|assistant| ask(assistant, OURS, text, Language::En));
        assert_eq!(answers[0], answers[1], "{text}");
    }
}

#[test]
fn a_part_number_is_kept_whole_and_a_repeated_passage_once() {
    let assistant = assistant();
    let mut librarian = Librarian::new(&assistant, PackUse::Always);
    let near = (
        BALLAST.0,
        "The ballast tank ZX-9000 is emptied through the sea chest. Open the sluice before the bilge alarm sounds!",
    );
    let documents = vec![
        held(1, 1, (Language::En, &[("Spare E-042/B", "Sealing ring of the wet exhaust."), BALLAST])),
        held(2, 1, (Language::En, &[("Spare E-043/B", "Sealing ring of the dry exhaust."), near])),
    ];
    librarian.update(OURS, (&[], documents));
    let cited = |text: &str| {
        let answer = ask(&assistant, OURS, text, Language::En);
        answer.citations.first().map(|citation| (citation.document.clone(), citation.passage))
    };
    let place = |id: u128, passage| Some((Uuid::from_u128(id).to_string(), Some(passage)));
    assert_eq!(cited("sealing ring E-042/B"), place(1, 1));
    assert_eq!(cited("sealing ring e043b"), place(2, 1));
    assert_eq!(cited(QUESTION), place(1, 2), "the same said twice is found once, and certain");
    assert!(ask(&assistant, OURS, QUESTION, Language::En).confidence > Some(0.8));
}
