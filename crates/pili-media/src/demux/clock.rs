//! The clock of a transport stream, which counts to 2^33 at 90 kHz and begins anew: after 26.5 hours.

/// Ticks a second.
pub(super) const RATE: i64 = 90_000;
const BITS: u32 = 33;

/// Follows the clock of a program over its wraps.
#[derive(Debug, Default)]
pub(super) struct Clock(Option<i64>);

/// When something is to be decoded and shown, in ticks that never wrap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Time {
    pub(super) decode: i64,
    pub(super) present: i64,
}

impl Clock {
    /// The times of a PES packet; one without is taken for the last again.
    pub(super) fn time(&mut self, decode: Option<u64>, present: Option<u64>) -> Time {
        let Some(raw) = decode.or(present) else {
            let last = self.0.unwrap_or_default();
            return Time { decode: last, present: last };
        };
        // It begins after a wrap, so that what is a little older than the first lies behind zero.
        let decode = match self.0 {
            Some(last) => last + distance(last, raw),
            None => raw.cast_signed() + (1 << BITS),
        };
        self.0 = Some(decode);
        Time { decode, present: present.map_or(decode, |present| decode + distance(decode, present)) }
    }
}

impl Time {
    /// As RTMP has it.
    pub(super) fn timestamp(self) -> u32 {
        (milliseconds(self.decode) & i64::from(u32::MAX)) as u32
    }

    /// Milliseconds from decoding to presentation.
    pub(super) fn composition(self) -> i32 {
        let apart = milliseconds(self.present) - milliseconds(self.decode);
        i32::try_from(apart).unwrap_or_default()
    }

    /// The same, later by so many samples.
    pub(super) fn after(self, samples: u64, rate: u32) -> Self {
        let ticks = samples.saturating_mul(RATE.cast_unsigned()) / u64::from(rate.max(1));
        let ticks = i64::try_from(ticks).unwrap_or_default();
        Self { decode: self.decode + ticks, present: self.present + ticks }
    }
}

fn milliseconds(ticks: i64) -> i64 {
    (ticks + RATE / 2_000).div_euclid(RATE / 1_000)
}

/// From a time to what the clock says, the shorter way round.
fn distance(from: i64, raw: u64) -> i64 {
    const UNUSED: u32 = u64::BITS - BITS;
    let apart = raw.wrapping_sub(from.cast_unsigned()) << UNUSED;
    apart.cast_signed() >> UNUSED
}

#[cfg(test)]
mod tests {
    use super::*;

    const MOST: u64 = (1 << BITS) - 1;

    #[test]
    fn times_go_on_over_the_wrap_and_back_again() {
        let mut clock = Clock::default();
        let mut decode = |raw| clock.time(Some(raw), None).decode;
        let first = decode(MOST - 3_599);
        assert_eq!(
            [decode(0), decode(3_600), decode(MOST), decode(0)].map(|time| time - first),
            [3_600, 7_200, 3_599, 3_600]
        );
    }

    #[test]
    fn what_is_shown_after_the_wrap_may_be_decoded_before() {
        let time = Clock::default().time(Some(MOST - 3_599), Some(3_600));
        assert_eq!(time.composition(), 80);
    }

    #[test]
    fn what_has_no_time_has_that_of_the_one_before() {
        let mut clock = Clock::default();
        let before = clock.time(None, Some(90_000));
        assert_eq!(clock.time(None, None), before);
        assert_eq!(Clock::default().time(None, None).timestamp(), 0);
    }

    #[test]
    fn milliseconds_wrap_as_those_of_rtmp_do() {
        let ticks = |ms: i64| Time { decode: ms * 90, present: ms * 90 }.timestamp();
        assert_eq!(ticks(0), 0);
        assert_eq!(ticks((1 << 32) + 40), 40);
        assert_eq!(ticks(-40), u32::MAX - 39);
    }
}
