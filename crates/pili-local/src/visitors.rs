//! Who may use the routes that are for tests only. They need no signature, so no web page may reach them: neither
//! one of another origin, nor one whose own name was made to lead here (DNS rebinding).

use std::{
    net::{IpAddr, SocketAddr},
    sync::Arc,
};

use axum::{
    body::HttpBody as _,
    extract::{Request, State},
    http::{
        HeaderMap,
        header::{CONTENT_TYPE, HOST, ORIGIN},
    },
    middleware::Next,
    response::{IntoResponse as _, Response},
};

use crate::{
    host::{address_of, host_name},
    reply::Refused,
};

const TEST_ROUTES: &str = "/_local/";
/// The page that uses them.
const CONSOLE: &str = "/";
/// Which takes TOML too.
const SEED: &str = "/_local/seed";

/// The address of ours that a client came to. In process there is none.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CameTo(pub(crate) SocketAddr);

/// What visitors of the routes for tests are held to.
#[derive(Clone, Debug)]
pub(crate) struct Visitors {
    pub(crate) test_routes: bool,
    /// Names that lead here, beside `localhost`, as [`host_name`] gives them.
    pub(crate) hosts: Vec<String>,
}

impl Default for Visitors {
    fn default() -> Self {
        Self { test_routes: true, hosts: Vec::new() }
    }
}

/// Lets through whatever is for other routes, and of the rest what is no web page's.
pub(crate) async fn check(State(visitors): State<Arc<Visitors>>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let is_for_tests = path.starts_with(TEST_ROUTES) || path == CONSOLE;
    match if is_for_tests { visitors.admit(&request) } else { Ok(()) } {
        Ok(()) => next.run(request).await,
        Err(refused) => {
            tracing::warn!(path = request.uri().path(), reason = refused.message(), "refused a visitor");
            refused.into_response()
        }
    }
}

impl Visitors {
    fn admit(&self, request: &Request) -> Result<(), Refused> {
        if !self.test_routes {
            return Err(Refused::fixed(403, OFF));
        }
        let Some(CameTo(local)) = request.extensions().get() else { return Ok(()) };
        let host = self.host(request, local.ip())?;
        check_origin(request.headers(), host)?;
        check_content_type(request)
    }

    /// The host that was asked, if it is this service.
    fn host<'a>(&self, request: &'a Request, local: IpAddr) -> Result<&'a str, Refused> {
        let named = request.headers().get_all(HOST).iter().map(|host| host.to_str().unwrap_or_default());
        let named = named.chain(request.uri().authority().map(|authority| authority.as_str()));
        let mut known = "";
        for host in named {
            if !self.is_ours(host, local) {
                let name = host_name(host);
                return Err(Refused::new(
                    403,
                    format!(
                        "the Host `{name}` is not known as this service: use its address or localhost, or allow the \
                         name (--allow-host {name}, `LocalBuilder::allow_host`)"
                    ),
                ));
            }
            known = host;
        }
        Ok(known)
    }

    fn is_ours(&self, host: &str, local: IpAddr) -> bool {
        let name = host_name(host);
        let is_allowed = || self.hosts.contains(&name);
        match address_of(&name) {
            Some(address) => is_this_machine(address) || address == local.to_canonical() || is_allowed(),
            None => name == "localhost" || is_allowed(),
        }
    }
}

/// `0.0.0.0` is what a service that listens on all addresses calls itself.
fn is_this_machine(address: IpAddr) -> bool {
    address.is_loopback() || address.is_unspecified()
}

const OFF: &str = "the routes for tests are off: start `pili local` with --test-routes, or build the service with \
                   `LocalBuilder::test_routes(true)`";

/// A web page of our own could only come from here.
fn check_origin(headers: &HeaderMap, host: &str) -> Result<(), Refused> {
    let is_ours = |origin: &str| {
        let authority = origin.strip_prefix("http://").or_else(|| origin.strip_prefix("https://"));
        authority.is_some_and(|authority| authority.eq_ignore_ascii_case(host))
    };
    match headers
        .get_all(ORIGIN)
        .iter()
        .map(|origin| origin.to_str().unwrap_or_default())
        .find(|o| !is_ours(o))
    {
        Some(origin) => Err(Refused::new(403, format!("no page of `{origin}` may use the routes for tests"))),
        None => Ok(()),
    }
}

