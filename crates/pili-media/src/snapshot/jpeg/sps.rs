use h264_reader::nal::sps::VideoSignalType;

use crate::{
    annex_b::{START_CODE, Syntax},
    codec::sps,
    wire::AvcConfig,
};

/// The sequence parameter sets of H.264 that a decoder finds in an access unit, whatever its publisher meant.
pub(in crate::snapshot) fn all_sps(unit: &[u8]) -> impl Iterator<Item = &[u8]> {
    let code = &START_CODE[1..];
    let starts =
        unit.windows(code.len()).enumerate().filter_map(move |(at, bytes)| (bytes == code).then_some(at));
    let nals = starts.map(move |at| &unit[at + code.len()..]);
    nals.filter(|nal| Syntax::H264.is_sps(nal)).map(move |nal| {
        let end = nal.windows(code.len()).position(|bytes| bytes == code);
        &nal[..end.unwrap_or(nal.len())]
    })
}

/// What the stream says of its colours.
pub(in crate::snapshot) fn signal(config: &AvcConfig) -> Option<VideoSignalType> {
    sps(config.sps.first()?)?.vui_parameters?.video_signal_type
}

/// Whether an access unit has a slice of a picture that needs none before it.
pub(in crate::snapshot) fn has_idr(unit: &[u8]) -> bool {
    unit.windows(4).any(|bytes| bytes[..3] == START_CODE[1..] && bytes[3] & 0x1F == 5)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parameter_set_is_found_even_inside_of_something_else() {
        let unit = [&[0, 0, 0, 1, 0x67, 7, 0, 0, 1, 0x06, 5], &[0, 0, 1, 0x67, 8][..]].concat();
        assert_eq!(all_sps(&unit).collect::<Vec<_>>(), [[0x67, 7], [0x67, 8]]);
    }
}
