//! FLV: reading and writing the container that HTTP-FLV and RTMP share. [`read`] takes a whole file, and a [`Reader`] bytes
//! as they come:
//!
//! ```
//! use pili_media::flv::Reader;
//!
//! let mut reader = Reader::new();
//! reader.push(b"FLV\x01\x05\0\0\0\x09\0\0\0\0");
//! assert!(reader.next_tag()?.is_none()); // a header, and no tag yet
//! # Ok::<(), pili_media::flv::FlvError>(())
//! ```

use std::fmt;

use bytes::{Buf, BufMut, Bytes, BytesMut};

use crate::codec::{AudioHeader, AudioInfo, Codec, Part, VideoHeader, VideoInfo};

pub use crate::tag_kind::TagKind;

/// Bytes of a tag's header.
pub(crate) const TAG_HEADER: usize = 11;
const FILE_HEADER: usize = 9;
/// The size of the previous tag, which stands before each tag.
const BACK_POINTER: usize = 4;
const MAX_TAG: usize = 16 << 20;

/// Reads tags from bytes as they come. Does no I/O.
///
/// Example: [`flv`](crate::flv).
#[derive(Debug, Default)]
pub struct Reader {
    buffer: BytesMut,
    is_past_header: bool,
}

impl Reader {
    /// A reader that expects the file header first. Example: [`flv`](crate::flv).
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds bytes that were received. Example: [`flv`](crate::flv).
    pub fn push(&mut self, bytes: &[u8]) {
        self.buffer.extend_from_slice(bytes);
    }

    /// The next whole tag, or `None` until more bytes are pushed. Example: [`flv`](crate::flv).
    ///
    /// # Errors
    ///
    /// [`FlvError`] if the bytes are not FLV; nothing can be read after that.
    pub fn next_tag(&mut self) -> Result<Option<Tag>, FlvError> {
        if !self.is_past_header && !self.skip_header()? {
            return Ok(None);
        }
        let Some(head) = self.buffer.get(BACK_POINTER..BACK_POINTER + TAG_HEADER) else { return Ok(None) };
        let (kind, size, timestamp) = tag_fields(head)?;
        if self.buffer.len() < BACK_POINTER + TAG_HEADER + size {
            return Ok(None);
        }
        self.buffer.advance(BACK_POINTER + TAG_HEADER);
        Ok(Some(Tag { kind, timestamp, body: self.buffer.split_to(size).freeze() }))
    }

    /// Whether what was pushed so far ends where a tag ends. Some files lack the last back pointer.
    pub(crate) fn is_between_tags(&self) -> bool {
        self.is_past_header && self.buffer.len() <= BACK_POINTER
    }

    fn skip_header(&mut self) -> Result<bool, FlvError> {
        let Some(header) = self.buffer.get(..FILE_HEADER) else { return Ok(false) };
        let mut fields = header;
        if fields.get_uint(4) != 0x464C_5601 {
            return Err(FlvError("it does not begin with FLV version 1"));
        }
        fields.advance(1);
        let offset = fields.get_u32() as usize;
        if !(FILE_HEADER..1024).contains(&offset) {
            return Err(FlvError("the header's length is out of range"));
        }
        if self.buffer.len() < offset {
            return Ok(false);
        }
        self.buffer.advance(offset);
        self.is_past_header = true;
        Ok(true)
    }
}

/// Reads all tags of a file; a cut last tag is left out.
///
/// ```
/// use pili_media::flv;
///
/// let clip = flv::read(include_bytes!("../tests/data/clip.flv"))?;
/// let key_frames: Vec<u32> = clip.iter().filter(|tag| tag.is_key_frame()).map(|tag| tag.timestamp).collect();
/// assert_eq!(key_frames, [0, 1000, 2000]);
/// # Ok::<(), flv::FlvError>(())
/// ```
/// # Errors
///
/// [`FlvError`] if the bytes are not FLV.
pub fn read(file: &[u8]) -> Result<Vec<Tag>, FlvError> {
    let mut reader = Reader::new();
    reader.push(file);
    std::iter::from_fn(|| reader.next_tag().transpose()).collect()
}

