use std::time::Duration;

use bytes::Bytes;
use pili_core::{
    Endpoint, Error, Idempotency, Items, KeepOpen, OpenBody, Operation, Pushed, Request, Response, Result,
};

use super::{Stream, status::StatusLine};
use crate::first::{FirstGen, State, request};

impl Stream {
    /// Watches whether the stream is live, with a sign of life every `ping`, whole seconds: events for
    /// [`Client::lines`](pili_core::Client::lines). Example: [`Watch`].
    pub fn watch(&self, ping: Duration) -> Watch {
        Watch { stream: self.clone(), ping, grace: Duration::from_secs(5) }
    }
}

/// Watches the status of a stream: `GET /v1/streams/{id}/status?ping=` (spec 4.7).
///
/// ```no_run
/// # use std::time::Duration;
/// # async fn run(client: pili_live::first::Client) -> pili_live::core::Result<()> {
/// use pili_live::first::{State, Streams};
/// let stream = Streams::default().stream("54068a9063b906000d000001");
/// let mut states = client.lines(stream.watch(Duration::from_secs(30)));
/// while let Some(state) = states.next().await {
///     println!("live: {}", state? == State::Connected);
/// }
/// # Ok(()) }
/// ```
///
/// The first event is the present state; the next ones are changes. The service keeps five such connections
/// per stream, and a sixth ends the oldest; a watcher that was ended so comes back ever more slowly. A service
/// of 2015 sends the state once and ends; it is then asked again and again, every half minute at last.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Watch {
    stream: Stream,
    ping: Duration,
    grace: Duration,
}

impl Watch {
    /// How long a sign of life may be late before the connection counts as dead: 5 s by default.
    ///
    /// ```
    /// use std::time::Duration;
    /// use pili_live::{core::Pushed as _, first::Streams};
    /// let watch = Streams::default().stream("54068a9063b906000d000001").watch(Duration::from_secs(30));
    /// assert_eq!(watch.grace(Duration::from_secs(10)).longest_silence(), Duration::from_secs(40));
    /// ```
    pub fn grace(self, grace: Duration) -> Self {
        Self { grace, ..self }
    }
}

impl Operation for Watch {
    type Output = Items<Bytes>;
    type Api = FirstGen;
    const NAME: &'static str = "first.stream.watch";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        if self.ping < Duration::from_secs(1) {
            return Err(Error::invalid("ping", "must be at least one second"));
        }
        let url = self.stream.url(endpoint)?.path(["status"]).query("ping", self.ping.as_secs());
        request::get(url).map(KeepOpen::mark)
    }

    fn decode(&self, response: &Response) -> Result<Items<Bytes>> {
        OpenBody::take(response)
    }
}

impl Pushed for Watch {
    type Event = State;

    fn longest_silence(&self) -> Duration {
        self.ping.saturating_add(self.grace)
    }

    fn line(&self, line: &[u8]) -> Result<Option<State>> {
        let line: StatusLine = serde_json::from_slice(line)
            .map_err(|error| Error::decode(format!("a line is not the documented JSON: {error}")))?;
        Ok(line.status)
    }
}
