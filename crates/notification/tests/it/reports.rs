//! The weekly mail with the figures: in six languages, with a picture that is a part of it, once for each who wants it.

use std::io::Cursor;

use chrono::TimeDelta;
use handover_domain::testing::{World, catch_up};
use handover_domain::{
    Account, Actor, Clock, EmailAddress, Language, NewAccount, OrganizationId, OutboxFilter, OutboxStatus,
    PasswordHash, Scene, StaffRole, StoreExt, add_account, disable_account, owe_reports, want_reports,
};
use handover_notification::{DeliverySettings, DeliveryWorker, DrainReport, Recipients};
use handover_testkit::smtp::{ReceivedMail, Sink};
use mail_parser::{MimeHeaders, PartType};

use crate::desk::{Desk, address, header, settings};

/// Does something as the service itself.
fn at_the_terminal<T>(desk: &Desk, work: impl FnOnce(&Scene<'_>) -> T) -> T {
    let actor = Actor::system(OrganizationId::DEFAULT);
    let house = World::new().house;
    work(&Scene { actor: &actor, now: desk.clock.now(), ids: &*desk.ids, house: &house })
}

/// A lead who wants the figures in `language`.
fn reader(desk: &Desk, (name, language): (&str, Language)) -> Account {
    let new = NewAccount {
        email: EmailAddress::parse(&format!("{name}@support.example")).unwrap(),
        name: "Lea <b>O'Hara</b>".to_owned(),
        role: StaffRole::Lead,
        language,
        contact_id: None,
    };
    at_the_terminal(desk, |scene| {
        let password = PasswordHash::new("$".to_owned());
        let account = desk.store.write(|tx| add_account(tx, scene, new, password)).unwrap();
        let actor = Actor::staff(account.organization_id, account.id, (&account.name, account.role));
        let own = Scene { actor: &actor, ..*scene };
        desk.store.write(|tx| want_reports(tx, &own, true)).unwrap();
        account
    })
}

/// Monday comes: the facts are brought up to date and the reports are owed.
fn monday(desk: &Desk) -> usize {
    desk.wait(TimeDelta::hours(22));
    at_the_terminal(desk, |scene| {
        assert!(catch_up(&*desk.store, scene, 100));
        desk.store.write(|tx| owe_reports(tx, scene)).unwrap()
    })
}

async fn drain(desk: &Desk, sink: &Sink, public_url: Option<&str>) -> DrainReport {
    let recipients = Recipients::new(vec![address("support@example.org")], Vec::new());
    let public_url = public_url.map(str::to_owned);
    let delivery = DeliverySettings { public_url, ..DeliverySettings::new(settings(sink), recipients) };
    DeliveryWorker::new(desk.ports(), delivery).unwrap().drain_once().await
}

/// The picture of a mail, with how the page names it.
fn picture(mail: &ReceivedMail) -> (Vec<u8>, String) {
    let parsed = mail.parsed().unwrap();
    let kinds: Vec<_> =
        parsed.parts.iter().map(|part| part.content_type().unwrap().subtype().unwrap().to_owned()).collect();
    assert_eq!(kinds, ["alternative", "plain", "related", "html", "png"]);
    let part = parsed.parts.last().unwrap();
    assert_eq!(part.content_disposition().unwrap().ctype(), "inline");
    assert!(matches!(part.body, PartType::Binary(_) | PartType::InlineBinary(_)), "{:?}", part.body);
    (part.contents().to_vec(), format!("cid:{}", part.content_id().unwrap()))
}

/// The width, the height and the colours of the pixels of a picture.
fn pixels(file: &[u8]) -> (u32, u32, Vec<[u8; 3]>) {
    let mut decoder = png::Decoder::new(Cursor::new(file));
    decoder.set_transformations(png::Transformations::EXPAND);
    let mut reader = decoder.read_info().unwrap();
    let mut bytes = vec![0; reader.output_buffer_size().unwrap()];
    let frame = reader.next_frame(&mut bytes).unwrap();
    let (colours, rest) = bytes.as_chunks::<3>();
    assert!(rest.is_empty());
    (frame.width, frame.height, colours.to_vec())
}

#[tokio::test]
async fn the_figures_of_the_week_arrive_on_monday_with_their_picture() {
    for (language, title, figure) in [
        (Language::En, "The week at the support desk", "Came to a person"),
        (Language::El, "Η εβδομάδα στην υποστήριξη", "Έφτασαν σε άνθρωπο"),
        (Language::Ar, "أسبوع الدعم بالأرقام", "وصلت إلى شخص"),
        (Language::Es, "La semana en soporte", "Llegaron a una persona"),
        (Language::Tr, "Destek masasında geçen hafta", "Bir kişiye ulaşanlar"),
        (Language::No, "Uken på supporten", "Kom til en person"),
    ] {
        let (sink, desk) = (Sink::start().await.unwrap(), Desk::new());
        reader(&desk, ("lea", language));
        assert_eq!((monday(&desk), monday(&desk)), (1, 0), "once a week");
        assert_eq!(drain(&desk, &sink, Some("https://help.example.org/ai/")).await.sent, 1);
        let mails = sink.mails();
        let [mail] = mails.as_slice() else { panic!("one mail: {mails:?}") };
        assert_eq!(mail.recipients, ["lea@support.example"]);
        assert_eq!(header(mail, "Auto-Submitted").as_deref(), Some("auto-generated"));
        let parsed = mail.parsed().unwrap();
        assert_eq!(parsed.subject().unwrap(), format!("{title}, 2026-11-16 – 2026-11-22"));
        let (text, html) = (parsed.body_text(0).unwrap(), parsed.body_html(0).unwrap());
        // One session, on Sunday, that came to a person; nothing the week before.
        let share = text.lines().find(|line| line.starts_with(figure)).unwrap();
        assert!(share.contains("100") && html.contains(figure), "{share}");
        assert!(text.contains(": 1 / 1 (0 / 0)") && html.contains("1 &#x2f; 1"), "{text}");
        assert!(html.contains("Lea &lt;b&gt;O") && !html.contains("<b>O"), "{html}");
        let link = "https://help.example.org/ai/insight?from=2026-11-16&to=2026-11-22";
        assert!(text.contains(link), "{text}");
        let direction = if language == Language::Ar { "rtl" } else { "ltr" };
        let page = format!("<html lang=\"{}\" dir=\"{direction}\"", language.code());
        assert!(html.contains(&page) && !html.contains("{{") && !html.contains("{%"));

        let (file, name) = picture(mail);
        assert!(html.contains(&format!("src=\"{name}\" alt=\"")), "{name}");
        let (width, height, colours) = pixels(&file);
        assert_eq!((width, height), (1120, 320));
        // Sunday is the last day: at the side where lines of text end.
        let middle = colours.chunks_exact(1120).nth(160).unwrap();
        let at = middle.iter().position(|colour| *colour == [0x1F, 0x3A, 0x5F]).unwrap();
        assert_eq!(at > 560, language != Language::Ar, "the bar begins at {at}");
    }
}

#[tokio::test]
async fn a_report_shows_before_it_is_sent_and_leads_nowhere_without_an_address() {
    let (sink, desk) = (Sink::start().await.unwrap(), Desk::new());
    reader(&desk, ("lea", Language::En));
    monday(&desk);
    let scope = Actor::system(OrganizationId::DEFAULT).scope();
    let owed = desk.store.read(|view| view.outbox_messages(scope, &OutboxFilter::default(), 10)).unwrap();
    let preview = desk.preview(&owed[0]);
    assert!(preview.html.contains("src=\"data:image&#x2f;png;base64,") && preview.to.len() == 1);
    assert_eq!(drain(&desk, &sink, None).await.sent, 1);
    assert!(!sink.mails()[0].parsed().unwrap().body_text(0).unwrap().contains("http"));
}

#[tokio::test]
async fn whoever_has_left_and_what_is_too_late_gets_nothing() {
    let (sink, desk) = (Sink::start().await.unwrap(), Desk::new());
    let (lea, _) = (reader(&desk, ("lea", Language::En)), reader(&desk, ("leo", Language::En)));
    assert_eq!(monday(&desk), 2);
    at_the_terminal(&desk, |scene| desk.store.write(|tx| disable_account(tx, scene, lea.id)).unwrap());
    desk.wait(TimeDelta::days(3));
    let report = drain(&desk, &sink, None).await;
    assert_eq!((report.sent, report.dead), (1, 1), "lea has left");
    desk.wait(TimeDelta::days(4));
    assert_eq!(monday(&desk), 1);
    desk.wait(TimeDelta::days(8));
    assert_eq!(drain(&desk, &sink, None).await.dead, 1, "the next one is due");
    assert_eq!(sink.mails().len(), 1);
    let scope = Actor::system(OrganizationId::DEFAULT).scope();
    let all = desk.store.read(|view| view.outbox_messages(scope, &OutboxFilter::default(), 10)).unwrap();
    assert!(all.iter().all(|row| row.status != OutboxStatus::Waiting));
}
