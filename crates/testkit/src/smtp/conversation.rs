//! The server's side of one connection.

use std::io;
use std::sync::Arc;

use mail_parser::decoders::base64::base64_decode;
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;

use super::{Behaviour, Fault, Line, ReceivedMail, Shared, Stage, lines};

/// Speaks with one client until either side ends it.
pub(super) async fn hold(
    stream: TcpStream,
    shared: Arc<Shared>,
    tls: TlsAcceptor,
    number: usize,
) -> io::Result<()> {
    if shared.behaviour.borrow().implicit_tls {
        let stream = tls.accept(stream).await?;
        shared.note(number, Line::Encrypted);
        let mut session = Session::new(stream, shared, number, true);
        return session.greet_and_talk().await.map(drop);
    }
    let mut session = Session::new(stream, shared, number, false);
    if session.greet_and_talk().await? == Next::Encrypt {
        let Session { stream, shared, .. } = session;
        let stream = tls.accept(stream.into_inner()).await?;
        shared.note(number, Line::Encrypted);
        let mut session = Session::new(stream, shared, number, true);
        session.talk().await?;
    }
    Ok(())
}

/// How talking ended.
#[derive(Debug, PartialEq, Eq)]
enum Next {
    Encrypt,
    Close,
}

/// Whether the conversation goes on after an answer.
#[derive(Debug, PartialEq, Eq)]
enum Said {
    Positive,
    Negative,
    Last,
}

