//! What a frame of sound says of itself.

use std::num::NonZeroU32;

/// The header of a frame of MP3 (ISO/IEC 11172-3, 2.4.1.3).
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Mp3Frame {
    pub(crate) sample_rate: NonZeroU32,
    pub(crate) channels: u16,
    /// Whether it has the samples of MPEG-1, which are twice those of MPEG-2.
    pub(crate) is_mpeg1: bool,
}

impl Mp3Frame {
    pub(crate) fn parse(data: &[u8]) -> Option<Self> {
        let &[first, second, third, fourth, ..] = data else { return None };
        if first != 0xFF || second & 0xE0 != 0xE0 {
            return None;
        }
        let halved = match second >> 3 & 3 {
            0 => 2,
            2 => 1,
            3 => 0,
            _ => return None,
        };
        let rate: u32 = *[44_100, 48_000, 32_000].get(usize::from(third >> 2 & 3))?;
        Some(Self {
            sample_rate: NonZeroU32::new(rate >> halved)?,
            channels: if fourth >> 6 == 3 { 1 } else { 2 },
            is_mpeg1: halved == 0,
        })
    }
}

/// How many samples a packet of Opus has, at 48 kHz (RFC 6716, 3.1).
pub(crate) fn opus_samples(packet: &[u8]) -> Option<u32> {
    let first = *packet.first()?;
    let kind = first >> 3;
    let frame = match kind {
        0..12 => [480, 960, 1_920, 2_880][usize::from(kind & 3)],
        12..16 => [480, 960][usize::from(kind & 1)],
        _ => [120, 240, 480, 960][usize::from(kind & 3)],
    };
    let count = match first & 3 {
        0 => 1,
        1 | 2 => 2,
        _ => u32::from(packet.get(1)? & 0x3F),
    };
    Some(frame * count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_of_mp3_says_rate_and_channels() {
        let frame = |bytes| {
            Mp3Frame::parse(bytes).map(|frame| (frame.sample_rate.get(), frame.channels, frame.is_mpeg1))
        };
        assert_eq!(frame(&[0xFF, 0xFB, 0x90, 0x64]), Some((44_100, 2, true)));
        assert_eq!(frame(&[0xFF, 0xFB, 0x94, 0xC4]), Some((48_000, 1, true)));
        assert_eq!(frame(&[0xFF, 0xF3, 0x90, 0xC4]), Some((22_050, 1, false)));
        assert_eq!(frame(&[0xFF, 0xE3, 0x98, 0xC4]), Some((8_000, 1, false)));
        assert_eq!(frame(&[0xFF, 0xFB, 0x9C, 0x64]), None);
        assert_eq!(frame(&[0x12, 0x10]), None);
    }

    #[test]
    fn a_packet_of_opus_says_how_long_it_is() {
        assert_eq!(opus_samples(&[0xFC]), Some(960));
        assert_eq!(opus_samples(&[0x08]), Some(960));
        assert_eq!(opus_samples(&[0xE1]), Some(240));
        assert_eq!(opus_samples(&[0xFF, 3]), Some(2_880));
        assert_eq!(opus_samples(&[0xFF]), None);
        assert_eq!(opus_samples(&[]), None);
    }
}
