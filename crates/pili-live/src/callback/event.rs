use std::{
    collections::BTreeMap,
    fmt,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use crate::State;

/// What a callback tells: its variables, by the names they were given on the domain.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Event {
    variables: BTreeMap<String, String>,
}

impl Event {
    pub(super) fn new(mut variables: BTreeMap<String, String>) -> Self {
        // A template that cannot be resolved arrives as an empty text.
        variables.retain(|_, value| !value.is_empty());
        Self { variables }
    }

    /// The variable of a name, such as `_room` for a parameter of the publish URL.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.variables.get(name).map(String::as_str)
    }

    /// All variables, by name.
    pub fn variables(&self) -> &BTreeMap<String, String> {
        &self.variables
    }

    /// Whether a publish has begun. Example: [`callback`](crate::callback).
    pub fn is_connected(&self) -> bool {
        self.status() == Some(State::Connected)
    }

    /// Whether a publish has ended.
    pub fn is_disconnected(&self) -> bool {
        self.status() == Some(State::Disconnected)
    }

    /// The stream key: `title`. Example: [`callback`](crate::callback).
    pub fn title(&self) -> Option<&str> {
        self.get("title")
    }

    /// The publish domain: `domain`.
    pub fn domain(&self) -> Option<&str> {
        self.get("domain")
    }

    /// `/hub/key`: `path`.
    pub fn path(&self) -> Option<&str> {
        self.get("path")
    }

    /// The URL that was published to: `sourceURL`.
    pub fn source_url(&self) -> Option<&str> {
        self.get("sourceURL")
    }

    /// The publisher's address: `remoteIP`.
    pub fn remote_ip(&self) -> Option<&str> {
        self.get("remoteIP")
    }

    /// The edge's address: `localIP`.
    pub fn local_ip(&self) -> Option<&str> {
        self.get("localIP")
    }

    /// Whether a publish has begun or ended: `status`.
    pub fn status(&self) -> Option<State> {
        self.get("status").map(State::from)
    }

    /// When it happened: `timestamp`. `None` also for what is no whole number.
    pub fn timestamp(&self) -> Option<SystemTime> {
        self.time("timestamp")
    }

    /// When the publish began: `startTime`. `None` also for what is no whole number.
    pub fn start_time(&self) -> Option<SystemTime> {
        self.time("startTime")
    }

    /// When the publish ended: `endTime`. `None` also for what is no whole number.
    pub fn end_time(&self) -> Option<SystemTime> {
        self.time("endTime")
    }

    /// How long it lasted: `pushDurationMs`, or `pushDurationS` where that is all there is. `None` also for what
    /// is no whole number.
    pub fn push_duration(&self) -> Option<Duration> {
        let millis = self.number("pushDurationMs").map(Duration::from_millis);
        millis.or_else(|| self.number("pushDurationS").map(Duration::from_secs))
    }

    fn time(&self, name: &str) -> Option<SystemTime> {
        UNIX_EPOCH.checked_add(Duration::from_secs(self.number(name)?))
    }

    fn number(&self, name: &str) -> Option<u64> {
        self.get(name)?.parse().ok()
    }
}

/// Without the queries of URLs: that of a publish URL holds its token.
impl fmt::Debug for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown =
            |(name, value): (&String, &String)| (name.clone(), value.split('?').next().map(str::to_owned));
        f.debug_map().entries(self.variables.iter().map(shown)).finish()
    }
}
