//! Whom we believe to be the endpoint.

use std::path::PathBuf;
use std::sync::Arc;

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};

use super::client::ClientError;

/// Trusts the public authorities and those in `file`.
pub(super) fn config(file: Option<&PathBuf>) -> Result<ClientConfig, ClientError> {
    let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    if let Some(file) = file {
        let refused = |reason: String| ClientError::Authorities { file: file.clone(), reason };
        let pem = CertificateDer::pem_file_iter(file).map_err(|error| refused(error.to_string()))?;
        let authorities: Vec<_> =
            pem.collect::<Result<_, _>>().map_err(|error| refused(error.to_string()))?;
        if authorities.is_empty() {
            return Err(refused("it holds no certificate".to_owned()));
        }
        for authority in authorities {
            roots.add(authority).map_err(|error| refused(error.to_string()))?;
        }
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(config)
}
