//! Randomness of the system, for those who do not bring their own.

use crate::SignError;

pub(super) fn bytes<const N: usize>() -> Result<[u8; N], SignError> {
    let mut bytes = [0; N];
    if fill(&mut bytes) {
        return Ok(bytes);
    }
    Err(SignError::new("nonce", "must be drawn from the system, which has no random source"))
}

#[cfg(feature = "ring")]
fn fill(bytes: &mut [u8]) -> bool {
    use ring::rand::{SecureRandom as _, SystemRandom};
    SystemRandom::new().fill(bytes).is_ok()
}

#[cfg(all(not(feature = "ring"), not(all(target_family = "wasm", target_os = "unknown"))))]
fn fill(bytes: &mut [u8]) -> bool {
    getrandom::fill(bytes).is_ok()
}

/// In a browser and at an edge those who need random numbers bring their own.
#[cfg(all(not(feature = "ring"), not(test), target_family = "wasm", target_os = "unknown"))]
fn fill(_: &mut [u8]) -> bool {
    false
}

/// As these tests do.
#[cfg(all(not(feature = "ring"), test, target_family = "wasm", target_os = "unknown"))]
fn fill(bytes: &mut [u8]) -> bool {
    use std::sync::atomic::{AtomicU8, Ordering};
    static DRAWN: AtomicU8 = AtomicU8::new(0);
    bytes.fill(DRAWN.fetch_add(1, Ordering::Relaxed));
    true
}

/// A random UUID (version 4) as text.
pub(super) fn uuid() -> Result<String, SignError> {
    let bits = u128::from_be_bytes(bytes()?);
    let bits = bits & !(0xf << 76) | (0x4 << 76);
    let bits = bits & !(0x3 << 62) | (0x2 << 62);
    let hex = format!("{bits:032x}");
    let parts = [0..8, 8..12, 12..16, 16..20, 20..32].map(|part| hex.get(part).unwrap_or_default());
    Ok(parts.join("-"))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    #[test]
    fn a_random_uuid_has_the_form_of_version_4_and_differs_from_the_next() {
        let mut variants = BTreeSet::new();
        for uuid in (0..128).map(|_| super::uuid().unwrap()) {
            assert_eq!(uuid.len(), 36);
            assert_eq!(uuid.as_bytes()[14], b'4', "{uuid}");
            variants.insert(uuid.as_bytes()[19]);
            assert_ne!(uuid, super::uuid().unwrap());
        }
        assert!(variants.iter().eq(b"89ab"), "{variants:?}");
    }
}
