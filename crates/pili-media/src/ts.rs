//! MPEG transport streams: H.264 or HEVC, and AAC or MP3, in the packets that HLS segments are made of.

use std::sync::Arc;

use bytes::Bytes;
use mpeg2ts::{
    es::{StreamId, StreamType},
    pes::PesHeader,
    time::{ClockReference, Timestamp},
    ts::{
        AdaptationField, ContinuityCounter, EsInfo, Pid, ProgramAssociation, TransportScramblingControl,
        TsHeader, TsPacket, TsPacketWriter, TsPayload, VersionNumber, WriteTsPacket,
        payload::{self, Pat, Pes, Pmt},
    },
};

use super::{
    Container, TagKind,
    annex_b::{ParameterSets, Syntax},
    codec::{AudioHeader, Codec, Part, VideoHeader, aac_config_of},
    export::ExportError,
    frame::Frame,
    setup::Setup,
    wire::{AudioSpecificConfig, generate_adts_header},
};

const PAT: u16 = 0;
const PMT: u16 = 0x1000;
const VIDEO: u16 = 0x100;
const AUDIO: u16 = 0x101;
/// Room in a packet.
const ROOM: usize = TsPacket::SIZE - 4;
/// Where the streams' clock begins, so that nothing is presented before zero.
const LEAD_MS: u64 = 1_400;
/// How far the program's clock runs ahead of decoding.
const CLOCK_AHEAD_MS: u64 = 700;

type Result<T> = std::result::Result<T, mpeg2ts::Error>;

/// The continuity counters with which a segment begins: they run on from one to the next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counters {
    pat: u8,
    pmt: u8,
    video: u8,
    audio: u8,
}

impl Counters {
    pub(crate) fn to_bytes(self) -> [u8; 4] {
        [self.pat, self.pmt, self.video, self.audio]
    }

    pub(crate) fn from_bytes([pat, pmt, video, audio]: [u8; 4]) -> Self {
        Self { pat, pmt, video, audio }
    }

    /// As they stand after a segment of these frames.
    pub(crate) fn after(mut self, setup: &Setup, frames: &[Arc<Frame>]) -> Self {
        let Ok(codecs) = Codecs::of(setup) else { return self };
        [PAT, PMT].into_iter().for_each(|pid| self.skip(pid, 1));
        for unit in frames.iter().filter_map(|frame| codecs.unit(frame)) {
            self.skip(unit.pid, unit.packets());
        }
        self
    }

    fn next(&mut self, pid: u16) -> u8 {
        let now = *self.of(pid);
        self.skip(pid, 1);
        now
    }

    fn skip(&mut self, pid: u16, packets: usize) {
        let counter = self.of(pid);
        *counter = ((usize::from(*counter) + packets) & usize::from(ContinuityCounter::MAX)) as u8;
    }

    fn of(&mut self, pid: u16) -> &mut u8 {
        match pid {
            VIDEO => &mut self.video,
            AUDIO => &mut self.audio,
            PMT => &mut self.pmt,
            _ => &mut self.pat,
        }
    }
}

/// A segment of these frames.
pub(crate) fn segment(
    counters: Counters,
    setup: &Setup,
    frames: &[Arc<Frame>],
) -> std::result::Result<Bytes, ExportError> {
    let codecs = Codecs::of(setup)?;
    let weight: usize = frames.iter().map(|frame| frame.weight()).sum();
    let output = TsPacketWriter::new(Vec::with_capacity(weight + weight / 8));
    let mut writer = Writer { counters, output };
    let written = writer.tables(&codecs).and_then(|()| {
        frames.iter().try_for_each(|frame| codecs.unit(frame).map_or(Ok(()), |unit| writer.unit(&unit)))
    });
    written.map_err(|error| ExportError::Mux(error.to_string()))?;
    Ok(writer.output.into_stream().into())
}

/// What the segment carries.
struct Codecs {
    video: Option<ParameterSets>,
    audio: Option<Audio>,
}