struct Session<S> {
    stream: BufReader<S>,
    shared: Arc<Shared>,
    number: usize,
    encrypted: bool,
    sender: Option<String>,
    recipients: Vec<String>,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Session<S> {
    fn new(stream: S, shared: Arc<Shared>, number: usize, encrypted: bool) -> Self {
        let stream = BufReader::new(stream);
        Self { stream, shared, number, encrypted, sender: None, recipients: Vec::new() }
    }

    fn behaviour(&self) -> Behaviour {
        self.shared.behaviour.borrow().clone()
    }

    async fn greet_and_talk(&mut self) -> io::Result<Next> {
        match self.answer(Stage::Connect, "220 sink.example ESMTP").await? {
            Said::Last => Ok(Next::Close),
            _ => self.talk().await,
        }
    }

    async fn talk(&mut self) -> io::Result<Next> {
        while let Some(line) = self.listen().await? {
            let (verb, rest) = line.split_once(' ').unwrap_or((&line, ""));
            let said = match verb.to_ascii_uppercase().as_str() {
                "EHLO" | "HELO" => self.ehlo().await?,
                "STARTTLS" => match self.starttls().await? {
                    Said::Positive => return Ok(Next::Encrypt),
                    other => other,
                },
                "AUTH" => self.auth(rest).await?,
                "MAIL" => self.mail_from(rest).await?,
                "RCPT" => self.rcpt_to(rest).await?,
                "DATA" => self.data().await?,
                "RSET" => {
                    self.reset();
                    self.answer(Stage::Rset, "250 2.0.0 forgotten").await?
                }
                "NOOP" => self.say("250 2.0.0 ok").await?,
                "QUIT" => {
                    self.say("221 2.0.0 bye").await?;
                    Said::Last
                }
                _ => self.say("500 5.5.1 what?").await?,
            };
            if said == Said::Last {
                break;
            }
        }
        Ok(Next::Close)
    }

    async fn ehlo(&mut self) -> io::Result<Said> {
        let behaviour = self.behaviour();
        let mut offers = vec!["sink.example".to_owned(), "8BITMIME".to_owned()];
        if behaviour.offers_starttls && !self.encrypted {
            offers.push("STARTTLS".to_owned());
        }
        if behaviour.offers_auth {
            offers.push(format!("AUTH {}", behaviour.mechanisms));
        }
        offers.push("SIZE 52428800".to_owned());
        let offers: Vec<String> = offers.into_iter().map(|offer| format!("250 {offer}")).collect();
        self.answer(Stage::Ehlo, &offers.join("\n")).await
    }

    async fn starttls(&mut self) -> io::Result<Said> {
        let behaviour = self.behaviour();
        if !behaviour.offers_starttls || self.encrypted {
            self.say("502 5.5.1 not offered").await?;
            return Ok(Said::Negative);
        }
        let injected = behaviour.injected_after_starttls.map(|text| format!("\n{text}")).unwrap_or_default();
        self.answer(Stage::StartTls, &format!("220 2.0.0 go ahead{injected}")).await
    }

    async fn auth(&mut self, rest: &str) -> io::Result<Said> {
        let behaviour = self.behaviour();
        if !behaviour.offers_auth {
            return self.say("502 5.5.1 not offered").await;
        }
        let (mechanism, initial) = rest.split_once(' ').unwrap_or((rest, ""));
        let given = if mechanism.eq_ignore_ascii_case("PLAIN") {
            let secret = if initial.is_empty() { self.ask("").await? } else { decode(initial) };
            let mut parts = secret.splitn(3, '\0').skip(1).map(str::to_owned);
            (parts.next().unwrap_or_default(), parts.next().unwrap_or_default())
        } else if mechanism.eq_ignore_ascii_case("LOGIN") {
            let user = if initial.is_empty() { self.ask("VXNlcm5hbWU6").await? } else { decode(initial) };
            (user, self.ask("UGFzc3dvcmQ6").await?)
        } else {
            return self.say("504 5.5.4 unknown mechanism").await;
        };
        let good = behaviour.credentials.is_none_or(|wanted| wanted == given);
        let reply = if good { "235 2.7.0 welcome" } else { "535 5.7.8 wrong user name or password" };
        self.answer(Stage::Auth, reply).await
    }

    async fn ask(&mut self, challenge: &str) -> io::Result<String> {
        self.say(&format!("334 {challenge}")).await?;
        Ok(decode(&self.listen().await?.unwrap_or_default()))
    }

    async fn mail_from(&mut self, rest: &str) -> io::Result<Said> {
        let said = self.answer(Stage::MailFrom, "250 2.1.0 ok").await?;
        if said == Said::Positive {
            self.sender = Some(address(rest));
        }
        Ok(said)
    }

    async fn rcpt_to(&mut self, rest: &str) -> io::Result<Said> {
        if self.sender.is_none() {
            return self.say("503 5.5.1 MAIL first").await;
        }
        let address = address(rest);
        let own = self.behaviour().recipients.get(&address).cloned();
        let said = match own {
            Some(reply) => self.say(&reply).await?,
            None => self.answer(Stage::RcptTo, "250 2.1.5 ok").await?,
        };
        if said == Said::Positive {
            self.recipients.push(address);
        }
        Ok(said)
    }

    async fn data(&mut self) -> io::Result<Said> {
        if self.recipients.is_empty() {
            return self.say("503 5.5.1 RCPT first").await;
        }
        let said = self.answer(Stage::Data, "354 end with a dot").await?;
        if said != Said::Positive {
            return Ok(said);
        }
        let ends = self.behaviour().line_ends;
        let mut raw = Vec::new();
        loop {
            let Some(line) = lines::next(&mut self.stream, ends).await? else { return Ok(Said::Last) };
            if line == b"." {
                break;
            }
            raw.extend_from_slice(line.strip_prefix(b".").unwrap_or(&line));
            raw.extend_from_slice(b"\r\n");
        }
        self.take(raw).await
    }

    /// Answers to a mail's content. The mail counts as taken before the answer leaves, as on a real
    /// server, unless the answer is a refusal or never comes.
    async fn take(&mut self, raw: Vec<u8>) -> io::Result<Said> {
        let behaviour = self.behaviour();
        self.shared.note(self.number, Line::Content(raw.len()));
        let reply = behaviour.replies.get(&Stage::Content).map_or("250 2.0.0 taken", String::as_str);
        let fault = behaviour.faults.get(&Stage::Content);
        let taken = reply.starts_with('2')
            && matches!(fault, None | Some(Fault::TakeAndClose | Fault::AnswerAndClose));
        if taken {
            let mail = ReceivedMail {
                connection: self.number,
                sender: self.sender.clone().unwrap_or_default(),
                recipients: self.recipients.clone(),
                raw,
            };
            self.shared.mails.send_modify(|mails| mails.push(mail));
        }
        self.reset();
        self.answer_as(&behaviour, Stage::Content, "250 2.0.0 taken").await
    }

    fn reset(&mut self) {
        self.sender = None;
        self.recipients.clear();
    }

    async fn listen(&mut self) -> io::Result<Option<String>> {
        let ends = self.behaviour().line_ends;
        let Some(line) = lines::next(&mut self.stream, ends).await? else { return Ok(None) };
        let line = String::from_utf8_lossy(&line).into_owned();
        self.shared.note(self.number, Line::Client(line.clone()));
        Ok(Some(line))
    }

    /// Answers at a stage: the scripted reply if there is one, else `good`, or the scripted fault.
    async fn answer(&mut self, stage: Stage, good: &str) -> io::Result<Said> {
        let behaviour = self.behaviour();
        self.answer_as(&behaviour, stage, good).await
    }

    async fn answer_as(&mut self, behaviour: &Behaviour, stage: Stage, good: &str) -> io::Result<Said> {
        let reply = behaviour.replies.get(&stage).map_or(good, String::as_str);
        match behaviour.faults.get(&stage) {
            None => self.say(reply).await,
            Some(Fault::Silent) => std::future::pending().await,
            Some(Fault::Close | Fault::TakeAndClose) => Ok(Said::Last),
            Some(Fault::AnswerAndClose) => {
                self.say(reply).await?;
                Ok(Said::Last)
            }
        }
    }

    async fn say(&mut self, reply: &str) -> io::Result<Said> {
        self.shared.note(self.number, Line::Server(reply.to_owned()));
        let drip = self.behaviour().drip;
        let bytes = wire_form(reply);
        match drip {
            None => self.stream.write_all(bytes.as_bytes()).await?,
            Some(pause) => {
                for byte in bytes.bytes() {
                    self.stream.write_all(&[byte]).await?;
                    self.stream.flush().await?;
                    tokio::time::sleep(pause).await;
                }
            }
        }
        self.stream.flush().await?;
        Ok(if reply.starts_with(['2', '3']) { Said::Positive } else { Said::Negative })
    }
}

/// Ends lines with CRLF and puts the hyphen into all lines of a reply but the last. Lines with
/// codes of their own, as somebody in the middle would inject, stay as they are.
fn wire_form(reply: &str) -> String {
    let lines: Vec<&str> = reply.split('\n').collect();
    let mut wire = String::new();
    for (index, line) in lines.iter().enumerate() {
        let same_code = lines.get(index + 1).is_some_and(|next| next.get(..3) == line.get(..3));
        match (same_code, line.split_at_checked(3)) {
            (true, Some((code, rest))) => {
                wire.push_str(code);
                wire.push('-');
                wire.push_str(rest.trim_start());
            }
            _ => wire.push_str(line),
        }
        wire.push_str("\r\n");
    }
    wire
}

/// The address in `FROM:<a@b> SIZE=…`.
fn address(rest: &str) -> String {
    let inner = rest.split_once('<').map_or(rest, |(_, tail)| tail);
    inner.split_once('>').map_or(inner, |(address, _)| address).to_owned()
}

fn decode(text: &str) -> String {
    let bytes = base64_decode(text.trim().as_bytes()).unwrap_or_default();
    String::from_utf8_lossy(&bytes).into_owned()
}
