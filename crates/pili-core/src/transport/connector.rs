//! How the pool comes to its connections: name, TCP and TLS, all within one limit.

use std::{
    error::Error as StdError,
    fmt,
    future::{Future, ready},
    io,
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use http::{Uri, uri::Scheme};
use hyper_util::client::legacy::connect::HttpConnector;
use tokio::time::timeout;
use tower::Service;

use super::{link::Link, pool::Settings, tls::Tls};
use crate::{BoxError, Endpoint, Limit, Result};

/// Makes a connection for a URL.
#[derive(Clone, Debug)]
pub(super) struct Connector {
    tcp: HttpConnector,
    tls: Tls,
    #[cfg(feature = "proxy")]
    proxies: super::via::Proxies,
    limit: Option<Duration>,
}

pub(super) type Connecting = Pin<Box<dyn Future<Output = Result<Link, BoxError>> + Send>>;

impl Connector {
    pub(super) fn new(endpoint: &Endpoint, settings: &Settings) -> Result<Self> {
        let mut tcp = HttpConnector::new();
        tcp.enforce_http(false);
        tcp.set_nodelay(true);
        // Shared among the addresses of a name, so that one which is dead leaves time for the next.
        tcp.set_connect_timeout(settings.connect_timeout);
        Ok(Self {
            tcp,
            tls: Tls::new(endpoint.is_https() || settings.has_https_proxy())?,
            #[cfg(feature = "proxy")]
            proxies: super::via::Proxies::new(settings.proxy.as_ref()),
            limit: settings.connect_timeout,
        })
    }

    fn connect(&self, to: Uri) -> Connecting {
        if cfg!(not(feature = "tls")) && to.scheme() == Some(&Scheme::HTTPS) {
            return Box::pin(ready(Err("https needs the feature `tls`".into())));
        }
        #[cfg(feature = "proxy")]
        if let Some(via) = self.proxies.via(&to) {
            let connecting = within(self.limit, via.connect(to, self.tcp.clone(), &self.tls));
            return Box::pin(async move { connecting.await.map_err(|error| via.failed(error)) });
        }
        let connecting = self.tls.over(self.tcp.clone()).call(to);
        Box::pin(within(self.limit, async move { Ok(Link::new(connecting.await?)) }))
    }
}

impl Service<Uri> for Connector {
    type Response = Link;
    type Error = BoxError;
    type Future = Connecting;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.tcp.poll_ready(cx).map_err(Into::into)
    }

    fn call(&mut self, to: Uri) -> Connecting {
        self.connect(to)
    }
}

async fn within<T>(
    limit: Option<Duration>,
    connecting: impl Future<Output = Result<T, BoxError>>,
) -> Result<T, BoxError> {
    let Some(limit) = limit else { return connecting.await };
    match timeout(limit, connecting).await {
        Ok(Err(error)) if shares_ran_out(&*error) => Err(TooSlow(limit).into()),
        Ok(outcome) => outcome,
        Err(_) => Err(TooSlow(limit).into()),
    }
}

/// Whether every address had its share of the limit.
fn shares_ran_out(error: &(dyn StdError + 'static)) -> bool {
    let timed_out = |error: &io::Error| error.kind() == io::ErrorKind::TimedOut;
    error.downcast_ref().is_some_and(timed_out) || error.source().is_some_and(shares_ran_out)
}

/// No connection came about in this time.
#[derive(Debug)]
struct TooSlow(Duration);

impl fmt::Display for TooSlow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Limit::Connect(self.0).fmt(f)
    }
}

impl StdError for TooSlow {}

/// The limit that ended a connection attempt, if that is among what it failed of.
pub(crate) fn limit_of(error: &(dyn StdError + 'static)) -> Option<Limit> {
    let own = error.downcast_ref().map(|TooSlow(limit)| Limit::Connect(*limit));
    own.or_else(|| error.source().and_then(limit_of))
}

#[cfg(test)]
mod tests {
    use std::future::pending;

    use tokio::time::{Instant, sleep};

    use super::*;

    const LIMIT: Duration = Duration::from_secs(3);

    #[tokio::test(start_paused = true)]
    async fn one_limit_holds_for_name_tcp_and_tls_together() {
        let begun = Instant::now();
        let slow_at_each_step = async {
            for _step in ["name", "TCP", "TLS"] {
                sleep(LIMIT / 2).await;
            }
            Ok(())
        };
        let error = within(Some(LIMIT), slow_at_each_step).await.unwrap_err();
        assert_eq!((limit_of(&*error), begun.elapsed()), (Some(Limit::Connect(LIMIT)), LIMIT));
    }

    #[tokio::test(start_paused = true)]
    async fn a_name_that_is_never_resolved_ends_at_the_limit() {
        let error = within::<()>(Some(LIMIT), pending()).await.unwrap_err();
        assert_eq!(limit_of(&*error), Some(Limit::Connect(LIMIT)));
    }

    #[tokio::test(start_paused = true)]
    async fn the_share_of_an_address_is_part_of_the_limit() {
        let share = async { Err::<(), BoxError>(io::Error::from(io::ErrorKind::TimedOut).into()) };
        assert_eq!(limit_of(&*within(Some(LIMIT), share).await.unwrap_err()), Some(Limit::Connect(LIMIT)));
        let refused = async { Err::<(), BoxError>(io::Error::from(io::ErrorKind::ConnectionRefused).into()) };
        assert_eq!(limit_of(&*within(Some(LIMIT), refused).await.unwrap_err()), None);
    }
}
