use std::{net::SocketAddr, ops::Range, time::SystemTime};

use crate::{Protocol, StreamId};

/// One publish: its entry in the history ([`Media::history`](crate::Media::history)), and what [`Gate`](crate::Gate) hears of.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Publish {
    /// The stream that it feeds.
    pub id: StreamId,
    /// How it comes.
    pub protocol: Protocol,
    /// `host[:port]` by which the publisher came.
    pub domain: String,
    /// What followed the stream name's first `?`; over SRT the other items of the stream id, with `&` between them.
    pub query: Option<String>,
    /// The publisher's address.
    pub client: SocketAddr,
    /// The address of ours that it connected to.
    pub server: SocketAddr,
    /// When it was let in.
    pub started: SystemTime,
    /// When it ended; `None` while it lasts.
    pub ended: Option<SystemTime>,
    /// Why it was ended, if somebody ended it; `None` if the publisher stopped, or was lost.
    pub cut: Option<String>,
}

impl Publish {
    /// One that is over, from what was kept of it: for [`Media::remember`](crate::Media::remember).
    ///
    /// ```
    /// use std::time::{Duration, UNIX_EPOCH};
    /// use pili_media::{Protocol, Publish, StreamId};
    ///
    /// let began = UNIX_EPOCH + Duration::from_secs(1_700_000_000);
    /// let (client, server) = (([10, 0, 0, 1], 50_000).into(), ([10, 0, 0, 2], 1935).into());
    /// let span = began..began + Duration::from_secs(3600);
    /// let publish = Publish::over(StreamId::new("shows", "evening"), Protocol::Rtmp, span.clone(), client, server);
    /// assert_eq!((publish.ended, publish.cut), (Some(span.end), None));
    /// ```
    pub fn over(
        id: StreamId,
        protocol: Protocol,
        span: Range<SystemTime>,
        client: SocketAddr,
        server: SocketAddr,
    ) -> Self {
        let (domain, query) = (String::new(), None);
        let (started, ended) = (span.start, Some(span.end));
        Self { id, protocol, domain, query, client, server, started, ended, cut: None }
    }
}