/// Whether a body is TOML, which a page of another origin may as little send as JSON.
pub(crate) fn is_toml(headers: &HeaderMap) -> bool {
    let sent = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    sent.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case("application/toml")
}

/// A browser sends this of another origin only if it is allowed to, which it is not.
fn check_content_type(request: &Request) -> Result<(), Refused> {
    let sent = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = sent.split(';').next().unwrap_or_default().trim();
    let is_seed = request.uri().path() == SEED && is_toml(request.headers());
    if request.body().is_end_stream() || is_seed || essence.eq_ignore_ascii_case("application/json") {
        return Ok(());
    }
    Err(Refused::new(415, format!("the Content-Type of a body must be application/json, not `{sent}`")))
}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;

    const HERE: &str = "127.0.0.1:8935";

    fn request(headers: &[(&str, &str)]) -> Request {
        let request =
            http::Request::post("/_local/faults").extension(CameTo(HERE.parse().expect("an address")));
        let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
        request.body(Body::from("{}")).expect("a request")
    }

    fn status(visitors: &Visitors, request: &Request) -> u16 {
        visitors.admit(request).map_or_else(|refused| refused.status(), |()| 204)
    }

    #[test]
    fn only_names_that_lead_here_for_certain_are_known() {
        let visitors =
            Visitors { hosts: vec!["pili.test".to_owned(), "192.0.2.7".to_owned()], ..Visitors::default() };
        for (host, expected) in [
            (HERE, 204),
            ("localhost", 204),
            ("LOCALHOST:9000", 204),
            ("[::1]:8935", 204),
            ("127.9.9.9", 204),
            ("0.0.0.0:8935", 204),
            ("Pili.test:8935", 204),
            ("192.0.2.7:8935", 204),
            ("evil.example", 403),
            ("localhost.evil.example", 403),
            ("192.0.2.1:8935", 403),
            ("", 403),
        ] {
            let request = request(&[("host", host), ("content-type", "application/json")]);
            assert_eq!(status(&visitors, &request), expected, "{host}");
        }
    }

    #[test]
    fn the_address_that_was_come_to_is_known_off_loopback_too() {
        let mut request = request(&[("host", "192.0.2.1"), ("content-type", "application/json")]);
        request.extensions_mut().insert(CameTo("[::ffff:192.0.2.1]:8935".parse().expect("an address")));
        assert_eq!(status(&Visitors::default(), &request), 204);
    }

    #[test]
    fn a_page_of_another_origin_is_refused() {
        for (origin, expected) in [
            ("http://127.0.0.1:8935", 204),
            ("http://evil.example", 403),
            ("http://127.0.0.1:3000", 403),
            ("http://127.0.0.1:8935.evil.example", 403),
            ("null", 403),
        ] {
            let headers = [("host", HERE), ("origin", origin), ("content-type", "application/json")];
            assert_eq!(status(&Visitors::default(), &request(&headers)), expected, "{origin}");
        }
    }

    #[test]
    fn a_body_must_be_json_and_nothing_need_not_be() {
        for (sent, expected) in [
            ("application/json", 204),
            ("Application/JSON; charset=utf-8", 204),
            ("text/plain", 415),
            ("application/jsonp", 415),
            ("application/x-www-form-urlencoded", 415),
        ] {
            let headers = [("host", HERE), ("content-type", sent)];
            assert_eq!(status(&Visitors::default(), &request(&headers)), expected, "{sent}");
        }
        assert_eq!(status(&Visitors::default(), &request(&[("host", HERE)])), 415);
        let empty = request(&[("host", HERE)]).map(|_| Body::empty());
        assert_eq!(status(&Visitors::default(), &empty), 204);
    }

    #[test]
    fn in_process_there_are_no_pages_but_the_routes_may_be_off() {
        let mut request = request(&[("host", "pili.qiniuapi.com"), ("origin", "http://evil.example")]);
        request.extensions_mut().clear();
        assert_eq!(status(&Visitors::default(), &request), 204);
        assert_eq!(status(&Visitors { test_routes: false, ..Visitors::default() }, &request), 403);
    }
}
