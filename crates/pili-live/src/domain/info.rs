use std::{collections::BTreeMap, time::Duration};

use pili_core::{
    Endpoint, Idempotency, Operation, Request, Response, Result, decode_object, null_as_default, open_enum,
};
use pili_qiniu::length::seconds;
use serde::{Deserialize, Serialize};

use super::{Domain, DomainType, UrlRewrite};
use crate::{Key, Pili};

impl Domain {
    /// Reads the domain's settings: callbacks, limits, play security, URL rewriting, certificate.
    ///
    /// ```no_run
    /// # async fn run(client: pili_live::Client) -> pili_live::core::Result<()> {
    /// use pili_live::{Hub, domain::PlaySecurityType};
    ///
    /// let domain = Hub::new("shows").domain("live.example.com");
    /// let info = client.send(domain.info()).await?;
    /// println!("{}: {:?}", info.domain, info.play_security);
    /// client.send(domain.unbind()).await?;
    /// # Ok(()) }
    /// ```
    pub fn info(&self) -> Info {
        Info(self.clone())
    }
}

/// Reads the settings of a domain: `GET /v2/hubs/{hub}/domains/{domain}` (spec 4.5; vendor page 9896).
///
/// Example: [`Domain::info`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Info(Domain);

impl Operation for Info {
    type Output = DomainInfo;
    type Api = Pili;
    const NAME: &'static str = "pili.domain.info";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        self.0.url(endpoint)?.get()
    }

    fn decode(&self, response: &Response) -> Result<DomainInfo> {
        decode_object(response)
    }
}

/// A domain's settings.
///
/// Example: [`Domain::info`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct DomainInfo {
    /// The domain.
    pub domain: String,
    /// What it is for.
    #[serde(rename = "type")]
    pub purpose: DomainType,
    /// What its DNS entry must point to.
    #[serde(default)]
    pub cname: String,
    /// The callback when a publish begins.
    #[serde(default, deserialize_with = "null_as_default")]
    pub connect_callback: CallbackConfig,
    /// The callback when a publish ends.
    #[serde(default, deserialize_with = "null_as_default")]
    pub disconnect_callback: CallbackConfig,
    /// How long a publisher may be gone before the publish counts as ended: 1 to 60 s.
    #[serde(with = "seconds", default)]
    pub disconnect_delay: Duration,
    /// Which addresses are let in.
    #[serde(default, deserialize_with = "null_as_default")]
    pub ip_limit: IpLimit,
    /// How play URLs must be signed.
    #[serde(default, deserialize_with = "null_as_default")]
    pub play_security: PlaySecurity,
    /// How URLs are rewritten.
    #[serde(default, deserialize_with = "null_as_default")]
    pub url_rewrite: UrlRewrite,
    /// Whether it is served with a certificate.
    #[serde(default)]
    pub cert_enable: bool,
    /// The certificate's name.
    #[serde(default)]
    pub cert_name: String,
    /// Whether it is switched off.
    #[serde(default)]
    pub disable: bool,
}

/// A callback on a publish: where it goes and what it says.
///
/// Example: [`Domain::info`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct CallbackConfig {
    /// Whether there is one, and how its variables travel.
    #[serde(rename = "type")]
    pub kind: CallbackType,
    /// Where it goes.
    pub url: String,
    /// How long to wait for the answer, 0 to 10 s.
    #[serde(with = "seconds")]
    pub timeout: Duration,
    /// The variables by name, each a template such as `$(title)`.
    #[serde(deserialize_with = "null_as_default")]
    pub vars: BTreeMap<String, String>,
    /// How often it is repeated, 0 to 5.
    pub retry_times: i64,
    /// The time between repeats, 0 to 5 s.
    #[serde(with = "seconds")]
    pub retry_interval: Duration,
    /// The only status that counts as accepted; `None`: any does.
    #[serde(with = "crate::zero::status")]
    pub success_code: Option<u16>,
    /// The status that counts as refused; `None`: none does.
    #[serde(with = "crate::zero::status")]
    pub fail_code: Option<u16>,
}

open_enum! {
    /// How the variables of a callback travel.
    ///
    /// Example: [`StatusCallback`](crate::task::StatusCallback).
    #[derive(Default)]
    CallbackType {
        /// Empty: there is no callback.
        #[default]
        Off = "",
        /// In the query.
        Get = "GET",
        /// In the body, as a form.
        Form = "FORM",
        /// In the body, as JSON.
        Json = "JSON",
    }
}

/// Which addresses a domain lets in, as CIDR blocks.
///
/// Example: [`Domain::info`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct IpLimit {
    /// Only these.
    #[serde(deserialize_with = "null_as_default")]
    pub whitelist: Vec<String>,
    /// All but these.
    #[serde(deserialize_with = "null_as_default")]
    pub blacklist: Vec<String>,
}

/// How the play URLs of a domain must be signed (spec 3.4).
///
/// Example: [`Domain::info`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct PlaySecurity {
    /// Whether they must be, and what their time says.
    #[serde(rename = "type")]
    pub kind: PlaySecurityType,
    /// The first key.
    pub key1: Key,
    /// The second key, for changing keys without a break.
    pub key2: Key,
    /// How long a URL is good for.
    #[serde(with = "seconds")]
    pub range: Duration,
    /// What is signed, in variables.
    pub rule: String,
    /// The same for the second key.
    pub rule2: String,
    /// The query parameter that holds the time.
    pub ts_part: String,
    /// The base the time is written in: 10 or 16.
    pub ts_base: i64,
    /// The query parameter that holds the signature.
    pub sign_part: String,
    /// How far the clocks may differ.
    #[serde(with = "seconds")]
    pub gap_duration: Duration,
}

open_enum! {
    /// What the time in a signed play URL says.
    ///
    /// Example: [`Domain::info`].
    #[derive(Default)]
    PlaySecurityType {
        /// Empty: nothing was set, so URLs need no signature.
        #[default]
        Unset = "",
        /// URLs need no signature.
        None = "none",
        /// From when on it is good: `tsStartMD5`.
        TsStartMd5 = "tsStartMD5",
        /// Until when it is good: `tsExpireMD5`.
        TsExpireMd5 = "tsExpireMD5",
    }
}
