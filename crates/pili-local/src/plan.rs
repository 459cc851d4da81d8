//! What a service is built with, and set back to.

use std::sync::Mutex;

use pili_live::{Key, PublishSecurity};

use crate::{DomainCallback, Seed, local::telling, reply::Refused, service::Service};

#[derive(Debug, Default)]
pub(crate) struct Plan {
    pub(crate) hubs: Vec<String>,
    pub(crate) publish_rule: Option<(PublishSecurity, Key)>,
    pub(crate) callback: Option<DomainCallback>,
    pub(crate) buckets: Vec<String>,
    /// What is made besides, each time.
    pub(crate) seed: Mutex<Option<Seed>>,
}

impl Service {
    /// Makes what it is built with.
    pub(crate) fn plant(&self) {
        for name in &self.plan.hubs {
            let is_new = self.pili.store.create_hub(name);
            let _ = self.pili.store.hub(name, |hub| {
                if let Some((rule, key)) = self.plan.publish_rule.as_ref().filter(|_| is_new) {
                    (hub.info.publish_security, hub.publish_key) = (rule.clone(), key.clone());
                }
                hub.no_domain = self.plan.callback.clone().map(telling);
            });
        }
        for name in &self.plan.buckets {
            self.oss.buckets.create(name.clone());
        }
    }

    /// Makes more, now and after each reset.
    pub(crate) fn begin_with(&self, seed: Seed) -> Result<(), Refused> {
        seed.apply(self)?;
        *self.plan.seed.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = Some(seed);
        Ok(())
    }

    /// Sets all back to the beginning: streams, tasks and plays end first.
    pub(crate) async fn reset(&self) {
        self.relay.reset().await;
        for id in self.pili.media.live_ids() {
            self.pili.media.cut(&id, "the service is set back to its beginning");
        }
        self.publishes_ended().await;
        self.pili.media.forget_all();
        self.pili.store.clear();
        self.pili.publishes.clear();
        self.pili.stats.clear();
        self.oss.buckets.clear();
        self.rtc.clear();
        self.opentok.clear();
        self.ground.faults.clear();
        self.hands.reset();
        self.plant();
        let seed = self.plan.seed.lock().unwrap_or_else(std::sync::PoisonError::into_inner).clone();
        // It was good the first time.
        let _ = seed.map(|seed| seed.apply(self));
        self.ground.events.tell(crate::EventKind::Reset, "service", |_| {});
    }
}
