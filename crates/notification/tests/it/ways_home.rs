//! Links in mails about tickets: to the desk, to the ticket alone for some time, to the conversation.

use std::sync::Arc;

use chrono::TimeDelta;
use handover_domain::NotificationKind::{SupportTicketOpened, SupportTicketUpdated, UserTicketOpened};
use handover_domain::{Clock, Language, TicketLink, TicketLinks};
use handover_notification::{DeliverySettings, DeliveryWorker, Links, Recipients};
use handover_testkit::smtp::Sink;

use crate::desk::{Desk, NUMBER, address, settings};

/// Shows what a link is for.
#[derive(Debug)]
pub(crate) struct Readable;

impl TicketLinks for Readable {
    fn seal(&self, link: &TicketLink) -> String {
        format!("sealed-{}-{}", link.ticket, link.expires_at.timestamp())
    }

    fn open(&self, _: &str) -> Option<TicketLink> {
        None
    }
}

#[tokio::test]
async fn mails_lead_to_the_ticket_and_to_the_conversation_for_a_time() {
    let sink = Sink::start().await.unwrap();
    let desk = Desk::new();
    desk.knows_user(|user| user.language = Some(Language::Ar));
    for kind in [SupportTicketOpened, SupportTicketUpdated, UserTicketOpened] {
        desk.owes(kind);
    }
    let recipients = Recipients::new(vec![address("support@example.org")], Vec::new());
    let delivery = DeliverySettings {
        public_url: Some("https://help.example.org/ai/".to_owned()),
        links: Some(Links { sealer: Arc::new(Readable), life: TimeDelta::days(14) }),
        ..DeliverySettings::new(settings(&sink), recipients)
    };
    let worker = DeliveryWorker::new(desk.ports(), delivery).unwrap();
    assert_eq!(worker.drain_once().await.sent, 3);
    let end = (desk.clock.now() + TimeDelta::days(14)).timestamp();
    let to_desk = format!("https://help.example.org/ai/desk?ticket={NUMBER}");
    let to_page = format!("https://help.example.org/ai/ticket.html#sealed-{}-{end}", desk.ticket.id);
    let to_chat = format!("https://help.example.org/ai/?session={}", desk.session.id);
    let mut to_support = 0;
    for received in sink.mails() {
        let mail = received.parsed().unwrap();
        let text = mail.body_text(0).unwrap().into_owned();
        let html = mail.body_html(0).unwrap().replace("&#x2f;", "/");
        let is_support = received.recipients == ["support@example.org"];
        to_support += usize::from(is_support);
        let leads = |to: &str| (text.contains(to), html.contains(&format!("href=\"{to}\"")));
        for link in [&to_desk, &to_page] {
            assert_eq!(leads(link), (is_support, is_support), "{link} in\n{text}\n{html}");
        }
        assert_eq!(leads(&to_chat), (!is_support, !is_support), "{to_chat} in\n{text}");
        assert!(is_support || text.contains("فتح المحادثة"), "{text}");
    }
    assert_eq!(to_support, 2);
}

#[tokio::test]
async fn without_an_address_of_the_service_mails_lead_nowhere() {
    let sink = Sink::start().await.unwrap();
    let desk = Desk::new();
    desk.owes(SupportTicketOpened);
    assert_eq!(desk.drain(settings(&sink)).await.sent, 1);
    let text = sink.mails()[0].parsed().unwrap().body_text(0).unwrap().into_owned();
    assert!(!text.contains("http") && !text.contains("account:"), "{text}");
}
