//! Who may publish and play: the media plane asks here. Hub, stream and domain all have a say.

mod explain;
mod guard;
mod wrong;

use std::{
    net::IpAddr,
    sync::Arc,
    time::{Duration, SystemTime},
};

use pili_auth::{Clock, Credentials};
use pili_gate::{Action, Ask, PlayDemand, PublishDemand};
use pili_live::domain::{DomainInfo, DomainType};
use pili_urls::{Refusal as UrlRefusal, Verified};

use crate::{
    callback::Callbacks,
    ground::Ground,
    host::host_name,
    listeners::Listeners,
    media::{Admission, Gate, Protocol, Publish, Refusal, SecondPublisher, Segmenting, StreamId},
    publishes::Publishes,
    reply::Refused,
    store::{First, Hub, Store, Stream},
};

pub(crate) use explain::explained;
pub(crate) use pili_gate::{Cidr, play_rule};
use wrong::Wrong;

/// Decides by hub, stream, domain and publish rule.
#[derive(Debug)]
pub(crate) struct Door {
    credentials: Credentials,
    clock: Clock,
    store: Arc<Store>,
    told: Told,
    second_publisher: SecondPublisher,
}

/// Who hears of publishes.
#[derive(Debug)]
pub(crate) struct Told {
    pub(crate) callbacks: Arc<Callbacks>,
    pub(crate) listeners: Arc<Listeners>,
    pub(crate) publishes: Arc<Publishes>,
}

impl Door {
    pub(crate) fn new(
        ground: &Ground,
        store: Arc<Store>,
        told: Told,
        second_publisher: SecondPublisher,
    ) -> Self {
        let (credentials, clock) = (ground.credentials.clone(), ground.clock.clone());
        Self { credentials, clock, store, told, second_publisher }
    }

    /// The domain `host[:port]`, if it is bound to the hub for publishing; else what holds for the rest.
    fn publish_domain(&self, hub: &str, authority: &str) -> Result<Option<DomainInfo>, Refused> {
        let domain = self.domain(hub, authority)?.filter(|domain| domain.purpose == DomainType::PublishRtmp);
        let otherwise = || self.store.hub(hub, |hub| hub.no_domain.clone());
        domain.map_or_else(otherwise, |domain| Ok(Some(domain)))
    }

    /// The domain `host[:port]`, if it is bound to the hub for playing.
    fn play_domain(&self, hub: &str, authority: &str) -> Result<Option<DomainInfo>, Refused> {
        let domain = self.domain(hub, authority)?;
        Ok(domain.filter(|domain| domain.purpose != DomainType::PublishRtmp))
    }

    fn domain(&self, hub: &str, authority: &str) -> Result<Option<DomainInfo>, Refused> {
        self.store.hub(hub, |hub| hub.domains.get(&host_name(authority)).cloned())
    }

    /// Checks the URL by the rule of the stream, or else of the hub.
    fn verify(&self, request: &Admission) -> Result<Verified, Wrong> {
        let (ask, demand, now) = (publish(request), self.publish_demand(request)?, self.clock.now());
        demand.verify(&ask, now).map_err(|refusal| {
            let differs = matches!(refusal, UrlRefusal::TokenDiffers { .. });
            let elsewhere =
                differs.then(|| demand.signed_elsewhere(&ask, self.some_keys(request), now)).flatten();
            elsewhere.unwrap_or(refusal).into()
        })
    }

    /// What the stream, or else the hub, demands of publishers.
    fn publish_demand(&self, request: &Admission) -> Result<PublishDemand, Refused> {
        if let Some(first) = self.first(request) {
            return Ok(PublishDemand::First(first.key.to_string().into()));
        }
        let rule = |hub: &mut Hub| hub.publish_rule(&request.name, &self.credentials);
        self.store.hub(&request.app, rule).map(PublishDemand::Rule)
    }

    /// Streams of the hub for which a wrong token may be.
    fn some_keys(&self, request: &Admission) -> Vec<String> {
        const MOST: usize = 1_000;
        let keys = |hub: &mut Hub| hub.streams.keys().take(MOST).cloned().collect();
        self.store.hub(&request.app, keys).unwrap_or_default()
    }

    /// Checks the play URL by the rule of the domain, and by that of the first generation.
    fn verify_play(&self, request: &Admission) -> Result<(), Wrong> {
        let (ask, now) = (ask(Action::Play, request), self.clock.now());
        if let Some(domain) = self.play_domain(&request.app, &request.domain)? {
            guard::play_demand(&domain)?.verify(&ask, now)?;
        }
        if let Some(first) = self.first(request).filter(|first| first.is_private == Some(true)) {
            let (key, account) = (first.key.to_string().into(), self.credentials.clone());
            PlayDemand::First { key, account }.verify(&ask, now)?;
        }
        Ok(())
    }

