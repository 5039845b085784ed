//! `handover knowledge`: brings documents from a folder, lists, shows and removes them, writes them out again.

use std::io::Write;
use std::path::PathBuf;

use anyhow::{Context, anyhow};
use clap::Subcommand;
use handover_domain::{
    Actor, Clock, HouseRules, KnowledgeDocument, KnowledgeError, KnowledgePassage, Language, Scene,
    StoreError, StoreExt, list_documents, read_document, remove_document,
};
use handover_persistence::SqlStore;

use crate::cli;
use crate::compose;
use crate::failure::Outcome;
use crate::settings::Settings;
use crate::terminal::clean;
use crate::world::{RandomIds, SystemClock};

mod export;
mod folder;
mod import;

/// What to do with documents.
#[derive(Debug, Subcommand)]
pub(crate) enum Knowledge {
    /// Brings the Markdown, HTML and text files below a folder; what is known already is left alone
    ///
    /// All files are read first: if one cannot be taken, nothing is changed.
    Import(Import),
    /// Lists the documents
    List,
    /// Shows a document and its passages
    Show {
        /// What it is called, as `list` shows it
        source: String,
    },
    /// Removes documents
    Delete {
        /// What they are called, as `list` shows it
        #[arg(required = true)]
        sources: Vec<String>,
    },
    /// Writes the documents into a folder, as they were brought
    Export {
        /// The folder; no file in it is overwritten
        folder: PathBuf,
    },
}

/// Flags of `knowledge import`.
#[derive(Debug, clap::Args)]
pub(crate) struct Import {
    /// The folder; files ending in .md, .markdown, .html, .htm and .txt are brought, hidden ones are not
    pub(crate) folder: PathBuf,
    /// What they are written in, where they do not say so themselves: en, el, ar, es, tr or no
    #[arg(long, value_name = "CODE", value_parser = cli::language)]
    pub(crate) language: Option<Language>,
    /// Remove every document that the folder does not hold
    #[arg(long)]
    pub(crate) prune: bool,
    /// Say what would be done, and do nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
}

/// Where the documents are, and in whose name the work is done.
struct Desk<'a> {
    settings: &'a Settings,
    store: SqlStore,
    actor: Actor,
    house: HouseRules,
}

impl Desk<'_> {
    fn scene(&self) -> Scene<'_> {
        Scene { actor: &self.actor, now: SystemClock.now(), ids: &RandomIds, house: &self.house }
    }

    /// All documents, by the bytes of their sources.
    fn documents(&self) -> Outcome<Vec<KnowledgeDocument>> {
        const PAGE: i64 = 500;
        let mut all: Vec<KnowledgeDocument> = Vec::new();
        loop {
            let after = all.last().map(|document| document.source.clone());
            let page = self
                .store
                .read(|view| list_documents(view, &self.scene(), (after.as_deref(), PAGE)))
                .context("the documents cannot be read")?;
            if page.is_empty() {
                return Ok(all);
            }
            all.extend(page);
        }
    }

    fn read(&self, source: &str) -> Outcome<(KnowledgeDocument, String)> {
        let read = self.store.read(|view| read_document(view, &self.scene(), source));
        read.map_err(|error| named(source, error).into())
    }
}

/// Does what `command` says.
pub(crate) fn run(
    settings: &Settings,
    (within, command): (&cli::Within, &Knowledge),
    out: &mut dyn Write,
) -> Outcome {
    let store = compose::open_ready_store(settings)?;
    let actor = Actor::operator(compose::organization(&store, within)?);
    let house = compose::house_rules(settings)?;
    let desk = Desk { settings, store, actor, house };
    match command {
        Knowledge::Import(flags) => import::run(&desk, flags, out),
        Knowledge::List => list(&desk, out),
        Knowledge::Show { source } => show(&desk, source, out),
        Knowledge::Delete { sources } => delete(&desk, sources, out),
        Knowledge::Export { folder } => export::run(&desk, folder, out),
    }
}

fn list(desk: &Desk<'_>, out: &mut dyn Write) -> Outcome {
    let documents = desk.documents()?;
    for document in &documents {
        writeln!(out, "{}", described(document))?;
    }
    writeln!(out, "{} documents", documents.len())?;
    Ok(())
}

fn described(document: &KnowledgeDocument) -> String {
    let KnowledgeDocument { source, title, language, format, kind, passages, version, .. } = document;
    let source = clean(source);
    let language = language.code();
    format!("{source}  {language}  {format} {kind}, {passages} passages, version {version}: {}", clean(title))
}

fn show(desk: &Desk<'_>, source: &str, out: &mut dyn Write) -> Outcome {
    let (document, _) = desk.read(source)?;
    let passages: Result<Vec<KnowledgePassage>, StoreError> =
        desk.store.read(|view| view.knowledge_passages(desk.actor.scope(), document.id));
    writeln!(out, "{}", described(&document))?;
    let when = document.updated_at.format("%Y-%m-%d %H:%M UTC");
    writeln!(out, "{}, changed {when} by {}", document.id, clean(&document.changed_by))?;
    for passage in passages.context("the passages cannot be read")? {
        writeln!(out, "\n{}. {}\n{}", passage.number, clean(&passage.heading), clean(&passage.text))?;
    }
    Ok(())
}

fn delete(desk: &Desk<'_>, sources: &[String], out: &mut dyn Write) -> Outcome {
    for source in sources {
        let removed = desk.store.write(|tx| remove_document(tx, &desk.scene(), (source, None)));
        if !removed.map_err(|error| named(source, error))? {
            return Err(named(source, KnowledgeError::NoSuchDocument).into());
        }
        writeln!(out, "removed   {}", clean(source))?;
    }
    Ok(())
}

fn named(source: &str, error: KnowledgeError) -> anyhow::Error {
    match error {
        KnowledgeError::NoSuchDocument => {
            anyhow!("there is no document {source:?}; `handover knowledge list` shows all")
        }
        error => anyhow::Error::from(error).context(format!("the document {source:?}")),
    }
}
