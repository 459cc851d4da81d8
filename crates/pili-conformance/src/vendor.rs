//! The one place where vendors are registered.

use pili_core::Operation;

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
    /// What recordings leave out of the names of our operations.
    pub(crate) prefix: &'static str,
    /// Every operation of ours, a row each.
    pub(crate) calls: &'static [Call],
    /// How recorded requests are sent to the local service.
    pub(crate) replay: Replay,
}

/// Checks one case of a file.
pub(crate) type Run = fn(Case<'_>) -> Outcome;

/// How the cases of a kind are checked.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Check {
    pub(crate) name: &'static str,
    pub(crate) run: Run,
}

/// An operation of ours, and how recordings of it are checked.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Call {
    /// Its `NAME`.
    pub(crate) name: &'static str,
    recorded_as: &'static [&'static str],
    run: Run,
}

/// A row of a vendor's table: an operation, and the check of its recordings.
pub(crate) const fn call<O: Operation>(run: Run) -> Call {
    Call { name: O::NAME, recorded_as: &[], run }
}

impl Call {
    /// The operations that recordings of it name, where that is not its own name without the vendor's prefix.
    pub(crate) const fn recorded_as(self, names: &'static [&'static str]) -> Self {
        Self { recorded_as: names, ..self }
    }
}

impl Vendor {
    /// The vendor of a kind of file.
    pub(crate) fn of_kind(kind: &str) -> Option<&'static Self> {
        let has = |vendor: &&Self| vendor.vectors.iter().any(|check| check.name == kind);
        VENDORS.iter().find(|vendor| vendor.wire_kind == kind || has(vendor))
    }

    pub(crate) fn vectors_of(kind: &str) -> Option<Run> {
        let mut checks = VENDORS.iter().flat_map(|vendor| vendor.vectors);
        checks.find(|check| check.name == kind).map(|check| check.run)
    }

    pub(crate) fn wire_of(kind: &str, operation: &str) -> Option<Run> {
        let vendor = VENDORS.iter().find(|vendor| vendor.wire_kind == kind)?;
        let mut calls = vendor.calls.iter();
        calls.find(|call| vendor.recordings_of(call).any(|name| name == operation)).map(|call| call.run)
    }

    /// The operations that recordings of a call may name.
    pub(crate) fn recordings_of(&self, call: &Call) -> impl Iterator<Item = &'static str> + use<> {
        let own = call.name.strip_prefix(self.prefix).unwrap_or(call.name);
        let own = call.recorded_as.is_empty().then_some(own);
        own.into_iter().chain(call.recorded_as.iter().copied())
    }
}
