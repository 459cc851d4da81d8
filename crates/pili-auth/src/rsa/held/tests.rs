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
    assert!(format!("{:?}", key.public_key()).len() < 50);
}
