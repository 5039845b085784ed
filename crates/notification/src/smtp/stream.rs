//! The bytes under the conversation: a TCP connection, encrypted or not yet.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use super::{SmtpSettings, Tls};

/// Why TLS cannot be set up at all.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// The file with certificate authorities cannot be used.
    #[error("the certificate authorities in {file} cannot be used: {reason}")]
    AuthorityFile {
        /// The file.
        file: String,
        /// What is wrong with it.
        reason: String,
    },
    /// No certificate can be for such a host.
    #[error("`{0}` is neither a host name nor an address")]
    HostName(String),
    /// The TLS library refuses its own defaults.
    #[error("TLS cannot be set up: {0}")]
    Library(#[from] rustls::Error),
}

/// What is needed to encrypt a connection and to know who is at the other end.
#[derive(Clone)]
pub(crate) struct TlsSetup {
    connector: TlsConnector,
    name: ServerName<'static>,
}

impl std::fmt::Debug for TlsSetup {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TlsSetup").field("name", &self.name).finish_non_exhaustive()
    }
}

impl TlsSetup {
    /// Trusts the public authorities and those of the settings' file; `None` for plain connections.
    pub(crate) fn new(settings: &SmtpSettings) -> Result<Option<Self>, TlsError> {
        if settings.tls == Tls::None {
            return Ok(None);
        }
        let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
        if let Some(file) = &settings.ca_file {
            let refused =
                |reason: String| TlsError::AuthorityFile { file: file.display().to_string(), reason };
            let pem = CertificateDer::pem_file_iter(file).map_err(|e| refused(e.to_string()))?;
            let authorities: Vec<_> = pem.collect::<Result<_, _>>().map_err(|e| refused(e.to_string()))?;
            if authorities.is_empty() {
                return Err(refused("it holds no certificate".to_owned()));
            }
            for authority in authorities {
                roots.add(authority).map_err(|e| refused(e.to_string()))?;
            }
        }
        let name = ServerName::try_from(settings.host.clone())
            .map_err(|_| TlsError::HostName(settings.host.clone()))?;
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .with_root_certificates(roots)
            .with_no_client_auth();
        Ok(Some(Self { connector: TlsConnector::from(Arc::new(config)), name }))
    }

    /// Encrypts a connection and checks the certificate.
    pub(super) async fn encrypt(&self, stream: TcpStream) -> io::Result<Stream> {
        let stream = self.connector.connect(self.name.clone(), stream).await?;
        Ok(Stream::Encrypted(Box::new(stream)))
    }
}

/// A connection, encrypted or not.
#[derive(Debug)]
pub(super) enum Stream {
    Plain(TcpStream),
    Encrypted(Box<TlsStream<TcpStream>>),
}

impl AsyncRead for Stream {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Self::Plain(stream) => Pin::new(stream).poll_read(cx, buf),
            Self::Encrypted(stream) => Pin::new(stream).poll_read(cx, buf),
        }
    }
}

impl AsyncWrite for Stream {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        match self.get_mut() {
            Self::Plain(stream) => Pin::new(stream).poll_write(cx, buf),
            Self::Encrypted(stream) => Pin::new(stream).poll_write(cx, buf),
        }
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Self::Plain(stream) => Pin::new(stream).poll_flush(cx),
            Self::Encrypted(stream) => Pin::new(stream).poll_flush(cx),
        }
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Self::Plain(stream) => Pin::new(stream).poll_shutdown(cx),
            Self::Encrypted(stream) => Pin::new(stream).poll_shutdown(cx),
        }
    }
}
