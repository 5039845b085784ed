//! `handover organization`: adds and lists the tenants.

use std::io::Write;

use anyhow::Context;
use handover_domain::{NewOrganization, Organization, OrganizationError, StoreExt, add_organization};

use crate::cli;
use crate::compose;
use crate::failure::Outcome;
use crate::settings::Settings;
use crate::terminal::clean;
use crate::world::RandomIds;

/// Does what `command` says.
pub(crate) fn run(settings: &Settings, command: &cli::Organization, out: &mut dyn Write) -> Outcome {
    let store = compose::open_ready_store(settings)?;
    match command {
        cli::Organization::Add { key, name, time_zone } => {
            let new = NewOrganization { key: key.clone(), name: name.clone(), time_zone: *time_zone };
            let added: Result<Organization, OrganizationError> =
                store.write(|tx| add_organization(tx, &RandomIds, new));
            let added = added.context("the organization cannot be added")?;
            writeln!(out, "{}", described(&added))?;
        }
        cli::Organization::List => {
            for organization in store.read(|view| view.organizations()).context("they cannot be read")? {
                writeln!(out, "{}", described(&organization))?;
            }
        }
    }
    Ok(())
}

fn described(organization: &Organization) -> String {
    let Organization { id, key, name, time_zone } = organization;
    let key = key.as_deref().map_or_else(|| "(default)".to_owned(), clean);
    format!("{id}  {key}  {}, {time_zone}", clean(name))
}
