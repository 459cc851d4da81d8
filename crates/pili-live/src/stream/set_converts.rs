use pili_core::{Endpoint, Error, Idempotency, Operation, Request, Response, Result};
use serde::{Deserialize, Serialize};

use super::Stream;
use crate::Pili;

impl Stream {
    /// Sets the transcoding profiles, `720p` and the like; none at all clears them.
    ///
    /// ```no_run
    /// # async fn run(client: pili_live::Client) -> pili_live::core::Result<()> {
    /// use pili_live::Hub;
    /// client.send(Hub::new("shows").stream("evening").set_converts(["480p", "720p"])).await?;
    /// # Ok(()) }
    /// ```
    pub fn set_converts<P: Into<String>>(&self, profiles: impl IntoIterator<Item = P>) -> SetConverts {
        let converts = profiles.into_iter().map(Into::into).collect();
        SetConverts { stream: self.clone(), body: SetConvertsBody { converts } }
    }
}

/// Sets the transcoding profiles of a stream: `POST /v2/hubs/{hub}/streams/{key}/converts` (spec 4.1; vendor
/// page 2521). Takes effect at the next publish; a transcoded stream is played as `key@profile`.
///
/// Example: [`Stream::set_converts`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct SetConverts {
    stream: Stream,
    body: SetConvertsBody,
}

/// The profiles that are set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetConvertsBody {
    /// The profiles; one of the vendor's SDKs sends `null` for none.
    #[serde(default)]
    pub converts: Vec<String>,
}

impl Operation for SetConverts {
    type Output = ();
    type Api = Pili;
    const NAME: &'static str = "pili.stream.set_converts";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        let is_wrong = |profile: &String| profile.is_empty() || profile.contains(['/', '?', '#', '@']);
        if self.body.converts.iter().any(is_wrong) {
            return Err(Error::invalid("profile", "must not be empty nor hold `/`, `?`, `#` or `@`"));
        }
        self.stream.url(endpoint)?.path(["converts"]).post_json(&self.body)
    }

    fn decode(&self, _: &Response) -> Result<()> {
        Ok(())
    }
}
