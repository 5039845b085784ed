//! Which links may stand in what a model says.

use std::collections::BTreeSet;

use super::pieces::{Piece, pieces};

/// The links that are let through: to hosts that the operator names, and those that stand to the letter in
/// the passages that the answer may rest on.
#[derive(Debug, Clone, Default)]
pub(crate) struct Links {
    hosts: BTreeSet<String>,
    given: BTreeSet<String>,
}

impl Links {
    /// Lets links to these hosts through, over https; a port other than 443 has to be named with its host.
    pub(crate) fn to(hosts: &[String]) -> Self {
        Self { hosts: hosts.iter().map(|host| host.to_lowercase()).collect(), given: BTreeSet::new() }
    }

    /// Lets through as well what stands in `text`.
    pub(crate) fn given_in(&mut self, text: &str) {
        for piece in text.split_whitespace().flat_map(pieces) {
            if let Piece::Link(link) | Piece::Mail(link) | Piece::Dotted(link) = piece {
                self.given.insert(link.to_owned());
            }
        }
    }

    /// Whether a link, a mail address or a name with dots stays as it is.
    pub(super) fn allow(&self, link: &str) -> bool {
        self.given.contains(link) || self.names_host_of(link)
    }

    fn names_host_of(&self, link: &str) -> bool {
        if !link.bytes().all(|byte| byte.is_ascii_graphic()) || link.contains(['\\', '@']) {
            return false;
        }
        let rest = match link.split_once("://") {
            Some((scheme, rest)) if scheme.eq_ignore_ascii_case("https") => rest,
            Some(_) => return false,
            None => link,
        };
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default().to_lowercase();
        self.hosts.contains(authority.strip_suffix(":443").unwrap_or(&authority))
    }
}
