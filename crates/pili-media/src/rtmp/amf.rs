//! AMF counted before it is built, for a byte may stand for a value of many bytes, and a reference for any number.

use std::io;

use bytes::{Buf, TryGetError};

use crate::{
    chunk::invalid,
    wire::{
        RtmpChunk,
        constants::{MSG_COMMAND_AMF0, MSG_COMMAND_AMF3, MSG_DATA_AMF0, MSG_DATA_AMF3},
    },
};

/// How deep values may lie in each other; the decoder's own bound.
const DEEPEST: usize = 64;

/// Refuses a command or script data of more values than `most`, or with references, which no client sends and of
/// which each copies what it names. What ends too early is left for the decoder to refuse.
pub(super) fn check(message: &RtmpChunk, most: usize) -> io::Result<()> {
    let body = &message.payload[..];
    let body = match message.message_type {
        MSG_COMMAND_AMF0 | MSG_DATA_AMF0 => body,
        MSG_COMMAND_AMF3 | MSG_DATA_AMF3 => body.strip_prefix(&[0]).unwrap_or(body),
        _ => return Ok(()),
    };
    let mut walk = Walk { rest: body, left: most };
    while !walk.rest.is_empty() {
        match walk.value(1) {
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => break,
            passed => passed?,
        }
    }
    Ok(())
}

struct Walk<'a> {
    rest: &'a [u8],
    /// Values that may still come.
    left: usize,
}

impl Walk<'_> {
    /// Passes a value by (AMF0, section 2).
    fn value(&mut self, depth: usize) -> io::Result<()> {
        self.left = self.left.checked_sub(1).ok_or_else(|| invalid("a command of too many values"))?;
        if depth > DEEPEST {
            return Err(invalid("a command whose values lie too deep in each other"));
        }
        match self.rest.try_get_u8().map_err(cut)? {
            0x00 => self.skip(8),
            0x01 => self.skip(1),
            0x02 => self.text().map(drop),
            0x03 => self.properties(depth),
            0x07 => Err(invalid("a command with a reference")),
            0x08 => self.skip(4).and_then(|()| self.properties(depth)),
            0x0A => (0..self.size()?).try_for_each(|_| self.value(depth + 1)),
            0x0B => self.skip(10),
            0x0C | 0x0F => self.size().and_then(|size| self.skip(size as usize)),
            0x10 => self.text().and_then(|_| self.properties(depth)),
            _ => Ok(()),
        }
    }

    /// Names and values, up to an empty name and the mark after it.
    fn properties(&mut self, depth: usize) -> io::Result<()> {
        while self.text()? > 0 {
            self.value(depth + 1)?;
        }
        self.skip(1.min(self.rest.len()))
    }

    /// Passes a text by, and gives its length.
    fn text(&mut self) -> io::Result<usize> {
        let size = usize::from(self.rest.try_get_u16().map_err(cut)?);
        self.skip(size).map(|()| size)
    }

    fn size(&mut self) -> io::Result<u32> {
        self.rest.try_get_u32().map_err(cut)
    }

    fn skip(&mut self, size: usize) -> io::Result<()> {
        self.rest = self.rest.get(size..).ok_or(io::ErrorKind::UnexpectedEof)?;
        Ok(())
    }
}

