//! The one place where vendors are registered.

use crate::{case::Case, opentok, oss, outcome::Outcome, pili, replay::Replay};

pub(crate) const VENDORS: &[Vendor] = &[pili::VENDOR, oss::VENDOR, opentok::VENDOR];

/// What we check of one vendor.
#[derive(Debug)]
pub(crate) struct Vendor {
    /// The vendor's folder of vectors.
    pub(crate) name: &'static str,
    /// Vector files by their kind.
    pub(crate) vectors: &'static [Check],
    /// The kind of the vendor's files of recorded requests.
    pub(crate) wire_kind: &'static str,
    /// Recorded requests by their operation.
    pub(crate) wire: &'static [Check],
    /// Every operation of ours.
    pub(crate) operations: &'static [Recorded],
    /// How recorded requests are sent to the local service.
    pub(crate) replay: Replay,
}

/// How the cases of a kind, or the recordings of an operation, are checked.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Check {
    pub(crate) name: &'static str,
    pub(crate) run: fn(Case<'_>) -> Outcome,
}

/// An operation of ours and what it is compared with.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Recorded {
    /// Its `NAME`.
    pub(crate) name: &'static str,
    pub(crate) by: Evidence,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Evidence {
    /// The recordings of these operations.
    Recordings(&'static [&'static str]),
    /// None, for this reason.
    None(&'static str),
}

impl Vendor {
    /// The vendor of a kind of file.
    pub(crate) fn of_kind(kind: &str) -> Option<&'static Self> {
        let has = |vendor: &&Self| vendor.vectors.iter().any(|check| check.name == kind);
        VENDORS.iter().find(|vendor| vendor.wire_kind == kind || has(vendor))
    }

    pub(crate) fn vectors_of(kind: &str) -> Option<&'static Check> {
        VENDORS.iter().flat_map(|vendor| vendor.vectors).find(|check| check.name == kind)
    }

    pub(crate) fn wire_of(kind: &str, operation: &str) -> Option<&'static Check> {
        let vendors = VENDORS.iter().filter(|vendor| vendor.wire_kind == kind);
        vendors.flat_map(|vendor| vendor.wire).find(|check| check.name == operation)
    }
}
