//! H.264 decoded, and written as JPEG.

mod colours;
mod sps;

use std::{
    fmt,
    panic::{UnwindSafe, catch_unwind},
};

use bytes::Bytes;
use jpeg_encoder::{Encoder, ImageBuffer, JpegColorType};
use rusty_h264_decoder::Decoder;

use self::{
    colours::Colours,
    sps::{all_sps, has_idr, signal},
};
use super::SnapshotError;
use crate::{
    annex_b::ParameterSets,
    codec::{VideoHeader, avc_config_of, sps_size},
    frame::Frame,
};

const QUALITY: u8 = 85;
/// Pixels; a header that claims more is not believed.
const MAX_PIXELS: u64 = 4096 * 2304;

/// The key frame as JPEG. Takes some milliseconds of computing.
pub(crate) fn jpeg(setup: &Frame, key_frame: &Frame) -> Result<Bytes, SnapshotError> {
    let (setup, body) = (setup.body(), key_frame.body());
    let header = VideoHeader::parse(&body).ok_or(SnapshotError::Nothing)?;
    let config = avc_config_of(&setup).ok_or(SnapshotError::Codec(header.codec))?;
    let sets = ParameterSets::of(&setup).ok_or(SnapshotError::Codec(header.codec))?;
    let unit = sets.access_unit(&body.slice(header.payload.min(body.len())..), true);
    all_sps(&unit).try_for_each(check_size)?;
    let frame = contained(|| Decoder::new().decode(&unit))?;
    let frame = frame.map_err(|error| undecoded(&unit, error))?.ok_or(SnapshotError::Nothing)?;
    let side = |pixels| u16::try_from(pixels).map_err(broken);
    let (width, height) = (side(frame.width)?, side(frame.height)?);
    let colours = Colours::new(signal(&config).as_ref(), height);
    encode(&Picture { planes: [frame.y, frame.u, frame.v], width, height, colours })
}

/// What a dependency makes of a publisher's bytes, or an error where it panics. Its sums of what a slice says may
/// overflow (rusty_h264-decoder 0.17.0: it doubles `slice_alpha_c0_offset_div2` of 32 bits).
fn contained<T>(work: impl FnOnce() -> T + UnwindSafe) -> Result<T, SnapshotError> {
    catch_unwind(work).map_err(|_| broken("the decoder gave up"))
}

/// The decoder allocates by any parameter set that it meets, and adds up cropping as large as the set says.
fn check_size(sps: &[u8]) -> Result<(), SnapshotError> {
    let (width, height) = sps_size(sps).ok_or_else(|| broken("its size is not known"))?;
    let is_large = u64::from(width) * u64::from(height) > MAX_PIXELS;
    if is_large { Err(broken("it is too large")) } else { Ok(()) }
}

fn encode(picture: &Picture) -> Result<Bytes, SnapshotError> {
    let mut file = Vec::new();
    Encoder::new(&mut file, QUALITY).encode_image(picture).map_err(broken)?;
    Ok(file.into())
}

/// Encoders that refresh pictures in parts mark as key frames what is made of the frames before.
fn undecoded(unit: &[u8], error: impl fmt::Display) -> SnapshotError {
    if has_idr(unit) { broken(error) } else { SnapshotError::Refreshed }
}

fn broken(error: impl fmt::Display) -> SnapshotError {
    SnapshotError::Broken(error.to_string())
}

/// A decoded picture in 4:2:0.
struct Picture {
    planes: [Vec<u8>; 3],
    width: u16,
    height: u16,
    colours: Colours,
}

impl ImageBuffer for &Picture {
    fn get_jpeg_color_type(&self) -> JpegColorType {
        JpegColorType::Ycbcr
    }

    fn width(&self) -> u16 {
        self.width
    }

    fn height(&self) -> u16 {
        self.height
    }

    fn fill_buffers(&self, y: u16, buffers: &mut [Vec<u8>; 4]) {
        let (row, width) = (usize::from(y), usize::from(self.width));
        let [luma, cb, cr] = &self.planes;
        let [to_luma, to_cb, to_cr, _] = buffers;
        let half = row / 2 * (width / 2);
        let chroma = cb.iter().zip(cr).skip(half).take(width / 2);
        let pairs = luma.get(row * width..).unwrap_or_default().chunks_exact(2);
        for (pair, (cb, cr)) in pairs.zip(chroma) {
            let colour = self.colours.of(*cb, *cr);
            to_luma.extend(pair.iter().map(|luma| self.colours.luma(*luma, colour)));
            to_cb.extend([colour.cb; 2]);
            to_cr.extend([colour.cr; 2]);
        }
    }
}
