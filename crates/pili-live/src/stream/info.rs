use std::time::SystemTime;

use pili_core::{
    Endpoint, Idempotency, Operation, Request, Response, Result, decode_object, null_as_default,
    time::unix_seconds,
};
use serde::{Deserialize, Serialize};

use super::{Disabled, Stream};
use crate::{Key, Pili, PublishSecurity};

impl Stream {
    /// Reads the stream's settings.
    ///
    /// ```no_run
    /// # async fn run(client: pili_live::Client) -> pili_live::core::Result<()> {
    /// # use pili_live::Hub;
    /// let info = client.send(Hub::new("shows").stream("evening").info()).await?;
    /// println!("{:?}, transcoded as {:?}", info.disabled, info.converts);
    /// # Ok(()) }
    /// ```
    pub fn info(&self) -> Info {
        Info(self.clone())
    }
}

/// Reads a stream's settings: `GET /v2/hubs/{hub}/streams/{key}` (spec 4.1; vendor page 2773).
///
/// Fails with [`Reason::NotFound`](pili_core::Reason::NotFound) for an unknown stream.
///
/// Example: [`Stream::info`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Info(Stream);

impl Operation for Info {
    type Output = StreamInfo;
    type Api = Pili;
    const NAME: &'static str = "pili.stream.info";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        self.0.url(endpoint)?.get()
    }

    fn decode(&self, response: &Response) -> Result<StreamInfo> {
        decode_object(response)
    }
}

/// A stream's settings. Older answers hold only some of the members.
///
/// Example: [`Stream::info`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct StreamInfo {
    /// When it came into being.
    #[serde(with = "unix_seconds::option", default)]
    pub created_at: Option<SystemTime>,
    /// When its settings last changed.
    #[serde(with = "unix_seconds::option", default)]
    pub updated_at: Option<SystemTime>,
    /// When it is removed unless it is published again.
    #[serde(with = "unix_seconds::option", default)]
    pub expire_at: Option<SystemTime>,
    /// Whether it may not be published and played. The one member that no answer lacks.
    #[serde(rename = "disabledTill")]
    pub disabled: Disabled,
    /// Transcoding profiles.
    #[serde(default, deserialize_with = "null_as_default")]
    pub converts: Vec<String>,
    /// Whether a watermark is put in.
    #[serde(default)]
    pub watermark: bool,
    /// The publish rule of this stream.
    #[serde(default)]
    pub publish_security: PublishSecurity,
    /// The publish key of this stream.
    #[serde(default)]
    pub publish_key: Key,
    /// Whether pictures are checked for content.
    #[serde(default)]
    pub nrop_enable: bool,
}
