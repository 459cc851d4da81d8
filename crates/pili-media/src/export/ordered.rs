//! AMF0 with its members in the order of their names, so that the same recording is always the same file.

use std::collections::{BTreeMap, HashMap};

use crate::wire::{AmfValue, amf0};

const OBJECT: u8 = 0x03;
const ECMA_ARRAY: u8 = 0x08;
const STRICT_ARRAY: u8 = 0x0A;
/// An empty name, and the mark of an end.
const END: [u8; 3] = [0, 0, 0x09];

pub(super) fn encode(value: &AmfValue) -> Vec<u8> {
    match value {
        AmfValue::Object(map) => [&[OBJECT][..], &members(map), &END].concat(),
        AmfValue::EcmaArray(map) => [&[ECMA_ARRAY][..], &count(map.len()), &members(map), &END].concat(),
        AmfValue::Array(list) => {
            let values: Vec<_> = list.iter().map(encode).collect();
            [&[STRICT_ARRAY][..], &count(list.len()), &values.concat()].concat()
        }
        other => amf0::encode(other).to_vec(),
    }
}

fn members(map: &HashMap<String, AmfValue>) -> Vec<u8> {
    let in_order: BTreeMap<_, _> = map.iter().collect();
    let members: Vec<_> =
        in_order.into_iter().map(|(name, value)| [text(name), encode(value)].concat()).collect();
    members.concat()
}

/// A name is at most as long as its length can tell.
fn text(name: &str) -> Vec<u8> {
    let length = u16::try_from(name.len()).unwrap_or(u16::MAX);
    [&length.to_be_bytes()[..], &name.as_bytes()[..usize::from(length)]].concat()
}

fn count(length: usize) -> [u8; 4] {
    u32::try_from(length).unwrap_or(u32::MAX).to_be_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value() -> AmfValue {
        let inner = ["times", "filepositions"]
            .map(|name| (name.to_owned(), AmfValue::Array(vec![AmfValue::Number(1.5)])));
        let names = (0..40).map(|n| (format!("name-{n}"), AmfValue::Number(f64::from(n))));
        let all = names.chain([("keyframes".to_owned(), AmfValue::Object(inner.into()))]);
        AmfValue::EcmaArray(all.collect())
    }

    #[test]
    fn the_same_members_are_the_same_bytes_and_read_as_what_they_are() {
        let bytes = encode(&value());
        assert_eq!(bytes, encode(&value()));
        assert_eq!(amf0::decode(&bytes).expect("AMF0"), value());
    }

    #[test]
    fn members_come_in_the_order_of_their_names() {
        let bytes = encode(&value());
        let at = |name: &[u8]| bytes.windows(name.len()).position(|window| window == name);
        assert!(at(b"filepositions") < at(b"times"));
        assert!(at(b"keyframes") < at(b"name-0"));
    }
}
