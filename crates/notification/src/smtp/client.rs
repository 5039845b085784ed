//! Our side of an SMTP conversation: each stage has its deadline and its own meaning of failure.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::{AsyncWriteExt, BufReader};
use tokio::net::{TcpStream, lookup_host};
use tokio::time::{Instant, timeout, timeout_at};

use super::failure::{Failure, PauseReason, Stage};
use super::reply::{self, Reply};
use super::stream::{Stream, TlsSetup};
use super::{SmtpSettings, Timeouts, Tls};
use crate::address::EmailAddress;

/// A connection on which mails can be sent: encrypted and authenticated as the settings ask.
#[derive(Debug)]
pub(crate) struct Connection {
    wire: Wire,
    timeouts: Timeouts,
    takes_size: bool,
    /// Whether the server and we agree on where we are; if not, the connection is of no more use.
    usable: bool,
}

impl Connection {
    /// Connects, encrypts and authenticates. Nothing that is secret is said before the connection
    /// is as the settings ask.
    pub(crate) async fn open(settings: &SmtpSettings, tls: Option<&TlsSetup>) -> Result<Self, Failure> {
        let stream = connect(settings).await?;
        let helo = match (&settings.helo, stream.local_addr()) {
            (Some(name), _) => name.chars().filter(char::is_ascii_graphic).collect(),
            (None, Ok(SocketAddr::V4(own))) => format!("[{}]", own.ip()),
            (None, Ok(SocketAddr::V6(own))) => format!("[IPv6:{}]", own.ip()),
            (None, Err(_)) => "localhost".to_owned(),
        };
        let deadline = settings.timeouts.command;
        let (mut wire, offers) = match (settings.tls, tls) {
            (Tls::None, _) => {
                let mut wire = Wire::new(Stream::Plain(stream), deadline);
                let offers = wire.greet(&helo).await?;
                (wire, offers)
            }
            (Tls::Implicit, Some(tls)) => {
                let mut wire = Wire::new(encrypt(stream, tls, deadline).await?, deadline);
                let offers = wire.greet(&helo).await?;
                (wire, offers)
            }
            (Tls::StartTls, Some(tls)) => {
                let stream = ask_for_tls(stream, &helo, deadline).await?;
                let mut wire = Wire::new(encrypt(stream, tls, deadline).await?, deadline);
                let offers = wire.ehlo(&helo).await?;
                (wire, offers)
            }
            (Tls::StartTls | Tls::Implicit, None) => {
                return Err(pause("TLS is asked for and has not been set up".to_owned()));
            }
        };
        if !settings.username.is_empty() {
            authenticate(&mut wire, &offers, settings).await?;
        }
        Ok(Self { wire, timeouts: settings.timeouts, takes_size: offers.has("SIZE"), usable: true })
    }

    /// Sends one mail to one recipient, in a transaction of its own. `Ok` is what the server said
    /// when it took responsibility. It has to ask for the content before `by`.
    pub(crate) async fn send(
        &mut self,
        (from, to): (&EmailAddress, &EmailAddress),
        mail: &[u8],
        by: Instant,
    ) -> Result<String, Failure> {
        let sent = self.transaction((from, to), mail, by).await;
        // After these the server may be waiting for something else than we think.
        if matches!(sent, Err(Failure::Unreachable(_) | Failure::Pause(_))) {
            self.usable = false;
        }
        sent
    }

    /// The connection ready for another mail, or `None` when it has not survived the last one. Asks
    /// the server to forget a transaction that may be half done, and so learns whether it is there.
    pub(crate) async fn renewed(mut self) -> Option<Self> {
        let ready = self.usable && self.wire.positive(Stage::Rset, b"RSET\r\n").await.is_ok();
        ready.then_some(self)
    }

    /// Says goodbye, without waiting long for the answer.
    pub(crate) async fn close(mut self) {
        if self.usable {
            let goodbye = async {
                self.wire.write(b"QUIT\r\n").await?;
                reply::read(&mut self.wire.stream).await
            };
            let _whatever_it_says = timeout(Duration::from_secs(2), goodbye).await;
        }
    }

    async fn transaction(
        &mut self,
        (from, to): (&EmailAddress, &EmailAddress),
        mail: &[u8],
        by: Instant,
    ) -> Result<String, Failure> {
        let size = if self.takes_size { format!(" SIZE={}", mail.len()) } else { String::new() };
        let sender = format!("MAIL FROM:<{}>{size}\r\n", from.address());
        let recipient = format!("RCPT TO:<{}>\r\n", to.address());
        let offering = async {
            self.wire.positive(Stage::MailFrom, sender.as_bytes()).await?;
            self.wire.positive(Stage::RcptTo, recipient.as_bytes()).await?;
            self.wire.ask(Stage::Data, b"DATA\r\n").await
        };
        let go_ahead = timeout_at(by, offering).await.unwrap_or_else(|_| Err(too_slow()))?;
        if go_ahead.code != 354 {
            return Err(Stage::Data.refused(&go_ahead));
        }
        self.wire.deadline = self.timeouts.content;
        let taken = self.wire.positive(Stage::Content, &content(mail)).await;
        self.wire.deadline = self.timeouts.command;
        Ok(taken?.to_string())
    }
}

