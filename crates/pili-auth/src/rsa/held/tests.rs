use base64::{Engine as _, engine::general_purpose::STANDARD};

use super::*;

const PKCS8: &str = include_str!("../../../tests/keys/application.pkcs8.pem");
const PKCS1: &str = include_str!("../../../tests/keys/application.pkcs1.pem");
const PUBLIC: &str = include_str!("../../../tests/keys/application.public.pem");

fn refused(pem: &str) -> KeyError {
    PrivateKey::from_pem(pem).unwrap_err()
}

#[test]
fn both_forms_of_a_key_sign_alike_and_its_public_half_verifies() {
    let (one, other) = (PrivateKey::from_pem(PKCS8).unwrap(), PrivateKey::from_pem(PKCS1).unwrap());
    let signature = one.sign(b"text").unwrap();
    assert_eq!(signature, other.sign(b"text").unwrap());
    let public = PublicKey::from_pem(PUBLIC).unwrap();
    assert_eq!(public, one.public_key());
    assert!(public.verify(b"text", &signature));
    assert!(!public.verify(b"texu", &signature));
    assert!(!public.verify(b"text", &signature[1..]));
    assert!(!public.verify(b"text", b""));
}

#[test]
fn what_is_no_pem_text_says_so_and_is_not_shown() {
    for pem in ["", "./private.key", "hush"] {
        assert_eq!(refused(pem), KeyError::NoPem);
    }
    assert_eq!(refused(&PKCS8.replace('\n', r"\n")), KeyError::EscapedLines);
    assert_eq!(refused(&PKCS8.replace("-----END", "")), KeyError::Damaged);
    assert_eq!(refused(&PKCS8.replace("MII", "*II")), KeyError::Damaged);
    assert!(!refused("hush").to_string().contains("hush"));
}

#[test]
fn a_half_is_not_taken_for_the_other() {
    let wanted = KeyKind::RsaPrivate;
    assert_eq!(refused(PUBLIC), KeyError::Kind { wanted, found: KeyKind::RsaPublic });
    let text = PublicKey::from_pem(PKCS1).unwrap_err().to_string();
    assert_eq!(text, "the key must be a public RSA key, and it is a private RSA key");
}

#[test]
fn line_ends_of_windows_and_text_around_the_key_do_not_matter() {
    let pem = format!("subject=application\n{}\n{PUBLIC}", PKCS8).replace('\n', "\r\n");
    assert!(PrivateKey::from_pem(pem.as_str()).is_ok());
    assert!(PublicKey::from_pem(&pem).is_ok());
}

#[test]
fn a_key_that_was_cut_off_is_refused_wherever_that_was() {
    let lines: Vec<&str> = PUBLIC.lines().collect();
    for kept in 1..lines.len() - 2 {
        let pem = [&lines[..=kept], &lines[lines.len() - 1..]].concat().join("\n");
        assert_eq!(PublicKey::from_pem(&pem), Err(KeyError::Damaged), "{kept}");
    }
    let body = PKCS8.lines().take(5).collect::<Vec<_>>().join("\n");
    assert!(matches!(refused(&format!("{body}\n-----END PRIVATE KEY-----\n")), KeyError::Damaged));
}

#[test]
fn debug_shows_no_key() {
    let key = PrivateKey::from_pem(PKCS8).unwrap();
    assert_eq!(format!("{key:?}"), "PrivateKey(..)");
    let shown = format!("{:?}", key.public_key());
    assert!(shown.starts_with("PublicKey(sha256 ") && shown.len() < 50, "{shown}");
}

/// The text of a PEM file with this label.
fn pem(label: &str, der: &[u8]) -> String {
    format!("-----BEGIN {label}-----\n{}\n-----END {label}-----\n", STANDARD.encode(der))
}

#[test]
fn what_is_no_key_of_ours_is_told_by_its_label() {
    let wanted = KeyKind::RsaPrivate;
    for (label, found) in [
        ("ENCRYPTED PRIVATE KEY", KeyKind::Encrypted),
        ("OPENSSH PRIVATE KEY", KeyKind::OpenSsh),
        ("RSA PUBLIC KEY", KeyKind::RsaPublicPkcs1),
        ("EC PARAMETERS", KeyKind::Ec),
        ("EC PRIVATE KEY", KeyKind::Ec),
        ("CERTIFICATE", KeyKind::Certificate),
        ("CERTIFICATE REQUEST", KeyKind::CertificateRequest),
        ("NEW CERTIFICATE REQUEST", KeyKind::CertificateRequest),
        ("DSA PRIVATE KEY", KeyKind::Other),
    ] {
        assert_eq!(refused(&pem(label, b"key")), KeyError::Kind { wanted, found }, "{label}");
    }
}

#[test]
fn a_section_without_its_end_was_cut_off_and_is_no_other_kind() {
    for label in ["PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY", "PUBLIC KEY", "CERTIFICATE"] {
        for text in [format!("-----BEGIN {label}-----"), format!("-----BEGIN {label}-----\nMIIE")] {
            assert_eq!(refused(&text), KeyError::Damaged, "{label}");
        }
    }
}

#[test]
fn a_section_that_does_not_begin_its_line_is_damaged_and_no_other_kind() {
    for label in ["PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY", "PUBLIC KEY", "CERTIFICATE"] {
        assert_eq!(refused(&format!("key: {}", pem(label, b"key"))), KeyError::Damaged, "{label}");
    }
}

/// A value of DER, whatever its length.
fn value(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let value = parts.concat();
    let length = u16::try_from(value.len()).unwrap().to_be_bytes();
    [&[tag, 0x82], &length[..], &value].concat()
}

/// A public key whose modulus has so many bytes, and before them the byte of its sign.
fn public_key(bytes: usize) -> Result<PublicKey, KeyError> {
    let modulus = [&[0][..], &vec![0xff; bytes]].concat();
    let key = value(0x30, &[&value(2, &[&modulus]), &[2, 1, 3]]);
    let rsa = [0x30, 13, 6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1, 5, 0];
    PublicKey::from_pem(pem("PUBLIC KEY", &value(0x30, &[&rsa, &value(3, &[&[0], &key])])))
}

#[test]
fn a_modulus_is_as_long_as_it_is_without_its_sign() {
    let rejected = |why: &str| Some(KeyError::Rejected(why.to_owned()));
    for (bytes, error) in
        [(255, rejected("TooSmall")), (256, None), (1024, None), (1025, rejected("TooLarge"))]
    {
        assert_eq!(public_key(bytes).err(), error, "{bytes}");
    }
}
