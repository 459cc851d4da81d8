//! AAC in ADTS: frames that say of themselves how they are encoded (ISO/IEC 13818-7, 6.2).

use super::{
    DemuxError,
    sound::{Found, Start},
};

const HEADER: usize = 7;
const CHECKSUM: usize = 2;
const SAMPLES: u32 = 1_024;
const RATES: [u32; 13] =
    [96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350];
/// A message of AAC, which always says stereo at 44.1 kHz: the configuration knows better.
const AAC: u8 = 0xAF;
const CONFIGURATION: u8 = 0;
const FRAME: u8 = 1;

pub(super) fn start(bytes: &[u8]) -> Result<Start, DemuxError> {
    let Some(head) = bytes.first_chunk::<HEADER>() else { return Ok(Start::Cut) };
    let &[first, second, third, fourth, fifth, sixth, seventh] = head;
    let index = third >> 2 & 0x0F;
    let rate = RATES.get(usize::from(index)).copied();
    let header = if second & 1 == 1 { HEADER } else { HEADER + CHECKSUM };
    let size = usize::from(fourth & 3) << 11 | usize::from(fifth) << 3 | usize::from(sixth >> 5);
    let (true, Some(rate)) = (first == 0xFF && second & 0xF6 == 0xF0 && size > header, rate) else {
        return Ok(Start::Other);
    };
    if seventh & 3 != 0 {
        return Err(DemuxError::Coding("AAC with several blocks in a frame"));
    }
    if bytes.len() < size {
        return Ok(Start::Cut);
    }
    let channels = (third & 1) << 2 | fourth >> 6;
    let object_type = (third >> 6) + 1;
    let config = u16::from(object_type) << 11 | u16::from(index) << 7 | u16::from(channels) << 3;
    let [high, low] = config.to_be_bytes();
    Ok(Start::Frame(Found {
        size,
        samples: SAMPLES,
        rate,
        config: vec![AAC, CONFIGURATION, high, low],
        mark: vec![AAC, FRAME],
        header,
    }))
}
