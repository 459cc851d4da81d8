use std::{
    fmt,
    ops::Range,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

/// What is held of a span, and what is not although it was published: [`Media::spans`](crate::Media::spans) tells it.
///
/// ```
/// use pili_media::Spans;
///
/// let nobody_published = Spans::default();
/// assert_eq!(nobody_published.to_string(), "missing is nothing; held is nothing");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Spans {
    /// One for each publish without a gap, oldest first.
    pub held: Vec<Range<SystemTime>>,
    /// What was let go to stay within [`Limits::memory`](crate::Limits::memory), oldest first.
    pub missing: Vec<Range<SystemTime>>,
}

impl Spans {
    /// Of what was let go, that which nothing held claims.
    pub(crate) fn new(held: Vec<Range<SystemTime>>, lost: impl Iterator<Item = Range<SystemTime>>) -> Self {
        let missing = lost.flat_map(|span| without(span, &held)).collect();
        Self { held, missing }
    }
}

/// In Unix seconds that lie within what is held, so that they can be asked for.
impl fmt::Display for Spans {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let missing = self.missing.iter().map(|span| (floor(span.start), ceiling(span.end)));
        write!(f, "missing is {}", list(missing))?;
        let held = self.held.iter().map(|span| (ceiling(span.start), floor(span.end)));
        write!(f, "; held is {}", list(held.filter(|(start, end)| start < end)))
    }
}

/// Spans named in a message at the most.
const NAMED: usize = 8;

fn list(spans: impl Iterator<Item = (u64, u64)>) -> String {
    let mut names: Vec<_> = spans.map(|(start, end)| format!("{start} to {end}")).collect();
    let more = names.len().saturating_sub(NAMED);
    names.truncate(NAMED);
    if more > 0 {
        names.push(format!("{more} more"));
    }
    if names.is_empty() { "nothing".to_owned() } else { names.join(", ") }
}

fn floor(time: SystemTime) -> u64 {
    since_epoch(time).as_secs()
}

fn ceiling(time: SystemTime) -> u64 {
    let since = since_epoch(time);
    since.as_secs() + u64::from(since.subsec_nanos() > 0)
}

fn since_epoch(time: SystemTime) -> Duration {
    time.duration_since(UNIX_EPOCH).unwrap_or_default()
}

/// A span without what others, oldest first, take of it.
fn without(span: Range<SystemTime>, others: &[Range<SystemTime>]) -> Vec<Range<SystemTime>> {
    let mut rest = Vec::new();
    let mut start = span.start;
    for other in others {
        rest.push(start..other.start.min(span.end));
        start = start.max(other.end);
    }
    rest.push(start..span.end);
    rest.retain(|part| part.start < part.end);
    rest
}

/// The part of a span within another; `None` if they have nothing in common.
pub(crate) fn within(span: &Range<SystemTime>, other: &Range<SystemTime>) -> Option<Range<SystemTime>> {
    let (start, end) = (span.start.max(other.start), span.end.min(other.end));
    (start < end).then_some(start..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(start: u64, end: u64) -> Range<SystemTime> {
        let at = |ms| UNIX_EPOCH + Duration::from_millis(ms);
        at(start)..at(end)
    }

    #[test]
    fn missing_is_what_nothing_held_claims() {
        let held = vec![span(1_500, 3_000), span(5_000, 6_000)];
        let spans = Spans::new(held, [span(0, 2_000), span(2_500, 9_000)].into_iter());
        assert_eq!(spans.missing, [span(0, 1_500), span(3_000, 5_000), span(6_000, 9_000)]);
    }

    #[test]
    fn the_seconds_that_are_named_as_held_are_held_altogether() {
        let spans = Spans { held: vec![span(61_040, 124_900)], missing: vec![span(500, 61_040)] };
        assert_eq!(spans.to_string(), "missing is 0 to 62; held is 62 to 124");
    }

    #[test]
    fn a_message_names_some_spans_and_counts_the_others() {
        let spans =
            Spans { held: Vec::new(), missing: (0..10).map(|n| span(n * 2_000, n * 2_000 + 1)).collect() };
        assert!(spans.to_string().ends_with("14 to 15, 2 more; held is nothing"), "{spans}");
    }
}
