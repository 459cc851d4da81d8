//! As much of DER as it takes to see which algorithm a key is for.

use super::KeyKind;

const INTEGER: u8 = 0x02;
const BIT_STRING: u8 = 0x03;
const OBJECT: u8 = 0x06;
const SEQUENCE: u8 = 0x30;

const RSA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1];
const RSA_PSS: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 10];
const EC: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 2, 1];
const ED25519: &[u8] = &[0x2b, 0x65, 112];
const ED448: &[u8] = &[0x2b, 0x65, 113];

/// The kind of a private key in PKCS#8.
pub(super) fn pkcs8(der: &[u8]) -> Option<KeyKind> {
    let (key, _) = value(der, SEQUENCE)?;
    let (_version, rest) = value(key, INTEGER)?;
    let (algorithm, _) = value(rest, SEQUENCE)?;
    kind(algorithm, KeyKind::RsaPrivate)
}

/// The kind of a public key as certificates hold it, and its bits.
pub(super) fn spki(der: &[u8]) -> Option<(KeyKind, &[u8])> {
    let (key, _) = value(der, SEQUENCE)?;
    let (algorithm, rest) = value(key, SEQUENCE)?;
    let (bits, _) = value(rest, BIT_STRING)?;
    Some((kind(algorithm, KeyKind::RsaPublic)?, bits.strip_prefix(&[0])?))
}

/// How many bytes the modulus of a public RSA key has.
pub(super) fn modulus_bytes(key: &[u8]) -> Option<usize> {
    let (numbers, _) = value(key, SEQUENCE)?;
    let (modulus, rest) = value(numbers, INTEGER)?;
    let (_exponent, _) = value(rest, INTEGER)?;
    Some(modulus.strip_prefix(&[0]).unwrap_or(modulus).len())
}

fn kind(algorithm: &[u8], of_rsa: KeyKind) -> Option<KeyKind> {
    let (object, _) = value(algorithm, OBJECT)?;
    Some(match object {
        RSA => of_rsa,
        RSA_PSS => KeyKind::RsaPss,
        EC => KeyKind::Ec,
        ED25519 | ED448 => KeyKind::Edwards,
        _ => KeyKind::Other,
    })
}

/// The first value, which must be of this tag, and what follows it.
fn value(der: &[u8], tag: u8) -> Option<(&[u8], &[u8])> {
    let (first, rest) = der.split_first()?;
    let (length, rest) = length(rest)?;
    (*first == tag).then(|| rest.split_at_checked(length))?
}

fn length(der: &[u8]) -> Option<(usize, &[u8])> {
    let (first, rest) = der.split_first()?;
    let Some(bytes) = first.checked_sub(0x80) else { return Some((usize::from(*first), rest)) };
    let (length, rest) = rest.split_at_checked(usize::from(bytes))?;
    let length =
        length.iter().try_fold(0_usize, |sum, byte| sum.checked_mul(256)?.checked_add((*byte).into()))?;
    Some((length, rest))
}
