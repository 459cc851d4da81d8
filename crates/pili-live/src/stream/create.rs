use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result};
use serde::{Deserialize, Serialize};

use super::Stream;
use crate::{Pili, noun::checked};

impl Stream {
    /// Creates the stream. Not needed before publishing: a stream comes into being on its first publish.
    ///
    /// ```no_run
    /// # async fn run(client: pili_live::Client) -> pili_live::core::Result<()> {
    /// # use pili_live::Hub;
    /// use pili_live::core::Reason;
    ///
    /// match client.send(Hub::new("shows").stream("evening").create()).await {
    ///     Err(error) if error.reason() == Reason::AlreadyExists => println!("somebody made it before"),
    ///     made => made?,
    /// }
    /// # Ok(()) }
    /// ```
    pub fn create(&self) -> Create {
        Create(self.clone())
    }
}

/// Creates a stream: `POST /v2/hubs/{hub}/streams` (spec 4.1; vendor page 2515).
///
/// Fails with [`Reason::AlreadyExists`](pili_core::Reason::AlreadyExists) when there is one of this key, which is why
/// it is not repeated blindly: the repeat would hide that the first attempt succeeded.
///
/// Example: [`Stream::create`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Create(Stream);

/// Which stream is created.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreateBody {
    /// The stream key.
    pub key: String,
}

impl Operation for Create {
    type Output = ();
    type Api = Pili;
    const NAME: &'static str = "pili.stream.create";
    const IDEMPOTENCY: Idempotency = Idempotency::NonIdempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        let key = checked(&self.0.key)?.to_string();
        self.0.hub.url(endpoint)?.path(["streams"]).post_json(&CreateBody { key })
    }

    fn decode(&self, _: &Response) -> Result<()> {
        Ok(())
    }
}
