use std::fmt;

/// A figure of the usage statistics. The unit depends on what is asked for, see [`statd`](super).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Metric {
    /// `flow`: traffic.
    Flow,
    /// `upflow`: traffic from publishers.
    Upflow,
    /// `downflow`: traffic to viewers.
    Downflow,
    /// `duration`: time.
    Duration,
    /// `count`: how many.
    Count,
}

impl Metric {
    /// The figure's name on the wire, and in [`Usage::values`](super::Usage::values).
    ///
    /// ```
    /// assert_eq!(pili_live::statd::Metric::Upflow.as_str(), "upflow");
    /// ```
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Flow => "flow",
            Self::Upflow => "upflow",
            Self::Downflow => "downflow",
            Self::Duration => "duration",
            Self::Count => "count",
        }
    }
}

impl fmt::Display for Metric {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
