//! Queries are compared decoded and without order. What oss2 sends even when nothing was set may be missing:
//! an empty prefix or marker, and the service's own page size.

use crate::outcome::{Outcome, holds};

const DEFAULTS: [(&str, &str); 3] = [("prefix", ""), ("marker", ""), ("max-keys", "100")];

pub(super) fn decoded(query: &str) -> Vec<(String, String)> {
    form_urlencoded::parse(query.as_bytes()).into_owned().collect()
}

/// Whether our query means the expected one.
pub(super) fn compare(mut expected: Vec<(String, String)>, ours: &str) -> Outcome {
    for pair in decoded(ours) {
        let found = expected.iter().position(|other| *other == pair);
        holds(found.is_some(), || format!("query: {pair:?} was not expected"))?;
        expected.swap_remove(found.unwrap_or_default());
    }
    expected.retain(|(name, value)| !DEFAULTS.contains(&(name.as_str(), value.as_str())));
    holds(expected.is_empty(), || format!("query: {expected:?} is missing from `{ours}`"))
}

/// Whether two queries are equal as sets.
pub(super) fn same(expected: &[(String, String)], ours: &str) -> bool {
    let sorted = |mut pairs: Vec<(String, String)>| {
        pairs.sort();
        pairs
    };
    sorted(expected.to_vec()) == sorted(decoded(ours))
}
