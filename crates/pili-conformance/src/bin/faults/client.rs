//! The client under test: as anybody builds it, with other limits.

use std::{future::pending, io, net::SocketAddr, time::Duration};

use hyper_util::{
    client::legacy::{self, connect::HttpConnector},
    rt::TokioExecutor,
};
use pili_core::{BufferBody, ClientBuilder, Endpoint, Proxy, RetryPolicy, auth::Credentials};
use pili_live::{Client, Pili};
use tower::service_fn;

use crate::fault::{Fault, Way};

/// The limits on connecting, on an attempt and on a call, where the fault has to run into one.
const SHORT: [Duration; 3] = [Duration::from_secs(1), Duration::from_secs(2), Duration::from_secs(10)];
/// Otherwise: none is to be reached, however busy the machine is.
const LONG: [Duration; 3] = [Duration::from_secs(20), Duration::from_secs(25), Duration::from_secs(40)];

const NAMED: &str = "pili.example.com";

pub(crate) fn of(fault: &Fault, peer: SocketAddr) -> Client {
    let way = fault.way;
    let [connect, attempt, call] = if fault.is_endless() { SHORT } else { LONG };
    let limited = |endpoint| builder(endpoint).connect_timeout(connect).attempt_timeout(attempt);
    let builder = limited(endpoint(way, peer));
    let client = match way {
        Way::Nameless => nameless(builder),
        _ => {
            // Of an http endpoint, so that no root certificates need be installed. It trusts nobody.
            let pool = limited(at(&format!("http://{peer}"))).proxy(proxy(way, peer)).hyper_transport();
            builder.transport(sure(pool))
        }
    };
    client.with_timeout(call)
}

fn builder(endpoint: Endpoint) -> ClientBuilder<Pili> {
    pili_live::builder(Credentials::new("access-key", "secret-key"))
        .endpoint(endpoint)
        .retry(RetryPolicy::with_waits(2, Duration::from_millis(5), Duration::from_secs(1)))
}

fn endpoint(way: Way, peer: SocketAddr) -> Endpoint {
    match way {
        Way::Tls => at(&format!("https://{peer}")),
        Way::Tunnelled => at(&format!("https://{NAMED}")),
        Way::Forwarded | Way::Socks | Way::Nameless => at(&format!("http://{NAMED}")),
        Way::Plain | Way::Reused | Way::Nobody | Way::Full => at(&format!("http://{peer}")),
    }
}

fn proxy(way: Way, peer: SocketAddr) -> Option<Proxy> {
    match way {
        Way::Forwarded | Way::Tunnelled => Some(sure(Proxy::new(&format!("http://{peer}")))),
        Way::Socks => Some(sure(Proxy::new(&format!("socks5h://{peer}")))),
        _ => None,
    }
}

fn at(url: &str) -> Endpoint {
    sure(Endpoint::parse(url))
}

/// Over hyper's own pool, with a resolver that never answers.
fn nameless(builder: ClientBuilder<Pili>) -> Client {
    let resolver = service_fn(|_| pending::<io::Result<std::vec::IntoIter<SocketAddr>>>());
    let connector = HttpConnector::new_with_resolver(resolver);
    let pool = legacy::Client::builder(TokioExecutor::new()).build(connector);
    builder.transport(BufferBody::new(pool))
}

fn sure<T, E: std::fmt::Display>(made: Result<T, E>) -> T {
    made.unwrap_or_else(|error| panic!("a client that anybody can build: {error}"))
}
