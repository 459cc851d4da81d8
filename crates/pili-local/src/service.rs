use std::{
    fmt,
    net::SocketAddr,
    ops::Deref,
    sync::{Arc, Mutex, PoisonError, atomic::AtomicBool},
};

use pili_auth::{Clock, Credentials};

use crate::{
    Addresses, Limits, LocalClock,
    callback::Callbacks,
    door::{Door, Told},
    fault::Waiting,
    listeners::Listeners,
    media::{Gate, Media},
    stats::Stats,
    store::Store,
};

/// What all parts of the service share. Cloning gives another handle.
#[derive(Clone)]
pub(crate) struct Service(Arc<Shared>);

/// The parts.
pub(crate) struct Shared {
    pub(crate) credentials: Credentials,
    pub(crate) clock: Clock,
    /// The same, to be moved.
    pub(crate) hands: LocalClock,
    pub(crate) store: Arc<Store>,
    pub(crate) door: Arc<Door>,
    pub(crate) limits: Limits,
    pub(crate) media: Media,
    pub(crate) buckets: Arc<crate::oss::Buckets>,
    pub(crate) faults: Waiting,
    pub(crate) callbacks: Arc<Callbacks>,
    pub(crate) listeners: Arc<Listeners>,
    pub(crate) stats: Stats,
    pub(crate) ready: AtomicBool,
    addresses: Mutex<Option<Addresses>>,
}

impl Service {
    pub(crate) fn new(
        credentials: Credentials,
        hubs: Vec<String>,
        hands: LocalClock,
        limits: Limits,
    ) -> Self {
        let clock = hands.shared();
        let store = Arc::new(Store::new(hubs, clock.clone()));
        let callbacks = Arc::new(Callbacks::new(credentials.clone(), clock.clone()));
        let listeners = Arc::<Listeners>::default();
        let told = Told { callbacks: callbacks.clone(), listeners: listeners.clone() };
        let door = Arc::new(Door::new(credentials.clone(), clock.clone(), store.clone(), told));
        let gate: Arc<dyn Gate> = door.clone();
        let buckets = Arc::<crate::oss::Buckets>::default();
        let gate =
            Arc::new(crate::oss::OssGate::new(gate, buckets.clone(), credentials.clone(), clock.clone()));
        let media = Media::new(gate, clock.clone(), limits.media.clone());
        Self(Arc::new(Shared {
            credentials,
            clock,
            hands,
            store,
            door,
            limits,
            media,
            buckets,
            faults: Waiting::default(),
            callbacks,
            listeners,
            stats: Stats::default(),
            // In process there is nothing to wait for.
            ready: AtomicBool::new(true),
            addresses: Mutex::default(),
        }))
    }

    /// Where it listens; in process, where it would.
    pub(crate) fn addresses(&self) -> Addresses {
        let known = *self.addresses.lock().unwrap_or_else(PoisonError::into_inner);
        let on = |port| SocketAddr::from(([127, 0, 0, 1], port));
        known.unwrap_or(Addresses { http: on(80), rtmp: on(1935) })
    }

    pub(crate) fn listens(&self, addresses: Addresses) {
        *self.addresses.lock().unwrap_or_else(PoisonError::into_inner) = Some(addresses);
    }

    /// Measures what is going on.
    pub(crate) fn measure(&self) {
        self.stats.measure(&self.media, self.clock.unix());
    }
}

impl Deref for Service {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        &self.0
    }
}

impl fmt::Debug for Service {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Service").field("credentials", &self.credentials).finish_non_exhaustive()
    }
}
