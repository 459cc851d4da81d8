//! What holds for which hub and stream.

use std::{collections::HashMap, time::SystemTime};

use pili_auth::{
    names::{HubName, NameError, StreamKey},
    unix_seconds,
};
use pili_live::stream::Disabled;
use pili_urls::{StreamPath, publish::PublishRule};

use crate::{
    Action, AddressLimit, Admitted, Ask, Cause, Cidr, Moment, PlayDemand, PublishDemand, RefererLimit,
    Refused, Verdict, hidden, limit::holds,
};

/// What holds for the hubs that there are; no other may be used.
#[derive(Clone, Debug, Default)]
pub struct Policy(HashMap<String, HubPolicy>);

/// What holds for a hub. Without more, nobody may publish, and all may play.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct HubPolicy {
    /// What publishers bring, unless their stream says otherwise.
    pub publish: PublishDemand,
    /// What players bring, unless their stream says otherwise.
    pub play: PlayDemand,
    /// From where it is published.
    pub publishers: AddressLimit,
    /// From where it is played.
    pub players: AddressLimit,
    /// In which pages it is played.
    pub referers: RefererLimit,
    /// Other engines of one's own, which publish and play without a signature.
    pub relays: Vec<Cidr>,
    /// What holds for single streams.
    pub streams: HashMap<String, StreamPolicy>,
}

/// What holds for one stream, where it is not what holds for its hub.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct StreamPolicy {
    /// What publishers bring.
    pub publish: Option<PublishDemand>,
    /// What players bring.
    pub play: Option<PlayDemand>,
    /// Whether it may not be used.
    pub disabled: Disabled,
}

impl Default for HubPolicy {
    fn default() -> Self {
        Self {
            // A rule without a key lets nobody in.
            publish: PublishDemand::Rule(PublishRule::ExpirySk(Vec::new())),
            play: PlayDemand::default(),
            publishers: AddressLimit::default(),
            players: AddressLimit::default(),
            referers: RefererLimit::default(),
            relays: Vec::new(),
            streams: HashMap::new(),
        }
    }
}

impl<N: Into<String>> FromIterator<(N, HubPolicy)> for Policy {
    fn from_iter<I: IntoIterator<Item = (N, HubPolicy)>>(hubs: I) -> Self {
        Self(hubs.into_iter().map(|(name, hub)| (name.into(), hub)).collect())
    }
}

impl Policy {
    /// What holds for a hub, if there is one of this name.
    pub fn hub(&self, name: &str) -> Option<&HubPolicy> {
        self.0.get(name)
    }

    /// How many hubs there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none, so that nobody may do anything.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether what is asked for is allowed at `now`.
    ///
    /// # Errors
    /// Why it is not.
    pub fn judge(&self, ask: &Ask, now: SystemTime) -> Verdict {
        self.judge_with(ask, now, |_, _| None)
    }

    /// The same, where it may be known of a hub and stream key whether they were disabled or enabled since: that holds over
    /// what the policy says.
    ///
    /// # Errors
    /// Why it is not allowed.
    pub fn judge_with(
        &self,
        ask: &Ask,
        now: SystemTime,
        disabled: impl Fn(&str, &str) -> Option<Disabled>,
    ) -> Verdict {
        let judged = self.terms(ask, disabled).and_then(|terms| terms.judge(ask, now));
        judged.map_err(|refused| without_secrets(refused, ask))
    }

    fn terms(
        &self,
        ask: &Ask,
        disabled: impl Fn(&str, &str) -> Option<Disabled>,
    ) -> Result<Terms<'_>, Refused> {
        if ask.path().contains('?') {
            // It is not repeated: what stands behind may be a token.
            return Err(Refused::new(Cause::Malformed, "the hub or the stream key holds a `?`"));
        }
        let key = names(ask).map_err(|error| Refused::new(Cause::Malformed, error.to_string()))?;
        let unknown = || Refused::new(Cause::UnknownHub, format!("there is no hub `{}` here", ask.hub));
        let hub = self.0.get(&ask.hub).ok_or_else(unknown)?;
        let stream = hub.streams.get(key.as_str());
        let own = || stream.map(|stream| stream.disabled).unwrap_or_default();
        let disabled = disabled(&ask.hub, key.as_str()).unwrap_or_else(own);
        Ok(Terms { hub, stream, disabled })
    }
}

/// The stream key, where hub and key are names of Pili's; a player may ask for a transcoded stream.
fn names(ask: &Ask) -> Result<StreamKey, NameError> {
    match ask.action {
        Action::Publish => HubName::new(&*ask.hub).and(StreamKey::new(&*ask.key)),
        Action::Play => {
            HubName::new(&*ask.hub)?;
            StreamPath::parse(&ask.path()).map(|path| path.key().clone())
        }
    }
}

