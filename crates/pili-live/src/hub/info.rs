use std::time::{Duration, SystemTime};

use pili_core::{
    Endpoint, Idempotency, Operation, Request, Response, Result, auth::names::DomainName, decode_object,
    null_as_default, time::unix_seconds,
};
use pili_qiniu::length::seconds;
use serde::{Deserialize, Serialize};

use super::Hub;
use crate::{Pili, PublishSecurity, domain::DomainType};

impl Hub {
    /// Reads the hub's settings.
    ///
    /// ```no_run
    /// # async fn run(client: pili_live::Client) -> pili_live::core::Result<()> {
    /// use pili_live::Hub;
    /// let info = client.send(Hub::new("shows").info()).await?;
    /// println!("{} domains", info.domains.len());
    /// # Ok(()) }
    /// ```
    pub fn info(&self) -> Info {
        Info(self.clone())
    }
}

/// Reads the settings of a hub: `GET /v2/hubs/{hub}` (spec 4.4).
///
/// Fails with [`Reason::NotFound`](pili_core::Reason::NotFound) for an unknown hub.
///
/// Example: [`Hub::info`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Info(Hub);

impl Operation for Info {
    type Output = HubInfo;
    type Api = Pili;
    const NAME: &'static str = "pili.hub.info";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        self.0.url(endpoint)?.get()
    }

    fn decode(&self, response: &Response) -> Result<HubInfo> {
        decode_object(response)
    }
}

/// A hub's settings.
///
/// Example: [`Hub::info`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct HubInfo {
    /// The hub's name; some answers leave it out.
    #[serde(default, deserialize_with = "null_as_default")]
    pub hub_name: String,
    /// When it came into being.
    #[serde(with = "unix_seconds::option", default)]
    pub created_at: Option<SystemTime>,
    /// When its settings last changed.
    #[serde(with = "unix_seconds::option", default)]
    pub updated_at: Option<SystemTime>,
    /// The domains bound to it. The one member that no answer lacks.
    #[serde(deserialize_with = "null_as_default")]
    pub domains: Vec<HubDomain>,
    /// The domain to use for each purpose.
    #[serde(default, deserialize_with = "null_as_default")]
    pub default_domains: Vec<DefaultDomain>,
    /// The bucket that keeps what is published.
    #[serde(default)]
    pub storage_bucket: String,
    /// Days that it is kept for.
    #[serde(default)]
    pub live_data_expire_days: i64,
    /// What is demanded of publishers.
    #[serde(default)]
    pub publish_security: PublishSecurity,
    /// Checks of the content of pictures.
    #[serde(default, deserialize_with = "null_as_default")]
    pub nrop: Nrop,
    /// Transcoding profiles that are made when they are played.
    #[serde(default, deserialize_with = "null_as_default")]
    pub passive_codec_profiles: Vec<String>,
    /// Transcoding profiles that are always made.
    #[serde(default, deserialize_with = "null_as_default")]
    pub converts: Vec<String>,
    /// Whether HLS+ is on.
    #[serde(default)]
    pub hls_plus: bool,
    /// The domain that recordings are played on.
    #[serde(default)]
    pub vod_domain: String,
    /// Where access logs go.
    #[serde(default, rename = "accesslog", deserialize_with = "null_as_default")]
    pub access_log: AccessLog,
    /// How often a live stream is taken a snapshot of; `None`: never.
    #[serde(with = "crate::zero::seconds", default)]
    pub snapshot_interval: Option<Duration>,
}

/// A domain of a hub, in its settings.
///
/// Example: [`Hub::info`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct HubDomain {
    /// What it is for.
    #[serde(rename = "type")]
    pub purpose: DomainType,
    /// The domain.
    #[serde(with = "crate::noun::domain_name")]
    pub domain: DomainName,
    /// What its DNS entry must point to.
    #[serde(default)]
    pub cname: String,
}

/// The domain of a hub that is used for a purpose.
///
/// Example: [`Hub::info`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct DefaultDomain {
    /// What it is for.
    #[serde(rename = "type")]
    pub purpose: DomainType,
    /// The domain.
    #[serde(with = "crate::noun::domain_name")]
    pub domain: DomainName,
}

/// How the content of pictures is checked.
///
/// Example: [`Hub::info`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct Nrop {
    /// Whether it is.
    pub enable: bool,
    /// The time between checks.
    #[serde(with = "seconds")]
    pub interval: Duration,
    /// The URL that is told.
    #[serde(rename = "notifyURL")]
    pub notify_url: String,
    /// The certainty from which it is told, 0 to 1.
    #[serde(rename = "notifyRate")]
    pub notify_rate: f64,
}

/// Where the access logs of a hub go.
///
/// Example: [`Hub::info`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct AccessLog {
    /// The bucket.
    pub save_bucket: String,
    /// Days that they are kept for.
    pub expire_days: i64,
}
