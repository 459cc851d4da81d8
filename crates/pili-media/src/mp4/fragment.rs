//! One fragment: a `moof` that says where each sample lies, and the `mdat` that holds them.

use bytes::{BufMut, Bytes, BytesMut};
use shiguredo_mp4::{
    Encode, Error, ErrorKind, SampleFlags,
    boxes::{MfhdBox, MoofBox, TfdtBox, TfhdBox, TrafBox, TrunBox, TrunSample},
};

use super::Timed;

/// Header of a box.
const HEADER: usize = 8;
/// `sample_depends_on`: on none; on others, and is no sync sample (ISO/IEC 14496-12, 8.8.3.1).
const KEY: SampleFlags = SampleFlags::new(0x0200_0000);
const NO_KEY: SampleFlags = SampleFlags::new(0x0101_0000);

/// The samples of each track, by its id.
pub(super) fn fragment(number: u32, runs: &[(u32, &[Timed])]) -> Result<Bytes, Error> {
    let sizes = runs.iter().map(|(_, samples)| samples.iter().map(|sample| sample.data.len()).sum::<usize>());
    let sizes: Vec<usize> = sizes.collect();
    // Where the samples lie does not change how long the head is.
    let head = moof(number, runs, &sizes, 0).encode_to_vec()?.len();
    let head = moof(number, runs, &sizes, head + HEADER).encode_to_vec()?;
    let data: usize = sizes.iter().sum();
    let mut fragment = BytesMut::with_capacity(head.len() + HEADER + data);
    fragment.put_slice(&head);
    let size = u32::try_from(HEADER + data).map_err(|_| Error::new(ErrorKind::InvalidInput))?;
    fragment.put_u32(size);
    fragment.put_slice(b"mdat");
    for sample in runs.iter().flat_map(|(_, samples)| *samples) {
        fragment.put_slice(&sample.data);
    }
    Ok(fragment.freeze())
}

fn moof(number: u32, runs: &[(u32, &[Timed])], sizes: &[usize], mut offset: usize) -> MoofBox {
    let mut traf_boxes = Vec::with_capacity(runs.len());
    for ((track_id, samples), size) in runs.iter().zip(sizes) {
        traf_boxes.push(track(*track_id, samples, offset));
        offset += size;
    }
    MoofBox { mfhd_box: MfhdBox { sequence_number: number }, traf_boxes, unknown_boxes: Vec::new() }
}

fn track(track_id: u32, samples: &[Timed], offset: usize) -> TrafBox {
    let start = samples.first().map_or(0, |first| first.start);
    let tfhd_box = TfhdBox {
        track_id,
        base_data_offset: None,
        sample_description_index: None,
        default_sample_duration: None,
        default_sample_size: None,
        default_sample_flags: None,
        duration_is_empty: false,
        default_base_is_moof: true,
    };
    let run = TrunBox {
        data_offset: i32::try_from(offset).ok(),
        first_sample_flags: None,
        samples: samples.iter().map(sample).collect(),
    };
    TrafBox {
        tfhd_box,
        tfdt_box: Some(TfdtBox { version: 1, base_media_decode_time: start }),
        trun_boxes: vec![run],
        unknown_boxes: Vec::new(),
    }
}

fn sample(sample: &Timed) -> TrunSample {
    TrunSample {
        duration: Some(sample.duration),
        size: u32::try_from(sample.data.len()).ok(),
        flags: Some(if sample.is_key { KEY } else { NO_KEY }),
        composition_time_offset: Some(sample.composition.into()),
    }
}
