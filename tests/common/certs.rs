//! Certificates for tests, made once for each test program.

use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair, date_time_ymd,
};
use rustls::ServerConfig;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use std::path::PathBuf;
use std::sync::{Arc, LazyLock};

/// What is wrong with a certificate.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Cert {
    Good,
    WrongName,
    Expired,
    SelfSigned,
    /// Right in all but its purpose: it proves a client.
    WrongUse,
}

struct Authority {
    issuer: Issuer<'static, KeyPair>,
    file: PathBuf,
}

static AUTHORITY: LazyLock<Authority> = LazyLock::new(|| {
    let mut params = CertificateParams::new(vec![]).unwrap();
    params.distinguished_name.push(DnType::CommonName, "test authority");
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let key = KeyPair::generate().unwrap();
    let certificate = params.self_signed(&key).unwrap();
    let file = option_env!("CARGO_TARGET_TMPDIR")
        .map_or_else(std::env::temp_dir, PathBuf::from)
        .join(format!("ca-{}.pem", std::process::id()));
    std::fs::write(&file, certificate.pem()).unwrap();
    Authority { issuer: Issuer::new(params, key), file }
});

/// The authority's certificate, for `ca-file`.
pub fn ca_file() -> PathBuf {
    AUTHORITY.file.clone()
}

static GOOD: LazyLock<Arc<ServerConfig>> = LazyLock::new(|| made(Cert::Good));

/// A server's side of TLS.
pub fn config(cert: Cert) -> Arc<ServerConfig> {
    if cert == Cert::Good { GOOD.clone() } else { made(cert) }
}

fn made(cert: Cert) -> Arc<ServerConfig> {
    let name = if cert == Cert::WrongName { "elsewhere.example" } else { "localhost" };
    let mut params = CertificateParams::new(vec![name.to_string()]).unwrap();
    let purpose = match cert {
        Cert::WrongUse => ExtendedKeyUsagePurpose::ClientAuth,
        _ => ExtendedKeyUsagePurpose::ServerAuth,
    };
    params.extended_key_usages = vec![purpose];
    if cert == Cert::Expired {
        params.not_before = date_time_ymd(2020, 1, 1);
        params.not_after = date_time_ymd(2021, 1, 1);
    }
    let key = KeyPair::generate().unwrap();
    let certificate: CertificateDer<'static> = match cert {
        Cert::SelfSigned => params.self_signed(&key).unwrap().der().clone(),
        _ => params.signed_by(&key, &AUTHORITY.issuer).unwrap().der().clone(),
    };
    let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .unwrap();
    Arc::new(config)
}
