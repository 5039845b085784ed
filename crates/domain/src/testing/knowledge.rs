//! The promises of a store about documents.

#![expect(clippy::expect_used, reason = "a broken promise must stop the test that checks it")]

use chrono::TimeDelta;

use super::world::World;
use crate::actor::Actor;
use crate::id::{Ids, OrganizationId};
use crate::knowledge::{DocumentFormat, DocumentKind, KnowledgePassage, ReadDocument};
use crate::knowledge_desk::{
    Brought, KnowledgeError, bring_document, list_documents, open_passage, read_document, remove_document,
};
use crate::language::Language;
use crate::organization::Organization;
use crate::store::{Store, StoreError, StoreExt};

/// A document as a reader would give it: each line of the content is a passage.
fn a_document(source: &str, content: &str) -> ReadDocument {
    let passages = content.lines().zip(1..).map(|(line, number)| KnowledgePassage {
        number,
        heading: format!("Heading {number} \u{1f6df}"),
        text: line.to_owned(),
    });
    let mut content_hash = [0; 32];
    for (place, byte) in content_hash.iter_mut().zip(content.bytes().rev()) {
        *place = byte;
    }
    ReadDocument {
        source: source.to_owned(),
        title: "Εγχειρίδιο «Pump»".to_owned(),
        language: Language::El,
        format: DocumentFormat::Html,
        kind: DocumentKind::Article,
        notice: Some("Sample".to_owned()),
        content_hash,
        content: content.to_owned(),
        passages: passages.collect(),
    }
}

fn bring(
    store: &dyn Store,
    world: &World,
    (source, content, expected): (&str, &str, Option<i64>),
) -> Result<(crate::KnowledgeDocument, Brought), KnowledgeError> {
    store.write(|tx| bring_document(tx, &world.scene(), (a_document(source, content), expected)))
}

fn revision(store: &dyn Store, world: &World) -> i64 {
    let all = store.read(|view| view.knowledge_revisions()).expect("a read");
    let mine = all.iter().find(|(organization, _)| *organization == world.actor.scope().organization());
    mine.map_or(0, |(_, revision)| *revision)
}

pub(super) fn a_document_is_kept_by_its_source(store: &dyn Store) {
    let mut world = World::new();
    let (first, brought) = bring(store, &world, ("m/pump.html", "one\ntwo\nthree", None)).expect("brought");
    assert_eq!((brought, first.version, first.passages, first.bytes), (Brought::Created, 1, 3, 13));
    let before = revision(store, &world);
    world.wait(TimeDelta::minutes(1));
    let (same, brought) = bring(store, &world, ("m/pump.html", "one\ntwo\nthree", None)).expect("brought");
    assert_eq!((brought, &same), (Brought::Unchanged, &first), "the same again is no news");
    assert_eq!(revision(store, &world), before);
    let stale = bring(store, &world, ("m/pump.html", "four", Some(7)));
    assert!(matches!(stale, Err(KnowledgeError::Stale { current: 1 })), "{stale:?}");
    let unknown = bring(store, &world, ("m/other.html", "four", Some(1)));
    assert!(matches!(unknown, Err(KnowledgeError::NoSuchDocument)), "{unknown:?}");

    let (second, brought) = bring(store, &world, ("m/pump.html", "four\nfive", Some(1))).expect("brought");
    assert_eq!((brought, second.version, second.id), (Brought::Replaced, 2, first.id));
    assert_eq!((second.created_at, second.updated_at), (first.created_at, world.now));
    assert!(revision(store, &world) > before, "everybody can see that something changed");
    let read = store.read(|view| read_document(view, &world.scene(), "m/pump.html")).expect("a read");
    assert_eq!(read, (second.clone(), "four\nfive".to_owned()));
    let scope = world.actor.scope();
    let passages = store.read(|view| view.knowledge_passages(scope, first.id)).expect("a read");
    assert_eq!(passages, a_document("", "four\nfive").passages, "nothing is left of the first version");
    let opened = store.read(|view| open_passage(view, &world.scene(), (first.id, 2))).expect("a passage");
    assert_eq!((opened.0, opened.1.text.as_str()), (second, "five"));
    let gone = store.read(|view| open_passage(view, &world.scene(), (first.id, 3)));
    assert!(matches!(gone, Err(KnowledgeError::NoSuchPassage)), "{gone:?}");

    let before = revision(store, &world);
    let stale = store.write(|tx| remove_document(tx, &world.scene(), ("m/pump.html", Some(1))));
    assert!(matches!(stale, Err(KnowledgeError::Stale { current: 2 })), "{stale:?}");
    let remove =
        || store.write(|tx| remove_document(tx, &world.scene(), ("m/pump.html", None))).expect("a write");
    assert!(remove() && !remove(), "once");
    assert!(revision(store, &world) > before);
    let gone = store.read(|view| open_passage(view, &world.scene(), (first.id, 1)));
    assert!(matches!(gone, Err(KnowledgeError::NoSuchPassage)), "{gone:?}");
    assert_eq!(store.read(|view| view.knowledge_versions(scope)).expect("a read"), []);
}

