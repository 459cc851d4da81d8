/// Distances between key frames, by the publisher's clock: a part of [`LiveStats`](crate::LiveStats).
///
/// ```
/// use pili_media::Gops;
///
/// let none_yet = Gops::default();
/// assert_eq!((none_yet.average_ms(), none_yet.max_ms()), (None, None));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Gops {
    last: Option<u64>,
    count: u64,
    sum_ms: u64,
    max_ms: u64,
}

impl Gops {
    pub(crate) fn key_frame(&mut self, time: u64) {
        if let Some(last) = self.last.replace(time) {
            let length = time.saturating_sub(last);
            self.count += 1;
            self.sum_ms += length;
            self.max_ms = self.max_ms.max(length);
        }
    }

    /// The usual one in milliseconds; `None` before the second key frame, [as in the beginning](Gops).
    pub fn average_ms(self) -> Option<u64> {
        self.sum_ms.checked_div(self.count)
    }

    /// The longest in milliseconds, which a new viewer may wait; `None` [before the second key frame](Gops).
    pub fn max_ms(self) -> Option<u64> {
        (self.count > 0).then_some(self.max_ms)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_length_of_a_gop_is_the_distance_of_key_frames() {
        let mut gops = Gops::default();
        [0, 1_000, 3_000].into_iter().for_each(|time| gops.key_frame(time));
        assert_eq!((gops.average_ms(), gops.max_ms()), (Some(1_500), Some(2_000)));
    }
}
