//! `handover user`: people who work here, their accounts and the links by which they choose a password.

use std::io::{BufRead, IsTerminal, Read, Write};

use anyhow::{Context, anyhow};
use handover_domain::{
    AccessError, Account, Actor, ChangeAccount, Clock, EmailAddress, HouseRules, INVITATION_LIFE,
    LINK_PREFIX, NewAccount, PASSWORD_MOST_BYTES, PasswordHash, Passwords, RESET_LIFE, Scene, StoreExt,
    TokenHash, TokenPurpose, add_account, change_account, disable_account, enable_account, invite,
    list_accounts, reset_account,
};
use handover_identity::passwords::LocalPasswords;
use handover_identity::secrets::{TokenDigest, new_token};
use handover_persistence::SqlStore;

use crate::cli;
use crate::compose;
use crate::failure::{Failure, Outcome};
use crate::settings::{Auth, Settings};
use crate::terminal::{ask_secret, clean};
use crate::world::{RandomIds, SystemClock};

/// Does what `command` says.
pub(crate) fn run(
    settings: &Settings,
    (within, command): (&cli::Within, &cli::User),
    out: &mut dyn Write,
) -> Outcome {
    let desk = Desk::open(settings, within)?;
    match command {
        cli::User::Add(who) => desk.add(who, out),
        cli::User::Invite { who, show_link } => desk.invite(who, *show_link, out),
        cli::User::Reset { email, show_link } => desk.reset(email, *show_link, out),
        cli::User::Role { email, role } => {
            let id = desk.find(email)?.id;
            let change = ChangeAccount { role: Some(*role), ..ChangeAccount::default() };
            let done = desk.store.write(|tx| change_account(tx, &desk.scene(), id, change));
            described(&done.context("the role cannot be changed")?, out)
        }
        cli::User::Disable { email } => {
            let id = desk.find(email)?.id;
            let done = desk.store.write(|tx| disable_account(tx, &desk.scene(), id));
            described(&done.context("the account cannot be disabled")?, out)
        }
        cli::User::Enable { email } => {
            let id = desk.find(email)?.id;
            let done = desk.store.write(|tx| enable_account(tx, &desk.scene(), id));
            described(&done.context("the account cannot be enabled")?, out)
        }
        cli::User::List => desk.accounts()?.iter().try_for_each(|account| described(account, out)),
    }
}

/// Where the accounts are, as whoever is at the server's own command line finds them.
struct Desk<'a> {
    settings: &'a Settings,
    store: SqlStore,
    house: HouseRules,
    actor: Actor,
}

impl<'a> Desk<'a> {
    fn open(settings: &'a Settings, within: &cli::Within) -> Outcome<Self> {
        let store = compose::open_ready_store(settings)?;
        let house = compose::house_rules(settings)?;
        let actor = Actor::system(compose::organization(&store, within)?);
        Ok(Self { settings, store, house, actor })
    }

