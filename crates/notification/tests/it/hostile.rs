//! Text from outside that wants to be more than text.

use std::cell::RefCell;
use std::collections::BTreeMap;

use handover_domain::NotificationKind::{self, SupportTicketOpened, SupportTicketUpdated, UserTicketOpened};
use handover_domain::Priority;
use handover_testkit::smtp::{Behaviour, LineEnds, Sink};
use html5ever::TokenizerResult;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use mail_parser::MessageParser;
use proptest::prelude::*;

use crate::desk::{Desk, header, settings};

/// What a browser's tokenizer finds in a page: each start tag with the names of its attributes and
/// how often, and whether anything in it would load or run something.
#[derive(Debug, Default, PartialEq, Eq)]
struct Page {
    elements: BTreeMap<String, usize>,
    text: String,
}

#[derive(Default)]
struct Reader(RefCell<Page>);

impl TokenSink for Reader {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut page = self.0.borrow_mut();
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => {
                let attributes: Vec<_> =
                    tag.attrs.iter().map(|attribute| attribute.name.local.to_string()).collect();
                let element = format!("{} [{}]", tag.name, attributes.join(" "));
                *page.elements.entry(element).or_default() += 1;
            }
            Token::CharacterTokens(text) => page.text.push_str(&text),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

fn read_page(html: &str) -> Page {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(html));
    let tokenizer = Tokenizer::new(Reader::default(), TokenizerOpts::default());
    assert!(matches!(tokenizer.feed(&input), TokenizerResult::Done));
    tokenizer.end();
    tokenizer.sink.0.into_inner()
}

/// A desk in which every text that comes from outside is `text`.
fn desk_full_of(text: &str) -> Desk {
    let desk = Desk::with(|ticket, messages| {
        ticket.priority = Priority::Urgent;
        ticket.additional_notes = Some(text.to_owned());
        ticket.session_summary = text.to_owned();
        for field in [
            &mut ticket.referral.primary.name,
            &mut ticket.referral.primary.email,
            &mut ticket.referral.primary.phone,
            &mut ticket.referral.primary.hours,
            &mut ticket.referral.primary.specialization,
        ] {
            text.clone_into(field);
        }
        let machine = ticket.machine_context.as_mut().unwrap();
        for field in [&mut machine.name, &mut machine.model, &mut machine.serial, &mut machine.location] {
            *field = Some(text.to_owned());
        }
        for message in messages {
            text.clone_into(&mut message.content);
        }
    });
    desk.knows_user(|user| {
        user.name = Some(text.to_owned());
        user.organization_name = Some(text.to_owned());
        user.role = Some(text.to_owned());
    });
    desk
}

fn html_of(kind: NotificationKind, text: &str) -> String {
    let desk = desk_full_of(text);
    let promise = desk.owes_with(kind, |row| row.note = Some(text.to_owned()));
    desk.preview(&promise).html
}

/// Text that is likely to break out somewhere: pieces of markup, templates, headers and SMTP among
/// arbitrary characters.
fn hostile_text() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "<img src=x onerror=alert(1)>",
        "<script>alert(1)</script>",
        "</pre>",
        "</td></tr></table>",
        "<!--",
        "-->",
        "]]>",
        "<![endif]-->",
        "<style>*{display:none}</style>",
        "\" onmouseover=\"x",
        "' style='",
        "&lt;",
        "&#60;b>",
        "{{ number }}",
        "{% for a in b %}",
        "{# #}",
        "\r\nBcc: all@example.org",
        "\r\n.\r\nMAIL FROM:<a@b>",
        "\n.\n",
        "\r.\r",
        "\u{0}",
        "\u{85}",
        "\u{2028}",
        "\u{202e}",
        "\u{2066}",
        "=?utf-8?b?PGI+?=",
        "</title>",
        "<svg/onload=x>",
    ]);
    let piece = prop_oneof![3 => pieces.prop_map(str::to_owned), 1 => any::<String>(), 1 => Just("plain words".to_owned())];
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

