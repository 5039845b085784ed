//! The mails to support, in the language of the team: every word of them, and none of another language.

use std::collections::BTreeSet;

use handover_domain::NotificationKind::{SupportTicketOpened, SupportTicketUpdated};
use handover_domain::{Language, Message, MessageType, Priority, Reason, Sender, TicketStatus};
use handover_notification::{
    DeliverySettings, DeliveryWorker, MailFacts, MailLinks, Recipients, RenderedMail, Templates,
};
use handover_testkit::smtp::Sink;

use crate::desk::{Desk, NUMBER, a_message, address, settings};

/// What is a name in every language.
const NAMES: [&str; 11] =
    ["abparts", "ai", "assistant", "support", "system", "oraseas", "ee", "utc", "ab", "id", "re"];
/// Words that two languages of our mails really share.
const SHARED: [(Language, Language, &[&str]); 7] = [
    (Language::En, Language::El, &["email"]),
    (Language::En, Language::Es, &["no", "ticket"]),
    (Language::En, Language::Tr, &["model", "not"]),
    (Language::En, Language::No, &["problem", "status"]),
    (Language::Es, Language::Tr, &["en"]),
    (Language::Es, Language::No, &["de", "en"]),
    (Language::Tr, Language::No, &["en", "telefon"]),
];

/// A summary with every line that there is; what people and manuals said is a number.
const BRIEF: &str = "=== TROUBLESHOOTING SESSION SUMMARY ===
Session ID: 7
Created: 7
Language: 7
Machine ID: Not specified
Problem: 7

=== INITIAL DIAGNOSTIC ASSESSMENT ===
Problem Category: Not determined
Confidence Level: very_low (7%)
Confidence Level: low (7%)
Confidence Level: medium (7%)
Confidence Level: high (7%)
Likely Causes: 7
Safety Warnings: None
Requires Expert: Yes
Requires Expert: No

=== TROUBLESHOOTING STEPS ATTEMPTED ===
None
Step 1: 7 - ⏳ In Progress
Step 2: 7 - ✓ Completed (Successful)
Step 3: 7 - ✓ Completed (Unsuccessful)
Step 4: 7 - ✓ Completed (Partly successful)
Step 5: 7 - ✓ Completed
  User Feedback: 7

=== CONVERSATION HIGHLIGHTS ===
User Message 1 (#3): 7
";

/// A desk where everything that people wrote is `text`.
fn desk_of(text: &str) -> Desk {
    let desk = Desk::with(|ticket, messages| {
        let contact = &mut ticket.referral.primary;
        for field in [
            &mut ticket.session_summary,
            &mut contact.name,
            &mut contact.email,
            &mut contact.phone,
            &mut contact.hours,
            &mut contact.specialization,
        ] {
            text.clone_into(field);
        }
        ticket.additional_notes = Some(text.to_owned());
        let machine = ticket.machine_context.as_mut().unwrap();
        for field in [&mut machine.name, &mut machine.model, &mut machine.serial, &mut machine.location] {
            *field = Some(text.to_owned());
        }
        for message in messages {
            text.clone_into(&mut message.content);
        }
    });
    desk.knows_user(|user| {
        for field in [&mut user.name, &mut user.email, &mut user.organization_name, &mut user.role] {
            *field = Some(text.to_owned());
        }
    });
    desk
}

/// The facts of both mails, with everything in them that a mail can have.
fn facts(desk: &Desk) -> [MailFacts; 2] {
    let opened = desk.owes(SupportTicketOpened);
    let updated =
        desk.owes_with(SupportTicketUpdated, |row| row.note.clone_from(&desk.ticket.additional_notes));
    [opened, updated].map(|promise| {
        let mut facts = desk.facts(&promise);
        facts.links = Some(MailLinks { desk: "7".into(), page: "7".into(), conversation: "7".into() });
        if facts.notification.kind == SupportTicketOpened {
            let silent = [
                (4, Sender::System, MessageType::Image),
                (5, Sender::Expert, MessageType::Voice),
                (6, Sender::User, MessageType::Text),
            ];
            facts.messages.extend(silent.map(|(sequence, sender, message_type)| {
                let message = a_message(&desk.session, &*desk.ids, (sequence, sender), " ");
                Message { message_type, ..message }
            }));
            facts.left_out = 3;
        }
        facts
    })
}

fn every_mail(templates: &Templates, facts: &[MailFacts; 2]) -> Vec<RenderedMail> {
    let mut changed = Vec::new();
    for facts in facts {
        let with = |change: &dyn Fn(&mut MailFacts)| {
            let mut facts = facts.clone();
            change(&mut facts);
            templates.render(&facts).unwrap()
        };
        changed.extend(Reason::ALL.iter().map(|&reason| with(&|facts| facts.ticket.reason = reason)));
        changed.extend(Priority::ALL.iter().map(|&priority| with(&|facts| facts.ticket.priority = priority)));
        changed.extend(TicketStatus::ALL.iter().map(|&status| with(&|facts| facts.ticket.status = status)));
        changed.push(with(&|facts| facts.messages.clear()));
        changed.push(with(&|facts| facts.ticket.session_summary = "7".repeat(1 << 19)));
        changed.push(with(&|facts| BRIEF.clone_into(&mut facts.ticket.session_summary)));
    }
    changed
}

/// What a page shows, without its marks.
fn shown(html: &str) -> String {
    let (_, body) = html.split_once("<body").unwrap();
    let mut inside = Some('>');
    body.chars()
        .filter(|&c| {
            match (inside, c) {
                (Some(end), c) if c == end => inside = None,
                (None, '<') => inside = Some('>'),
                (None, '&') => inside = Some(';'),
                (None, _) => return true,
                _ => {}
            }
            c == '<'
        })
        .collect()
}

fn words(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| word.chars().count() > 1);
    words.map(str::to_lowercase).filter(|word| !NAMES.contains(&word.as_str())).collect()
}

