//! Recorded requests of other SDKs: ours, built by way of the public API, must mean the same.

mod compare;
mod meaning;
mod recorded;
mod stream;

use pili_core::Operation;

use self::{compare::compare, meaning::Meaning};
use crate::{case::Case, outcome::Outcome, vendor::Check};

pub(super) const KIND: &str = "pili-wire/1";

pub(super) const OPERATIONS: &[Check] = &[
    Check { name: "stream.batch_live", run: |case| check(case, &["items"], stream::batch_live) },
    Check { name: "stream.converts", run: |case| check(case, &["converts"], stream::converts) },
    Check { name: "stream.create", run: |case| check(case, &["key"], stream::create) },
    Check { name: "stream.disable", run: |case| check(case, &["disabledTill"], stream::disable) },
    Check { name: "stream.enable", run: |case| check(case, &["disabledTill"], stream::disable) },
    Check { name: "stream.get", run: |case| check(case, &[], stream::info) },
    Check { name: "stream.history", run: |case| check(case, &[], stream::history) },
    Check { name: "stream.list", run: |case| check(case, &[], stream::list) },
    Check { name: "stream.live", run: |case| check(case, &[], stream::live) },
    Check { name: "stream.saveas", run: |case| check(case, &[], stream::save_as) },
    Check { name: "stream.snapshot", run: |case| check(case, &[], stream::snapshot) },
    Check { name: "stream.stats", run: |case| check(case, &[], stream::stats) },
];

/// Checks the recording itself with our verifier, then our request against what it means.
///
/// `required` are the members and parameters that must be sent even when they are zero.
fn check<O: Operation>(
    case: Case<'_>,
    required: &[&str],
    build: impl Fn(&Meaning<'_>) -> Outcome<O>,
) -> Outcome {
    let meaning = Meaning::of(case)?;
    let recorded = recorded::verify(case).and_then(|()| recorded::means(case, &meaning));
    recorded.map_err(|difference| difference.within("the recorded request"))?;
    let request = build(&meaning)?.encode(&recorded::endpoint(case)?)?;
    compare(&meaning, required, &request)?;
    recorded::sign_and_verify(case, &request).map_err(|difference| difference.within("our request"))
}