fn cut(_: TryGetError) -> io::Error {
    io::ErrorKind::UnexpectedEof.into()
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;

    use crate::wire::{AmfValue, Command, RtmpMessage};

    use super::*;

    fn message(kind: u8, payload: Vec<u8>) -> RtmpChunk {
        RtmpChunk { csid: 3, timestamp: 0, message_type: kind, stream_id: 0, payload: payload.into() }
    }

    /// A call of `x`, and what follows.
    fn command(rest: &[u8]) -> RtmpChunk {
        message(20, [&[2, 0, 1, b'x', 0, 0, 0, 0, 0, 0, 0, 0, 0], rest].concat())
    }

    fn array(count: u32, element: &[u8]) -> Vec<u8> {
        [&[0x0A], &count.to_be_bytes()[..], &element.repeat(count as usize)].concat()
    }

    fn refusal(message: &RtmpChunk) -> String {
        check(message, 1_000).map_or_else(|error| error.to_string(), |()| String::new())
    }

    #[test]
    fn a_command_of_every_kind_of_value_is_passed_by_to_its_end() {
        let map = || [("k".to_owned(), AmfValue::Null), ("l".to_owned(), AmfValue::Boolean(true))].into();
        let typed = AmfValue::TypedObject { class_name: "c".to_owned(), properties: map() };
        let values = vec![
            AmfValue::Object(map()),
            AmfValue::EcmaArray(map()),
            typed,
            AmfValue::Array(vec![AmfValue::Number(1.0), AmfValue::String("s".repeat(70_000))]),
            AmfValue::Date(1.0),
            AmfValue::Xml("<a/>".to_owned()),
            AmfValue::Undefined,
        ];
        let command = Command {
            name: "x".to_owned(),
            transaction_id: 1.0,
            command_object: AmfValue::Null,
            arguments: values,
            stream_id: 0,
        };
        let (kind, payload) = RtmpMessage::Command(command).encode();
        let message = message(kind, payload.to_vec());
        // The name, the number and the null, and then 3 + 3 + 3 + 3 + 1 + 1 + 1.
        assert!(check(&message, 18).is_ok());
        assert!(check(&message, 17).is_err());
    }

    #[test]
    fn a_thousand_values_are_enough_however_they_lie() {
        assert_eq!(refusal(&command(&[5; 998])), "");
        for rest in [vec![5; 999], array(998, &[5]), array(1_000_000, &[]), array(20, &array(50, &[1, 1]))] {
            let refused = refusal(&command(&rest));
            // Of those that announce more than comes, nothing is built.
            assert!(refused.contains("too many values") || rest.len() < 10, "{refused}");
        }
        assert!(refusal(&message(17, [&[0][..], &[5; 2_000]].concat())).contains("too many values"));
        assert!(refusal(&message(18, vec![5; 2_000])).contains("too many values"));
        assert_eq!(refusal(&message(9, vec![5; 2_000])), "");
    }

    #[test]
    fn references_and_depth_are_refused() {
        assert!(refusal(&command(&[7, 0, 0])).contains("reference"));
        let deep = array(1, &[]).repeat(70);
        assert!(refusal(&command(&deep)).contains("deep"));
    }

    #[test]
    fn what_is_cut_is_left_to_the_decoder() {
        let whole = command(&[3, 0, 1, b'k', 2, 0, 1, b'v', 0, 0, 9]).payload;
        for length in 0..=whole.len() {
            assert!(check(&message(20, whole[..length].to_vec()), 5).is_ok(), "{length}");
        }
    }

    #[test]
    fn what_passes_is_built_of_no_more_values() {
        fn count(value: &AmfValue) -> usize {
            match value {
                AmfValue::Array(values) => 1 + values.iter().map(count).sum::<usize>(),
                AmfValue::Object(map)
                | AmfValue::EcmaArray(map)
                | AmfValue::TypedObject { properties: map, .. } => 1 + map.values().map(count).sum::<usize>(),
                _ => 1,
            }
        }
        let mut random = crate::tests::Random(6);
        let mut built = 0;
        for _ in 0..20_000 {
            let rest: Vec<u8> = (0..random.next() % 60)
                .map(|_| [0, 0, 0, 1, 2, 3, 5, 8, 9, 10, 11, 12, 15, 16][random.next() % 14])
                .collect();
            let message = command(&rest);
            let passes = (1..100).find(|most| check(&message, *most).is_ok());
            if let (Some(most), Ok(RtmpMessage::Command(command))) =
                (passes, RtmpMessage::from_chunk(&message))
            {
                let values =
                    2 + count(&command.command_object) + command.arguments.iter().map(count).sum::<usize>();
                // A command without an object is given one.
                assert!(values <= most.max(3), "{values} of {most}: {:?}", Bytes::from(rest));
                built += 1;
            }
        }
        assert!(built > 5_000, "{built}");
    }
}
