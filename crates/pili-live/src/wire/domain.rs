use std::collections::BTreeMap;

use pili_core::null_as_default;
use serde::{Deserialize, Serialize};

use super::Key;

/// What a domain is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum DomainType {
    /// Publishing over RTMP.
    PublishRtmp,
    /// Playing over RTMP.
    LiveRtmp,
    /// Playing HLS.
    LiveHls,
    /// Playing HTTP-FLV.
    LiveHdl,
    /// One that this version does not know.
    #[serde(untagged)]
    Other(String),
}

impl Default for DomainType {
    fn default() -> Self {
        Self::Other(String::new())
    }
}

/// The domains of a hub.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Domains {
    /// The domains.
    #[serde(deserialize_with = "null_as_default")]
    pub domains: Vec<DomainItem>,
}

/// An entry of [`Domains`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct DomainItem {
    /// What it is for.
    #[serde(rename = "type")]
    pub purpose: DomainType,
    /// The domain.
    pub domain: String,
    /// What its DNS entry must point to.
    pub cname: String,
    /// Whether it is served with a certificate.
    pub cert_enable: bool,
    /// The certificate's name.
    pub cert_name: String,
}

/// The body that binds a domain. On the wire `Type` has a capital letter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct BindDomain {
    /// The domain.
    pub domain: String,
    /// What it is for.
    #[serde(rename = "Type")]
    pub purpose: DomainType,
}

/// A domain's settings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct DomainInfo {
    /// The domain.
    pub domain: String,
    /// What it is for.
    #[serde(rename = "type")]
    pub purpose: DomainType,
    /// What its DNS entry must point to.
    pub cname: String,
    /// The callback when a publish begins.
    #[serde(deserialize_with = "null_as_default")]
    pub connect_callback: CallbackConfig,
    /// The callback when a publish ends.
    #[serde(deserialize_with = "null_as_default")]
    pub disconnect_callback: CallbackConfig,
    /// Seconds that a publisher may be gone before the publish counts as ended: 1 to 60.
    pub disconnect_delay: i64,
    /// Which addresses are let in.
    #[serde(deserialize_with = "null_as_default")]
    pub ip_limit: IpLimit,
    /// How play URLs must be signed.
    #[serde(deserialize_with = "null_as_default")]
    pub play_security: PlaySecurity,
    /// How URLs are rewritten.
    #[serde(deserialize_with = "null_as_default")]
    pub url_rewrite: UrlRewrite,
    /// Whether it is served with a certificate.
    pub cert_enable: bool,
    /// The certificate's name.
    pub cert_name: String,
    /// Whether it is switched off.
    pub disable: bool,
}

/// A callback on a publish: where it goes and what it says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct CallbackConfig {
    /// How the variables travel: `GET` (query), `FORM` or `JSON` (body); empty when there is no callback.
    #[serde(rename = "type")]
    pub kind: String,
    /// Where it goes.
    pub url: String,
    /// Seconds to wait for the answer, 0 to 10.
    pub timeout: i64,
    /// The variables by name, each a template such as `$(title)`.
    #[serde(deserialize_with = "null_as_default")]
    pub vars: BTreeMap<String, String>,
    /// How often it is repeated, 0 to 5.
    pub retry_times: i64,
    /// Seconds between repeats, 0 to 5.
    pub retry_interval: i64,
    /// The status that counts as accepted; 0: any.
    pub success_code: i64,
    /// The status that counts as refused; 0: any.
    pub fail_code: i64,
}

/// Which addresses a domain lets in, as CIDR blocks.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct IpLimit {
    /// Only these.
    #[serde(deserialize_with = "null_as_default")]
    pub whitelist: Vec<String>,
    /// All but these.
    #[serde(deserialize_with = "null_as_default")]
    pub blacklist: Vec<String>,
}

/// How the play URLs of a domain must be signed (spec 3.4).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct PlaySecurity {
    /// `tsStartMD5`, `tsExpireMD5`, `none`, or empty.
    #[serde(rename = "type")]
    pub kind: String,
    /// The first key.
    pub key1: Key,
    /// The second key, for changing keys without a break.
    pub key2: Key,
    /// Seconds that a URL is good for.
    pub range: i64,
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
    /// Seconds that the clocks may differ by.
    pub gap_duration: i64,
}

/// How a domain rewrites URLs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct UrlRewrite {
    /// The rules, in their order.
    #[serde(deserialize_with = "null_as_default")]
    pub rules: Vec<UrlRule>,
}

/// One rule of [`UrlRewrite`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct UrlRule {
    /// What the URL must match: a regular expression.
    pub pattern: String,
    /// What it becomes; `${1}` is the first group.
    pub replace: String,
}

impl UrlRule {
    /// URLs that match `pattern` become `replace`.
    pub fn new(pattern: impl Into<String>, replace: impl Into<String>) -> Self {
        Self { pattern: pattern.into(), replace: replace.into() }
    }
}
