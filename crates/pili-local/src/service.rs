use std::{
    fmt,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use crate::{
    LocalClock,
    bound::Bound,
    callback::Callbacks,
    door::{Door, Told},
    events::Witness,
    ground::Ground,
    listeners::Listeners,
    live::Pili,
    media::{Gate, Media, SecondPublisher},
    opentok::{Caller, Projects},
    oss::{Buckets, Oss, OssGate},
    plan::Plan,
    publishes::Publishes,
    relay::Relay,
    rtc::Rtc,
    stats::Stats,
    store::Store,
};

/// All that a service is: what the APIs stand on, and the state of each. Clones share it.
#[derive(Clone)]
pub(crate) struct Service {
    pub(crate) ground: Ground,
    /// What moves the ground's clock.
    pub(crate) hands: LocalClock,
    pub(crate) bound: Bound,
    pub(crate) pili: Pili,
    pub(crate) oss: Oss,
    pub(crate) relay: Relay,
    pub(crate) rtc: Rtc,
    pub(crate) opentok: Projects,
    pub(crate) plan: Arc<Plan>,
    ready: Arc<AtomicBool>,
}

impl Service {
    pub(crate) fn new(
        ground: Ground,
        hands: LocalClock,
        plan: Plan,
        applications: Vec<Caller>,
        second_publisher: SecondPublisher,
    ) -> Self {
        let Ground { credentials, clock, limits, outbox, events, data, .. } = ground.clone();
        let store = Arc::new(Store::new(clock.clone(), &data));
        let callbacks = Arc::new(Callbacks::new(credentials.clone(), clock.clone(), outbox.clone()));
        let listeners = Arc::<Listeners>::default();
        let publishes = Arc::new(Publishes::new(&data));
        let told =
            Told { callbacks: callbacks.clone(), listeners: listeners.clone(), publishes: publishes.clone() };
        let door = Arc::new(Door::new(&ground, store.clone(), told, second_publisher));
        let (buckets, bound) = (Arc::new(Buckets::new(&data)), Bound::default());
        let gate: Arc<dyn Gate> = door.clone();
        let gate = OssGate::new(gate, buckets.clone(), credentials.clone(), clock.clone());
        let witness = Arc::new(Witness::new(gate, door.clone(), events));
        let media = Media::new(witness.clone(), clock.clone(), limits.media);
        publishes.remind(&media);
        Self {
            relay: Relay::new(ground.clone(), callbacks.clone()),
            rtc: Rtc::new(ground.clone(), store.clone()),
            opentok: Projects::new(ground.clone(), applications),
            oss: Oss { ground: ground.clone(), bound: bound.clone(), media: media.clone(), buckets },
            pili: Pili {
                ground: ground.clone(),
                bound: bound.clone(),
                store,
                door,
                witness,
                media,
                callbacks,
                listeners,
                stats: Arc::new(Stats::new(&data)),
                publishes,
            },
            bound,
            plan: Arc::new(plan),
            hands,
            ground,
            // In process there is nothing to wait for.
            ready: Arc::new(AtomicBool::new(true)),
        }
    }

    /// Waits a moment until publishers have been told and have gone, so that their callbacks are on their way.
    pub(crate) async fn publishes_ended(&self) {
        let step = Duration::from_millis(10);
        let mut steps = 100;
        while steps > 0 && !self.pili.media.live_ids().is_empty() {
            steps -= 1;
            tokio::time::sleep(step).await;
        }
        tokio::time::sleep(step).await;
    }

    /// Whether every listener accepts.
    pub(crate) fn is_ready(&self) -> bool {
        self.ready.load(Ordering::Acquire)
    }

    pub(crate) fn set_ready(&self, is_ready: bool) {
        self.ready.store(is_ready, Ordering::Release);
    }
}

impl fmt::Debug for Service {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Service").field("credentials", &self.ground.credentials).finish_non_exhaustive()
    }
}
