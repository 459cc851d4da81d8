//! What every API of the service stands on.

use pili_auth::{Clock, Credentials};

use crate::{Faults, Limits, outbox::Outbox};

/// The key pair, the time, the bounds on what clients may ask, the faults that calls meet, and what is on its way to
/// others. Clones share it.
#[derive(Clone, Debug)]
pub(crate) struct Ground {
    pub(crate) credentials: Credentials,
    pub(crate) clock: Clock,
    pub(crate) limits: Limits,
    pub(crate) faults: Faults,
    pub(crate) outbox: Outbox,
}

impl Ground {
    pub(crate) fn new(credentials: Credentials, clock: Clock, limits: Limits) -> Self {
        let faults = Faults::new(limits.clone());
        Self { credentials, clock, limits, faults, outbox: Outbox::default() }
    }
}
