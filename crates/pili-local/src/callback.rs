//! Callbacks of Qiniu: tells the owner of a publish domain that a publish has begun or ended (spec 4.12), and of a task
//! how it goes.

use std::{
    collections::HashMap,
    net::SocketAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, SystemTime},
};

use pili_auth::{Clock, Credentials};
use pili_gate::callback::{self, PublishEvent};
use pili_live::domain::{CallbackConfig, CallbackType, DomainInfo};
use tokio::{sync::watch, time::timeout};

use crate::{
    media::{Protocol, Publish, StreamId},
    outbox::{Delivery, Outbox},
};

/// What is being told, and to whom it still has to be.
#[derive(Debug)]
pub(crate) struct Callbacks {
    credentials: Credentials,
    clock: Clock,
    outbox: Outbox,
    /// The last publish of each stream.
    last: Arc<Mutex<HashMap<StreamId, Mark>>>,
    /// Whether the service ends: then nobody waits for publishers to come back.
    ending: watch::Sender<bool>,
}

/// A publish as callbacks tell of it.
fn event(publish: &Publish, told: SystemTime) -> PublishEvent {
    let protocol = match publish.protocol {
        Protocol::Srt => pili_gate::Protocol::Srt,
        _ => pili_gate::Protocol::Rtmp,
    };
    let StreamId { space, key } = &publish.id;
    let mut event = PublishEvent::connected(space, key, protocol, publish.started);
    event.domain.clone_from(&publish.domain);
    event.query.clone_from(&publish.query);
    event.client = Some(publish.client.ip());
    event.server = Some(publish.server.ip());
    (event.ended, event.told) = (publish.ended, told);
    event
}

/// What tells one publish from another of the same stream.
type Mark = (SystemTime, SocketAddr);

impl Callbacks {
    /// How long a publisher may be gone, where the domain does not say.
    const DELAY: Duration = Duration::from_secs(30);

    pub(crate) fn new(credentials: Credentials, clock: Clock, outbox: Outbox) -> Self {
        let (last, ending) = (Default::default(), watch::Sender::new(false));
        Self { credentials, clock, outbox, last, ending }
    }

    /// A publish has begun.
    pub(crate) fn connected(&self, domain: &DomainInfo, publish: &Publish) {
        lock(&self.last).insert(publish.id.clone(), mark(publish));
        let event = event(publish, self.clock.now());
        self.tell(&domain.connect_callback, &|name| event.value(name));
    }

    /// Tells something else, whose variables have these values.
    pub(crate) fn tell(&self, config: &CallbackConfig, value: &dyn Fn(&str) -> String) {
        let telling = self.telling(config, value);
        self.outbox.spawn(telling);
    }

    /// A publish has ended: it is told after the domain's delay, unless the stream is published again by then.
    pub(crate) fn disconnected(&self, domain: &DomainInfo, publish: &Publish) {
        let event = event(publish, self.clock.now());
        let telling = self.telling(&domain.disconnect_callback, &|name| event.value(name));
        let delay = Some(domain.disconnect_delay).filter(|delay| !delay.is_zero()).unwrap_or(Self::DELAY);
        let (last, mut ending) = (self.last.clone(), self.ending.subscribe());
        let (id, mark) = (publish.id.clone(), mark(publish));
        self.outbox.spawn(async move {
            // Either the time is over, or the service is.
            let _ = timeout(delay, ending.wait_for(|ending| *ending)).await;
            if is_last(&mut lock(&last), &id, mark) {
                telling.await;
            }
        });
    }

    /// Tells now what waits to be told, and takes a moment for it.
    pub(crate) async fn finish(&self) {
        self.ending.send_replace(true);
        self.outbox.finish().await;
        self.ending.send_replace(false);
    }

    fn telling(
        &self,
        config: &CallbackConfig,
        value: &dyn Fn(&str) -> String,
    ) -> impl Future<Output = ()> + Send + use<> {
        let message =
            (config.kind != CallbackType::Off).then(|| callback::request(config, value, &self.credentials));
        let (delivery, outbox) = (Delivery::of(config), self.outbox.clone());
        async move {
            match message {
                None => {}
                Some(Ok(request)) => outbox.send(request, delivery, ()).await,
                Some(Err(error)) => outbox.cannot_send(&delivery, error),
            }
        }
    }
}

fn mark(publish: &Publish) -> Mark {
    (publish.started, publish.client)
}

/// Whether the stream was not published again; then it is forgotten.
fn is_last(last: &mut HashMap<StreamId, Mark>, id: &StreamId, mark: Mark) -> bool {
    let is_last = last.get(id) == Some(&mark);
    if is_last {
        last.remove(id);
    }
    is_last
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
