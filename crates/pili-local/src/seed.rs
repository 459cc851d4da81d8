//! What there is to begin with, from one file.

mod apply;
mod names;

use std::fmt;

use pili_live::{Key, PublishSecurity, domain::DomainType};
use serde::Deserialize;

/// What there is to begin with: hubs with their rules, streams and domains, buckets, RTC apps, OpenTok projects. It is read
/// from TOML or JSON; a member that it does not know is refused by name.
///
/// ```
/// use pili_local::{Local, Seed};
///
/// let seed: Seed = r#"
///     [[hubs]]
///     name = "shows"
///     publish_rule = "expiry"
///     publish_key = "12345678"
///     streams = ["evening", { key = "morning", disabled = true }]
///     domains = [{ name = "publish.test", callback = "http://127.0.0.1:8080/live" }]
///
///     [[buckets]]
///     name = "pictures"
///     channels = ["door"]
///
///     [[apps]]
///     id = "app000001"
///     hub = "shows"
///     rooms = ["lobby"]
///
///     [[projects]]
///     name = "classes"
/// "#
/// .parse()?;
/// let local = Local::demo();
/// local.seed(&seed).unwrap();
/// assert_eq!(local.urls("shows", "evening").unwrap().rule, "expiry");
/// # Ok::<(), pili_local::SeedError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Seed {
    /// Hubs; one that exists is changed.
    pub hubs: Vec<HubSeed>,
    /// Buckets of OSS.
    pub buckets: Vec<BucketSeed>,
    /// RTC apps.
    pub apps: Vec<AppSeed>,
    /// OpenTok projects beside the first.
    pub projects: Vec<ProjectSeed>,
}

/// A hub.
///
/// Example: [`Seed`].
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct HubSeed {
    /// Its name.
    pub name: String,
    /// `none`, `static`, `expiry`, `expiry_sk` or `dynamic`; `expiry_sk` unless it is told.
    #[serde(default)]
    pub publish_rule: Option<PublishSecurity>,
    /// Of the rules `static`, `expiry` and `dynamic`.
    #[serde(default)]
    pub publish_key: Key,
    /// A URL that is told of publishes which come by a domain that is not bound.
    #[serde(default)]
    pub callback: Option<String>,
    /// Streams that exist: their keys, or more of them.
    #[serde(default)]
    pub streams: Vec<StreamSeed>,
    /// Domains that are bound.
    #[serde(default)]
    pub domains: Vec<DomainSeed>,
}

/// A stream, by its key alone or with more, as the two of [`Seed`].
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(from = "KeyOrStream")]
#[non_exhaustive]
pub struct StreamSeed {
    /// Its key.
    pub key: String,
    /// Whether it may not be used, for ever.
    pub disabled: bool,
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "a stream key, or a table with `key` and `disabled` alone")]
enum KeyOrStream {
    Key(String),
    Stream(StreamTable),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StreamTable {
    key: String,
    #[serde(default)]
    disabled: bool,
}

impl From<KeyOrStream> for StreamSeed {
    fn from(given: KeyOrStream) -> Self {
        match given {
            KeyOrStream::Key(key) => Self { key, disabled: false },
            KeyOrStream::Stream(StreamTable { key, disabled }) => Self { key, disabled },
        }
    }
}

/// A domain of a hub: in [`Seed`] one to publish to.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct DomainSeed {
    /// Its name.
    pub name: String,
    /// `publishRtmp`, `liveRtmp`, `liveHls` or `liveHdl`; `publishRtmp` unless it is told.
    #[serde(default = "publish_rtmp", rename = "type")]
    pub purpose: DomainType,
    /// A URL that is told when a publish begins and when it ends.
    #[serde(default)]
    pub callback: Option<String>,
    /// Blocks of addresses that alone are let in.
    #[serde(default)]
    pub let_in: Vec<String>,
    /// Blocks of addresses that are kept out.
    #[serde(default)]
    pub keep_out: Vec<String>,
}

fn publish_rtmp() -> DomainType {
    DomainType::PublishRtmp
}

/// A bucket.
///
/// Example: [`Seed`].
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct BucketSeed {
    /// Its name.
    pub name: String,
    /// Channels, with the vendor's usual settings.
    #[serde(default)]
    pub channels: Vec<String>,
}

/// An RTC app.
///
/// Example: [`Seed`].
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct AppSeed {
    /// Its id, which the vendor would give.
    pub id: String,
    /// Its hub.
    #[serde(default)]
    pub hub: Option<String>,
    /// Its title.
    #[serde(default)]
    pub title: Option<String>,
    /// Rooms that exist.
    #[serde(default)]
    pub rooms: Vec<String>,
}

/// An OpenTok project.
///
/// Example: [`Seed`].
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ProjectSeed {
    /// Its name.
    pub name: String,
}

/// Why a text is no [`Seed`]: the line, the member, the rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeedError(String);

impl fmt::Display for SeedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for SeedError {}

/// From TOML.
impl std::str::FromStr for Seed {
    type Err = SeedError;

    fn from_str(text: &str) -> Result<Self, SeedError> {
        toml::from_str(text).map_err(|error| SeedError(error.to_string().trim_end().to_owned()))
    }
}

impl Seed {
    /// From JSON.
    pub(crate) fn from_json(text: &[u8]) -> Result<Self, SeedError> {
        let mut reader = serde_json::Deserializer::from_slice(text);
        serde_path_to_error::deserialize(&mut reader).map_err(|error| SeedError(error.to_string()))
    }
}

#[cfg(test)]
mod tests;
