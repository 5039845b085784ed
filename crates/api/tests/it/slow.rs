//! Clients that are slow on purpose: nobody holds a connection by sending or taking next to nothing.

use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::num::NonZeroU32;
use std::time::{Duration, Instant};

use handover_api::ApiSettings;

use crate::client::connect;
use crate::identify::closed_with;
use crate::running::{Running, Wish};

/// What a slow client does.
#[derive(Debug, Clone, Copy)]
enum Slow {
    /// Sends this and then nothing.
    Silent(&'static str),
    /// Sends this at once, and the rest byte by byte.
    Trickling(&'static str, &'static str),
    /// Asks for much and takes none of it.
    TakingNothing,
    /// Asks for much and takes it byte by byte.
    TakingLittle,
}

const WHOLE: &str = "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n";
const LONG: &str = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx";
const SIZED: &str = "POST /api/ai/chat HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000\r\n\r\n";
const CHUNKED: &str =
    "POST /api/ai/chat HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n1000\r\n";
const REFUSED: &str =
    "POST /api/ai/chat HTTP/1.1\r\nHost: evil.example\r\nTransfer-Encoding: chunked\r\n\r\n1000\r\n";
const EXPECTING: &str =
    "POST /api/ai/chat HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 50\r\n\r\n";
const UPGRADING: &str =
    "GET /info HTTP/1.1\r\nHost: localhost\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n";
/// One that is whole, and the beginning of a second.
const AND_A_HALF: &str = "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\nGET /health HTTP/1.1\r\nHost: loc";
/// How a client begins that believes this to be TLS.
const TLS: &str = "\x16\x03\x01\x02\x00\x01\x00\x01\u{fc}\x03\x03";

const VARIANTS: [Slow; 20] = [
    Slow::Silent(""),
    Slow::Silent("GE"),
    Slow::Silent("GET /health HTTP/1.1\r\nHost: loc"),
    Slow::Silent("GET /health HTTP/1.1\r\nHost: localhost\r\n"),
    Slow::Silent(WHOLE),
    Slow::Silent(AND_A_HALF),
    Slow::Silent(SIZED),
    Slow::Silent(CHUNKED),
    Slow::Silent(REFUSED),
    Slow::Silent(EXPECTING),
    Slow::Silent(UPGRADING),
    Slow::Silent(TLS),
    Slow::Trickling("", LONG),
    Slow::Trickling("GET /health HTTP/1.1\r\nHost: localhost\r\nX-Long: ", LONG),
    Slow::Trickling(WHOLE, "GET /health HTTP/1.1\r\nHost: localhost\r\nX-Long: xxxxxxxxxxxxxxxxxxxxxxx"),
    Slow::Trickling(AND_A_HALF, LONG),
    Slow::Trickling(SIZED, LONG),
    Slow::Trickling(CHUNKED, LONG),
    Slow::TakingNothing,
    Slow::TakingLittle,
];

impl Slow {
    /// Behaves like that until the server closes the connection, and tells how long it took.
    fn lasts(self, address: SocketAddr, pace: Duration) -> Duration {
        let mut socket = connect(address);
        let began = Instant::now();
        match self {
            Self::Silent(sent) => {
                socket.write_all(sent.as_bytes()).unwrap();
                while goes_on(&mut socket, &mut [0; 4096]) {}
            }
            Self::Trickling(sent, rest) => {
                socket.write_all(sent.as_bytes()).unwrap();
                socket.set_read_timeout(Some(pace)).unwrap();
                for byte in rest.as_bytes() {
                    if socket.write_all(&[*byte]).is_err() || !goes_on(&mut socket, &mut [0; 4096]) {
                        return began.elapsed();
                    }
                }
                panic!("everything was sent, and the connection is open");
            }
            Self::TakingNothing => {
                ask_for_much(&mut socket);
                while socket.take_error().unwrap().is_none() {
                    assert!(began.elapsed() < Duration::from_secs(20), "the server goes on sending");
                    std::thread::sleep(pace / 10);
                }
            }
            Self::TakingLittle => {
                ask_for_much(&mut socket);
                while socket.take_error().unwrap().is_none() {
                    assert!(began.elapsed() < Duration::from_secs(20), "the server goes on sending");
                    assert!(goes_on(&mut socket, &mut [0; 1]), "a reset comes before the end of the answer");
                    std::thread::sleep(pace);
                }
            }
        }
        began.elapsed()
    }
}

/// Twenty megabytes: more than the system keeps for a connection.
fn ask_for_much(socket: &mut TcpStream) {
    let request = "GET /docs/swagger-ui-bundle.js HTTP/1.1\r\nHost: localhost\r\n\r\n";
    socket.write_all(request.repeat(16).as_bytes()).unwrap();
}

/// Whether the connection is still open after one read. Waits for what the server sends.
fn goes_on(socket: &mut TcpStream, buffer: &mut [u8]) -> bool {
    match socket.read(buffer) {
        Ok(count) => count > 0,
        Err(error) => matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut),
    }
}

