//! The sink itself, spoken to over a plain socket.

use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super::*;

async fn talk(sink: &Sink, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", sink.port())).await.unwrap();
    stream.write_all(bytes).await.unwrap();
    let mut said = String::new();
    stream.read_to_string(&mut said).await.unwrap();
    said
}

const MAIL: &[u8] =
    b"EHLO me\r\nMAIL FROM:<a@x.example>\r\nRCPT TO:<b@x.example>\r\nRCPT TO:<c@x.example>\r\n\
    DATA\r\nSubject: hi\r\n\r\n..dot\nbare\r\n.\r\nQUIT\r\n";

#[tokio::test]
async fn keeps_what_it_is_sent_and_says_what_it_is_told() {
    let sink =
        Sink::start_on(0, Behaviour::new().recipient("b@x.example", "550 5.1.1 nobody")).await.unwrap();
    let said = talk(&sink, MAIL).await;
    assert!(said.contains("550 5.1.1 nobody\r\n") && said.ends_with("221 2.0.0 bye\r\n"), "{said}");

    let mails = sink.wait_for_mails(1, Duration::from_secs(5)).await.unwrap();
    assert_eq!(mails[0].recipients, ["c@x.example"]);
    assert_eq!(mails[0].raw, b"Subject: hi\r\n\r\n.dot\nbare\r\n");
    assert_eq!(mails[0].parsed().unwrap().subject(), Some("hi"));
    assert_eq!(sink.conversations()[0].verbs(), ["EHLO", "MAIL", "RCPT", "RCPT", "DATA", "QUIT"]);
}

#[tokio::test]
async fn a_lax_server_takes_a_bare_line_end_for_the_end_of_a_mail() {
    let smuggled = b"EHLO me\r\nMAIL FROM:<a@x.example>\r\nRCPT TO:<c@x.example>\r\nDATA\r\none\n.\n\
        MAIL FROM:<evil@x.example>\r\nRCPT TO:<c@x.example>\r\nDATA\r\ntwo\r\n.\r\nQUIT\r\n";
    for (ends, mails) in [(LineEnds::Strict, 1), (LineEnds::BareLf, 2), (LineEnds::BareCr, 2)] {
        let sink = Sink::start_on(0, Behaviour::new().line_ends(ends)).await.unwrap();
        talk(&sink, smuggled).await;
        assert_eq!(sink.mails().len(), mails, "{ends:?}");
    }
}

#[tokio::test]
async fn dies_before_or_after_taking_a_mail() {
    for (fault, mails) in [(Fault::Close, 0), (Fault::TakeAndClose, 1), (Fault::AnswerAndClose, 1)] {
        let sink = Sink::start_on(0, Behaviour::new().fault(Stage::Content, fault)).await.unwrap();
        let said = talk(&sink, MAIL).await;
        assert_eq!(said.contains("2.0.0 taken"), fault == Fault::AnswerAndClose, "{said}");
        assert_eq!(sink.mails().len(), mails, "{fault:?}");
    }
}
