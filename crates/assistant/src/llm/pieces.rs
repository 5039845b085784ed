//! Takes a word apart into what a screen or a mail program could make a link of, and the rest.

/// A part of a word (of anything without a blank).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// No link.
    Plain(&'a str),
    /// An address with a scheme, or a host with a path.
    Link(&'a str),
    /// A mail address.
    Mail(&'a str),
    /// Names with dots between them: a host, a file, or a sentence whose blank was forgotten.
    Dotted(&'a str),
}

/// What ends an address in every program that makes links.
const DELIMITERS: &[char] =
    &['"', '<', '>', '(', ')', '[', ']', '{', '}', '|', '^', '`', '“', '”', '„', '«', '»', '…'];

/// What does not belong to an address when it stands at its end.
const TRAILING: &[char] = &['.', ',', ';', ':', '!', '?', '\'', '’', '*', '_', '~', '،', '؛', '؟', '·'];

/// What some programs read as a dot in the name of a host.
pub(super) fn is_dot(c: char) -> bool {
    matches!(c, '.' | '。' | '．' | '｡')
}

/// The pieces of a word, which together are the word.
pub(super) fn pieces(word: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let mut rest = word;
    while let Some(colon) = rest.find("://") {
        let (before, _) = rest.split_at(colon);
        let scheme =
            before.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
        let (before, link) = rest.split_at(scheme.len());
        plain(before, &mut found);
        let (link, after) = link.split_at(end_of_link(link));
        found.push(Piece::Link(link));
        rest = after;
    }
    plain(rest, &mut found);
    found
}

fn end_of_link(text: &str) -> usize {
    let end = text.find(DELIMITERS).unwrap_or(text.len());
    let link = text.get(..end).unwrap_or(text);
    let trimmed = link.trim_end_matches(TRAILING).len();
    // What is nothing but such signs is still a link to whoever wrote it.
    if trimmed == 0 { end } else { trimmed }
}

fn in_name(c: char) -> bool {
    c.is_alphanumeric() || is_dot(c) || c == '-'
}

fn is_edge(c: char) -> bool {
    is_dot(c) || c == '-'
}

fn plain<'a>(text: &'a str, found: &mut Vec<Piece<'a>>) {
    let mut rest = text;
    while !rest.is_empty() {
        let begin = rest.find(|c| in_name(c) && !is_edge(c)).unwrap_or(rest.len());
        let (before, run) = rest.split_at(begin);
        push_plain(before, found);
        let name = name_at(run);
        let after = run.get(name.len()..).unwrap_or_default();
        let host = after.strip_prefix('@').map(name_at).filter(|host| is_host(host));
        let length = match host {
            Some(host) => name.len() + 1 + host.len(),
            None if is_host(name) && leads_on(after) => end_of_link(run).max(name.len()),
            None => name.len(),
        };
        let (piece, after_it) = run.split_at(length);
        if host.is_some() {
            found.push(Piece::Mail(piece));
        } else if length > name.len() {
            found.push(Piece::Link(piece));
        } else if is_host(name) {
            found.push(Piece::Dotted(piece));
        } else {
            push_plain(piece, found);
        }
        rest = after_it;
    }
}

fn push_plain<'a>(text: &'a str, found: &mut Vec<Piece<'a>>) {
    if !text.is_empty() {
        found.push(Piece::Plain(text));
    }
}

/// The name that `text` begins with, possibly nothing.
fn name_at(text: &str) -> &str {
    let end = text.find(|c| !in_name(c)).unwrap_or(text.len());
    text.get(..end).unwrap_or(text).trim_end_matches(is_edge)
}

/// Whether a port, a path or a query follows a host.
fn leads_on(after: &str) -> bool {
    let port = after.strip_prefix(':').is_some_and(|port| port.starts_with(|c: char| c.is_ascii_digit()));
    port || after.starts_with(['/', '?', '#', '\\'])
}

/// Whether it could be the name of a host: labels with dots between them, of which one after the first is of
/// letters.
fn is_host(name: &str) -> bool {
    let mut labels = name.split(is_dot);
    let has_first = labels.next().is_some_and(|first| !first.is_empty());
    let top = |label: &str| {
        let first = label.split('-').next().unwrap_or_default();
        let letters = first.chars().count() >= 2 && first.chars().all(char::is_alphabetic);
        letters || begins_with(label, "xn--")
    };
    has_first
        && (is_web(name)
            || name.split(is_dot).zip(labels).any(|(before, label)| !before.is_empty() && top(label)))
}

/// Whether it is a host to many programs, or has one in it, whatever follows: `www.1`, `a..www.b`.
pub(super) fn is_web(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let mut signs = name.match_indices("www.");
    signs.any(|(at, _)| !name.get(..at).is_some_and(|before| before.ends_with(char::is_alphanumeric)))
}

fn begins_with(text: &str, begin: &str) -> bool {
    text.get(..begin.len()).is_some_and(|found| found.eq_ignore_ascii_case(begin))
}