enum Audio {
    Aac(AudioSpecificConfig),
    Mp3,
}

/// An access unit: what one PES packet carries.
struct Unit {
    pid: u16,
    parts: Vec<Bytes>,
    /// Milliseconds.
    decode: u64,
    present: u64,
    is_start: bool,
    has_clock: bool,
}

impl Unit {
    fn size(&self) -> usize {
        self.parts.iter().map(Bytes::len).sum()
    }

    fn is_reordered(&self) -> bool {
        self.present != self.decode
    }

    fn packets(&self) -> usize {
        1 + (self.size() - self.first()).div_ceil(ROOM)
    }

    /// What goes into its first packet.
    fn first(&self) -> usize {
        (ROOM - self.adaptation_size() - self.header_size()).min(self.size())
    }

    fn header_size(&self) -> usize {
        if self.is_reordered() { 19 } else { 14 }
    }

    fn adaptation_size(&self) -> usize {
        match (self.has_clock, self.is_start) {
            (true, _) => 8,
            (false, true) => 2,
            (false, false) => 0,
        }
    }
}

impl Codecs {
    fn of(setup: &Setup) -> std::result::Result<Self, ExportError> {
        Container::MpegTs.check(setup.codecs()).map_err(ExportError::Codec)?;
        let video = setup.video.as_ref().and_then(|frame| ParameterSets::of(&frame.body()));
        let aac = || aac_config_of(&setup.audio.as_ref()?.body());
        let audio = match setup.audio_codec {
            Some(Codec::Mp3) => Some(Audio::Mp3),
            Some(_) => aac().map(Audio::Aac),
            None => None,
        };
        let missing =
            |codec: Option<Codec>, is_there: bool| codec.filter(|_| !is_there).map(ExportError::Config);
        let missing = missing(setup.video_codec, video.is_some())
            .or_else(|| missing(setup.audio_codec, audio.is_some()))
            .or_else(|| (video.is_none() && audio.is_none()).then_some(ExportError::Empty));
        missing.map_or(Ok(Self { video, audio }), Err)
    }

    fn unit(&self, frame: &Frame) -> Option<Unit> {
        match frame.kind {
            TagKind::Video => self.video_unit(frame),
            TagKind::Audio => self.audio_unit(frame),
            TagKind::Script => None,
        }
    }

    fn video_unit(&self, frame: &Frame) -> Option<Unit> {
        let body = frame.body();
        let header = VideoHeader::parse(&body).filter(|header| header.part == Part::Frame)?;
        let payload = body.slice(header.payload.min(body.len())..);
        let decode = frame.time + LEAD_MS;
        Some(Unit {
            pid: VIDEO,
            parts: self.video.as_ref()?.parts(&payload, header.is_key),
            decode,
            present: decode.saturating_add_signed(header.composition.into()),
            is_start: header.is_key,
            has_clock: true,
        })
    }

    fn audio_unit(&self, frame: &Frame) -> Option<Unit> {
        let body = frame.body();
        let header = AudioHeader::parse(&body).filter(|header| header.part == Part::Frame)?;
        let payload = body.slice(header.payload.min(body.len())..);
        let parts = match self.audio.as_ref()? {
            Audio::Aac(config) => {
                vec![Bytes::copy_from_slice(&generate_adts_header(config, payload.len())), payload]
            }
            Audio::Mp3 => vec![payload],
        };
        let time = frame.time + LEAD_MS;
        let has_clock = self.video.is_none();
        Some(Unit { pid: AUDIO, parts, decode: time, present: time, is_start: has_clock, has_clock })
    }
}

struct Writer {
    counters: Counters,
    output: TsPacketWriter<Vec<u8>>,
}

