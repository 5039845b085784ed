//! Reads the contacts file.

use anyhow::{Context, Result, anyhow};
use handover_domain::assistant::Category;
use handover_domain::{Contact, ContactBook, Routes};
use handover_notification::EmailAddress;
use serde::Deserialize;

use crate::settings::Place;

/// The shipped samples.
const SHIPPED: &str = include_str!("../../../config/contacts.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ContactsFile {
    #[serde(default)]
    sample: bool,
    routes: RouteTable,
    contact: Vec<ContactEntry>,
}

#[derive(Deserialize)]
struct RouteTable {
    general: String,
    emergency: String,
    /// Everything else is a kind of problem.
    #[serde(flatten)]
    by_category: std::collections::BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ContactEntry {
    id: String,
    name: String,
    email: String,
    phone: String,
    hours: String,
    specialization: String,
}

/// The contacts at `place`, or the samples inside the binary.
pub(crate) fn load(place: &Place) -> Result<ContactBook> {
    let Some(path) = place.on_disk() else { return parse(SHIPPED).context("the shipped contacts") };
    let name = path.display();
    let text = std::fs::read_to_string(path).with_context(|| format!("{name} cannot be read"))?;
    parse(&text).with_context(|| format!("{name} is not a valid contacts file"))
}

fn parse(text: &str) -> Result<ContactBook> {
    let file: ContactsFile = toml::from_str(text)?;
    let mut by_category = Vec::new();
    for (name, contact) in file.routes.by_category {
        let known = || {
            let all: Vec<&str> = Category::ALL.iter().map(|category| category.as_str()).collect();
            anyhow!("unknown route `{name}`; there are general, emergency, {}", all.join(", "))
        };
        by_category.push((Category::parse(&name).ok_or_else(known)?, contact));
    }
    let routes = Routes { general: file.routes.general, emergency: file.routes.emergency, by_category };
    let mut contacts: Vec<Contact> = Vec::new();
    for entry in file.contact {
        if contacts.iter().any(|contact| contact.id == entry.id) {
            return Err(anyhow!("the contact `{}` is defined twice", entry.id));
        }
        contacts.push(checked(entry)?);
    }
    Ok(ContactBook::new(contacts, &routes, file.sample)?)
}

fn checked(entry: ContactEntry) -> Result<Contact> {
    let (id, name) = (entry.id.trim(), entry.name.trim());
    if id.is_empty() || name.is_empty() {
        return Err(anyhow!("every contact needs an `id` and a `name`"));
    }
    let email = EmailAddress::parse(&entry.email).with_context(|| format!("the contact `{id}`"))?;
    Ok(Contact {
        id: id.to_owned(),
        name: name.to_owned(),
        email: email.address().to_owned(),
        phone: entry.phone,
        hours: entry.hours,
        specialization: entry.specialization,
    })
}

#[cfg(test)]
mod tests;