/// All of them at once, each longer than `most` by name.
fn too_long(address: SocketAddr, pace: Duration, most: Duration) -> Vec<String> {
    std::thread::scope(|scope| {
        let clients = VARIANTS.map(|slow| (slow, scope.spawn(move || slow.lasts(address, pace))));
        let lasted = clients.map(|(slow, client)| (slow, client.join()));
        let late = lasted.into_iter().filter(|(_, lasted)| !matches!(lasted, Ok(time) if *time <= most));
        late.map(|(slow, lasted)| format!("{slow:?} lasted {:?}", lasted.ok())).collect()
    })
}

#[test]
fn every_slow_client_loses_its_connection() {
    // The server reads its clock twice a second, so its deadlines are up to half a second shorter.
    let short = Duration::from_millis(900);
    let settings = ApiSettings {
        header_deadline: short,
        body_deadline: short,
        keep_alive: short,
        answer_stall: short,
        workers: 1,
        ..ApiSettings::default()
    };
    let app = Running::with(Wish { settings, ..Wish::default() });
    let late = too_long(app.address, Duration::from_millis(40), Duration::from_secs(6));
    assert_eq!(late, Vec::<String>::new());
    app.get("/health").expect(200);
}

#[test]
fn within_twelve_seconds_by_default() {
    let app = Running::start();
    let late = too_long(app.address, Duration::from_millis(400), Duration::from_secs(12));
    assert_eq!(late, Vec::<String>::new());
}

#[test]
fn an_answer_may_take_longer_than_a_connection_may_be_idle() {
    let short = Duration::from_millis(600);
    let settings = ApiSettings {
        header_deadline: short,
        keep_alive: short,
        answer_stall: Duration::from_secs(10),
        workers: 1,
        ..ApiSettings::default()
    };
    let app = Running::with(Wish { settings, ..Wish::default() });
    let one = app.get("/docs/swagger-ui-bundle.js").body.len();
    let mut socket = connect(app.address);
    ask_for_much(&mut socket);
    // Longer than a connection may be idle, while most of the answers wait for their reader.
    std::thread::sleep(Duration::from_millis(2500));
    let (mut taken, mut chunk) = (0, vec![0; 64 * 1024]);
    while taken < 16 * one {
        let count = socket.read(&mut chunk).expect("the rest of the answers");
        assert!(count > 0, "closed after {taken} bytes");
        taken += count;
    }
}

#[test]
fn one_address_holds_no_more_connections_than_it_may() {
    let settings = |trusted_proxies| ApiSettings {
        connections_per_address: NonZeroU32::new(2),
        trusted_proxies,
        workers: 1,
        ..ApiSettings::default()
    };
    let works = |app: &Running| {
        let mut socket = connect(app.address);
        let _ = socket.write_all(WHOLE.as_bytes());
        let works = goes_on(&mut socket, &mut [0; 1]);
        works.then_some(socket)
    };
    let app = closed_with(true, settings(Vec::new()));
    let (first, second) = (works(&app).expect("one"), works(&app).expect("another"));
    assert!(works(&app).is_none(), "a third is closed");
    drop(first);
    let began = Instant::now();
    while works(&app).is_none() {
        assert!(began.elapsed() < Duration::from_secs(10), "the place of the first is free again");
    }
    drop(second);

    let behind_a_proxy = closed_with(true, settings(vec!["127.0.0.1/32".parse().unwrap()]));
    let held: Vec<_> = (0..5).map(|_| works(&behind_a_proxy).expect("a proxy stands for many")).collect();
    assert_eq!(held.len(), 5);
    let open = Running::with(Wish { settings: settings(Vec::new()), ..Wish::default() });
    let held: Vec<_> = (0..5).map(|_| works(&open).expect("this computer")).collect();
    assert_eq!(held.len(), 5);
}

#[test]
fn one_connection_too_many_waits_until_another_ends() {
    let settings = ApiSettings { max_connections: 2, workers: 1, ..ApiSettings::default() };
    let app = Running::with(Wish { settings, ..Wish::default() });
    let ask = || {
        let mut socket = connect(app.address);
        socket.write_all(WHOLE.as_bytes()).unwrap();
        socket
    };
    let (mut first, mut second) = (ask(), ask());
    assert!(goes_on(&mut first, &mut [0; 1]) && goes_on(&mut second, &mut [0; 1]));
    let mut third = ask();
    third.set_read_timeout(Some(Duration::from_millis(500))).unwrap();
    let kind = third.read(&mut [0; 1]).expect_err("it has to wait").kind();
    assert!(matches!(kind, ErrorKind::WouldBlock | ErrorKind::TimedOut), "{kind}");
    drop(first);
    third.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    assert_eq!(third.read(&mut [0; 1]).expect("an answer"), 1);
    drop(second);
}
