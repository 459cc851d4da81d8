use std::{
    fmt,
    net::IpAddr,
    time::{Duration, SystemTime},
};

use pili_auth::unix_seconds;

use crate::{Protocol, limit::host_of};

/// What there is to tell of a publish that does no harm in a log: not `sourceURL`, which holds what the publisher signed.
///
/// ```
/// use std::time::UNIX_EPOCH;
/// use pili_gate::{Protocol, callback::{PublishEvent, VARIABLES}};
///
/// let event = PublishEvent::connected("shows", "evening", Protocol::Rtmp, UNIX_EPOCH);
/// let line: Vec<_> = VARIABLES.map(|name| event.value(name)).into_iter().filter(|value| !value.is_empty()).collect();
/// assert_eq!(line.join(" "), "connected evening /shows/evening 0 0");
/// ```
pub const VARIABLES: [&str; 9] =
    ["status", "title", "path", "domain", "remoteIP", "timestamp", "startTime", "endTime", "pushDurationMs"];

/// A publish that has begun or ended, as the variables of a template see it.
///
/// `Debug` leaves the query out, which holds a token or a publish key.
///
/// Example: [`callback`](crate::callback).
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct PublishEvent {
    /// The hub.
    pub hub: String,
    /// The stream key.
    pub key: String,
    /// How it is carried.
    pub protocol: Protocol,
    /// `host[:port]` by which the publisher came; empty where it is not known.
    pub domain: String,
    /// What followed the `?`; over SRT the other items of the stream id, with `&` between them.
    pub query: Option<String>,
    /// The publisher's address.
    pub client: Option<IpAddr>,
    /// The server's.
    pub server: Option<IpAddr>,
    /// When the publish began.
    pub started: SystemTime,
    /// When it ended; `None` where it is told of its beginning.
    pub ended: Option<SystemTime>,
    /// When it is told.
    pub told: SystemTime,
}

impl PublishEvent {
    /// A publish that begins, of which nothing else is known. Example: [`callback`](crate::callback).
    pub fn connected(
        hub: impl Into<String>,
        key: impl Into<String>,
        protocol: Protocol,
        started: SystemTime,
    ) -> Self {
        Self {
            hub: hub.into(),
            key: key.into(),
            protocol,
            domain: String::new(),
            query: None,
            client: None,
            server: None,
            started,
            ended: None,
            told: started,
        }
    }

    /// The end of it.
    ///
    /// ```
    /// use std::time::{Duration, UNIX_EPOCH};
    /// use pili_gate::{Protocol, callback::PublishEvent};
    ///
    /// let event = PublishEvent::connected("shows", "evening", Protocol::Rtmp, UNIX_EPOCH);
    /// assert_eq!(event.status(), "connected");
    /// let event = event.disconnected(UNIX_EPOCH + Duration::from_secs(60));
    /// assert_eq!((event.status(), event.value("pushDurationS").as_str()), ("disconnected", "60"));
    /// ```
    pub fn disconnected(self, ended: SystemTime) -> Self {
        Self { ended: Some(ended), told: ended, ..self }
    }

    /// The value of a variable; empty if there is none. Example: [`callback`](crate::callback).
    pub fn value(&self, name: &str) -> String {
        self.known(name).or_else(|| self.parameter(name)).unwrap_or_default()
    }

    fn known(&self, name: &str) -> Option<String> {
        Some(match name {
            "title" => self.key.clone(),
            "remoteIP" => self.client?.to_string(),
            "localIP" => self.server?.to_string(),
            "domain" => host_of(&self.domain),
            "timestamp" => unix_seconds(self.told).to_string(),
            "status" => self.status().to_owned(),
            "sourceURL" => self.source_url(),
            "path" => format!("/{}/{}", self.hub, self.key),
            "startTime" => unix_seconds(self.started).to_string(),
            "endTime" => unix_seconds(self.ended?).to_string(),
            "pushDurationS" => self.lasted()?.as_secs().to_string(),
            "pushDurationMs" => self.lasted()?.as_millis().to_string(),
            _ => return None,
        })
    }

    /// `connected` or `disconnected`. Example: [`PublishEvent::disconnected`].
    pub fn status(&self) -> &'static str {
        if self.ended.is_some() { "disconnected" } else { "connected" }
    }

    /// `_name` is the parameter `name` of the publish URL.
    fn parameter(&self, name: &str) -> Option<String> {
        let name = name.strip_prefix('_')?;
        let query = self.query.as_deref()?;
        let mut pairs = form_urlencoded::parse(query.as_bytes());
        pairs.find(|(given, _)| given == name).map(|(_, value)| value.into_owned())
    }

    fn source_url(&self) -> String {
        let Self { domain, hub, key, query, .. } = self;
        if self.protocol == Protocol::Srt {
            let items =
                query.as_ref().map(|query| format!(",{}", query.replace('&', ","))).unwrap_or_default();
            return format!("srt://{domain}?streamid=#!::h={hub}/{key},m=publish{items}");
        }
        let query = query.as_ref().map(|query| format!("?{query}")).unwrap_or_default();
        format!("rtmp://{domain}/{hub}/{key}{query}")
    }

    fn lasted(&self) -> Option<Duration> {
        self.ended?.duration_since(self.started).ok()
    }
}

impl fmt::Debug for PublishEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PublishEvent")
            .field("hub", &self.hub)
            .field("key", &self.key)
            .field("protocol", &self.protocol)
            .field("client", &self.client)
            .field("started", &self.started)
            .field("ended", &self.ended)
            .finish_non_exhaustive()
    }
}
