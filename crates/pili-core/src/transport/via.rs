//! Connections and requests through a proxy.

use std::{
    error::Error as StdError,
    fmt,
    future::{Future, ready},
    sync::Arc,
};

use http::{
    StatusCode, Uri,
    header::PROXY_AUTHORIZATION,
    uri::{Authority, Scheme},
};
use hyper_util::client::{
    legacy::connect::{
        HttpConnector,
        proxy::{SocksV5, Tunnel},
    },
    proxy::matcher::{Intercept, Matcher},
};
use tower::{Service as _, service_fn};

use super::{connector::Connecting, link::Link, tls::Tls};
use crate::{BoxError, Error, Proxy, Request, Response};

/// The proxies of a pool.
#[derive(Clone, Debug)]
pub(super) struct Proxies(Option<Arc<Matcher>>);

/// The proxy that a URL is reached through.
pub(super) struct Via(Intercept);

impl Proxies {
    pub(super) fn new(proxy: Option<&Proxy>) -> Self {
        Self(proxy.map(|proxy| proxy.matcher().into()))
    }

    pub(super) fn via(&self, to: &Uri) -> Option<Via> {
        self.0.as_ref()?.intercept(to).map(Via)
    }

    /// The proxy that is to forward a request, which is told who asks. The signature does not cover this.
    pub(super) fn forwarder(&self, request: &mut Request) -> Option<Via> {
        let via = self.via(request.uri()).filter(|via| via.forwards(request.uri()))?;
        if let Some(auth) = via.0.basic_auth() {
            request.headers_mut().insert(PROXY_AUTHORIZATION, auth.clone());
        }
        Some(via)
    }
}

impl Via {
    pub(super) fn connect(&self, to: Uri, tcp: HttpConnector, tls: &Tls) -> Connecting {
        if self.is_socks() {
            self.by_socks(to, tcp, tls.clone())
        } else if self.forwards(&to) {
            let connecting = tls.over(tcp).call(self.0.uri().clone());
            Box::pin(async move { Ok(Link::new(connecting.await?).forwarded()) })
        } else {
            let connecting = tls.over(self.tunnel(tls.over(tcp))).call(to);
            Box::pin(async move { Ok(Link::new(connecting.await?)) })
        }
    }

    /// The proxy's own connection is made first, because hyper-util's SOCKS does not say why that failed.
    fn by_socks(&self, to: Uri, mut tcp: HttpConnector, tls: Tls) -> Connecting {
        let proxy = with_port(self.0.uri().clone());
        let auth = self.0.raw_auth().map(|(user, password)| (user.to_owned(), password.to_owned()));
        Box::pin(async move {
            let mut made = Some(tcp.call(proxy.clone()).await?);
            let made = service_fn(move |_: Uri| ready(made.take().ok_or("one connection is made once")));
            let socks = SocksV5::new(proxy, made);
            let socks = match auth {
                Some((user, password)) => socks.with_auth(user, password),
                None => socks,
            };
            Ok(Link::new(tls.over(socks).call(with_port(to)).await?))
        })
    }

    fn is_socks(&self) -> bool {
        self.0.uri().scheme_str().is_some_and(|scheme| scheme.starts_with("socks"))
    }

    fn forwards(&self, to: &Uri) -> bool {
        !self.is_socks() && to.scheme() == Some(&Scheme::HTTP)
    }

    fn tunnel<C>(&self, connector: C) -> Tunnel<C> {
        let tunnel = Tunnel::new(self.0.uri().clone(), connector);
        match self.0.basic_auth() {
            Some(auth) => tunnel.with_auth(auth.clone()),
            None => tunnel,
        }
    }

    /// An answer that only the proxy itself can have given.
    pub(super) fn refusal(&self, answer: &Response) -> Option<Error> {
        let refused = answer.status() == StatusCode::PROXY_AUTHENTICATION_REQUIRED;
        refused.then(|| Error::connect(self.failed(answer.status().to_string())))
    }

    /// Names the proxy, without user and password.
    pub(super) fn failed(&self, source: impl Into<BoxError>) -> BoxError {
        let proxy = self.0.uri().to_string().trim_end_matches('/').to_owned();
        NoWayThrough { proxy, source: source.into() }.into()
    }
}

/// The answer of an exchange, unless the proxy that forwarded the request gave it.
pub(super) async fn unless_refused(
    via: Option<Via>,
    exchange: impl Future<Output = Result<Response, BoxError>>,
) -> Result<Response, BoxError> {
    let answer = exchange.await?;
    let refusal = via.and_then(|via| via.refusal(&answer));
    refusal.map_or(Ok(answer), |refusal| Err(refusal.into()))
}

/// hyper-util's SOCKS takes port 443 for whatever names none, and its connector port 80.
fn with_port(uri: Uri) -> Uri {
    let port = match uri.scheme_str() {
        _ if uri.port().is_some() => return uri,
        Some("http") => 80,
        Some("https") => 443,
        _ => 1080,
    };
    let authority = uri.authority().and_then(|host| Authority::try_from(format!("{host}:{port}")).ok());
    let mut parts = uri.clone().into_parts();
    parts.authority = authority;
    Uri::from_parts(parts).unwrap_or(uri)
}

/// What failed, and the proxy it failed at.
#[derive(Debug)]
struct NoWayThrough {
    proxy: String,
    source: BoxError,
}

impl fmt::Display for NoWayThrough {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "through the proxy {}", self.proxy)
    }
}

impl StdError for NoWayThrough {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&*self.source)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_that_is_left_out_is_that_of_the_scheme() {
        for (uri, whole) in [
            ("http://a.example/", "http://a.example:80/"),
            ("https://a.example/", "https://a.example:443/"),
            ("socks5://[::1]", "socks5://[::1]:1080/"),
            ("https://a.example:80/", "https://a.example:80/"),
        ] {
            assert_eq!(with_port(Uri::from_static(uri)).to_string(), whole);
        }
    }
}