/// The number of line breaks depends on the text and on nothing else; they are compared apart.
fn without_line_breaks(mut page: Page) -> BTreeMap<String, usize> {
    page.elements.remove("br []");
    page.elements
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: ProptestConfig::default().cases / 6,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn no_text_adds_an_element_or_an_attribute_to_any_mail(text in hostile_text()) {
        // A word in front, so that no row is left out for being empty.
        let text = format!("w{text}");
        for kind in [SupportTicketOpened, SupportTicketUpdated, UserTicketOpened] {
            let harmless = without_line_breaks(read_page(&html_of(kind, "word")));
            let hostile = without_line_breaks(read_page(&html_of(kind, &text)));
            prop_assert_eq!(harmless, hostile);
        }
    }

    #[test]
    fn no_text_adds_a_mail_a_recipient_a_header_or_a_part(text in hostile_text()) {
        let text = format!("w{text}");
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let mails = runtime.block_on(async {
            let mut mails = Vec::new();
            for line_ends in [LineEnds::Strict, LineEnds::BareLf, LineEnds::BareCr] {
                let sink = Sink::start_on(0, Behaviour::new().line_ends(line_ends)).await.unwrap();
                let desk = desk_full_of(&text);
                desk.owes_with(SupportTicketUpdated, |row| row.note = Some(text.clone()));
                desk.owes(SupportTicketOpened);
                desk.owes(UserTicketOpened);
                desk.drain(settings(&sink)).await;
                for conversation in sink.conversations() {
                    let verbs = conversation.verbs();
                    assert!(verbs.iter().all(|v| ["EHLO", "MAIL", "RCPT", "DATA", "RSET", "QUIT"].contains(&v.as_str())), "{verbs:?}");
                }
                let received = sink.mails();
                assert_eq!(received.len(), 3, "{line_ends:?}");
                mails.extend(received);
            }
            mails
        });
        for received in mails {
            prop_assert_eq!(received.recipients.len(), 1);
            let mail = received.parsed().unwrap();
            prop_assert_eq!(mail.parts.len(), 3);
            let mut names: Vec<_> = mail.headers().iter().map(|header| header.name().to_ascii_lowercase()).collect();
            names.sort_unstable();
            names.dedup();
            prop_assert_eq!(names.len(), mail.headers().len(), "no header stands twice");
            let known = ["auto-submitted", "content-type", "date", "from", "importance", "in-reply-to", "message-id",
                "mime-version", "references", "reply-to", "subject", "to", "x-handover-priority", "x-handover-ticket", "x-priority"];
            prop_assert!(names.iter().all(|name| known.contains(&name.as_str())), "{:?}", names);
            let shown = [mail.subject().unwrap_or_default(), mail.to().unwrap().first().unwrap().name().unwrap_or_default()];
            prop_assert!(shown.iter().all(|text| !text.contains(char::is_control)));
        }
    }
}

/// D8: notes and chat text were put into the mail's HTML as they came.
#[tokio::test]
async fn d8_markup_in_notes_and_chat_is_text_in_the_mail() {
    let attack = "<img src=x onerror=\"alert(1)\"><script>alert(2)</script>";
    let sink = Sink::start().await.unwrap();
    let desk = desk_full_of(attack);
    desk.owes(SupportTicketOpened);
    desk.drain(settings(&sink)).await;
    let received = &sink.mails()[0];
    let mail = received.parsed().unwrap();
    let page = read_page(&mail.body_html(0).unwrap());
    assert!(!page.elements.keys().any(|element| element.starts_with("img") || element.starts_with("script")));
    assert!(page.text.contains(attack), "the expert still reads what was written");
}

#[tokio::test]
async fn a_name_with_a_header_in_it_is_only_a_name() {
    let sink = Sink::start().await.unwrap();
    let desk = Desk::new();
    desk.knows_user(|user| user.name = Some("Eve\r\nBcc: all@example.org\0\u{202e}".to_owned()));
    desk.owes(UserTicketOpened);
    desk.owes(SupportTicketOpened);
    assert_eq!(desk.drain(settings(&sink)).await.sent, 2);
    for received in sink.mails() {
        assert_eq!(header(&received, "Bcc"), None);
        let mail = received.parsed().unwrap();
        let named = if received.recipients == ["ase@customer.example"] { mail.to() } else { mail.reply_to() };
        assert_eq!(named.unwrap().first().unwrap().name(), Some("Eve Bcc: all@example.org"));
    }
}

#[tokio::test]
async fn a_megabyte_of_notes_makes_a_mail_that_servers_take() {
    let sink = Sink::start().await.unwrap();
    let desk = Desk::with(|ticket, _| {
        ticket.additional_notes = Some("<&\"' some words of a note\r\n".repeat(40_000))
    });
    desk.owes(SupportTicketOpened);
    assert_eq!(desk.drain(settings(&sink)).await.sent, 1);
    let received = &sink.mails()[0];
    assert!(received.raw.len() < 10 << 20, "{} bytes", received.raw.len());
    let mail = MessageParser::default().parse(&received.raw).unwrap();
    assert!(mail.body_text(0).unwrap().contains("more characters; the whole text is on the ticket]"));
}