    fn scene(&self) -> Scene<'_> {
        Scene { actor: &self.actor, now: SystemClock.now(), ids: &RandomIds, house: &self.house }
    }

    fn accounts(&self) -> Outcome<Vec<Account>> {
        let read: Result<_, AccessError> = self.store.read(|view| list_accounts(view, &self.scene()));
        Ok(read.context("the accounts cannot be read")?)
    }

    fn find(&self, email: &str) -> Outcome<Account> {
        let wanted = address(email)?;
        let found = self.accounts()?.into_iter().find(|account| account.email == wanted);
        Ok(found.ok_or_else(|| anyhow!("there is no account {wanted}; `handover user list` shows all"))?)
    }

    fn add(&self, who: &cli::NewUser, out: &mut dyn Write) -> Outcome {
        let new = new_account(who)?;
        let password = password()?;
        let added = self.store.write(|tx| add_account(tx, &self.scene(), new, password));
        described(&added.context("the account cannot be made")?, out)
    }

    fn invite(&self, who: &cli::NewUser, show_link: bool, out: &mut dyn Write) -> Outcome {
        let (new, link) = (new_account(who)?, self.link(show_link)?);
        let hash = link.as_ref().map(|link| link.hash);
        let invited = self.store.write(|tx| invite(tx, &self.scene(), new, hash));
        let invited = invited.context("the invitation cannot be made")?;
        self.tell(&invited, (link, TokenPurpose::Invite), out)
    }

    fn reset(&self, email: &str, show_link: bool, out: &mut dyn Write) -> Outcome {
        let (account, link) = (self.find(email)?, self.link(show_link)?);
        let hash = link.as_ref().map(|link| link.hash);
        let reset = self.store.write(|tx| reset_account(tx, &self.scene(), account.id, hash));
        let reset = reset.context("no new password can be chosen")?;
        self.tell(&reset, (link, TokenPurpose::Reset), out)
    }

    /// A link to be shown here; `None` when it goes by mail.
    fn link(&self, show: bool) -> Outcome<Option<Link>> {
        let by_mail = self.settings.mail.smtp.is_some() && self.settings.server.public_url.is_some();
        if by_mail && !show {
            return Ok(None);
        }
        let token = new_token(LINK_PREFIX).context("no link can be made")?;
        let hash =
            TokenHash::new(*TokenDigest::of(token.expose()).as_bytes()).context("no link can be made")?;
        let address = format!("{}/account.html#link={}", self.address(), token.expose());
        Ok(Some(Link { hash, address }))
    }

    /// Where a browser finds the service, as far as that is known here.
    fn address(&self) -> String {
        let server = &self.settings.server;
        server.public_url.clone().unwrap_or_else(|| {
            let mut place = server.bind;
            if place.ip().is_unspecified() {
                place.set_ip(std::net::Ipv4Addr::LOCALHOST.into());
            }
            format!("http://{place}{}", server.base_path)
        })
    }

    fn tell(
        &self,
        account: &Account,
        (link, purpose): (Option<Link>, TokenPurpose),
        out: &mut dyn Write,
    ) -> Outcome {
        described(account, out)?;
        let life = match purpose {
            TokenPurpose::Invite => format!("{} days", INVITATION_LIFE.num_days()),
            TokenPurpose::Reset => format!("{} minutes", RESET_LIFE.num_minutes()),
        };
        match link {
            Some(link) => writeln!(
                out,
                "\n{}\n\nThe link works once, within {life}. This is the only time it is shown: hand it to its owner.",
                link.address
            )?,
            None => writeln!(out, "A link goes to {} by mail; it works once, within {life}.", account.email)?,
        }
        if matches!(self.settings.auth, Auth::Open) {
            writeln!(out, "It works once auth.mode is token: in open mode nobody signs in.")?;
        }
        Ok(())
    }
}

/// A link that is shown here and nowhere else.
struct Link {
    hash: TokenHash,
    address: String,
}

fn address(email: &str) -> Outcome<EmailAddress> {
    EmailAddress::parse(email)
        .ok_or_else(|| Failure::Usage(format!("`{}` is no mail address an account can have", clean(email))))
}

fn new_account(who: &cli::NewUser) -> Outcome<NewAccount> {
    Ok(NewAccount {
        email: address(&who.email)?,
        name: who.name.clone(),
        role: who.role,
        language: who.language,
        contact_id: who.contact.clone(),
    })
}

/// The password of a new account: asked for twice without being shown, or the first line of standard input.
/// Never from an argument, which every other user of the machine can read.
fn password() -> Outcome<PasswordHash> {
    let stdin = std::io::stdin();
    let password = if stdin.is_terminal() {
        let first = ask_secret("Password (at least 12 characters): ")?;
        if ask_secret("The same again: ")? != first {
            return Err(Failure::Usage("the two passwords differ".to_owned()));
        }
        first
    } else {
        let most = u64::try_from(PASSWORD_MOST_BYTES).unwrap_or(u64::MAX) + 2;
        let mut line = String::new();
        stdin.lock().take(most).read_line(&mut line).context("standard input cannot be read")?;
        line
    };
    let hashed = LocalPasswords.hash(password.trim_end_matches(['\n', '\r']));
    hashed.map_err(|refused| Failure::Usage(refused.to_string()))
}

fn described(account: &Account, out: &mut dyn Write) -> Outcome {
    let Account { email, name, role, status, language, contact_id, .. } = account;
    let contact = contact_id.as_deref().map(|id| format!(", contact {id}")).unwrap_or_default();
    writeln!(out, "{email}  {}  {role}, {status}, {}{contact}", clean(name), language.code())?;
    Ok(())
}
