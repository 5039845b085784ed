//! Connections: how many one address may hold, and that nobody holds one by doing nothing.
//!
//! The server closes a connection whose first head is slow, and [`limits`](crate::limits) one whose body is.
//! That leaves whoever sends the head of a later request slowly, and whoever does not take an answer:
//! both are seen here, where the bytes pass.

use std::cell::Cell;
use std::collections::HashMap;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroU32;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::{Duration, Instant};

use actix_web::rt::net::TcpStream;
use actix_web::rt::time::{Sleep, sleep};
use ipnet::IpNet;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use crate::api::{Access, ApiSettings};
use crate::client_address::{is_trusted, place_of};

/// How fast an answer has to be taken, in bytes a second, by whoever does not take it at once.
const SLOWEST: u32 = 4096;

/// Lets connections in, and counts them by address.
pub(crate) struct Door {
    /// How many connections each address holds now.
    held: Mutex<HashMap<u128, u32>>,
    most: Option<NonZeroU32>,
    trusted: Vec<IpNet>,
    idle: Duration,
    stall: Duration,
}

impl Door {
    /// In open mode only this computer gets in, which is one address.
    pub(crate) fn of(settings: &ApiSettings, access: &Access) -> Self {
        let counts = !matches!(access, Access::Open);
        Self {
            held: Mutex::default(),
            most: settings.connections_per_address.filter(|_| counts),
            trusted: settings.trusted_proxies.clone(),
            idle: settings.keep_alive + settings.header_deadline,
            stall: settings.answer_stall,
        }
    }

    /// Lets `socket` in, unless its address holds as many connections as it may. A trusted proxy stands for
    /// many clients and is not counted.
    pub(crate) fn admit(self: &Arc<Self>, socket: TcpStream) -> io::Result<(Connection, Option<SocketAddr>)> {
        let peer = socket.peer_addr()?;
        let held = self.hold(peer.ip().to_canonical())?;
        let connection = Connection {
            socket,
            pulse: Pulse(Rc::new(Cell::new(State::IdleSince(Instant::now())))),
            idle: self.idle,
            silence: None,
            stall: Stall { most: self.stall, left: self.stall, waiting: None, took_at: Instant::now() },
            _held: held,
        };
        Ok((connection, Some(peer)))
    }

    fn hold(self: &Arc<Self>, address: IpAddr) -> io::Result<Option<Held>> {
        let Some(most) = self.most.filter(|_| !is_trusted(address, &self.trusted)) else { return Ok(None) };
        let place = place_of(address);
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let count = held.entry(place).or_default();
        if *count >= most.get() {
            tracing::debug!("an address holds {most} connections; one more is closed");
            return Err(io::ErrorKind::ConnectionRefused.into());
        }
        *count += 1;
        Ok(Some(Held { door: Arc::clone(self), place }))
    }
}

/// That a connection is counted.
struct Held {
    door: Arc<Door>,
    place: u128,
}

impl Drop for Held {
    fn drop(&mut self) {
        let mut held = self.door.held.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = held.get_mut(&self.place) {
            *count -= 1;
            if *count == 0 {
                held.remove(&self.place);
            }
        }
    }
}

/// Whether a request of a connection is being worked on.
#[derive(Clone)]
pub(crate) struct Pulse(Rc<Cell<State>>);

#[derive(Clone, Copy)]
enum State {
    Busy,
    /// The answer is a stream, which is for nobody once the client has hung up.
    Streaming,
    IdleSince(Instant),
}

impl Pulse {
    /// The answer that is being made is a stream: where the client hangs up it ends at once, and does not wait
    /// until there is something to write.
    pub(crate) fn stream(&self) {
        if matches!(self.0.get(), State::Busy) {
            self.0.set(State::Streaming);
        }
    }

    /// The connection is busy until what is returned is dropped.
    pub(crate) fn begin(&self) -> Busy {
        self.0.set(State::Busy);
        Busy(self.clone())
    }
}

/// That a request is being worked on, up to the last byte of its answer.
pub(crate) struct Busy(Pulse);

impl Drop for Busy {
    fn drop(&mut self) {
        self.0.0.set(State::IdleSince(Instant::now()));
    }
}

/// A client's connection, which breaks when the client is too slow.
pub(crate) struct Connection {
    socket: TcpStream,
    pulse: Pulse,
    /// How long no request may be worked on.
    idle: Duration,
    /// When that is over, and since when none is.
    silence: Option<(Instant, Pin<Box<Sleep>>)>,
    stall: Stall,
    _held: Option<Held>,
}

/// How long the client has kept answers waiting, and how much longer it may.
struct Stall {
    most: Duration,
    left: Duration,
    waiting: Option<(Instant, Pin<Box<Sleep>>)>,
    /// When it last took something.
    took_at: Instant,
}

impl Stall {
    /// The client has taken `bytes`.
    fn eased(&mut self, bytes: usize) {
        self.took_at = Instant::now();
        if let Some((since, _)) = self.waiting.take() {
            let taken = u32::try_from(bytes).unwrap_or(u32::MAX);
            let earned = Duration::from_secs(1) * taken / SLOWEST;
            self.left = (self.left.saturating_sub(since.elapsed()) + earned).min(self.most);
        }
    }

    /// The client takes nothing; ready when that has lasted too long.
    fn lasts(&mut self, context: &mut Context<'_>) -> Poll<()> {
        let left = self.left;
        let (_, end) = self.waiting.get_or_insert_with(|| (Instant::now(), Box::pin(sleep(left))));
        end.as_mut().poll(context)
    }
}

impl Connection {
    /// The connection's pulse, for those who work on its requests.
    pub(crate) fn pulse(&self) -> Pulse {
        self.pulse.clone()
    }

    /// Ready when no request has been worked on, and no answer been waiting to be taken, for too long.
    fn is_silent(&mut self, context: &mut Context<'_>) -> Poll<()> {
        let (State::IdleSince(since), None) = (self.pulse.0.get(), &self.stall.waiting) else {
            self.silence = None;
            return Poll::Pending;
        };
        let since = since.max(self.stall.took_at);
        let left = self.idle.saturating_sub(since.elapsed());
        let (begun, end) = self.silence.get_or_insert_with(|| (since, Box::pin(sleep(left))));
        if *begun != since {
            (*begun, *end) = (since, Box::pin(sleep(left)));
        }
        end.as_mut().poll(context)
    }

    /// Ends the connection at once: what the client has not taken by now it shall not have.
    fn break_off<T>(&self) -> Poll<io::Result<T>> {
        let _ = self.socket.set_zero_linger();
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

impl AsyncRead for Connection {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        if let Poll::Ready(read) = Pin::new(&mut self.socket).poll_read(context, buffer) {
            let hung_up = read.is_ok() && buffer.filled().len() == before && buffer.remaining() > 0;
            if hung_up && matches!(self.pulse.0.get(), State::Streaming) {
                return Poll::Ready(Err(io::ErrorKind::ConnectionReset.into()));
            }
            return Poll::Ready(read);
        }
        ready!(self.is_silent(context));
        self.break_off()
    }
}

impl AsyncWrite for Connection {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        if let Poll::Ready(written) = Pin::new(&mut self.socket).poll_write(context, bytes) {
            if let Ok(count) = &written {
                self.stall.eased(*count);
            }
            return Poll::Ready(written);
        }
        ready!(self.stall.lasts(context));
        self.break_off()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_shutdown(context)
    }
}
