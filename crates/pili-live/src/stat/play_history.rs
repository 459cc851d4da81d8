use std::time::SystemTime;

use pili_core::{
    Endpoint, Idempotency, Operation, Paginated, Request, Response, Result, Span, decode_object,
    null_as_default, time::unix_seconds,
};
use serde::{Deserialize, Serialize};

use super::PlayCount;
use crate::{Hub, Pili, noun::add_span};

impl Hub {
    /// Reads viewers and bandwidth over time, of the last hour unless a span is given: a list for
    /// [`Client::items`](pili_core::Client::items).
    ///
    /// ```no_run
    /// # async fn run(client: pili_live::Client) -> pili_live::core::Result<()> {
    /// # use pili_live::Hub;
    /// # let (begin, end) = (std::time::UNIX_EPOCH, std::time::UNIX_EPOCH);
    /// let mut moments = client.items(Hub::new("shows").play_history().span(begin..end));
    /// while let Some(moment) = moments.next().await {
    ///     println!("{}", moment?.stats.count);
    /// }
    /// # Ok(()) }
    /// ```
    pub fn play_history(&self) -> PlayHistory {
        PlayHistory { hub: self.clone(), span: Span::default(), limit: 0, marker: String::new() }
    }
}

/// Reads who played when, every five minutes: `GET /v2/hubs/{hub}/stat/play/history` (spec 4.2).
///
/// [`Client::items`](pili_core::Client::items) walks the whole span; sending it gives one page.
///
/// ```
/// use std::time::{Duration, UNIX_EPOCH};
/// use pili_live::{Hub, core::Operation as _};
///
/// let noon = UNIX_EPOCH + Duration::from_secs(1_700_000_000);
/// let history = Hub::new("shows").play_history().span(noon..noon + Duration::from_secs(3600)).limit(100).marker("m");
/// let request = history.encode(&pili_live::ENDPOINT)?;
/// assert!(request.uri().query().is_some_and(|query| query.contains("limit=100") && query.contains("marker=m")));
/// # Ok::<(), pili_live::core::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct PlayHistory {
    hub: Hub,
    span: Span,
    limit: u32,
    marker: String,
}

impl PlayHistory {
    /// Only moments of this span; an open start is an hour before the end, an open end is now.
    /// Example: [`Hub::play_history`].
    pub fn span(self, span: impl Into<Span>) -> Self {
        Self { span: span.into(), ..self }
    }

    /// Moments per page; 0, the default, leaves it to the service (1000). Example: [`PlayHistory`].
    pub fn limit(self, limit: u32) -> Self {
        Self { limit, ..self }
    }

    /// Goes on where another page's [`marker`](PlayHistoryPage::marker) points. Example: [`PlayHistory`].
    pub fn marker(self, marker: impl Into<String>) -> Self {
        Self { marker: marker.into(), ..self }
    }
}

impl Operation for PlayHistory {
    type Output = PlayHistoryPage;
    type Api = Pili;
    const NAME: &'static str = "pili.stat.play_history";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        add_span(self.hub.url(endpoint)?.path(["stat", "play", "history"]), self.span)?
            .query_some("limit", Some(self.limit).filter(|limit| *limit > 0))
            .query_some("marker", Some(&self.marker).filter(|marker| !marker.is_empty()))
            .get()
    }

    fn decode(&self, response: &Response) -> Result<PlayHistoryPage> {
        decode_object(response)
    }
}

impl Paginated for PlayHistory {
    type Item = PlayMoment;

    fn next_page(&self, page: PlayHistoryPage) -> (Vec<PlayMoment>, Option<Self>) {
        let next = (!page.marker.is_empty()).then(|| self.clone().marker(page.marker));
        (page.items, next)
    }
}

/// One page of the play history.
///
/// Example: [`Hub::play_history`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct PlayHistoryPage {
    /// The moments.
    #[serde(deserialize_with = "null_as_default")]
    pub items: Vec<PlayMoment>,
    /// Where the next page begins; empty at the end.
    #[serde(default, deserialize_with = "null_as_default")]
    pub marker: String,
}

/// Who played at one moment: the average of five samples, one a minute.
///
/// Example: [`Hub::play_history`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct PlayMoment {
    /// The moment, a multiple of five minutes.
    #[serde(with = "unix_seconds")]
    pub time: SystemTime,
    /// The figures.
    pub stats: PlayCount,
}
