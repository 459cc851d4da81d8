//! What gates share, as it is written.

use std::time::Duration;

use jiff::SignedDuration;
use pili_live::Key;
use serde::Deserialize;

use super::ConfigError;
use crate::server::shared::Redis;

/// What is waited at most for an answer: a gate that waits longer is taken for gone itself.
const LONGEST: Duration = Duration::from_secs(2);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RedisTable {
    url: Key,
    /// In front of each key.
    #[serde(default = "prefix")]
    prefix: String,
    /// `50ms`.
    #[serde(default = "timeout")]
    timeout: String,
}

fn prefix() -> String {
    "pili-gate:".to_owned()
}

fn timeout() -> String {
    "50ms".to_owned()
}

impl RedisTable {
    pub(super) fn redis(self) -> Result<Redis, ConfigError> {
        let timeout = length(&self.timeout).filter(|length| !length.is_zero() && *length <= LONGEST);
        let wrong = || ConfigError::new("redis.timeout", "must be a time such as `50ms`, up to `2s`");
        let timeout = timeout.ok_or_else(wrong)?;
        Redis::new(&self.url, self.prefix, timeout).map_err(|rule| ConfigError::new("redis.url", rule))
    }
}

fn length(text: &str) -> Option<Duration> {
    text.parse::<SignedDuration>().ok()?.try_into().ok()
}
