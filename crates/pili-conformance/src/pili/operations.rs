//! Our operations on Pili and RTC, and the recordings they are compared with.

use pili_core::Operation;
use pili_live::stream;

use crate::vendor::{Evidence, Recorded};

const NOT_IN_ANY_SDK: Evidence = Evidence::None("documented, but no SDK sends it");
const NOT_KEPT: Evidence = Evidence::None("SDKs send it, but no recording of it is kept");

pub(super) const ALL: &[Recorded] = &[
    Recorded { name: stream::BatchLive::NAME, by: NOT_KEPT },
    Recorded { name: stream::Converts::NAME, by: NOT_KEPT },
    recorded::<stream::Create>(&["stream.create"]),
    recorded::<stream::Disable>(&["stream.disable"]),
    recorded::<stream::History>(&["stream.history"]),
    Recorded { name: stream::Info::NAME, by: NOT_KEPT },
    recorded::<stream::List>(&["stream.list"]),
    recorded::<stream::Live>(&["stream.live"]),
    recorded::<stream::SaveAs>(&["stream.saveas"]),
    Recorded { name: stream::Snapshot::NAME, by: NOT_KEPT },
    Recorded { name: stream::Stats::NAME, by: NOT_IN_ANY_SDK },
];

const fn recorded<O: Operation>(operations: &'static [&'static str]) -> Recorded {
    Recorded { name: O::NAME, by: Evidence::Recordings(operations) }
}
