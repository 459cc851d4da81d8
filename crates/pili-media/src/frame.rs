//! One message of a stream, serialised once per protocol and shared by all viewers.

use std::sync::OnceLock;

use bytes::{BufMut, Bytes, BytesMut};

use crate::{
    TagKind,
    budget::{Budget, Charge},
    chunk, flv,
};

/// Bytes that the allocator takes for a frame beside its own, and its places in a tape and a segment.
const BESIDE: usize = 128;

/// A message as it lies on the tape.
///
/// What follows a header is the same for every viewer, so it exists once; only the header, which holds the
/// viewer's own timestamp, is written per viewer.
#[derive(Debug)]
pub(crate) struct Frame {
    pub(crate) kind: TagKind,
    /// Milliseconds of the publish, whose first frame is at [`START_MS`](crate::timeline::START_MS).
    pub(crate) time: u64,
    /// Whether a viewer can start here.
    pub(crate) start: bool,
    /// Whether the publisher's clock was set anew since the last start.
    pub(crate) is_break: bool,
    size: usize,
    flv: Bytes,
    rtmp: OnceLock<Chunks>,
    /// What it takes of the budget, however many recordings and tapes hold it.
    charge: Option<Charge>,
}

/// The body cut into chunks, and what a copy takes of the budget.
#[derive(Debug)]
struct Chunks {
    bytes: Bytes,
    _charge: Option<Charge>,
}

impl Frame {
    pub(crate) fn new(kind: TagKind, time: u64, start: bool, body: &[u8]) -> Self {
        let mut flv = BytesMut::with_capacity(body.len() + 4);
        flv.put_slice(body);
        flv.put_u32(u32::try_from(body.len() + flv::TAG_HEADER).unwrap_or(u32::MAX));
        Self {
            kind,
            time,
            start,
            is_break: false,
            size: body.len(),
            flv: flv.freeze(),
            rtmp: OnceLock::new(),
            charge: None,
        }
    }

    /// It, taking its bytes of this budget until it is dropped.
    pub(crate) fn charged(self, budget: &Budget) -> Self {
        let charge = Some(budget.charge(self.weight()));
        Self { charge, ..self }
    }

    /// It, after the publisher's clock was set anew.
    pub(crate) fn after_break(self, is_break: bool) -> Self {
        Self { is_break, ..self }
    }

    /// The body of the RTMP message, which is also the body of the FLV tag.
    pub(crate) fn body(&self) -> Bytes {
        self.flv.slice(..self.size)
    }

    /// The FLV tag in two parts: its header for this timestamp, and the shared rest.
    pub(crate) fn flv(&self, timestamp: u32) -> [Bytes; 2] {
        [flv::tag_header(self.kind, timestamp, self.size), self.flv.clone()]
    }

    /// Bytes of the FLV tag.
    pub(crate) fn flv_size(&self) -> usize {
        flv::TAG_HEADER + self.flv.len()
    }

    /// The RTMP chunks in two parts: the header for this timestamp, and the shared rest.
    pub(crate) fn rtmp(&self, timestamp: u32, stream_id: u32) -> [Bytes; 2] {
        let csid = chunk::media_csid(self.kind);
        let head = chunk::header(csid, timestamp, self.size, self.kind.byte(), stream_id);
        // From 4.6 hours on, every chunk repeats the timestamp, and nothing can be shared.
        let rest = match chunk::extended(timestamp) {
            None => self.rtmp.get_or_init(|| self.chunks(csid)).bytes.clone(),
            repeated => chunk::rest(csid, repeated, self.body(), chunk::OUT),
        };
        [head, rest]
    }

    /// Bytes of the body.
    pub(crate) fn size(&self) -> usize {
        self.size
    }

    fn chunks(&self, csid: u8) -> Chunks {
        let bytes = chunk::rest(csid, None, self.body(), chunk::OUT);
        // A body of one chunk is not copied.
        let copied = if bytes.len() > self.size { bytes.len() } else { 0 };
        Chunks { bytes, _charge: self.charge.as_ref().map(|charge| charge.another(copied)) }
    }

    /// Bytes that the frame holds in memory, roughly.
    pub(crate) fn weight(&self) -> usize {
        self.size + size_of::<Self>() + BESIDE
    }
}
