//! What a handshake may bring along: of all extensions, those that are served.
//!
//! `srt-protocol` 0.4.4 panics at congestion control, packet filters, groups and empty stream ids, so it never sees any. A
//! peer is served without what is left out; keys are left out too, for nobody who wants encryption is let in.

/// Bytes before the extensions.
const HANDSHAKE: usize = 64;
const EXTENSION_HEADER: usize = 4;
const REQUEST: u16 = 1;
const RESPONSE: u16 = 2;
const STREAM_ID: u16 = 5;
/// Bytes of the first two: version, flags, latencies.
const TERMS: usize = 12;

/// A handshake with no other extensions; `None` if it is cut.
pub(super) fn only_known(handshake: &[u8]) -> Option<Vec<u8>> {
    let (head, mut rest) = handshake.split_at_checked(HANDSHAKE)?;
    let mut kept = head.to_vec();
    while let &[kind, kind_low, words, words_low, ..] = rest {
        let size = usize::from(u16::from_be_bytes([words, words_low])) * 4;
        let (extension, next) = rest.split_at_checked(EXTENSION_HEADER + size)?;
        let is_known = match u16::from_be_bytes([kind, kind_low]) {
            // Of a longer one the library would read the rest as further extensions.
            REQUEST | RESPONSE => size == TERMS,
            STREAM_ID => size > 0,
            _ => false,
        };
        if is_known {
            kept.extend_from_slice(extension);
        }
        rest = next;
    }
    Some(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extensions_that_are_not_served_are_left_out() {
        let extension =
            |kind: u8, words: u8| [&[0, kind, 0, words][..], &vec![kind; usize::from(words) * 4]].concat();
        let all = [(1, 3), (3, 2), (5, 2), (6, 1), (7, 4), (8, 1), (5, 0), (1, 2), (1, 4)];
        let all: Vec<u8> = all.into_iter().flat_map(|(kind, words)| extension(kind, words)).collect();
        let kept = only_known(&[&[0; HANDSHAKE][..], &all].concat()).expect("whole");
        assert_eq!(kept[HANDSHAKE..], [extension(1, 3), extension(5, 2)].concat());
    }

    #[test]
    fn a_cut_handshake_is_none() {
        assert_eq!(only_known(&[0; HANDSHAKE - 1]), None);
        assert_eq!(only_known(&[&[0; HANDSHAKE][..], &[0, 5, 0, 1, 7]].concat()), None);
    }
}
