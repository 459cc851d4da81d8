use std::time::SystemTime;

use pili_core::{Endpoint, Idempotency, Operation, Paginated, Request, Response, Result, decode_object};

use crate::{
    Hub, Pili,
    noun::{check_span, seconds},
    wire::{PlayHistoryPage, PlayMoment},
};

impl Hub {
    /// Reads viewers and bandwidth over time, of the last hour unless a span is given: a list for
    /// [`Client::items`](pili_core::Client::items).
    pub fn play_history(&self) -> PlayHistory {
        PlayHistory { hub: self.clone(), start: None, end: None, limit: 0, marker: String::new() }
    }
}

/// Reads who played when, every five minutes: `GET /v2/hubs/{hub}/stat/play/history` (spec 4.2).
///
/// [`Client::items`](pili_core::Client::items) walks the whole span; sending it gives one page.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct PlayHistory {
    hub: Hub,
    start: Option<i64>,
    end: Option<i64>,
    limit: u32,
    marker: String,
}

impl PlayHistory {
    /// From this time on; without it from an hour ago.
    pub fn start(self, time: SystemTime) -> Self {
        Self { start: Some(seconds(time)), ..self }
    }

    /// Up to this time; without it until now.
    pub fn end(self, time: SystemTime) -> Self {
        Self { end: Some(seconds(time)), ..self }
    }

    /// Moments per page; 0, the default, leaves it to the service (1000).
    pub fn limit(self, limit: u32) -> Self {
        Self { limit, ..self }
    }

    /// Goes on where another page's [`marker`](PlayHistoryPage::marker) points.
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
        check_span(self.start, self.end)?;
        let url = self.hub.url(endpoint)?.path(["stat", "play", "history"]);
        url.query_some("start", self.start)
            .query_some("end", self.end)
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
