//! A segment as a file: FLV that any player opens, whose first tag tells what FLV has no place for.

use std::{
    collections::HashMap,
    fmt, fs, io,
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, UNIX_EPOCH},
};

use bytes::Bytes;

use crate::{
    Segment, TagKind,
    budget::Budget,
    codec::{Part, VideoHeader},
    flv::{self, Tag},
    frame::Frame,
    kept::Facts,
    setup::Setup,
    ts::Counters,
    wire::{AmfValue, amf0},
};

/// The name of the first tag's script data.
const ABOUT: &str = "onPiliSegment";
/// Bytes in which the first tag surely ends.
const HEAD: usize = 1_024;

/// Where the file of a segment is: `<number>-<start>-<duration>.flv` in milliseconds, with `-break` before the dot
/// where it does not follow on from the segment before.
pub(crate) fn path(folder: &Path, facts: &Facts) -> PathBuf {
    let start = facts.start.duration_since(UNIX_EPOCH).unwrap_or_default().as_millis();
    let (number, duration) = (facts.number, facts.duration.as_millis());
    let broken = if facts.is_break { "-break" } else { "" };
    folder.join(format!("{number:010}-{start}-{duration}{broken}.flv"))
}

/// The facts in a file's name.
fn facts(name: &str) -> Option<Facts> {
    let name = name.strip_suffix(".flv")?;
    let plain = name.strip_suffix("-break");
    let mut numbers = plain.unwrap_or(name).split('-').map(|part| part.parse::<u64>().ok());
    let (number, start, duration) = (numbers.next()??, numbers.next()??, numbers.next()??);
    let start = UNIX_EPOCH.checked_add(Duration::from_millis(start))?;
    let (duration, is_break, map) = (Duration::from_millis(duration), plain.is_some(), number);
    numbers.next().is_none().then_some(Facts { number, start, duration, is_break, map })
}

/// The segment's file.
pub(super) fn bytes(segment: &Segment) -> Vec<u8> {
    let header = flv::file_header(segment.setup.audio_codec.is_some(), segment.setup.video_codec.is_some());
    let tags = || segment.setup.frames().chain(segment.frames.iter().cloned());
    let rest: usize = tags().map(|frame| frame.flv_size()).sum();
    let time = segment.frames.first().map_or(0, |first| first.time);
    let about = About { time, counters: segment.counters, map: segment.map, size: 0 };
    // Its own length does not depend on the numbers in it.
    let size = header.len() + about.tag().len() + rest;
    let mut file = Vec::with_capacity(size);
    file.extend_from_slice(&header);
    file.extend_from_slice(&About { size: size as u64, ..about }.tag());
    for frame in tags() {
        frame.flv(frame.time as u32).iter().for_each(|part| file.extend_from_slice(part));
    }
    file
}

/// What a file is by its name and its first tag, and its size: for one that is whole.
pub(super) fn look(path: &Path) -> Result<(Facts, usize), Broken> {
    let facts = path.file_name().and_then(|name| name.to_str()).and_then(facts);
    let facts = facts.ok_or(Broken::Content("its name is not that of a segment"))?;
    let mut head = Vec::new();
    let file = fs::File::open(path)?;
    let size = file.metadata()?.len();
    io::Read::read_to_end(&mut io::Read::take(file, HEAD as u64), &mut head)?;
    let first = flv::read(&head)?.into_iter().next();
    let about = first.and_then(|tag| About::of(&tag)).ok_or(NO_ABOUT)?;
    let facts = Facts { map: about.map, ..facts };
    if about.size == size { Ok((facts, size as usize)) } else { Err(CUT) }
}

/// The segment in a file, its frames charged to this budget.
pub(crate) fn read(path: &Path, facts: Facts, budget: &Budget) -> Result<Segment, Broken> {
    let file = fs::read(path)?;
    let mut tags = flv::read(&file)?.into_iter();
    let about = tags.next().and_then(|tag| About::of(&tag)).ok_or(NO_ABOUT)?;
    if about.size != file.len() as u64 {
        return Err(CUT);
    }
    let has_video = file[4] & 1 != 0;
    let mut reading = Reading { time: about.time, has_video, setup: Setup::default(), frames: Vec::new() };
    tags.for_each(|tag| reading.tag(&tag, budget));
    let Reading { mut setup, frames, .. } = reading;
    setup.complete(&setup.frames().collect::<Vec<_>>());
    setup.complete(&frames);
    let Facts { number, start, duration, is_break, map } = facts;
    Ok(Segment { number, start, duration, is_break, map, setup, frames, counters: about.counters })
}

