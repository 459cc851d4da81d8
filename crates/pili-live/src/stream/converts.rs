use pili_core::{Endpoint, Error, Idempotency, Operation, Request, Response, Result};
use serde_json::json;

use super::Stream;
use crate::Pili;

impl Stream {
    /// Sets the transcoding profiles, `720p` and the like; none at all clears them.
    pub fn converts<P: Into<String>>(&self, profiles: impl IntoIterator<Item = P>) -> Converts {
        Converts { stream: self.clone(), profiles: profiles.into_iter().map(Into::into).collect() }
    }
}

/// Sets the transcoding profiles of a stream: `POST /v2/hubs/{hub}/streams/{key}/converts` (spec 4.1; vendor
/// page 2521). Takes effect at the next publish; a transcoded stream is played as `key@profile`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Converts {
    stream: Stream,
    profiles: Vec<String>,
}

impl Operation for Converts {
    type Output = ();
    type Api = Pili;
    const NAME: &'static str = "pili.stream.converts";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        if self.profiles.iter().any(|profile| profile.is_empty() || profile.contains(['/', '?', '#', '@'])) {
            return Err(Error::invalid("profile", "must not be empty nor hold `/`, `?`, `#` or `@`"));
        }
        self.stream.url(endpoint)?.path(["converts"]).post_json(&json!({ "converts": self.profiles }))
    }

    fn decode(&self, _: &Response) -> Result<()> {
        Ok(())
    }
}
