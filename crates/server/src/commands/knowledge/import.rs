//! Brings the documents of a folder.

use std::collections::BTreeMap;
use std::io::Write;

use anyhow::{Context, anyhow};
use handover_assistant::KnowledgeReader;
use handover_domain::{
    Brought, DocumentFormat, DocumentReader, KnowledgeDocument, Language, RawDocument, ReadDocument,
    StoreExt, bring_document, remove_document,
};

use super::folder::{self, File};
use super::{Desk, Import, named};
use crate::failure::{Failure, Outcome};
use crate::progress::Progress;
use crate::terminal::clean;

/// What became of the documents.
#[derive(Default)]
struct Counts {
    new: usize,
    changed: usize,
    unchanged: usize,
    removed: usize,
}

/// What tells one version of a document from another.
type Version = ([u8; 32], String, Language, DocumentFormat);

pub(super) fn run(desk: &Desk<'_>, flags: &Import, out: &mut dyn Write) -> Outcome {
    let files = folder::documents(&flags.folder)?;
    if files.is_empty() {
        let folder = flags.folder.display();
        return Err(anyhow!("{folder} holds no document: expected .md, .html or .txt files").into());
    }
    let versions = check(desk, flags, (&files, out))?;
    let known: BTreeMap<String, KnowledgeDocument> =
        desk.documents()?.into_iter().map(|document| (document.source.clone(), document)).collect();
    let mut counts = Counts::default();
    let progress = Progress::begin("bringing", files.len());
    for (source, file) in &files {
        let is_known = known.get(source).map(version_of);
        if is_known.as_ref() == versions.get(source) {
            counts.unchanged += 1;
        } else {
            let brought = bring(desk, flags, (source, file), is_known.is_some())?;
            let word = counts.take(brought);
            progress.line(out, &format!("{word}  {}", clean(source)))?;
        }
        progress.step();
    }
    drop(progress);
    if flags.prune {
        for source in known.keys().filter(|source| !files.contains_key(*source)) {
            if !flags.dry_run {
                desk.store
                    .write(|tx| remove_document(tx, &desk.scene(), (source, None)))
                    .map_err(|error| named(source, error))?;
            }
            counts.removed += 1;
            writeln!(out, "removed   {}", clean(source))?;
        }
    }
    let Counts { new, changed, unchanged, removed } = counts;
    let nothing = if flags.dry_run { " (nothing was done)" } else { "" };
    writeln!(out, "{new} new, {changed} changed, {unchanged} unchanged, {removed} removed{nothing}")?;
    Ok(())
}

/// Reads every file. If one cannot be taken, says why for each such file, and nothing is changed.
fn check(
    desk: &Desk<'_>,
    flags: &Import,
    (files, out): (&BTreeMap<String, File>, &mut dyn Write),
) -> Outcome<BTreeMap<String, Version>> {
    let progress = Progress::begin("reading", files.len());
    let (mut versions, mut flawed) = (BTreeMap::new(), 0_usize);
    for (source, file) in files {
        match read(desk, flags, (source, file)) {
            Ok(read) => {
                let version = (read.content_hash, read.title, read.language, read.format);
                versions.insert(source.clone(), version);
            }
            Err((line, flaw)) => {
                flawed += 1;
                let line = line.map(|line| format!(":{line}")).unwrap_or_default();
                progress.line(out, &format!("{}{line}: {flaw}", clean(&file.path.display().to_string())))?;
            }
        }
        progress.step();
    }
    match flawed {
        0 => Ok(versions),
        1 => Err(anyhow!("a file cannot be taken; nothing was changed").into()),
        n => Err(anyhow!("{n} files cannot be taken; nothing was changed").into()),
    }
}

fn read(
    desk: &Desk<'_>,
    flags: &Import,
    (source, file): (&str, &File),
) -> Result<ReadDocument, (Option<usize>, String)> {
    let content = folder::content(file, desk.settings.knowledge.document_size)?;
    let raw =
        RawDocument { source, title: None, language: flags.language, format: file.format, content: &content };
    KnowledgeReader.read(raw).map_err(|flaw| (flaw.line, flaw.message))
}

fn bring(desk: &Desk<'_>, flags: &Import, (source, file): (&str, &File), is_known: bool) -> Outcome<Brought> {
    if flags.dry_run {
        return Ok(if is_known { Brought::Replaced } else { Brought::Created });
    }
    // It was in order a moment ago.
    let read = read(desk, flags, (source, file))
        .map_err(|(_, flaw)| Failure::Failed(anyhow!("{}: {flaw}", file.path.display())))?;
    let brought = desk.store.write(|tx| bring_document(tx, &desk.scene(), (read, None)));
    let (_, brought) = brought.with_context(|| format!("the document {source:?} cannot be kept"))?;
    Ok(brought)
}

fn version_of(document: &KnowledgeDocument) -> Version {
    (document.content_hash, document.title.clone(), document.language, document.format)
}

impl Counts {
    fn take(&mut self, brought: Brought) -> &'static str {
        let (count, word) = match brought {
            Brought::Created => (&mut self.new, "new      "),
            Brought::Replaced => (&mut self.changed, "changed  "),
            Brought::Unchanged => (&mut self.unchanged, "unchanged"),
        };
        *count += 1;
        word
    }
}
