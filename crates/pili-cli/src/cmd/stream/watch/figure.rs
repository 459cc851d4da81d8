//! Figures as a person reads them.

use pili::live::stream::LiveStatus;

/// Bits a second.
pub(super) fn rate(bps: u64) -> String {
    match bps {
        0..1_000 => format!("{bps} bit/s"),
        1_000..1_000_000 => format!("{} kbit/s", bps / 1_000),
        1_000_000.. => format!("{}.{} Mbit/s", bps / 1_000_000, bps / 100_000 % 10),
    }
}

/// What is drawn of a stream at a time; all 0 while it is not live.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Figures {
    pub(super) bps: u64,
    pub(super) fps: u64,
    pub(super) viewers: u64,
}

impl From<&LiveStatus> for Figures {
    fn from(status: &LiveStatus) -> Self {
        let count = |number: i64| u64::try_from(number).unwrap_or_default();
        Self {
            bps: count(status.bps),
            fps: count(status.fps.video),
            viewers: count(status.play_count.unwrap_or_default()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_short_at_every_size() {
        for (bps, text) in
            [(0, "0 bit/s"), (999, "999 bit/s"), (812_345, "812 kbit/s"), (12_345_678, "12.3 Mbit/s")]
        {
            assert_eq!(rate(bps), text);
        }
    }
}
