//! Pictures: access units with start codes in, messages with lengths out.

use bytes::{BufMut as _, Bytes, BytesMut};
use shiguredo_mp4::bitstream::{h264, h265};

use super::{
    DemuxError,
    clock::Time,
    pes::Pes,
    records::{ParameterSets, Role},
};
use crate::{
    Codec,
    annex_b::Syntax,
    flv::{Tag, TagKind},
};

/// A track of pictures.
#[derive(Debug)]
pub(super) struct Video {
    syntax: Syntax,
    sets: ParameterSets,
    /// The configuration that was sent last.
    config: Bytes,
    /// Whether nothing can be decoded before the next key frame.
    waits: bool,
}

impl Video {
    pub(super) fn new(syntax: Syntax) -> Self {
        Self { syntax, sets: ParameterSets::default(), config: Bytes::new(), waits: true }
    }

    /// Something is missing: what follows leans on it.
    pub(super) fn lose(&mut self) {
        self.waits = true;
    }

    pub(super) fn unit(&mut self, pes: &Pes, time: Time, tags: &mut Vec<Tag>) -> Result<(), DemuxError> {
        let Some(nals) = nals(self.syntax, &pes.data) else {
            self.lose();
            return Ok(());
        };
        let unit = Unit::of(self.syntax, &nals);
        let is_key = unit.is_key || (pes.is_random_access && unit.sets.has_sequence());
        self.sets.learn(unit.sets);
        if !unit.has_picture || (self.waits && !is_key) {
            return Ok(());
        }
        if is_key {
            self.configure(time, tags)?;
        }
        self.waits = false;
        tags.push(self.tag(time, frame(self.syntax, is_key, time.composition(), &unit.rest)));
        Ok(())
    }

    /// Tells the parameter sets, if they are new.
    fn configure(&mut self, time: Time, tags: &mut Vec<Tag>) -> Result<(), DemuxError> {
        let unread = DemuxError::ParameterSets(self.codec());
        let record = self.sets.record(self.syntax).ok_or(unread)?;
        let config = configuration(self.syntax, &record);
        if config != self.config {
            self.config = config.clone();
            tags.push(self.tag(time, config));
        }
        Ok(())
    }

    fn tag(&self, time: Time, body: Bytes) -> Tag {
        Tag::new(TagKind::Video, time.timestamp(), body)
    }

    fn codec(&self) -> Codec {
        match self.syntax {
            Syntax::H264 => Codec::H264,
            Syntax::Hevc => Codec::Hevc,
        }
    }
}

/// An access unit, sorted.
struct Unit<'a> {
    sets: ParameterSets,
    /// What is neither a parameter set nor a delimiter, which messages do not hold.
    rest: Vec<&'a [u8]>,
    has_picture: bool,
    is_key: bool,
}

impl<'a> Unit<'a> {
    fn of(syntax: Syntax, nals: &[&'a [u8]]) -> Self {
        let mut unit =
            Self { sets: ParameterSets::default(), rest: Vec::new(), has_picture: false, is_key: false };
        for nal in nals {
            let role = Role::of(syntax, nal);
            unit.sets.add(role, nal);
            unit.is_key |= role == Role::KeySlice;
            unit.has_picture |= matches!(role, Role::KeySlice | Role::Slice);
            if matches!(role, Role::KeySlice | Role::Slice | Role::Other) {
                unit.rest.push(nal);
            }
        }
        unit
    }
}

/// The NAL units between start codes; `None` if that is not what it is.
fn nals(syntax: Syntax, data: &[u8]) -> Option<Vec<&[u8]>> {
    Some(match syntax {
        Syntax::H264 => h264::parse_annexb_nal_units(data).ok()?.iter().map(|nal| nal.data).collect(),
        Syntax::Hevc => h265::parse_annexb_nal_units(data).ok()?.iter().map(|nal| nal.data).collect(),
    })
}

/// Bits of a message's first byte, and what FLV and enhanced RTMP call the codecs.
const KEY: u8 = 0x10;
const INTER: u8 = 0x20;
const AVC: u8 = 7;
const ENHANCED: u8 = 0x80;
const HEVC: &[u8; 4] = b"hvc1";
const CONFIGURATION: u8 = 0;
const FRAME: u8 = 1;

fn configuration(syntax: Syntax, record: &[u8]) -> Bytes {
    let mut body = BytesMut::with_capacity(5 + record.len());
    begin(&mut body, syntax, true, CONFIGURATION);
    if syntax == Syntax::H264 {
        body.put_uint(0, 3);
    }
    body.put_slice(record);
    body.freeze()
}

fn frame(syntax: Syntax, is_key: bool, composition: i32, nals: &[&[u8]]) -> Bytes {
    let size: usize = nals.iter().map(|nal| 4 + nal.len()).sum();
    let mut body = BytesMut::with_capacity(8 + size);
    begin(&mut body, syntax, is_key, FRAME);
    body.put_int(composition.into(), 3);
    for nal in nals {
        body.put_u32(u32::try_from(nal.len()).unwrap_or(u32::MAX));
        body.put_slice(nal);
    }
    body.freeze()
}

fn begin(body: &mut BytesMut, syntax: Syntax, is_key: bool, packet: u8) {
    let kind = if is_key { KEY } else { INTER };
    match syntax {
        Syntax::H264 => body.put_slice(&[kind | AVC, packet]),
        Syntax::Hevc => {
            body.put_u8(ENHANCED | kind | packet);
            body.put_slice(HEVC);
        }
    }
}
