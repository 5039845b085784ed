//! One HTTP request to the endpoint.
//!
//! A connection for each request, driven by whoever reads the answer: dropping the answer closes the
//! connection, and nothing goes on behind. Redirects, proxies and compressed answers do not exist here.

use std::future::{Future, poll_fn};
use std::path::PathBuf;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::time::Duration;

use handover_domain::Secret;
use hyper::body::{Body, Bytes, Incoming};
use hyper::client::conn::http1;
use hyper::header::{
    ACCEPT, AUTHORIZATION, CONNECTION, CONTENT_ENCODING, CONTENT_TYPE, HOST, HeaderMap, RETRY_AFTER,
    USER_AGENT,
};
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use rustls::pki_types::ServerName;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpStream, lookup_host};
use tokio_rustls::TlsConnector;

use super::address::{Address, AddressError};
use super::failure::{ModelFailure, Refused};
use super::tls;

/// The head of an answer may be as large as this.
const LARGEST_HEAD: usize = 32 * 1024;

/// And have as many headers.
const MOST_HEADERS: usize = 64;

/// Why no endpoint can be spoken to with these settings.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// The address cannot be used.
    #[error(transparent)]
    Address(#[from] AddressError),
    /// No certificate can be for such a host.
    #[error("no certificate can be for the host `{0}`")]
    HostName(String),
    /// The key cannot stand in a header.
    #[error("the key holds characters that no header can carry")]
    Key,
    /// The file with certificate authorities cannot be used.
    #[error("the certificate authorities in {} cannot be used: {reason}", file.display())]
    Authorities {
        /// The file.
        file: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// The TLS library refuses its own defaults.
    #[error("TLS cannot be set up: {0}")]
    Library(#[from] rustls::Error),
}

/// Speaks with one endpoint.
pub(crate) struct Client {
    address: Address,
    authorization: Option<Secret>,
    tls: Option<(TlsConnector, ServerName<'static>)>,
}

/// How an answer comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Piece by piece, as server-sent events.
    Events,
    /// As one JSON document.
    Whole,
}

/// An answer that is coming in.
pub(crate) struct Incomplete {
    pub(crate) kind: Kind,
    connection: Connection,
    body: Incoming,
}

impl Client {
    pub(crate) fn new(
        (url, plain_http): (&str, bool),
        key: Option<&Secret>,
        authorities: Option<&PathBuf>,
    ) -> Result<Self, ClientError> {
        let address = Address::parse(url, plain_http)?;
        if key.is_some_and(|key| !key.expose().bytes().all(|byte| byte.is_ascii_graphic())) {
            return Err(ClientError::Key);
        }
        let tls = if address.encrypted {
            let name = ServerName::try_from(address.host.clone())
                .map_err(|_| ClientError::HostName(address.host.clone()))?;
            Some((TlsConnector::from(Arc::new(tls::config(authorities)?)), name))
        } else {
            None
        };
        let authorization = key.map(|key| Secret::new(format!("Bearer {}", key.expose())));
        Ok(Self { address, authorization, tls })
    }

    /// The name of the endpoint, for people.
    pub(crate) fn authority(&self) -> &str {
        &self.address.authority
    }

    /// Asks for an answer to `body`, a JSON document.
    pub(crate) async fn ask(&self, body: String) -> Result<Incomplete, Refused> {
        let request = self.request("POST", "/chat/completions").header(CONTENT_TYPE, "application/json");
        let request = request.body(body).map_err(|_| ModelFailure::Protocol)?;
        let (connection, answer) = self.send(request).await?;
        let status = answer.status().as_u16();
        if status != 200 {
            let retry_after = retry_after(answer.headers());
            return Err(Refused { why: ModelFailure::Status(status), retry_after });
        }
        let kind = kind_of(answer.headers()).ok_or(ModelFailure::Protocol)?;
        Ok(Incomplete { kind, connection, body: answer.into_body() })
    }

    /// The status and the body, up to `most` bytes, of a path below the endpoint's.
    pub(crate) async fn look(&self, path: &str, most: usize) -> Result<(u16, Vec<u8>), ModelFailure> {
        let request = self.request("GET", path).body(String::new()).map_err(|_| ModelFailure::Protocol)?;
        let (connection, answer) = self.send(request).await?;
        let status = answer.status().as_u16();
        let mut rest = Incomplete { kind: Kind::Whole, connection, body: answer.into_body() };
        let mut bytes = Vec::new();
        while let Some(piece) = rest.next().await? {
            bytes.extend_from_slice(&piece);
            if bytes.len() > most {
                return Err(ModelFailure::TooLong);
            }
        }
        Ok((status, bytes))
    }

    fn request(&self, method: &str, path: &str) -> hyper::http::request::Builder {
        let mut request = Request::builder()
            .method(method)
            .uri(format!("{}{path}", self.address.path))
            .header(HOST, &self.address.authority)
            .header(USER_AGENT, concat!("handover/", env!("CARGO_PKG_VERSION")))
            .header(ACCEPT, "text/event-stream, application/json")
            .header(CONNECTION, "close");
        if let Some(authorization) = &self.authorization {
            request = request.header(AUTHORIZATION, authorization.expose());
        }
        request
    }

    async fn send(&self, request: Request<String>) -> Result<(Connection, Response<Incoming>), ModelFailure> {
        let stream = self.connect().await?;
        let io = TokioIo::new(stream);
        let made =
            http1::Builder::new().max_buf_size(LARGEST_HEAD).max_headers(MOST_HEADERS).handshake(io).await;
        let (mut sender, connection) = made.map_err(|_| ModelFailure::NoConnection)?;
        let mut connection = Connection(Some(Box::pin(async move {
            // Whoever reads the answer is told of an error as well.
            let _ = connection.await;
        })));
        let answer = connection.drive(sender.send_request(request)).await;
        Ok((connection, answer.map_err(|error| explain(&error, ModelFailure::NoConnection))?))
    }

    async fn connect(&self) -> Result<Box<dyn Stream>, ModelFailure> {
        let Address { host, port, .. } = &self.address;
        let addresses: Vec<_> =
            lookup_host((host.as_str(), *port)).await.map_err(|_| ModelFailure::NoHost)?.collect();
        let stream =
            TcpStream::connect(addresses.as_slice()).await.map_err(|_| ModelFailure::NoConnection)?;
        // Only speed is lost where this cannot be.
        let _ = stream.set_nodelay(true);
        let Some((connector, name)) = &self.tls else { return Ok(Box::new(stream)) };
        let stream = connector.connect(name.clone(), stream).await.map_err(|error| {
            let refused = error.get_ref().is_some_and(|inner| inner.is::<rustls::Error>());
            if refused { ModelFailure::Tls } else { ModelFailure::NoConnection }
        })?;
        Ok(Box::new(stream))
    }
}

impl Incomplete {
    /// The next piece; `None` at the end.
    pub(crate) async fn next(&mut self) -> Result<Option<Bytes>, ModelFailure> {
        loop {
            let body = &mut self.body;
            let frame = self.connection.drive(poll_fn(|cx| Pin::new(&mut *body).poll_frame(cx))).await;
            match frame {
                None => return Ok(None),
                Some(Err(error)) => return Err(explain(&error, ModelFailure::BrokenOff)),
                // What is no data is a trailer, which says nothing to us.
                Some(Ok(frame)) => {
                    if let Ok(bytes) = frame.into_data() {
                        return Ok(Some(bytes));
                    }
                }
            }
        }
    }
}

/// A connection that moves on whenever somebody waits for something from it.
struct Connection(Option<Pin<Box<dyn Future<Output = ()> + Send>>>);

impl Connection {
    async fn drive<T>(&mut self, work: impl Future<Output = T>) -> T {
        let mut work = pin!(work);
        poll_fn(|cx| {
            if self.0.as_mut().is_some_and(|connection| connection.as_mut().poll(cx).is_ready()) {
                self.0 = None;
            }
            work.as_mut().poll(cx)
        })
        .await
    }
}

/// What bytes travel over.
trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> Stream for T {}

fn explain(error: &hyper::Error, otherwise: ModelFailure) -> ModelFailure {
    if error.is_parse() { ModelFailure::Protocol } else { otherwise }
}

fn kind_of(headers: &HeaderMap) -> Option<Kind> {
    if headers.get(CONTENT_ENCODING).is_some_and(|encoding| encoding != "identity") {
        return None;
    }
    let value = headers.get(CONTENT_TYPE)?.to_str().ok()?;
    let essence = value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    match essence.as_str() {
        "text/event-stream" => Some(Kind::Events),
        "application/json" => Some(Kind::Whole),
        _ => None,
    }
}

fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    headers.get(RETRY_AFTER)?.to_str().ok()?.trim().parse().ok().map(Duration::from_secs)
}
