//! What `-v` tells of each request: all but its secrets.

use std::{
    future::Future,
    pin::Pin,
    task::{Context, Poll},
};

use pili::core::{Request, Response};
use tower::{Layer, Service};

use crate::output;

/// Tells each attempt on standard error.
#[derive(Clone, Copy, Debug)]
pub(super) struct Verbose;

impl<S> Layer<S> for Verbose {
    type Service = Telling<S>;

    fn layer(&self, inner: S) -> Telling<S> {
        Telling { inner }
    }
}

#[derive(Clone, Debug)]
pub(super) struct Telling<S> {
    inner: S,
}

impl<S> Service<Request> for Telling<S>
where
    S: Service<Request, Response = Response, Future: Send + 'static>,
{
    type Response = Response;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Response, S::Error>> + Send>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, request: Request) -> Self::Future {
        lines(&request).iter().for_each(output::say);
        let exchange = self.inner.call(request);
        Box::pin(async move {
            let response = exchange.await?;
            output::say(answer(&response));
            Ok(response)
        })
    }
}

/// The request line and the headers. What signs is left out, and so is the body, which may hold a key.
fn lines(request: &Request) -> Vec<String> {
    let uri = request.uri();
    let query = uri.query().map_or_else(String::new, |query| format!("?{}", without_secrets(query)));
    let origin = uri.scheme_str().zip(uri.host()).map(|(scheme, host)| format!("{scheme}://{host}"));
    let port = uri.port().map_or_else(String::new, |port| format!(":{port}"));
    let mut lines =
        vec![format!("> {} {}{port}{}{query}", request.method(), origin.unwrap_or_default(), uri.path())];
    for (name, value) in request.headers() {
        let is_secret = value.is_sensitive() || is_secret(name.as_str());
        let shown = if is_secret { "…" } else { value.to_str().unwrap_or("…") };
        lines.push(format!("> {name}: {shown}"));
    }
    if !request.body().is_empty() {
        lines.push(format!("> ({} bytes)", request.body().len()));
    }
    lines
}

fn answer(response: &Response) -> String {
    format!("< {} ({} bytes)", response.status(), response.body().len())
}

fn without_secrets(query: &str) -> String {
    let shown = |pair: &str| match pair.split_once('=') {
        Some((name, _)) if is_secret(name) => format!("{name}=…"),
        _ => pair.to_owned(),
    };
    query.split('&').map(shown).collect::<Vec<_>>().join("&")
}

fn is_secret(name: &str) -> bool {
    const SECRETS: [&str; 7] = [
        "authorization",
        "x-opentok-auth",
        "x-oss-security-token",
        "security-token",
        "token",
        "sign",
        "signature",
    ];
    SECRETS.iter().any(|secret| secret.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_told_without_what_signs_it() {
        let request = http::Request::post("http://127.0.0.1:8935/v2/hubs?prefix=a&token=xyz")
            .header("authorization", "Qiniu ak:xyz")
            .header("content-type", "application/json")
            .body(bytes::Bytes::from("xyz"))
            .unwrap();
        let lines = lines(&request);
        assert_eq!(lines[0], "> POST http://127.0.0.1:8935/v2/hubs?prefix=a&token=…");
        assert_eq!(lines[1..], ["> authorization: …", "> content-type: application/json", "> (3 bytes)"]);
    }
}
