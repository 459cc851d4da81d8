//! Finds a key in a PEM text, and says what else is there if it is not.

use rustls_pki_types::pem::{PemObject as _, SectionKind};
use zeroize::Zeroizing;

use super::{KeyError, KeyKind, der};

/// The first section of a kind that is wanted, with its DER.
pub(super) fn find(
    pem: &[u8],
    wanted: KeyKind,
    kinds: &[SectionKind],
) -> Result<(SectionKind, Zeroizing<Vec<u8>>), KeyError> {
    if !contains(pem, "-----BEGIN ") {
        return Err(KeyError::NoPem);
    }
    if contains(pem, r"-----\n") {
        return Err(KeyError::EscapedLines);
    }
    if contains(pem, "Proc-Type: 4,ENCRYPTED") {
        return Err(KeyError::Kind { wanted, found: KeyKind::Encrypted });
    }
    let mut other = None;
    for section in <(SectionKind, Vec<u8>)>::pem_slice_iter(pem) {
        let (kind, der) = section.map_err(|_| KeyError::Damaged)?;
        let der = Zeroizing::new(der);
        if kinds.contains(&kind) {
            return Ok((kind, der));
        }
        other.get_or_insert_with(|| found(kind, &der));
    }
    let found = other.or_else(|| labelled(pem)).ok_or(KeyError::Damaged)?;
    Err(KeyError::Kind { wanted, found })
}

fn found(kind: SectionKind, der: &[u8]) -> KeyKind {
    match kind {
        SectionKind::PrivateKey => der::pkcs8(der).unwrap_or(KeyKind::Other),
        SectionKind::PublicKey => der::spki(der).map_or(KeyKind::Other, |(kind, _)| kind),
        SectionKind::RsaPrivateKey => KeyKind::RsaPrivate,
        SectionKind::EcPrivateKey => KeyKind::Ec,
        SectionKind::Certificate => KeyKind::Certificate,
        SectionKind::Csr => KeyKind::CertificateRequest,
        _ => KeyKind::Other,
    }
}

/// What a section is that the reader of PEM passes over, by its label. A label that the reader knows is none:
/// such a section was cut off.
fn labelled(pem: &[u8]) -> Option<KeyKind> {
    let has = |label: &str| contains(pem, &format!("-----BEGIN {label}-----"));
    let known = ["PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY", "PUBLIC KEY", "CERTIFICATE"];
    let kinds = [
        ("ENCRYPTED PRIVATE KEY", KeyKind::Encrypted),
        ("OPENSSH PRIVATE KEY", KeyKind::OpenSsh),
        ("RSA PUBLIC KEY", KeyKind::RsaPublicPkcs1),
        ("EC PARAMETERS", KeyKind::Ec),
        ("NEW CERTIFICATE REQUEST", KeyKind::CertificateRequest),
    ];
    let kind = kinds.iter().find(|(label, _)| has(label)).map(|(_, kind)| *kind);
    kind.or_else(|| (!known.iter().any(|label| has(label))).then_some(KeyKind::Other))
}

fn contains(text: &[u8], part: &str) -> bool {
    text.windows(part.len()).any(|window| window == part.as_bytes())
}