#[test]
fn support_reads_its_own_language_and_nothing_else() {
    let desk = desk_of("7");
    let facts = facts(&desk);
    let session = desk.session.id.to_string();
    let all = Language::ALL.map(|language| {
        let templates = Templates::load().unwrap().for_support_in(language);
        let mails = every_mail(&templates, &facts);
        let mut said = BTreeSet::new();
        for mail in &mails {
            assert!(
                mail.subject.contains(NUMBER) && !mail.subject.contains(char::is_control),
                "{}",
                mail.subject
            );
            let html = shown(&mail.html);
            for part in [&mail.subject, &mail.text, &html] {
                let part = part.replace(&session, "");
                for id in ["mail-", "priority-", "{", "}"] {
                    assert!(!part.contains(id), "{language:?}: {id} in\n{part}");
                }
                said.extend(words(&part));
            }
            let of_text = words(&mail.text.replace(&session, ""));
            let of_html = words(&html.replace(&session, ""));
            let only: Vec<_> = of_text.symmetric_difference(&of_html).collect();
            assert!(only.is_empty(), "{language:?}: only in one of text and HTML: {only:?}");
        }
        // Six reasons, four priorities and five statuses, of which one each is what the ticket has anyway; and one of
        // the mails has no summary.
        let different: BTreeSet<_> = mails.iter().map(|mail| &mail.text).collect();
        assert_eq!(different.len(), mails.len() - 2 * 2 - 3, "{language:?}");
        (language, said)
    });
    let mut foreign = Vec::new();
    for (place, (one, said)) in all.iter().enumerate() {
        assert!(said.len() > 60, "{one:?} says only {said:?}");
        for (other, others) in &all[place + 1..] {
            let shared = SHARED.iter().find(|(a, b, _)| (a, b) == (one, other));
            let shared = shared.map_or(BTreeSet::new(), |(.., words)| words.iter().copied().collect());
            let both: BTreeSet<&str> = said.intersection(others).map(String::as_str).collect();
            let strange: Vec<_> = both.symmetric_difference(&shared).copied().collect();
            foreign.extend((!strange.is_empty()).then_some((*one, *other, strange)));
        }
    }
    assert_eq!(foreign, [], "words of two languages");
}

#[test]
fn what_people_wrote_is_only_text_and_keeps_its_own_direction() {
    let attack = "<img src=x onerror=\"alert(1)\">+1-800-555-0100";
    let desk = desk_of(attack);
    for language in Language::ALL {
        let templates = Templates::load().unwrap().for_support_in(language);
        for facts in facts(&desk) {
            let mail = templates.render(&facts).unwrap();
            let direction = if language == Language::Ar { "rtl" } else { "ltr" };
            let page = format!("<html lang=\"{}\" dir=\"{direction}\"", language.code());
            assert!(mail.html.contains(&page) && !mail.html.contains("<img src=x"), "{page}");
            if facts.notification.kind == SupportTicketOpened {
                let (cell, _) = mail.html.split_once("0100</bdi>").unwrap();
                assert!(cell.contains("<bdi dir=\"auto\">&lt;img src=x"), "{cell}");
                let isolated = mail.text.contains(&format!(": \u{2068}{attack}\u{2069}\n"));
                assert_eq!(isolated, language == Language::Ar, "{}", mail.text);
            }
        }
    }
}

#[tokio::test]
async fn the_worker_writes_to_support_in_the_language_that_it_was_given() {
    let sink = Sink::start().await.unwrap();
    let desk = Desk::new();
    desk.owes(SupportTicketOpened);
    let recipients = Recipients::new(vec![address("support@example.org")], Vec::new());
    let usual = DeliverySettings::new(settings(&sink), recipients);
    let delivery = DeliverySettings { support_language: Language::Ar, ..usual };
    let worker = DeliveryWorker::new(desk.ports(), delivery).unwrap();
    assert_eq!(worker.drain_once().await.sent, 1);
    let mails = sink.mails();
    let mail = mails[0].parsed().unwrap();
    assert_eq!(mail.subject().unwrap(), format!("🚨 إحالة من المساعد الذكي - التذكرة #{NUMBER}"));
    assert!(mail.body_html(0).unwrap().contains("<html lang=\"ar\" dir=\"rtl\""));
}
