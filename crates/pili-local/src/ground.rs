//! What every API of the service stands on.

use pili_auth::{Clock, Credentials};

use crate::{Faults, Limits, data::Data, events::Events, outbox::Outbox};

/// The key pair, the time, the bounds on what clients may ask, the faults that calls meet, what is on its way to
/// others, what happens, and where all of it is kept. Clones share it.
#[derive(Clone, Debug)]
pub(crate) struct Ground {
    pub(crate) credentials: Credentials,
    pub(crate) clock: Clock,
    pub(crate) limits: Limits,
    pub(crate) faults: Faults,
    pub(crate) outbox: Outbox,
    pub(crate) events: Events,
    pub(crate) data: Data,
}

impl Ground {
    pub(crate) fn new(credentials: Credentials, clock: Clock, limits: Limits, data: Data) -> Self {
        let events = Events::new(clock.clone(), limits.events);
        let faults = Faults::new(limits.clone(), events.clone());
        let outbox = Outbox::new(events.clone());
        Self { credentials, clock, limits, faults, outbox, events, data }
    }
}
