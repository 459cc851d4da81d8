//! Values as they may come.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use pili_urls::Refusal;
use proptest::prelude::*;

/// A key that is there, with whatever bytes a text can have.
pub(crate) fn key() -> impl Strategy<Value = String> {
    "\\PC{1,40}".prop_map(|key| format!("hush-{key}"))
}

/// A name of a hub or a stream.
pub(crate) fn name() -> impl Strategy<Value = String> {
    "[A-Za-z0-9_-]{1,30}"
}

/// Whole seconds, long before and long after now.
pub(crate) fn time() -> impl Strategy<Value = SystemTime> {
    (1_u64..1 << 40).prop_map(at)
}

pub(crate) fn at(unix: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(unix)
}

/// A query of parameters that no rule uses, as somebody may have typed it.
pub(crate) fn query() -> impl Strategy<Value = String> {
    prop::collection::vec("(x[a-z]{0,3}=[A-Za-z0-9%+ ./:@-]{0,8}|x[a-z]{0,3})", 0..4)
        .prop_map(|pairs| pairs.join("&"))
}

pub(crate) fn with_query(url: String, query: &str) -> String {
    if query.is_empty() { url } else { format!("{url}?{query}") }
}

/// A refusal is one line, and shows no key.
pub(crate) fn tells_well(refusal: &Refusal) -> Result<(), TestCaseError> {
    let told = format!("{refusal} {refusal:?}");
    prop_assert!(!refusal.to_string().contains('\n') && !refusal.to_string().is_empty(), "{told}");
    prop_assert!(!told.contains("hush-"), "{told}");
    Ok(())
}
