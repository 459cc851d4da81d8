//! MP3: frames that say of themselves how they are encoded (ISO/IEC 11172-3, 2.4.1.3).

use super::{
    DemuxError,
    sound::{Found, Start},
};
use crate::mp4::Mp3Frame;

const HEADER: usize = 4;
/// Kilobits per second, of MPEG-1 and of MPEG-2.
const MPEG1: [usize; 15] = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
const MPEG2: [usize; 15] = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
/// A message of MP3 in samples of 16 bits.
const MP3: u8 = 0x22;

pub(super) fn start(bytes: &[u8]) -> Result<Start, DemuxError> {
    let Some(head) = bytes.first_chunk::<HEADER>() else { return Ok(Start::Cut) };
    let Some(frame) = Mp3Frame::parse(head) else { return Ok(Start::Other) };
    let &[_, second, third, _] = head;
    match second >> 1 & 3 {
        0 => return Ok(Start::Other),
        1 => {}
        2 => return Err(DemuxError::Coding("MPEG audio of layer II")),
        _ => return Err(DemuxError::Coding("MPEG audio of layer I")),
    }
    let (rates, samples) = if frame.is_mpeg1 { (MPEG1, 1_152) } else { (MPEG2, 576) };
    let rate = frame.sample_rate.get();
    let bits = rates.get(usize::from(third >> 4)).copied().unwrap_or(0) * 1_000;
    if bits == 0 {
        return Ok(Start::Other);
    }
    let size = samples as usize / 8 * bits / rate as usize + usize::from(third >> 1 & 1);
    if bytes.len() < size {
        return Ok(Start::Cut);
    }
    Ok(Start::Frame(Found {
        size,
        samples,
        rate,
        config: Vec::new(),
        mark: vec![MP3 | mark_of_rate(rate) << 2 | u8::from(frame.channels > 1)],
        header: 0,
    }))
}

/// FLV knows four rates.
fn mark_of_rate(rate: u32) -> u8 {
    match rate {
        0..8_000 => 0,
        8_000..16_000 => 1,
        16_000..32_000 => 2,
        _ => 3,
    }
}