/// What holds for one ask.
struct Terms<'a> {
    hub: &'a HubPolicy,
    stream: Option<&'a StreamPolicy>,
    disabled: Disabled,
}

impl Terms<'_> {
    fn judge(&self, ask: &Ask, now: SystemTime) -> Verdict {
        self.may_be_used(now)?;
        if ask.is_relay || ask.address.is_some_and(|address| holds(&self.hub.relays, address)) {
            return Ok(Admitted { is_relay: true, ..Admitted::default() });
        }
        self.comes_from_where_it_may(ask)?;
        match (ask.moment, ask.action) {
            (Moment::GoingOn, _) => Ok(Admitted::default()),
            (Moment::Start, Action::Publish) => self.publish(ask, now),
            (Moment::Start, Action::Play) => self.play(ask, now),
        }
    }

    fn may_be_used(&self, now: SystemTime) -> Result<(), Refused> {
        why_disabled(self.disabled, now).map_or(Ok(()), |reason| Err(Refused::new(Cause::Disabled, reason)))
    }

    fn comes_from_where_it_may(&self, ask: &Ask) -> Result<(), Refused> {
        let limit = match ask.action {
            Action::Publish => &self.hub.publishers,
            Action::Play => &self.hub.players,
        };
        let refuse = |why: String| Err(Refused::new(Cause::Address, format!("the hub {} {why}", ask.hub)));
        match ask.address {
            Some(address) => limit.check(address).or_else(|why| refuse(why.to_string()))?,
            None if limit.is_open() => {}
            None => refuse("lets only some addresses in, and the engine told none".to_owned())?,
        }
        if let Some(host) = &ask.chosen_host {
            let reason = format!(
                "the query chooses the virtual host `{}`: leave `vhost` and `domain` out of it",
                host.escape_debug()
            );
            return Err(Refused::new(Cause::Malformed, reason));
        }
        if ask.action == Action::Play {
            let page = self.hub.referers.check(ask.referer.as_deref());
            page.map_err(|reason| Refused::new(Cause::Referer, reason))?;
        }
        Ok(())
    }

    fn publish(&self, ask: &Ask, now: SystemTime) -> Verdict {
        let demand = self.stream.and_then(|stream| stream.publish.as_ref()).unwrap_or(&self.hub.publish);
        let refusal = match demand.verify(ask, now) {
            Ok(verified) => return Ok(verified.into()),
            Err(refusal) => refusal,
        };
        if let Some(Ok(verified)) = ask.otherwise().map(|other| demand.verify(&other, now)) {
            return Ok(verified.into());
        }
        let others = || self.hub.streams.keys().cloned();
        let elsewhere = match refusal {
            pili_urls::Refusal::TokenDiffers { .. } => demand.signed_elsewhere(ask, others(), now),
            _ => None,
        };
        let refusal = elsewhere.unwrap_or(refusal);
        Err(with_hint(Refused::of_url(&refusal, demand.explain(ask, &refusal)), ask))
    }

    fn play(&self, ask: &Ask, now: SystemTime) -> Verdict {
        let demand = self.stream.and_then(|stream| stream.play.as_ref()).unwrap_or(&self.hub.play);
        let verified = demand.verify(ask, now).or_else(|refusal| {
            let other = ask.otherwise().and_then(|other| demand.verify(&other, now).ok());
            other.ok_or(refusal)
        });
        let refused = |refusal| Refused::of_url(&refusal, demand.explain(ask, &refusal));
        verified.map(|()| Admitted::default()).map_err(|refusal| with_hint(refused(refusal), ask))
    }
}

/// What the engine may have done to a URL, told with what is wrong with it.
fn with_hint(refused: Refused, ask: &Ask) -> Refused {
    match ask.hint {
        Some(hint) => Refused { reason: format!("{}; {hint}", refused.reason), ..refused },
        None => refused,
    }
}

fn without_secrets(mut refused: Refused, ask: &Ask) -> Refused {
    let explanation = &mut refused.explanation;
    for text in [&mut explanation.string_to_sign, &mut explanation.string_signed].into_iter().flatten() {
        *text = hidden(text, ask.query());
    }
    refused.reason = hidden(&refused.reason, ask.query());
    refused
}

/// Why a stream may not be used at `now`, if so.
pub fn why_disabled(disabled: Disabled, now: SystemTime) -> Option<String> {
    match disabled {
        Disabled::Forever => Some("the stream is disabled: enable it first".to_owned()),
        Disabled::Until(till) if till > now => {
            let (till, now) = (unix_seconds(till), unix_seconds(now));
            Some(format!("the stream is disabled until {till}, for {} s more", till - now))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests;