impl Writer {
    fn tables(&mut self, codecs: &Codecs) -> Result<()> {
        let program = ProgramAssociation { program_num: 1, program_map_pid: Pid::new(PMT)? };
        let pat = Pat { transport_stream_id: 1, version_number: VersionNumber::new(), table: vec![program] };
        self.packet(PAT, None, TsPayload::Pat(pat))?;
        let video = codecs.video.as_ref().map(|sets| match sets.syntax {
            Syntax::H264 => (StreamType::H264, VIDEO),
            Syntax::Hevc => (StreamType::H265, VIDEO),
        });
        let audio = codecs.audio.as_ref().map(|audio| match audio {
            Audio::Aac(_) => (StreamType::AdtsAac, AUDIO),
            Audio::Mp3 => (StreamType::Mpeg1Audio, AUDIO),
        });
        let info = |(stream_type, pid)| {
            Pid::new(pid).map(|elementary_pid| EsInfo {
                stream_type,
                elementary_pid,
                descriptors: Vec::new(),
            })
        };
        let pmt = Pmt {
            program_num: 1,
            pcr_pid: Some(Pid::new(if video.is_some() { VIDEO } else { AUDIO })?),
            version_number: VersionNumber::new(),
            program_info: Vec::new(),
            es_info: video.into_iter().chain(audio).map(info).collect::<Result<_>>()?,
        };
        self.packet(PMT, None, TsPayload::Pmt(pmt))
    }

    fn unit(&mut self, unit: &Unit) -> Result<()> {
        let header = pes_header(unit)?;
        let adaptation = (unit.has_clock || unit.is_start).then(|| adaptation(unit)).transpose()?;
        let data = unit.parts.concat();
        let (first, rest) = data.split_at(unit.first());
        // The length is left open where it does not fit, which is allowed for pictures.
        let size = unit.header_size() - 6 + data.len();
        let pes_packet_len = if unit.pid == VIDEO { 0 } else { u16::try_from(size).unwrap_or(0) };
        let start = Pes { header, pes_packet_len, data: payload::Bytes::new(first)? };
        self.packet(unit.pid, adaptation, TsPayload::PesStart(start))?;
        for part in rest.chunks(ROOM) {
            let part = payload::Bytes::new(part)?;
            self.packet(unit.pid, None, TsPayload::PesContinuation(part))?;
        }
        Ok(())
    }

    fn packet(
        &mut self,
        pid: u16,
        adaptation_field: Option<AdaptationField>,
        payload: TsPayload,
    ) -> Result<()> {
        let header = TsHeader {
            transport_error_indicator: false,
            transport_priority: false,
            pid: Pid::new(pid)?,
            transport_scrambling_control: TransportScramblingControl::NotScrambled,
            continuity_counter: ContinuityCounter::from_u8(self.counters.next(pid))?,
        };
        self.output.write_ts_packet(&TsPacket { header, adaptation_field, payload: Some(payload) })
    }
}

fn pes_header(unit: &Unit) -> Result<PesHeader> {
    let stream_id = if unit.pid == VIDEO { StreamId::VIDEO_MIN } else { StreamId::AUDIO_MIN };
    Ok(PesHeader {
        stream_id: StreamId::new(stream_id),
        priority: false,
        data_alignment_indicator: true,
        copyright: false,
        original_or_copy: false,
        pts: Some(timestamp(unit.present)?),
        dts: unit.is_reordered().then(|| timestamp(unit.decode)).transpose()?,
        escr: None,
    })
}

fn adaptation(unit: &Unit) -> Result<AdaptationField> {
    let clock = timestamp(unit.decode - CLOCK_AHEAD_MS)?.as_u64() * 300;
    Ok(AdaptationField {
        discontinuity_indicator: false,
        random_access_indicator: unit.is_start,
        es_priority_indicator: false,
        pcr: unit.has_clock.then(|| ClockReference::new(clock)).transpose()?,
        opcr: None,
        splice_countdown: None,
        transport_private_data: Vec::new(),
        extension: None,
    })
}

fn timestamp(ms: u64) -> Result<Timestamp> {
    Timestamp::new((ms * 90) & Timestamp::MAX)
}
