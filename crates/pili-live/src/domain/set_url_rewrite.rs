use pili_core::{Endpoint, Error, Idempotency, Operation, Request, Response, Result, null_as_default};
use serde::{Deserialize, Serialize};

use super::Domain;
use crate::Pili;

impl Domain {
    /// Rewrites the URLs that are asked for, by rules in their order; none at all clears them.
    ///
    /// ```no_run
    /// # async fn run(client: pili_live::Client) -> pili_live::core::Result<()> {
    /// use pili_live::{Hub, domain::UrlRule};
    /// let rule = UrlRule::new("(.+)/live/(.+)", "${1}/shows/${2}");
    /// client.send(Hub::new("shows").domain("live.example.com").set_url_rewrite([rule])).await?;
    /// # Ok(()) }
    /// ```
    pub fn set_url_rewrite(&self, rules: impl IntoIterator<Item = UrlRule>) -> SetUrlRewrite {
        SetUrlRewrite { domain: self.clone(), body: UrlRewrite { rules: rules.into_iter().collect() } }
    }
}

/// Sets the rules by which a domain rewrites URLs: `POST /v2/hubs/{hub}/domains/{domain}/urlrewrite`
/// (spec 4.5).
///
/// Example: [`Domain::set_url_rewrite`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct SetUrlRewrite {
    domain: Domain,
    body: UrlRewrite,
}

impl Operation for SetUrlRewrite {
    type Output = ();
    type Api = Pili;
    const NAME: &'static str = "pili.domain.set_url_rewrite";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        if self.body.rules.iter().any(|rule| rule.pattern.is_empty()) {
            return Err(Error::invalid("pattern", "must not be empty"));
        }
        self.domain.url(endpoint)?.path(["urlrewrite"]).post_json(&self.body)
    }

    fn decode(&self, _: &Response) -> Result<()> {
        Ok(())
    }
}

/// How a domain rewrites URLs.
///
/// Example: [`Domain::info`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct UrlRewrite {
    /// The rules, in their order.
    #[serde(default, deserialize_with = "null_as_default")]
    pub rules: Vec<UrlRule>,
}

/// One rule of [`UrlRewrite`].
///
/// Example: [`Domain::set_url_rewrite`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct UrlRule {
    /// What the URL must match: a regular expression.
    pub pattern: String,
    /// What it becomes; `${1}` is the first group.
    #[serde(default)]
    pub replace: String,
}

impl UrlRule {
    /// URLs that match `pattern` become `replace`. Example: [`Domain::set_url_rewrite`].
    pub fn new(pattern: impl Into<String>, replace: impl Into<String>) -> Self {
        Self { pattern: pattern.into(), replace: replace.into() }
    }
}
