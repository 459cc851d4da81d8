use std::{
    collections::BTreeMap,
    fmt,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use crate::State;

/// What a callback tells: its variables, by the names they were given on the domain.
///
/// Example: [`callback`](crate::callback).
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
    ///
    /// ```
    /// # use std::time::{Duration, UNIX_EPOCH};
    /// use pili_live::{State, callback};
    ///
    /// # let body = "status=disconnected&title=evening&domain=publish.example.com&path=/shows/evening\
    /// #     &sourceUrl=rtmp%3A%2F%2Fpublish.example.com&remoteIP=192.0.2.7&localIP=192.0.2.1&show=17\
    /// #     &timestamp=1700000060&startTime=1700000000&endTime=1700000060&pushDuration=60";
    /// # let request = http::Request::post("https://hooks.example.com/live")
    /// #     .header("content-type", "application/x-www-form-urlencoded").body(bytes::Bytes::from(body))?;
    /// let event = callback::parse(&request)?;
    /// assert!(event.is_disconnected() && event.status() == Some(State::Disconnected));
    /// assert_eq!((event.domain(), event.path()), (Some("publish.example.com"), Some("/shows/evening")));
    /// assert_eq!((event.remote_ip(), event.local_ip()), (Some("192.0.2.7"), Some("192.0.2.1")));
    /// println!("{:?}, {:?} to {:?}", event.source_url(), event.start_time(), event.end_time());
    /// println!("{:?} after {:?}", event.timestamp(), event.push_duration());
    /// // Variables of one's own have one's own names.
    /// assert_eq!(event.get("show"), Some("17"));
    /// assert!(event.variables().contains_key("show"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn get(&self, name: &str) -> Option<&str> {
        self.variables.get(name).map(String::as_str)
    }

    /// All variables, by name. Example: [`Event::get`].
    pub fn variables(&self) -> &BTreeMap<String, String> {
        &self.variables
    }

    /// Whether a publish has begun. Example: [`callback`](crate::callback).
    pub fn is_connected(&self) -> bool {
        self.status() == Some(State::Connected)
    }

    /// Whether a publish has ended. Example: [`Event::get`].
    pub fn is_disconnected(&self) -> bool {
        self.status() == Some(State::Disconnected)
    }

    /// The stream key: `title`. Example: [`callback`](crate::callback).
    pub fn title(&self) -> Option<&str> {
        self.get("title")
    }

    /// The publish domain: `domain`. Example: [`Event::get`].
    pub fn domain(&self) -> Option<&str> {
        self.get("domain")
    }

    /// `/hub/key`: `path`. Example: [`Event::get`].
    pub fn path(&self) -> Option<&str> {
        self.get("path")
    }

    /// The URL that was published to: `sourceURL`. Example: [`Event::get`].
    pub fn source_url(&self) -> Option<&str> {
        self.get("sourceURL")
    }

    /// The publisher's address: `remoteIP`. Example: [`Event::get`].
    pub fn remote_ip(&self) -> Option<&str> {
        self.get("remoteIP")
    }

    /// The edge's address: `localIP`. Example: [`Event::get`].
    pub fn local_ip(&self) -> Option<&str> {
        self.get("localIP")
    }

    /// Whether a publish has begun or ended: `status`. Example: [`Event::get`].
    pub fn status(&self) -> Option<State> {
        self.get("status").map(State::from)
    }

    /// When it happened: `timestamp`. `None` also for what is no whole number. Example: [`Event::get`].
    pub fn timestamp(&self) -> Option<SystemTime> {
        self.time("timestamp")
    }

    /// When the publish began: `startTime`. `None` also for what is no whole number. Example: [`Event::get`].
    pub fn start_time(&self) -> Option<SystemTime> {
        self.time("startTime")
    }

    /// When the publish ended: `endTime`. `None` also for what is no whole number. Example: [`Event::get`].
    pub fn end_time(&self) -> Option<SystemTime> {
        self.time("endTime")
    }

    /// How long it lasted: `pushDurationMs`, or `pushDurationS` where that is all there is. `None` also for what
    /// is no whole number. Example: [`Event::get`].
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
