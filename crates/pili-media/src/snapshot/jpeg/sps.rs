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

/// Whether luma uses all 256 values, rather than 16 to 235.
pub(in crate::snapshot) fn is_full_range(config: &AvcConfig) -> bool {
    let signal = config.sps.first().and_then(|nal| sps(nal)?.vui_parameters?.video_signal_type);
    signal.is_some_and(|signal| signal.video_full_range_flag)
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
