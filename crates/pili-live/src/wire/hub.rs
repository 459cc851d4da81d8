use pili_core::null_as_default;
use serde::{Deserialize, Serialize};

use super::{DomainType, Key};

/// An entry of the list of hubs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct HubItem {
    /// The hub's name.
    pub name: String,
}

/// A hub's settings.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct HubInfo {
    /// The hub's name; some answers leave it out.
    #[serde(deserialize_with = "null_as_default")]
    pub hub_name: String,
    /// When it came into being.
    pub created_at: i64,
    /// When its settings last changed.
    pub updated_at: i64,
    /// The domains bound to it.
    #[serde(deserialize_with = "null_as_default")]
    pub domains: Vec<HubDomain>,
    /// The domain to use for each purpose.
    #[serde(deserialize_with = "null_as_default")]
    pub default_domains: Vec<DefaultDomain>,
    /// The bucket that keeps what is published.
    pub storage_bucket: String,
    /// Days that it is kept for.
    pub live_data_expire_days: i64,
    /// What is demanded of publishers.
    pub publish_security: PublishSecurity,
    /// Checks of the content of pictures.
    #[serde(deserialize_with = "null_as_default")]
    pub nrop: Nrop,
    /// Transcoding profiles that are made when they are played.
    #[serde(deserialize_with = "null_as_default")]
    pub passive_codec_profiles: Vec<String>,
    /// Transcoding profiles that are always made.
    #[serde(deserialize_with = "null_as_default")]
    pub converts: Vec<String>,
    /// Whether HLS+ is on.
    pub hls_plus: bool,
    /// The domain that recordings are played on.
    pub vod_domain: String,
    /// Where access logs go.
    #[serde(rename = "accesslog", deserialize_with = "null_as_default")]
    pub access_log: AccessLog,
    /// Seconds between snapshots of a live stream; 0: none.
    pub snapshot_interval: i64,
}

/// A domain of a hub, in its settings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct HubDomain {
    /// What it is for.
    #[serde(rename = "type")]
    pub purpose: DomainType,
    /// The domain.
    pub domain: String,
    /// What its DNS entry must point to.
    pub cname: String,
}

/// The domain of a hub that is used for a purpose.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct DefaultDomain {
    /// What it is for.
    #[serde(rename = "type")]
    pub purpose: DomainType,
    /// The domain.
    pub domain: String,
}

/// How the content of pictures is checked.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Nrop {
    /// Whether it is.
    pub enable: bool,
    /// Seconds between checks.
    pub interval: i64,
    /// The URL that is told.
    #[serde(rename = "notifyURL")]
    pub notify_url: String,
    /// The certainty from which it is told, 0 to 1.
    #[serde(rename = "notifyRate")]
    pub notify_rate: f64,
}

/// Where the access logs of a hub go.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct AccessLog {
    /// The bucket.
    pub save_bucket: String,
    /// Days that they are kept for.
    pub expire_days: i64,
}

/// The body that sets a hub's publish rule.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct HubSecurity {
    /// The rule.
    pub publish_security: PublishSecurity,
    /// The key that publish URLs are signed with.
    pub publish_key: Key,
}

/// The body that sets where a hub keeps what is published.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct HubPersistence {
    /// The bucket.
    pub storage_bucket: String,
    /// Days that it is kept for.
    pub live_data_expire_days: i32,
}

/// What is demanded of publishers (spec 3.2).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum PublishSecurity {
    /// Empty: what the hub demands; on a hub, nothing was set.
    #[default]
    #[serde(rename = "")]
    Inherit,
    /// Nothing.
    None,
    /// The publish key in the open.
    Static,
    /// A time and a token of the publish key.
    Expiry,
    /// A time and a token of the account's secret key.
    ExpirySk,
    /// A growing number and a token of the publish key.
    Dynamic,
    /// One that this version does not know.
    #[serde(untagged)]
    Other(String),
}
