//! What the three lists share: an offset, a count, and pages that tell the total.

use std::ops::RangeInclusive;

use pili_core::{Error, Result, Url};

use crate::wire::Page;

/// Which part of a list is asked for; what is not set is left to the service.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Window {
    pub(crate) offset: Option<u64>,
    pub(crate) count: Option<u64>,
    pub(crate) session_id: Option<String>,
}

impl Window {
    pub(crate) fn onto(&self, url: Url, counts: RangeInclusive<u64>) -> Result<Url> {
        if self.count.is_some_and(|count| !counts.contains(&count)) {
            let rule = format!("must be {} to {}", counts.start(), counts.end());
            return Err(Error::invalid("count", rule));
        }
        if self.session_id.as_deref() == Some("") {
            return Err(Error::invalid("session id", "must not be empty; leave it out for all sessions"));
        }
        let url = url.query_some("offset", self.offset).query_some("count", self.count);
        Ok(url.query_some("sessionId", self.session_id.as_ref()))
    }

    /// The window after a page, unless that was the last.
    pub(crate) fn after<T>(&self, page: &Page<T>) -> Option<Self> {
        let got = u64::try_from(page.items.len()).ok()?;
        let end = self.offset.unwrap_or_default().checked_add(got)?;
        (got > 0 && end < page.count).then(|| Self { offset: Some(end), ..self.clone() })
    }
}