/// One tag: a message of sound, picture or script data.
///
/// ```
/// use pili_media::{Codec, flv::{self, TagKind}};
///
/// let clip = flv::read(include_bytes!("../tests/data/clip.flv"))?;
/// let config = |kind| clip.iter().find(|tag| tag.kind == kind && tag.is_config()).expect("it has one");
/// let (video, audio) = (config(TagKind::Video), config(TagKind::Audio));
/// assert_eq!((video.codec(), video.dimensions()), (Some(Codec::H264), Some((160, 90))));
/// assert_eq!((audio.codec(), audio.sample_rate()), (Some(Codec::Aac), Some(44_100)));
/// # Ok::<(), flv::FlvError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Tag {
    /// What the body holds.
    pub kind: TagKind,
    /// Decoding time in milliseconds.
    pub timestamp: u32,
    /// The body, which is also the body of the RTMP message.
    pub body: Bytes,
}

impl Tag {
    /// A tag of these parts. Example: [the crate's page](crate).
    pub fn new(kind: TagKind, timestamp: u32, body: Bytes) -> Self {
        Self { kind, timestamp, body }
    }

    /// Whether a decoder can start at this picture, as at each that [`read`] finds in a clip.
    pub fn is_key_frame(&self) -> bool {
        self.video().is_some_and(|video| video.is_key && video.part == Part::Frame)
    }

    /// Whether this is a codec's configuration (a "sequence header") rather than a frame: what [`Tag`] looks for first.
    pub fn is_config(&self) -> bool {
        let part = match self.kind {
            TagKind::Video => self.video().map(|video| video.part),
            TagKind::Audio => self.audio().map(|audio| audio.part),
            TagKind::Script => None,
        };
        part == Some(Part::Config)
    }

    /// How it is encoded; `None` for script data, and for what is no message of sound or picture. [Of a clip](Tag) it is
    /// the same in every tag of a kind.
    pub fn codec(&self) -> Option<Codec> {
        match self.kind {
            TagKind::Video => self.video().map(|video| video.codec),
            TagKind::Audio => self.audio().map(|audio| audio.codec),
            TagKind::Script => None,
        }
    }

    /// Width and height in pixels, from a [configuration](Tag) of H.264, HEVC or AV1; `None` for any other tag.
    pub fn dimensions(&self) -> Option<(u32, u32)> {
        let video = self.video().filter(|video| video.part == Part::Config)?;
        VideoInfo::parse(video, &self.body).size
    }

    /// Sample rate in Hz, from a [configuration](Tag) of AAC, Opus or FLAC; `None` for any other tag.
    pub fn sample_rate(&self) -> Option<u32> {
        (self.kind == TagKind::Audio && self.is_config())
            .then(|| self.audio().map(|audio| AudioInfo::parse(audio, &self.body).sample_rate))
            .flatten()
    }

    fn video(&self) -> Option<VideoHeader> {
        (self.kind == TagKind::Video).then(|| VideoHeader::parse(&self.body)).flatten()
    }

    fn audio(&self) -> Option<AudioHeader> {
        (self.kind == TagKind::Audio).then(|| AudioHeader::parse(&self.body)).flatten()
    }
}

/// Bytes that are not FLV.
///
/// Example: [`flv`](crate::flv).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FlvError(&'static str);

impl fmt::Display for FlvError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not an FLV stream: {}", self.0)
    }
}

impl std::error::Error for FlvError {}

/// The file header, and the back pointer before the first tag.
pub(crate) fn file_header(has_audio: bool, has_video: bool) -> Bytes {
    let flags = u8::from(has_audio) << 2 | u8::from(has_video);
    Bytes::copy_from_slice(&[b'F', b'L', b'V', 1, flags, 0, 0, 0, 9, 0, 0, 0, 0])
}

/// The header of a tag; body and back pointer follow.
pub(crate) fn tag_header(kind: TagKind, timestamp: u32, size: usize) -> Bytes {
    let mut header = BytesMut::with_capacity(TAG_HEADER);
    header.put_u8(kind.byte());
    header.put_uint(size as u64, 3);
    header.put_uint(u64::from(timestamp & 0x00FF_FFFF), 3);
    header.put_u8((timestamp >> 24) as u8);
    header.put_uint(0, 3);
    header.freeze()
}

fn tag_fields(mut head: &[u8]) -> Result<(TagKind, usize, u32), FlvError> {
    let kind = TagKind::from_byte(head.get_u8() & 0x1F).ok_or(FlvError("a tag is of no known kind"))?;
    let size = head.get_uint(3) as usize;
    let low = head.get_uint(3) as u32;
    let timestamp = low | u32::from(head.get_u8()) << 24;
    if size > MAX_TAG {
        return Err(FlvError("a tag is too large"));
    }
    Ok((kind, size, timestamp))
}
