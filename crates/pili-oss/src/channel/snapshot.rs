use std::time::Duration;

use pili_core::{Error, Result, auth::oss::BucketName};
use serde::{Deserialize, Serialize};

use crate::seconds;

/// How pictures of a stream are taken, in regions that have the feature. Role, bucket and topic are all needed.
///
/// ```
/// use std::time::Duration;
/// use pili_oss::channel::Snapshot;
/// let snapshot = Snapshot::every(Duration::from_secs(5))
///     .role_name("pictures-role")
///     .dest_bucket("pictures")
///     .notify_topic("pictures-topic");
/// assert_eq!(snapshot.interval, Duration::from_secs(5));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct Snapshot {
    /// The role that may write them.
    pub role_name: String,
    /// The bucket they are put into, of the same owner and region.
    pub dest_bucket: String,
    /// The topic that is told of each.
    pub notify_topic: String,
    /// The time from one to the next.
    #[serde(with = "seconds")]
    pub interval: Duration,
}

impl Snapshot {
    /// A picture in every interval of 1 to 100 whole seconds. Example: [`Snapshot`].
    pub fn every(interval: Duration) -> Self {
        let [role_name, dest_bucket, notify_topic] = [const { String::new() }; 3];
        Self { role_name, dest_bucket, notify_topic, interval }
    }

    /// The role that may write them. Example: [`Snapshot`].
    pub fn role_name(self, name: impl Into<String>) -> Self {
        Self { role_name: name.into(), ..self }
    }

    /// The bucket they are put into, of the same owner and region. Example: [`Snapshot`].
    pub fn dest_bucket(self, name: impl Into<String>) -> Self {
        Self { dest_bucket: name.into(), ..self }
    }

    /// The topic that is told of each. Example: [`Snapshot`].
    pub fn notify_topic(self, topic: impl Into<String>) -> Self {
        Self { notify_topic: topic.into(), ..self }
    }

    pub(super) fn check(&self) -> Result<()> {
        for (field, value) in [("role name", &self.role_name), ("notify topic", &self.notify_topic)] {
            if value.is_empty() {
                return Err(Error::invalid(field, "must not be empty"));
            }
        }
        if let Err(error) = BucketName::new(&*self.dest_bucket) {
            return Err(Error::invalid("destination bucket", error.rule()));
        }
        seconds::check("snapshot interval", self.interval)
    }
}