struct Reading {
    /// That of the last frame: tags have the lower half of it.
    time: u64,
    has_video: bool,
    setup: Setup,
    frames: Vec<Arc<Frame>>,
}

impl Reading {
    fn tag(&mut self, tag: &Tag, budget: &Budget) {
        self.has_video |= tag.kind == TagKind::Video;
        let time = self
            .time
            .saturating_add_signed(i64::from(tag.timestamp.wrapping_sub(self.time as u32).cast_signed()));
        let is_frame = tag.kind != TagKind::Script && !tag.is_config();
        let frame = Frame::new(tag.kind, time, is_frame && self.is_start(tag), &tag.body);
        let frame = Arc::new(frame.charged(budget));
        // A segment begins with a frame; what comes before it is the setup.
        match (self.frames.is_empty() && !is_frame, tag.kind) {
            (false, _) => self.frames.push(frame),
            (true, TagKind::Script) => self.setup.metadata = Some(frame),
            (true, TagKind::Video) => self.setup.video = Some(frame),
            (true, TagKind::Audio) => self.setup.audio = Some(frame),
        }
        self.time = time;
    }

    /// As it was when the frame arrived.
    fn is_start(&self, tag: &Tag) -> bool {
        match tag.kind {
            TagKind::Video => VideoHeader::parse(&tag.body)
                .is_some_and(|header| header.is_key && header.part == Part::Frame),
            _ => !self.has_video,
        }
    }
}

/// What FLV has no place for.
#[derive(Clone, Copy)]
struct About {
    /// Of the first frame, in milliseconds; tags have the lower half of it.
    time: u64,
    counters: Counters,
    map: u64,
    /// Bytes of the whole file.
    size: u64,
}

impl About {
    fn tag(self) -> Vec<u8> {
        let counters = u32::from_be_bytes(self.counters.to_bytes());
        let members = [
            ("time", self.time as f64),
            ("counters", f64::from(counters)),
            ("map", self.map as f64),
            ("filesize", self.size as f64),
        ];
        let members = members.map(|(name, value)| (name.to_owned(), AmfValue::Number(value)));
        let body = [AmfValue::String(ABOUT.to_owned()), AmfValue::EcmaArray(HashMap::from(members))];
        Frame::new(TagKind::Script, 0, false, &amf0::encode_all(&body)).flv(0).concat()
    }

    fn of(tag: &Tag) -> Option<Self> {
        let values = amf0::decode_all(&Bytes::clone(&tag.body)).ok()?;
        let [AmfValue::String(name), AmfValue::EcmaArray(members)] = values.as_slice() else { return None };
        let number = |name: &str| match members.get(name)? {
            AmfValue::Number(number) => Some(*number as u64),
            _ => None,
        };
        let counters = u32::try_from(number("counters")?).ok()?;
        let counters = Counters::from_bytes(counters.to_be_bytes());
        let (time, map, size) = (number("time")?, number("map")?, number("filesize")?);
        (name == ABOUT).then_some(Self { time, counters, map, size })
    }
}

const NO_ABOUT: Broken = Broken::Content("it does not begin as a segment");
const CUT: Broken = Broken::Content("it is not whole");

/// Why a file gives no segment.
#[derive(Debug)]
pub(crate) enum Broken {
    File(io::Error),
    Content(&'static str),
    Flv(flv::FlvError),
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(error) => error.fmt(f),
            Self::Content(what) => f.write_str(what),
            Self::Flv(error) => error.fmt(f),
        }
    }
}

impl From<io::Error> for Broken {
    fn from(error: io::Error) -> Self {
        Self::File(error)
    }
}

impl From<flv::FlvError> for Broken {
    fn from(error: flv::FlvError) -> Self {
        Self::Flv(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_what_the_segment_is() {
        for is_break in [false, true] {
            let facts_of = Facts {
                number: 7,
                start: UNIX_EPOCH + Duration::from_millis(1_700_000_000_123),
                duration: Duration::from_millis(4_960),
                is_break,
                map: 7,
            };
            let path = path("recordings".as_ref(), &facts_of);
            assert_eq!(
                facts(path.file_name().and_then(|name| name.to_str()).expect("a name")),
                Some(facts_of)
            );
        }
        for name in ["7-1.flv", "7-1-2-3.flv", "a-1-2.flv", "7-1-2.part", "7-1-2-broken.flv"] {
            assert_eq!(facts(name), None, "{name}");
        }
    }
}