/// Connects to the first of the host's addresses that answers. Each gets its share of the time, so
/// that one that swallows packets does not keep the others from being tried.
async fn connect(settings: &SmtpSettings) -> Result<TcpStream, Failure> {
    let unreachable = |why: &str| {
        Failure::Unreachable(format!("no connection to {}:{}: {why}", settings.host, settings.port))
    };
    let deadline = Instant::now() + settings.timeouts.connect;
    let resolving = lookup_host((settings.host.as_str(), settings.port));
    let addresses: Vec<SocketAddr> = match timeout_at(deadline, resolving).await {
        Ok(Ok(addresses)) => addresses.collect(),
        Ok(Err(error)) => return Err(unreachable(&error.to_string())),
        Err(_) => return Err(unreachable("its name was not resolved in time")),
    };
    let mut why = "it has no address".to_owned();
    for (tried, address) in addresses.iter().enumerate() {
        let left = u32::try_from(addresses.len() - tried).unwrap_or(u32::MAX);
        let share = deadline.saturating_duration_since(Instant::now()) / left;
        match timeout(share, TcpStream::connect(address)).await {
            Ok(Ok(stream)) => {
                // Without it every command would wait for the acknowledgement of the one before.
                stream.set_nodelay(true).map_err(|error| unreachable(&error.to_string()))?;
                return Ok(stream);
            }
            Ok(Err(error)) => why = error.to_string(),
            Err(_) => why = format!("{} did not answer in time", address.ip()),
        }
    }
    Err(unreachable(&why))
}

/// Gets the server to expect a TLS handshake next. Gives back the bare connection: whatever was
/// received beyond the answer is gone, so nothing said in the clear counts once it is encrypted.
async fn ask_for_tls(stream: TcpStream, helo: &str, deadline: Duration) -> Result<TcpStream, Failure> {
    let mut wire = Wire::new(Stream::Plain(stream), deadline);
    let offers = wire.greet(helo).await?;
    if !offers.has("STARTTLS") {
        return Err(pause("the server does not offer STARTTLS, and TLS is asked for".to_owned()));
    }
    wire.positive(Stage::StartTls, b"STARTTLS\r\n").await?;
    match wire.stream.into_inner() {
        Stream::Plain(stream) => Ok(stream),
        Stream::Encrypted(_) => Err(pause("the connection was encrypted already".to_owned())),
    }
}

async fn encrypt(stream: TcpStream, tls: &TlsSetup, deadline: Duration) -> Result<Stream, Failure> {
    match timeout(deadline, tls.encrypt(stream)).await {
        Ok(Ok(stream)) => Ok(stream),
        Ok(Err(error)) if is_from_tls(&error) => {
            Err(pause(format!("the connection could not be encrypted and trusted: {error}")))
        }
        Ok(Err(error)) => {
            Err(Failure::Unreachable(format!("the connection broke during the TLS handshake: {error}")))
        }
        Err(_) => Err(Failure::Unreachable("the TLS handshake was not finished in time".to_owned())),
    }
}

/// Whether TLS itself failed, and not the network under it.
fn is_from_tls(error: &io::Error) -> bool {
    error.get_ref().is_some_and(|inner| inner.is::<rustls::Error>())
}

async fn authenticate(wire: &mut Wire, offers: &Offers, settings: &SmtpSettings) -> Result<(), Failure> {
    let (user, password) = (settings.username.as_str(), settings.password.expose());
    if offers.takes_auth("PLAIN") {
        let response = base64(format!("\0{user}\0{password}").as_bytes());
        wire.positive(Stage::Auth, format!("AUTH PLAIN {response}\r\n").as_bytes()).await?;
        return Ok(());
    }
    if offers.takes_auth("LOGIN") {
        for line in ["AUTH LOGIN".to_owned(), base64(user.as_bytes())] {
            let challenge = wire.ask(Stage::Auth, format!("{line}\r\n").as_bytes()).await?;
            if challenge.code != 334 {
                return Err(Stage::Auth.refused(&challenge));
            }
        }
        wire.positive(Stage::Auth, format!("{}\r\n", base64(password.as_bytes())).as_bytes()).await?;
        return Ok(());
    }
    Err(pause("a user name is set, and the server offers neither AUTH PLAIN nor AUTH LOGIN".to_owned()))
}

/// What a server offers, in upper case.
#[derive(Debug)]
struct Offers(Vec<String>);

