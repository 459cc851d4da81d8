use std::{collections::BTreeMap, fmt};

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

    /// Whether a publish has begun.
    pub fn is_connected(&self) -> bool {
        self.status() == Some("connected")
    }

    /// Whether a publish has ended.
    pub fn is_disconnected(&self) -> bool {
        self.status() == Some("disconnected")
    }

    /// The stream key: `title`.
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

    /// `connected` or `disconnected`: `status`.
    pub fn status(&self) -> Option<&str> {
        self.get("status")
    }

    /// When it happened: `timestamp`, in Unix seconds. `None` also for what is no whole number.
    pub fn timestamp(&self) -> Option<i64> {
        self.get("timestamp")?.parse().ok()
    }

    /// When the publish began: `startTime`, in Unix seconds. `None` also for what is no whole number.
    pub fn start_time(&self) -> Option<i64> {
        self.get("startTime")?.parse().ok()
    }

    /// When the publish ended: `endTime`, in Unix seconds. `None` also for what is no whole number.
    pub fn end_time(&self) -> Option<i64> {
        self.get("endTime")?.parse().ok()
    }

    /// How long it lasted: `pushDurationS`, in seconds. `None` also for what is no whole number.
    pub fn push_duration_s(&self) -> Option<i64> {
        self.get("pushDurationS")?.parse().ok()
    }

    /// How long it lasted: `pushDurationMs`, in ms. `None` also for what is no whole number.
    pub fn push_duration_ms(&self) -> Option<i64> {
        self.get("pushDurationMs")?.parse().ok()
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
