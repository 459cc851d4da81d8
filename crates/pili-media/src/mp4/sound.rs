//! Sound as MP4 describes it.

use std::num::NonZeroU32;

use bytes::{Buf, BufMut, Bytes};
use shiguredo_mp4::{
    BoxSize, BoxType, FixedPointNumber, Uint,
    boxes::{
        AudioSampleEntryFields, DflaBox, DopsBox, EsdsBox, FlacBox, Mp4aBox, OpusBox, SampleEntry, UnknownBox,
    },
    descriptors::{DecoderConfigDescriptor, DecoderSpecificInfo, EsDescriptor, SlConfigDescriptor},
};

use super::{
    picture::decode,
    sound_frame::{Mp3Frame, opus_samples},
};
use crate::{
    Codec,
    codec::{AudioHeader, aac_config_of},
};

/// Object types of MPEG-4 that mark MP3: of the rates of MPEG-1, and of half of them and less.
pub(super) const MPEG1: u8 = 0x6B;
const MPEG2: u8 = 0x69;
/// Opus always counts in this many samples a second.
const OPUS_RATE: NonZeroU32 = NonZeroU32::new(48_000).expect("not zero");

/// Bytes of a block that says how a FLAC stream is encoded.
const STREAM_INFO: usize = 34;

/// A track of sound.
#[derive(Clone, Debug)]
pub(crate) struct Sound {
    pub(crate) entry: SampleEntry,
    /// Samples per second.
    pub(crate) rate: NonZeroU32,
    length: Length,
}

/// How many samples a frame has.
#[derive(Clone, Copy, Debug)]
enum Length {
    /// Always as many.
    Fixed(u32),
    /// As its first bytes say.
    Opus,
}

impl Sound {
    /// A track by its configuration message and the data of a frame; `None` if they do not say enough.
    pub(crate) fn of(codec: Codec, config: Option<Bytes>, frame: Option<Bytes>) -> Option<Self> {
        match codec {
            Codec::Aac => aac(&config?),
            Codec::Mp3 => mp3(&frame?),
            Codec::Opus => opus(record(codec, config.as_ref()?)?),
            Codec::Flac => flac(record(codec, config.as_ref()?)?),
            _ => None,
        }
    }

    /// How many samples a frame has.
    pub(crate) fn samples(&self, data: &[u8]) -> u32 {
        match self.length {
            Length::Fixed(samples) => samples,
            Length::Opus => opus_samples(data).unwrap_or(960),
        }
    }
}

fn record(codec: Codec, config: &Bytes) -> Option<&[u8]> {
    let header = AudioHeader::parse(config).filter(|header| header.codec == codec)?;
    config.get(header.payload..)
}

fn aac(config: &Bytes) -> Option<Sound> {
    let config = aac_config_of(config)?;
    let decoder = decoder(
        DecoderConfigDescriptor::OBJECT_TYPE_INDICATION_AUDIO_ISO_IEC_14496_3,
        Some(DecoderSpecificInfo { payload: config.raw.to_vec() }),
    );
    Some(Sound {
        entry: mp4a(audio(config.channels().into(), config.sampling_frequency), decoder),
        rate: NonZeroU32::new(config.sampling_frequency)?,
        length: Length::Fixed(config.samples_per_frame()),
    })
}

fn mp3(frame: &[u8]) -> Option<Sound> {
    let frame = Mp3Frame::parse(frame)?;
    let object_type = if frame.is_mpeg1 { MPEG1 } else { MPEG2 };
    Some(Sound {
        entry: mp4a(audio(frame.channels, frame.sample_rate.get()), decoder(object_type, None)),
        rate: frame.sample_rate,
        length: Length::Fixed(if frame.is_mpeg1 { 1_152 } else { 576 }),
    })
}

/// The record is the header of Ogg (RFC 7845, 5.1), whose numbers begin with the low byte; those of MP4 do not.
fn opus(record: &[u8]) -> Option<Sound> {
    let mut fields = record.strip_prefix(b"OpusHead")?;
    let _version = fields.try_get_u8().ok()?;
    let dops_box = DopsBox {
        output_channel_count: fields.try_get_u8().ok()?,
        pre_skip: fields.try_get_u16_le().ok()?,
        input_sample_rate: fields.try_get_u32_le().ok()?,
        output_gain: fields.try_get_i16_le().ok()?,
    };
    let family = fields.try_get_u8().ok()?;
    let audio = audio(dops_box.output_channel_count.into(), OPUS_RATE.get());
    let entry = match family {
        0 => SampleEntry::Opus(OpusBox { audio, dops_box, unknown_boxes: Vec::new() }),
        _ => many_channels(&dops_box, family, fields),
    };
    Some(Sound { entry, rate: OPUS_RATE, length: Length::Opus })
}

/// Opus of more than two channels: the library writes no mapping of them.
fn many_channels(dops: &DopsBox, family: u8, mapping: &[u8]) -> SampleEntry {
    let mut payload = vec![0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0];
    payload.put_u16(dops.output_channel_count.into());
    payload.put_u16(AudioSampleEntryFields::DEFAULT_SAMPLESIZE);
    payload.put_u32(0);
    payload.put_u32(OPUS_RATE.get() << 16);
    payload.put_u32(8 + 11 + mapping.len() as u32);
    payload.put_slice(b"dOps");
    payload.put_u8(0);
    payload.put_u8(dops.output_channel_count);
    payload.put_u16(dops.pre_skip);
    payload.put_u32(dops.input_sample_rate);
    payload.put_i16(dops.output_gain);
    payload.put_u8(family);
    payload.put_slice(mapping);
    let box_size = BoxSize::U32(8 + payload.len() as u32);
    SampleEntry::Unknown(UnknownBox { box_type: BoxType::Normal(*b"Opus"), box_size, payload })
}

