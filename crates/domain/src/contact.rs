//! Expert contacts, and which one a problem belongs to.

use crate::assistant::Category;
use crate::escalation::Reason;

/// A person or desk that users can be sent to.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Contact {
    /// Short stable name in the contacts file; a ticket's assignee is one of these.
    pub id: String,
    /// Name shown to people.
    pub name: String,
    /// Mail address.
    pub email: String,
    /// Telephone number as one would dial it.
    pub phone: String,
    /// When somebody answers, with the time zone.
    pub hours: String,
    /// What they know best.
    pub specialization: String,
}

/// The contacts of an install. Every id that a route names exists, which [`ContactBook::new`] checks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactBook {
    contacts: Vec<Contact>,
    general: usize,
    emergency: usize,
    by_category: Vec<(Category, usize)>,
    sample: bool,
}

/// Why a set of contacts cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ContactBookError {
    /// A route names a contact that is not in the file.
    #[error("{route} names the contact `{contact}`, which is not defined")]
    UnknownContact {
        /// The key that names it.
        route: String,
        /// The name it gives.
        contact: String,
    },
}

/// The keys of the contacts file that choose between contacts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Routes {
    /// Who gets what nobody else gets.
    pub general: String,
    /// Who gets safety concerns.
    pub emergency: String,
    /// Specialists by kind of problem.
    pub by_category: Vec<(Category, String)>,
}

impl ContactBook {
    /// Checks that every route leads to a contact. `sample` says that the contacts are the shipped
    /// examples, to which nothing may ever be sent.
    pub fn new(contacts: Vec<Contact>, routes: &Routes, sample: bool) -> Result<Self, ContactBookError> {
        let find = |route: &str, id: &str| {
            contacts.iter().position(|c| c.id == id).ok_or_else(|| ContactBookError::UnknownContact {
                route: route.to_owned(),
                contact: id.to_owned(),
            })
        };
        let general = find("general", &routes.general)?;
        let emergency = find("emergency", &routes.emergency)?;
        let by_category = routes
            .by_category
            .iter()
            .map(|(category, id)| Ok((*category, find(&format!("category.{category}"), id)?)))
            .collect::<Result<_, _>>()?;
        Ok(Self { contacts, general, emergency, by_category, sample })
    }

    /// Whether these are the shipped examples. No mail ever goes to a sample address.
    pub fn is_sample(&self) -> bool {
        self.sample
    }

    /// All contacts, in file order.
    pub fn all(&self) -> &[Contact] {
        &self.contacts
    }

    /// The contact with this id.
    pub fn find(&self, id: &str) -> Option<&Contact> {
        self.contacts.iter().find(|c| c.id == id)
    }

    /// Who gets what nobody else gets.
    pub fn general(&self) -> &Contact {
        self.at(self.general)
    }

    /// Who gets safety concerns.
    pub fn emergency(&self) -> &Contact {
        self.at(self.emergency)
    }

    /// What leads to the contact with this id: `general`, `emergency`, kinds of problem.
    pub fn routes_to(&self, id: &str) -> Vec<String> {
        let named = [("general", self.general()), ("emergency", self.emergency())];
        let named = named.into_iter().filter(|(_, contact)| contact.id == id);
        let kinds = self.by_category.iter().filter(|(_, index)| self.at(*index).id == id);
        let kinds = kinds.map(|(category, _)| category.to_string());
        named.map(|(route, _)| route.to_owned()).chain(kinds).collect()
    }

    /// The right contact: a safety concern goes to the emergency contact, a problem of a kind that
    /// has a specialist goes there, everything else to the general one.
    pub fn route(&self, reason: Reason, category: Option<Category>) -> &Contact {
        if reason == Reason::SafetyConcern {
            return self.emergency();
        }
        let specialist =
            category.and_then(|wanted| self.by_category.iter().find(|(category, _)| *category == wanted));
        specialist.map_or_else(|| self.general(), |(_, index)| self.at(*index))
    }

    #[expect(clippy::indexing_slicing, reason = "every index was found in `contacts` by `new`")]
    fn at(&self, index: usize) -> &Contact {
        &self.contacts[index]
    }
}
