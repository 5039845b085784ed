//! Mails with a link to choose a password by: made when they are sent, in six languages, void when nobody
//! waits for them.

use chrono::TimeDelta;
use handover_domain::testing::World;
use handover_domain::{
    AccessError, Account, Actor, Clock, EmailAddress, Language, NewAccount, OrganizationId, OutboxFilter,
    OutboxMessage, OutboxStatus, PasswordHash, Scene, StaffRole, StoreExt, TokenHash, TokenPurpose,
    Transaction, accept_invitation, invite, owner_of_link, reset_account,
};
use handover_notification::{DeliverySettings, DeliveryWorker, DrainReport, Recipients};
use handover_testkit::smtp::{Behaviour, ReceivedMail, Sink, Stage};
use sha2::{Digest, Sha256};

use crate::desk::{Desk, address, header, settings};

const PAGE: &str = "https://help.example.org/ai/account.html#link=";

fn at_the_terminal<T>(
    desk: &Desk,
    work: impl FnOnce(&mut dyn Transaction, &Scene<'_>) -> Result<T, AccessError>,
) -> T {
    let actor = Actor::system(OrganizationId::DEFAULT);
    let house = World::new().house;
    let scene = Scene { actor: &actor, now: desk.clock.now(), ids: &*desk.ids, house: &house };
    desk.store.write(|tx| work(tx, &scene)).unwrap()
}

fn invited(desk: &Desk, language: Language) -> Account {
    let new = NewAccount {
        email: EmailAddress::parse("ivy@support.example").unwrap(),
        name: "Ivy <b>O'Hara</b>".to_owned(),
        role: StaffRole::Expert,
        language,
        contact_id: None,
    };
    at_the_terminal(desk, |tx, scene| invite(tx, scene, new, None))
}

async fn drain(desk: &Desk, sink: &Sink) -> DrainReport {
    let recipients = Recipients::new(vec![address("support@example.org")], Vec::new());
    let public_url = Some("https://help.example.org/ai/".to_owned());
    let delivery = DeliverySettings { public_url, ..DeliverySettings::new(settings(sink), recipients) };
    DeliveryWorker::new(desk.ports(), delivery).unwrap().drain_once().await
}

fn owed(desk: &Desk) -> Vec<OutboxMessage> {
    let scope = Actor::system(OrganizationId::DEFAULT).scope();
    desk.store.read(|view| view.outbox_messages(scope, &OutboxFilter::default(), 100)).unwrap()
}

/// The token in a mail; both of its parts have the same.
fn token(mail: &ReceivedMail) -> String {
    let mail = mail.parsed().unwrap();
    let (text, html) = (mail.body_text(0).unwrap(), mail.body_html(0).unwrap().replace("&#x2f;", "/"));
    let (_, rest) = text.split_once(PAGE).unwrap_or_else(|| panic!("no link in {text}"));
    let token = rest.split_whitespace().next().unwrap().to_owned();
    assert!(token.starts_with("hop_") && token.len() == 68, "{token}");
    assert!(html.contains(&format!("href=\"{PAGE}{token}\"")), "the HTML has another link");
    token
}

fn owner(desk: &Desk, token: &str) -> Option<TokenPurpose> {
    let hash = TokenHash::new(Sha256::digest(token).into()).unwrap();
    let found = desk.store.read(|view| owner_of_link(view, &hash, desk.clock.now())).unwrap();
    found.map(|(_, purpose)| purpose)
}

#[tokio::test]
async fn an_invitation_brings_a_link_that_works() {
    for language in Language::ALL {
        let (sink, desk) = (Sink::start().await.unwrap(), Desk::new());
        invited(&desk, language);
        let [mail] = owed(&desk).try_into().unwrap();
        let preview = desk.preview(&mail);
        assert!(!preview.text.contains("hop_") && preview.to.len() == 1, "{preview:?}");
        assert_eq!(drain(&desk, &sink).await.sent, 1);
        let mails = sink.mails();
        let [mail] = mails.as_slice() else { panic!("one mail: {mails:?}") };
        assert_eq!(mail.recipients, ["ivy@support.example"]);
        assert_eq!(header(mail, "Auto-Submitted").as_deref(), Some("auto-generated"));
        let parsed = mail.parsed().unwrap();
        let html = parsed.body_html(0).unwrap();
        assert!(html.contains("Ivy &lt;b&gt;O") && !html.contains("<b>O"), "{html}");
        let direction = if language == Language::Ar { "dir=\"rtl\"" } else { "dir=\"ltr\"" };
        assert!(html.contains(direction) && html.contains(&format!("lang=\"{}\"", language.code())));
        assert_eq!(owner(&desk, &token(mail)), Some(TokenPurpose::Invite));
    }
}

#[tokio::test]
async fn a_mail_that_had_to_wait_holds_a_link_that_is_still_good() {
    let (sink, desk) = (Sink::start().await.unwrap(), Desk::new());
    let ivy = invited(&desk, Language::En);
    sink.set(Behaviour::new().reply(Stage::RcptTo, "451 4.7.1 come back later"));
    drain(&desk, &sink).await;
    desk.wait(TimeDelta::days(4));
    sink.set(Behaviour::new());
    assert_eq!(drain(&desk, &sink).await.sent, 1);
    let link = token(&sink.mails()[0]);
    desk.wait(TimeDelta::days(6));
    assert_eq!(owner(&desk, &link), Some(TokenPurpose::Invite), "its week begins with the mail");
    // Sent once: another look at the row makes no newer link, which would void the one that has arrived.
    let row = owed(&desk).remove(0);
    assert_eq!((row.status, row.attempts), (OutboxStatus::Sent, 2));
    let hash = TokenHash::new(Sha256::digest(&link).into()).unwrap();
    let password = PasswordHash::new("$".to_owned());
    desk.store.write(|tx| accept_invitation(tx, (&hash, password), desk.clock.now())).unwrap();

    at_the_terminal(&desk, |tx, scene| reset_account(tx, scene, ivy.id, None));
    assert_eq!(drain(&desk, &sink).await.sent, 1);
    assert_eq!(owner(&desk, &token(&sink.mails()[1])), Some(TokenPurpose::Reset));
    let ids: Vec<_> = sink.mails().iter().map(|mail| header(mail, "Message-ID")).collect();
    assert_ne!(ids[0], ids[1]);
}

#[tokio::test]
async fn what_nobody_waits_for_is_given_up() {
    let (sink, desk) = (Sink::start().await.unwrap(), Desk::new());
    let ivy = invited(&desk, Language::En);
    let hash = TokenHash::new([9; 32]).unwrap();
    let purpose = TokenPurpose::Invite;
    let owner = (Actor::system(OrganizationId::DEFAULT).scope(), ivy.id);
    desk.store.write(|tx| handover_domain::renew_link(tx, owner, (hash, purpose), desk.clock.now())).unwrap();
    let password = PasswordHash::new("$".to_owned());
    desk.store.write(|tx| accept_invitation(tx, (&hash, password), desk.clock.now())).unwrap();
    assert_eq!(drain(&desk, &sink).await.dead, 1, "she has accepted already");
    at_the_terminal(&desk, |tx, scene| reset_account(tx, scene, ivy.id, None));
    desk.wait(TimeDelta::hours(25));
    assert_eq!(drain(&desk, &sink).await.dead, 1, "asked for yesterday");
    for row in owed(&desk) {
        assert!(row.last_error.is_some(), "{row:?}");
    }
    assert!(sink.mails().is_empty());
}

#[tokio::test]
async fn without_an_address_of_the_service_it_waits() {
    let (sink, desk) = (Sink::start().await.unwrap(), Desk::new());
    invited(&desk, Language::En);
    assert_eq!(desk.drain(settings(&sink)).await.waiting, 1);
    let row = owed(&desk).remove(0);
    assert!(row.last_error.unwrap().contains("PUBLIC_URL"));
}
