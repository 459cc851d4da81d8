//! What holds for which hub and stream.

mod terms;

use std::{collections::HashMap, time::SystemTime};

use pili_auth::{
    names::{HubName, NameError, StreamKey},
    unix_seconds,
};
use pili_live::stream::Disabled;
use pili_urls::{StreamPath, publish::PublishRule};

pub use self::terms::Terms;
use self::terms::without_secrets;
use crate::{
    Action, AddressLimit, Ask, Cause, Cidr, PlayDemand, PublishDemand, RefererLimit, Refused, Verdict,
};

/// What holds for the hubs that there are; no other may be used.
///
/// Example: [the crate's page](crate).
#[derive(Clone, Debug, Default)]
pub struct Policy(HashMap<String, HubPolicy>);

/// What holds for a hub. Without more, nobody may publish, and all may play.
///
/// Example: [the crate's page](crate).
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
///
/// ```
/// use pili_gate::{HubPolicy, StreamPolicy};
/// use pili_live::stream::Disabled;
///
/// let mut banned = StreamPolicy::default();
/// banned.disabled = Disabled::Forever;
/// let mut hub = HubPolicy::default();
/// hub.streams.insert("evening".to_owned(), banned);
/// ```
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
    /// What holds for a hub, if there is one of this name. Example: [`Policy::terms`].
    pub fn hub(&self, name: &str) -> Option<&HubPolicy> {
        self.0.get(name)
    }

    /// How many hubs there are. Example: [`Policy::terms`].
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none, so that nobody may do anything. Example: [`Policy::terms`].
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether what is asked for is allowed at `now`. Example: [the crate's page](crate).
    ///
    /// # Errors
    /// Why it is not.
    pub fn judge(&self, ask: &Ask, now: SystemTime) -> Verdict {
        self.terms(ask)?.judge(now)
    }

    /// What holds for what is asked for, where something has to be found out of the stream before it is judged: whether a
    /// call disabled it, say.
    ///
    /// # Errors
    /// When the hub is not known, or hub or key is no name of Pili's.
    ///
    /// ```
    /// use std::time::UNIX_EPOCH;
    /// use pili_gate::{Action, Ask, Cause, Disabled, HubPolicy, Policy};
    ///
    /// let policy: Policy = [("shows", HubPolicy::default())].into_iter().collect();
    /// assert_eq!((policy.len(), policy.is_empty(), policy.hub("films").is_none()), (1, false, true));
    ///
    /// let ask = Ask::new(Action::Play, "shows", "evening");
    /// let terms = policy.terms(&ask)?;
    /// let said = Some(Disabled::Forever); // found by terms.key()
    /// let refused = terms.said(said).judge(UNIX_EPOCH).unwrap_err();
    /// assert_eq!((refused.cause, refused.cause.name()), (Cause::Disabled, "disabled"));
    /// # Ok::<(), pili_gate::Refused>(())
    /// ```
    pub fn terms<'a>(&'a self, ask: &'a Ask) -> Result<Terms<'a>, Refused> {
        self.found(ask).map_err(|refused| without_secrets(refused, ask))
    }

    fn found<'a>(&'a self, ask: &'a Ask) -> Result<Terms<'a>, Refused> {
        if ask.path().contains('?') {
            // It is not repeated: what stands behind may be a token.
            return Err(Refused::new(Cause::Malformed, "the hub or the stream key holds a `?`"));
        }
        let key = names(ask).map_err(|error| Refused::new(Cause::Malformed, error.to_string()))?;
        let unknown = || Refused::new(Cause::UnknownHub, format!("there is no hub `{}` here", ask.hub));
        let hub = self.0.get(&ask.hub).ok_or_else(unknown)?;
        let stream = hub.streams.get(key.as_str());
        let disabled = stream.map(|stream| stream.disabled).unwrap_or_default();
        Ok(Terms { ask, key, hub, stream, disabled })
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

/// Why a stream may not be used at `now`, if so.
///
/// ```
/// use std::time::UNIX_EPOCH;
/// use pili_gate::why_disabled;
/// use pili_live::stream::Disabled;
/// assert!(why_disabled(Disabled::Forever, UNIX_EPOCH).is_some());
/// assert!(why_disabled(Disabled::No, UNIX_EPOCH).is_none());
/// ```
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
