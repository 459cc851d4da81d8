use std::{
    ops::RangeInclusive,
    time::{SystemTime, UNIX_EPOCH},
};

use pili_live::task::Run;

use crate::data::{Changes, Data, Table, plain_rows};

/// Past runs by their numbers, the oldest first; so many of the last.
#[derive(Debug, Default)]
pub(super) struct History(Table<u64, Run>);

plain_rows!(Run);

impl History {
    const MOST: usize = 1000;

    pub(super) fn new(data: &Data) -> Self {
        Self(data.table("pub runs"))
    }

    pub(super) fn keep(&mut self, changes: &mut Changes) {
        self.0.keep(changes);
    }

    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    pub(super) fn add(&mut self, run: Run) {
        let number = self.0.keys().next_back().map_or(0, |last| last + 1);
        self.0.insert(number, run);
        if self.0.len() > Self::MOST {
            self.0.pop_first();
        }
    }

    /// Runs from a number on, of tasks whose names begin so, begun in a span of milliseconds; and the number of the
    /// next page.
    pub(super) fn page(
        &self,
        from: u64,
        most: usize,
        name: &str,
        span: &RangeInclusive<u64>,
    ) -> (Vec<Run>, Option<u64>) {
        let numbered = self.0.range(from..).map(|(number, run)| (*number, run));
        let mut asked = numbered.filter(|(_, run)| run.name.starts_with(name) && span.contains(&begun(run)));
        let page = asked.by_ref().take(most).map(|(_, run)| run.clone()).collect();
        (page, asked.next().map(|(number, _)| number))
    }
}

fn begun(run: &Run) -> u64 {
    let since = run.start_time.and_then(|time: SystemTime| time.duration_since(UNIX_EPOCH).ok());
    since.and_then(|since| u64::try_from(since.as_millis()).ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn run(name: &str, millis: u64) -> Run {
        let start_time = Some(UNIX_EPOCH + Duration::from_millis(millis));
        Run { name: name.to_owned(), start_time, stop_time: None, status: None, message: String::new() }
    }

    #[test]
    fn pages_follow_one_another_and_only_the_last_runs_are_kept() {
        let mut history = History::default();
        (0..1005).for_each(|n| history.add(run(if n % 2 == 0 { "even" } else { "odd" }, n)));
        let (page, next) = history.page(0, 2, "even", &(0..=u64::MAX));
        assert_eq!(page.iter().map(begun).collect::<Vec<_>>(), [6, 8]);
        let (page, _) = history.page(next.unwrap(), 1, "even", &(0..=u64::MAX));
        assert_eq!(begun(&page[0]), 10);
        let (page, next) = history.page(0, 10, "", &(1003..=1004));
        assert_eq!((page.len(), next), (2, None));
    }
}