/// The record is the mark of a FLAC file and its first blocks, of which MP4 takes the blocks. Some encoders send
/// nothing but what is in the first of them.
fn flac(record: &[u8]) -> Option<Sound> {
    let header: &[u8] = if record.len() == STREAM_INFO { &[0x80, 0, 0, STREAM_INFO as u8] } else { &[] };
    let blocks = record.strip_prefix(b"fLaC").unwrap_or(record);
    let dfla_box: DflaBox = decode(*b"dfLa", &[&[0; 4], header, blocks].concat())?;
    let info = &dfla_box.metadata_blocks.first()?.block_data;
    let most_samples = u16::from_be_bytes(info.get(2..4)?.try_into().ok()?);
    // 20 bits of the rate, three of the channels less one, five of the depth less one.
    let packed = u32::from_be_bytes(info.get(10..14)?.try_into().ok()?);
    let (rate, channels) = (packed >> 12, 1 + (packed >> 9 & 7) as u16);
    let audio = audio(channels, rate);
    Some(Sound {
        entry: SampleEntry::Flac(FlacBox { audio, dfla_box, unknown_boxes: Vec::new() }),
        rate: NonZeroU32::new(rate)?,
        length: Length::Fixed(most_samples.into()),
    })
}

/// A rate that does not fit is said elsewhere.
fn audio(channels: u16, rate: u32) -> AudioSampleEntryFields {
    AudioSampleEntryFields {
        data_reference_index: AudioSampleEntryFields::DEFAULT_DATA_REFERENCE_INDEX,
        channelcount: channels,
        samplesize: AudioSampleEntryFields::DEFAULT_SAMPLESIZE,
        samplerate: FixedPointNumber::new(u16::try_from(rate).unwrap_or(0), 0),
    }
}

fn mp4a(audio: AudioSampleEntryFields, dec_config_descr: DecoderConfigDescriptor) -> SampleEntry {
    let es = EsDescriptor {
        es_id: EsDescriptor::MIN_ES_ID,
        stream_priority: EsDescriptor::LOWEST_STREAM_PRIORITY,
        depends_on_es_id: None,
        url_string: None,
        ocr_es_id: None,
        dec_config_descr,
        sl_config_descr: SlConfigDescriptor,
    };
    SampleEntry::Mp4a(Mp4aBox { audio, esds_box: EsdsBox { es }, unknown_boxes: Vec::new() })
}

fn decoder(
    object_type_indication: u8,
    dec_specific_info: Option<DecoderSpecificInfo>,
) -> DecoderConfigDescriptor {
    DecoderConfigDescriptor {
        object_type_indication,
        stream_type: DecoderConfigDescriptor::STREAM_TYPE_AUDIO,
        up_stream: DecoderConfigDescriptor::UP_STREAM_FALSE,
        buffer_size_db: Uint::new(0),
        max_bitrate: 0,
        avg_bitrate: 0,
        dec_specific_info,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(channels: u8, family: u8, mapping: &[u8]) -> Bytes {
        let head =
            [&b"\x90OpusOpusHead\x01"[..], &[channels, 0x38, 1, 0x80, 0xBB, 0, 0, 0, 0, family], mapping];
        head.concat().into()
    }

    #[test]
    fn opus_is_described_with_the_high_byte_first() {
        let sound = Sound::of(Codec::Opus, Some(head(2, 0, &[])), None).expect("a track");
        let SampleEntry::Opus(opus) = sound.entry else { panic!("{:?}", sound.entry) };
        assert_eq!((opus.dops_box.pre_skip, opus.dops_box.input_sample_rate), (312, 48_000));
        assert_eq!((opus.audio.channelcount, sound.rate), (2, OPUS_RATE));
    }

    #[test]
    fn opus_of_six_channels_keeps_its_mapping() {
        let mapping = [4, 2, 0, 4, 1, 2, 3, 5];
        let sound = Sound::of(Codec::Opus, Some(head(6, 1, &mapping)), None).expect("a track");
        let SampleEntry::Unknown(entry) = &sound.entry else { panic!("{:?}", sound.entry) };
        assert!(entry.payload.ends_with(&mapping));
        assert_eq!(entry.payload.windows(4).position(|bytes| bytes == b"dOps"), Some(32));
        assert_eq!(super::super::parameter(&sound.entry).as_deref(), Some("opus"));
    }

    #[test]
    fn flac_says_its_rate_in_its_stream_info() {
        let info = [&[0x10, 0, 0x10, 0, 0, 0, 0, 0, 0, 0], &[0x0B, 0xB8, 0x02, 0xF0][..], &[0; 20]].concat();
        for head in [&b"\x90fLaCfLaC\x80\0\0\x22"[..], b"\x90fLaC\x80\0\0\x22", b"\x90fLaC"] {
            let message = [head, &info[..]].concat();
            let sound = Sound::of(Codec::Flac, Some(message.into()), None).expect("a track");
            assert_eq!((sound.rate.get(), sound.samples(&[])), (48_000, 4_096));
            assert_eq!(sound.entry.audio_channel_count(), Some(2));
        }
    }

    #[test]
    fn sound_without_its_configuration_has_no_track() {
        for codec in [Codec::Aac, Codec::Opus, Codec::Flac, Codec::Mp3, Codec::Speex] {
            assert!(Sound::of(codec, None, None).is_none(), "{codec}");
        }
    }
}
