//! Takes over what organizations bring, remove and change, in this process and in others.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use handover_assistant::{HeldDocument, KnowledgeAssistant, Librarian, PackUse};
use handover_domain::{
    Actor, DocumentId, DocumentKind, OrganizationId, Scope, Store, StoreExt, StoreResult, View,
};

use crate::shutdown::Stop;

/// How often the database is asked for one number per organization.
const PAUSE: Duration = Duration::from_secs(1);

/// So many documents are read in one go; whoever else wants the database comes in between.
const AT_ONCE: usize = 50;

/// Where documents come from, and where they are searched.
#[derive(Clone)]
pub(crate) struct KnowledgeWatch {
    store: Arc<dyn Store>,
    state: Arc<Mutex<State>>,
}

struct State {
    librarian: Librarian,
    /// The revision that each organization is searched at.
    seen: HashMap<OrganizationId, i64>,
    trouble: Option<String>,
}

impl KnowledgeWatch {
    pub(crate) fn new(store: Arc<dyn Store>, assistant: &KnowledgeAssistant, packs: PackUse) -> Self {
        let librarian = Librarian::new(assistant, packs);
        let state = State { librarian, seen: HashMap::new(), trouble: None };
        Self { store, state: Arc::new(Mutex::new(state)) }
    }

    /// Looks every second until `stop`.
    pub(crate) async fn run(&self, mut stop: Stop) {
        while !stop.requested_within(PAUSE).await {
            let this = self.clone();
            let looked = tokio::task::spawn_blocking(move || this.look_and_tell()).await;
            if looked.is_err() {
                tracing::error!("taking over documents panicked");
            }
        }
    }

    /// Takes over what has changed since the last look.
    pub(crate) fn look(&self) -> StoreResult<()> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        for (organization, revision) in self.store.read(|view| view.knowledge_revisions())? {
            if state.seen.get(&organization) != Some(&revision) {
                // Read before the documents: whatever changes meanwhile raises it again.
                state.take_over(self.store.as_ref(), organization)?;
                state.seen.insert(organization, revision);
            }
        }
        Ok(())
    }

    /// Tells of trouble once, not every second.
    fn look_and_tell(&self) {
        let trouble = self.look().err().map(|error| {
            format!("documents cannot be taken over, those known stay: {:#}", anyhow::Error::from(error))
        });
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        match &trouble {
            Some(trouble) if state.trouble.is_none() => tracing::error!("{trouble}"),
            None if state.trouble.is_some() => tracing::info!("documents can be taken over again"),
            Some(_) | None => {}
        }
        state.trouble = trouble;
    }
}

impl State {
    fn take_over(&mut self, store: &dyn Store, organization: OrganizationId) -> StoreResult<()> {
        let scope = Actor::system(organization).scope();
        let held = self.librarian.versions(organization);
        let now: BTreeMap<DocumentId, i64> =
            store.read(|view| view.knowledge_versions(scope))?.into_iter().collect();
        let gone: Vec<DocumentId> = held.keys().filter(|id| !now.contains_key(id)).copied().collect();
        let newer = now.iter().filter(|(id, version)| held.get(id) != Some(version));
        let newer: Vec<DocumentId> = newer.map(|(id, _)| *id).collect();
        let mut come = Vec::with_capacity(newer.len());
        for some in newer.chunks(AT_ONCE) {
            come.extend(store.read(|view| read(view, (scope, some)))?);
        }
        if gone.is_empty() && come.is_empty() {
            return Ok(());
        }
        tracing::info!(
            organization = %organization,
            "documents: {} new or changed, {} gone",
            come.len(),
            gone.len()
        );
        for (id, flaw) in self.librarian.update(organization, (&gone, come)) {
            tracing::warn!("the steps of the document {id} cannot be read, it is quoted only: {flaw}");
        }
        Ok(())
    }
}

fn read(view: &mut dyn View, (scope, ids): (Scope, &[DocumentId])) -> StoreResult<Vec<HeldDocument>> {
    let mut found = Vec::with_capacity(ids.len());
    for id in ids {
        // It may have gone meanwhile; the next look will see that.
        let Some(document) = view.knowledge_document_by_id(scope, *id)? else { continue };
        let passages = view.knowledge_passages(scope, *id)?;
        let content = match document.kind {
            DocumentKind::Problem => view.knowledge_content(scope, *id)?,
            DocumentKind::Article => None,
        };
        found.push(HeldDocument { document, passages, content });
    }
    Ok(found)
}
