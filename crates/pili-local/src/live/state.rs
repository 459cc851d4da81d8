use std::{fmt, sync::Arc};

use crate::{
    bound::Bound, callback::Callbacks, door::Door, events::Witness, ground::Ground, listeners::Listeners,
    media::Media, publishes::Publishes, stats::Stats, store::Store,
};

/// What the Pili API works on: hubs and streams, what is live, and what was measured. Clones share it.
#[derive(Clone)]
pub(crate) struct Pili {
    pub(crate) ground: Ground,
    pub(crate) bound: Bound,
    pub(crate) store: Arc<Store>,
    pub(crate) door: Arc<Door>,
    pub(crate) witness: Arc<Witness>,
    pub(crate) media: Media,
    pub(crate) callbacks: Arc<Callbacks>,
    pub(crate) listeners: Arc<Listeners>,
    pub(crate) stats: Arc<Stats>,
    pub(crate) publishes: Arc<Publishes>,
}

impl Pili {
    /// Measures what is going on.
    pub(crate) fn measure(&self) {
        self.stats.measure(&self.media, self.ground.clock.unix());
        self.publishes.seen(self.ground.clock.now());
    }
}

impl fmt::Debug for Pili {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pili").field("credentials", &self.ground.credentials).finish_non_exhaustive()
    }
}