impl Offers {
    fn has(&self, keyword: &str) -> bool {
        self.0.iter().any(|line| line.split(' ').next() == Some(keyword))
    }

    fn takes_auth(&self, mechanism: &str) -> bool {
        // Some old servers write `AUTH=PLAIN`.
        let words = |line: &String| line.split([' ', '=']).map(str::to_owned).collect::<Vec<_>>();
        self.0.iter().map(words).any(|words| match words.split_first() {
            Some((first, mechanisms)) => first == "AUTH" && mechanisms.iter().any(|word| word == mechanism),
            None => false,
        })
    }
}

/// A connection with a deadline on each question and its answer.
#[derive(Debug)]
struct Wire {
    stream: BufReader<Stream>,
    deadline: Duration,
}

impl Wire {
    fn new(stream: Stream, deadline: Duration) -> Self {
        Self { stream: BufReader::new(stream), deadline }
    }

    async fn greet(&mut self, helo: &str) -> Result<Offers, Failure> {
        self.positive(Stage::Greeting, b"").await?;
        self.ehlo(helo).await
    }

    async fn ehlo(&mut self, helo: &str) -> Result<Offers, Failure> {
        let reply = self.positive(Stage::Ehlo, format!("EHLO {helo}\r\n").as_bytes()).await?;
        Ok(Offers(reply.lines.iter().skip(1).map(|line| line.trim().to_ascii_uppercase()).collect()))
    }

    /// Says something and reads the answer, both before the deadline.
    async fn ask(&mut self, stage: Stage, bytes: &[u8]) -> Result<Reply, Failure> {
        let deadline = self.deadline;
        let asking = async {
            self.write(bytes).await?;
            reply::read(&mut self.stream).await
        };
        match timeout(deadline, asking).await {
            Ok(Ok(reply)) => Ok(reply),
            Ok(Err(error)) => Err(stage.broken(&error)),
            Err(_) => Err(stage.silent()),
        }
    }

    async fn positive(&mut self, stage: Stage, bytes: &[u8]) -> Result<Reply, Failure> {
        let reply = self.ask(stage, bytes).await?;
        if reply.is_positive() { Ok(reply) } else { Err(stage.refused(&reply)) }
    }

    async fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        if !bytes.is_empty() {
            self.stream.write_all(bytes).await?;
            self.stream.flush().await?;
        }
        Ok(())
    }
}

/// What a server means that answers each time, but only just.
pub(crate) fn too_slow() -> Failure {
    Failure::Unreachable("the mail server was too slow for the whole mail".to_owned())
}

fn pause(why: String) -> Failure {
    Failure::Pause(PauseReason(why))
}

/// The mail as it goes over the wire: every kind of line end becomes CRLF, a dot at the start of a
/// line is doubled, and a dot on a line of its own ends it.
fn content(mail: &[u8]) -> Vec<u8> {
    let mut wire = Vec::with_capacity(mail.len() + mail.len() / 50 + 8);
    let mut bytes = mail.iter().copied().peekable();
    let mut line_start = true;
    while let Some(byte) = bytes.next() {
        match byte {
            b'\r' | b'\n' => {
                if byte == b'\r' {
                    bytes.next_if_eq(&b'\n');
                }
                wire.extend_from_slice(b"\r\n");
                line_start = true;
                continue;
            }
            b'.' if line_start => wire.extend_from_slice(b".."),
            _ => wire.push(byte),
        }
        line_start = false;
    }
    if !line_start {
        wire.extend_from_slice(b"\r\n");
    }
    wire.extend_from_slice(b".\r\n");
    wire
}

/// Base64 with padding, for credentials.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let number = chunk.iter().fold(0_u32, |number, byte| (number << 8) | u32::from(*byte));
        let number = number << (8 * (3 - chunk.len()));
        for place in 0..4 {
            let digit = usize::try_from((number >> (18 - 6 * place)) & 63).unwrap_or_default();
            match DIGITS.get(digit) {
                Some(digit) if place <= chunk.len() => text.push(char::from(*digit)),
                _ => text.push('='),
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_rfc_4648() {
        let known = [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foobar", "Zm9vYmFy"),
            ("\0u\0p", "AHUAcA=="),
        ];
        for (plain, encoded) in known {
            assert_eq!(base64(plain.as_bytes()), encoded);
        }
    }

    #[test]
    fn no_line_end_of_any_kind_lets_a_mail_end_early() {
        assert_eq!(content(b"a\r\n.\r\nb"), b"a\r\n..\r\nb\r\n.\r\n");
        assert_eq!(content(b"a\n.\nQUIT\r.\rb\r\n"), b"a\r\n..\r\nQUIT\r\n..\r\nb\r\n.\r\n");
        assert_eq!(content(b""), b".\r\n");
    }
}
