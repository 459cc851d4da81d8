use std::time::SystemTime;

use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result, Span, time::unix_seconds};
use serde::{Deserialize, Serialize};

use super::Stream;
use crate::{Pili, items::decode_items, noun::add_span};

impl Stream {
    /// Reads when the stream was published.
    ///
    /// ```no_run
    /// # async fn run(client: pili_live::Client) -> pili_live::core::Result<()> {
    /// # use pili_live::Hub;
    /// # let midnight = std::time::UNIX_EPOCH;
    /// for publish in client.send(Hub::new("shows").stream("evening").history().span(midnight..)).await? {
    ///     println!("{:?} to {:?}", publish.start, publish.end);
    /// }
    /// # Ok(()) }
    /// ```
    pub fn history(&self) -> History {
        History { stream: self.clone(), span: Span::default() }
    }
}

/// Reads the publishes of a stream: `GET /v2/hubs/{hub}/streams/{key}/historyactivity` (spec 4.1).
///
/// Example: [`Stream::history`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct History {
    stream: Stream,
    span: Span,
}

impl History {
    /// Only publishes within this span; without it, all until now. Example: [`Stream::history`].
    pub fn span(self, span: impl Into<Span>) -> Self {
        Self { span: span.into(), ..self }
    }
}

impl Operation for History {
    type Output = Vec<Activity>;
    type Api = Pili;
    const NAME: &'static str = "pili.stream.history";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        add_span(self.stream.url(endpoint)?.path(["historyactivity"]), self.span)?.get()
    }

    fn decode(&self, response: &Response) -> Result<Vec<Activity>> {
        decode_items(response)
    }
}

/// One publish of a stream.
///
/// Example: [`Stream::history`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct Activity {
    /// When it began.
    #[serde(with = "unix_seconds")]
    pub start: SystemTime,
    /// When it ended; `None` where the service does not say so yet.
    #[serde(with = "unix_seconds::option", default)]
    pub end: Option<SystemTime>,
    /// The publisher's address.
    #[serde(rename = "clientIP", skip_serializing_if = "Option::is_none")]
    pub client_ip: Option<String>,
    /// The edge's address.
    #[serde(rename = "serverIP", skip_serializing_if = "Option::is_none")]
    pub server_ip: Option<String>,
}
