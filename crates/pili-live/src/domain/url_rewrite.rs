use pili_core::{Endpoint, Error, Idempotency, Operation, Request, Response, Result};

use super::Domain;
use crate::{
    Pili,
    wire::{UrlRewrite, UrlRule},
};

impl Domain {
    /// Rewrites the URLs that are asked for, by rules in their order; none at all clears them.
    pub fn url_rewrite(&self, rules: impl IntoIterator<Item = UrlRule>) -> Rewrite {
        Rewrite { domain: self.clone(), body: UrlRewrite { rules: rules.into_iter().collect() } }
    }
}

/// Sets the rules by which a domain rewrites URLs: `POST /v2/hubs/{hub}/domains/{domain}/urlrewrite`
/// (spec 4.5).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Rewrite {
    domain: Domain,
    body: UrlRewrite,
}

impl Operation for Rewrite {
    type Output = ();
    type Api = Pili;
    const NAME: &'static str = "pili.domain.urlrewrite";
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
