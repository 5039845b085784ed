//! What `doctor` says about the people who work here.

use handover_domain::{Account, Actor, OrganizationId, Store, StoreExt, StoreResult};

use super::{Finding, chain};
use crate::settings::{Auth, Settings};

/// Looks whether somebody can let others in, and whether links can reach them.
pub(super) fn check(settings: &Settings, store: &dyn Store, findings: &mut Vec<Finding>) {
    if matches!(settings.auth, Auth::Open) {
        return;
    }
    let scope = Actor::system(OrganizationId::DEFAULT).scope();
    let read: StoreResult<Vec<Account>> = store.read(|view| view.accounts(scope));
    let accounts = match read {
        Ok(accounts) => accounts,
        Err(error) => {
            findings.push(Finding::problem(chain(error.into()), "check DATABASE_URL"));
            return;
        }
    };
    if accounts.iter().any(Account::is_active_admin) {
        findings.push(Finding::good(format!("{} people have an account here", accounts.len())));
    } else {
        let cure = "handover user add ADDRESS --name NAME --role admin";
        findings.push(Finding::warning("nobody has an account as an admin", cure));
    }
    if !accounts.is_empty() && settings.mail.smtp.is_some() && settings.server.public_url.is_none() {
        let cure = "set PUBLIC_URL to the address where people reach this service";
        let what = "links to choose a password by cannot go by mail, because PUBLIC_URL is not set";
        findings.push(Finding::warning(what, cure));
    }
}
