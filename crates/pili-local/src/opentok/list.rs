use pili_opentok::wire::Page;
use serde::Deserialize;

use super::refused::{Answer, Refused};

/// Which part of a list is asked for.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Window {
    #[serde(default)]
    offset: usize,
    #[serde(default = "fifty")]
    count: usize,
    session_id: Option<String>,
}

fn fifty() -> usize {
    50
}

impl Window {
    /// A page of entries that came oldest first: newest first, with the number of all.
    pub(super) fn page<T>(
        self,
        all: impl DoubleEndedIterator<Item = T>,
        session: impl Fn(&T) -> &str,
    ) -> Answer<Page<T>> {
        if self.count > 1000 {
            return Err(Refused::bad("Invalid request: count must be at most 1000"));
        }
        let wanted = |entry: &T| self.session_id.as_deref().is_none_or(|id| id == session(entry));
        let all: Vec<T> = all.rev().filter(wanted).collect();
        let count = u64::try_from(all.len()).unwrap_or(u64::MAX);
        Ok(Page::new(count, all.into_iter().skip(self.offset).take(self.count).collect()))
    }
}
