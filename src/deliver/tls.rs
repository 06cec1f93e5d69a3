//! TLS as a client: whom we trust, and what a refused certificate means in plain words.

use crate::deliver::account::Server;
use crate::error::{Error, Exit, Result};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{CertificateError, ClientConfig, RootCertStore};
use rustls_platform_verifier::BuilderVerifierExt;
use std::io;
use std::path::Path;
use std::sync::Arc;
use tokio_rustls::TlsConnector;

/// What it takes to speak TLS with a server: TLS 1.2 or 1.3, certificate checked, name checked, no way around.
///
/// # Errors
/// [`Exit::Config`] when the CA file or the server's name is unusable; [`Exit::Os`] without a trust store.
pub fn connector(server: &Server) -> Result<(TlsConnector, ServerName<'static>)> {
    let name = ServerName::try_from(server.host.clone())
        .map_err(|_| Error::new(Exit::Config, format!("`{}` is not a server's name", server.host)))?;
    let builder = ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|e| no_store(&e))?;
    let config = match &server.ca_file {
        Some(path) => builder.with_root_certificates(authority(path)?).with_no_client_auth(),
        None => builder.with_platform_verifier().map_err(|e| no_store(&e))?.with_no_client_auth(),
    };
    Ok((TlsConnector::from(Arc::new(config)), name))
}

fn no_store(e: &rustls::Error) -> Error {
    Error::new(Exit::Os, format!("the trust store of the system cannot be used: {e}"))
        .hint("Install `ca-certificates`, or name an authority with `ca-file`.")
}

fn authority(path: &Path) -> Result<RootCertStore> {
    let wrong = |what: String| Error::new(Exit::Config, format!("the `ca-file` `{}` {what}", path.display()));
    let mut store = RootCertStore::empty();
    let certificates = CertificateDer::pem_file_iter(path).map_err(|e| wrong(format!("cannot be read: {e}")))?;
    for certificate in certificates {
        let certificate = certificate.map_err(|e| wrong(format!("is damaged: {e}")))?;
        store.add(certificate).map_err(|e| wrong(format!("holds a certificate that cannot be used: {e}")))?;
    }
    if store.is_empty() {
        return Err(wrong("holds no certificate (PEM)".to_string()));
    }
    Ok(store)
}

/// A failed handshake in plain words; `None` when it was the connection, not TLS, that failed.
pub fn refused(host: &str, e: &io::Error) -> Option<Error> {
    let tls = e.get_ref()?.downcast_ref::<rustls::Error>()?;
    let gone = |what: &str| Error::new(Exit::Unavailable, format!("the certificate of `{host}` {what}"));
    Some(match tls {
        rustls::Error::InvalidCertificate(reason) => match reason {
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
                gone("is for another name").hint("Write the server's name as its certificate has it.")
            }
            CertificateError::Expired | CertificateError::ExpiredContext { .. } => {
                gone("has expired").hint("Or the clock of this computer is wrong.")
            }
            CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
                gone("is not valid yet").hint("Or the clock of this computer is wrong.")
            }
            CertificateError::UnknownIssuer | CertificateError::BadSignature => {
                gone("comes from an authority that this computer does not trust")
                    .hint("For a server of your own, name its authority with `ca-file`.")
            }
            other => gone(&format!("is not acceptable: {other}")),
        },
        rustls::Error::InvalidMessage(_) => {
            Error::new(Exit::Protocol, format!("`{host}` does not speak TLS on this port"))
                .hint("`smtps://` is for port 465, `smtp+starttls://` for port 587.")
        }
        rustls::Error::AlertReceived(_) | rustls::Error::PeerIncompatible(_) => {
            Error::new(Exit::Unavailable, format!("`{host}` and this program have no TLS in common: {tls}"))
        }
        other => Error::new(Exit::Protocol, format!("TLS with `{host}` failed: {other}")),
    })
}