    /// What the first generation demands of a stream, if it is one of its own.
    fn first(&self, request: &Admission) -> Option<First> {
        self.store.stream(&request.app, &request.name, |stream| stream.first.clone()).ok().flatten()
    }

    /// Whether the domain of a player lets its address in, for what needs no signed URL of its own.
    pub(crate) fn let_in(&self, hub: &str, authority: &str, address: IpAddr) -> Result<(), Refusal> {
        match self.play_domain(hub, authority)? {
            Some(domain) => guard::let_in(&domain, address),
            None => Ok(()),
        }
    }

    /// Creates the stream if need be: it comes into being on its first publish.
    fn enter(&self, id: &StreamId, verified: &Verified) -> Result<(), Refusal> {
        let now = self.clock.now();
        self.store.hub(&id.space, |hub| {
            let stream = hub.streams.entry(id.key.clone(), || Stream::new(now));
            may_use(stream, now)?;
            if let Some(nonce) = verified.nonce() {
                if nonce <= stream.nonce {
                    return Err(Refusal::new(format!(
                        "the nonce {nonce} is not above the last, {}",
                        stream.nonce
                    )));
                }
                stream.nonce = nonce;
            }
            stream.updated_at = now;
            Ok(())
        })?
    }
}

impl Gate for Door {
    fn admit_publish(&self, request: &Admission) -> Result<StreamId, Refusal> {
        if let Some(domain) = self.publish_domain(&request.app, &request.domain)? {
            guard::let_in(&domain, request.peer.ip())?;
        }
        let verified = self.verify(request)?;
        let id = StreamId::new(&request.app, &request.name);
        self.enter(&id, &verified)?;
        Ok(id)
    }

    fn second_publisher(&self, _: &Publish) -> SecondPublisher {
        self.second_publisher
    }

    /// Short, so that a playback saved while the stream is live lacks little at its end.
    fn segmenting(&self, publish: &Publish) -> Segmenting {
        let domain = self.publish_domain(&publish.id.space, &publish.domain).ok().flatten();
        let grace = domain.map_or(Segmenting::default().grace, |domain| domain.disconnect_delay);
        Segmenting { target: Duration::from_secs(2), listed: 5, grace }
    }

    fn admit_play(&self, request: &Admission) -> Result<StreamId, Refusal> {
        if let Some(domain) = self.play_domain(&request.app, &request.domain)? {
            guard::let_in(&domain, request.peer.ip())?;
        }
        self.verify_play(request)?;
        let now = self.clock.now();
        self.store.stream(&request.app, &request.name, |stream| may_use(stream, now))??;
        Ok(StreamId::new(&request.app, &request.name))
    }

    fn published(&self, publish: &Publish) {
        self.told.publishes.began(publish);
        self.told.listeners.tell(&publish.id, true);
        if let Ok(Some(domain)) = self.publish_domain(&publish.id.space, &publish.domain) {
            self.told.callbacks.connected(&domain, publish);
        }
    }

    fn unpublished(&self, publish: &Publish) {
        self.told.publishes.ended(publish);
        self.told.listeners.tell(&publish.id, false);
        if let Ok(Some(domain)) = self.publish_domain(&publish.id.space, &publish.domain) {
            self.told.callbacks.disconnected(&domain, publish);
        }
    }
}

fn publish(request: &Admission) -> Ask {
    ask(Action::Publish, request)
}

/// What is asked, as the gate of any engine sees it.
fn ask(action: Action, request: &Admission) -> Ask {
    let protocol = match request.protocol {
        Protocol::Rtmp => pili_gate::Protocol::Rtmp,
        Protocol::Srt => pili_gate::Protocol::Srt,
        Protocol::Flv | Protocol::Mp4 | Protocol::Hls => pili_gate::Protocol::Other,
    };
    let mut ask = Ask::new(action, &*request.app, &*request.name).by(protocol);
    ask.domain.clone_from(&request.domain);
    ask.endings = vec![request.extension.to_owned()];
    ask.query.clone_from(&request.query);
    ask.address = Some(request.peer.ip());
    ask
}

fn may_use(stream: &Stream, now: SystemTime) -> Result<(), Refusal> {
    stream.refusal(now).map_or(Ok(()), |reason| Err(Refusal::new(reason)))
}

impl From<Refused> for Refusal {
    fn from(refused: Refused) -> Self {
        Self::new(refused.message())
    }
}

#[cfg(test)]
mod tests;