pub(super) fn documents_come_in_pages_by_their_sources(store: &dyn Store) {
    let world = World::new();
    // By bytes capitals come first, by the rules of most languages they do not.
    for source in ["b", "a/2", "É", "a/10", "B"] {
        bring(store, &world, (source, "one", None)).expect("brought");
    }
    let page = |after: Option<&str>, limit| {
        let found = store.read(|view| list_documents(view, &world.scene(), (after, limit))).expect("a read");
        found.into_iter().map(|document| document.source).collect::<Vec<_>>()
    };
    assert_eq!(page(None, 3), ["B", "a/10", "a/2"]);
    assert_eq!(page(Some("a/2"), 3), ["b", "É"]);
    assert_eq!(page(Some("a/1"), 1), ["a/10"], "what is gone is a place too");
    assert_eq!(page(Some("É"), 3), Vec::<String>::new());
}

pub(super) fn documents_of_others_do_not_exist(store: &dyn Store) {
    let world = World::new();
    let other = Organization {
        id: OrganizationId(world.ids.row()),
        key: Some("other".to_owned()),
        name: "Other".to_owned(),
        time_zone: chrono_tz::UTC,
    };
    store.write(|tx| tx.insert_organization(&other)).expect("a write");
    let elsewhere = World { actor: Actor::operator(other.id), ..World::new() };
    let (mine, _) = bring(store, &world, ("a", "one\ntwo", None)).expect("brought");
    let before = revision(store, &elsewhere);
    store
        .read(|view| {
            let scope = elsewhere.actor.scope();
            assert_eq!(view.knowledge_document(scope, "a")?, None);
            assert_eq!(view.knowledge_document_by_id(scope, mine.id)?, None);
            assert_eq!(view.knowledge_documents(scope, None, 10)?, []);
            assert_eq!(view.knowledge_content(scope, mine.id)?, None);
            assert_eq!(view.knowledge_passages(scope, mine.id)?, []);
            assert_eq!(view.knowledge_passage(scope, mine.id, 1)?, None);
            assert_eq!(view.knowledge_versions(scope)?, []);
            Ok::<_, StoreError>(())
        })
        .expect("a read");
    let gone = store.write(|tx| {
        let gone = remove_document(tx, &elsewhere.scene(), ("a", None))?;
        Ok::<_, KnowledgeError>((gone, tx.delete_knowledge_document(elsewhere.actor.scope(), mine.id)?))
    });
    assert_eq!(gone.expect("a write"), (false, false));
    let theirs = World { ids: super::world::CountingIds::new(9), ..elsewhere };
    let (theirs, brought) = bring(store, &theirs, ("a", "three", None)).expect("brought");
    assert_eq!(
        (brought, theirs.version),
        (Brought::Created, 1),
        "the same source elsewhere is another document"
    );
    assert!(before == 0 && revision(store, &world) == 1, "each has revisions of its own");
    let kept = store.read(|view| read_document(view, &world.scene(), "a")).expect("a read");
    assert_eq!(kept, (mine, "one\ntwo".to_owned()));
}
