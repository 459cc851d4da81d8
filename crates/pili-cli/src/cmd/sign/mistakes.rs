//! Known ways to sign wrongly. Each is a request that was not sent; the signature tells whether it was signed.

use std::time::SystemTime;

use bytes::Bytes;
use http::{
    HeaderValue, Method,
    header::{AUTHORIZATION, CONTENT_TYPE, HOST},
};
use pili::core::Request;

use super::verifier::Verifier;

/// What was signed in place of the request.
#[derive(Debug)]
pub(super) struct Mistake {
    pub(super) what: String,
    /// The text that was signed.
    pub(super) signed: Option<String>,
}

/// The mistake that explains the signature, if one does.
pub(super) fn find(
    verifier: &Verifier,
    as_key: &Verifier,
    request: &Request,
    at: SystemTime,
) -> Option<Mistake> {
    let is_right = |verifier: &Verifier, request: &Request| verifier.check(request, at).is_ok();
    let told = |what: &str, verifier: &Verifier, request: &Request| Mistake {
        what: what.to_owned(),
        signed: verifier.text(request).ok(),
    };
    if is_right(as_key, request) {
        return Some(told("it was made with the access key in place of the secret key", as_key, request));
    }
    if let Some(decoded) = verifier.with_decoded_path().filter(|decoded| is_right(decoded, request)) {
        return Some(told("it covers the path percent-decoded: sign it as it is sent", &decoded, request));
    }
    let mut variants = variants(request);
    let found = variants.find(|(_, variant)| is_right(verifier, variant));
    found.map(|(what, variant)| told(&what, verifier, &variant))
}

/// Requests that differ from the one that was sent in one thing.
fn variants(request: &Request) -> impl Iterator<Item = (String, Request)> + '_ {
    let all = [
        url_safe(request),
        body(request),
        content_type(request),
        target(request),
        host(request),
        method(request),
    ];
    all.into_iter().flatten()
}

type Variants = Vec<(String, Request)>;

fn with(request: &Request, what: &str, change: impl FnOnce(&mut Request)) -> (String, Request) {
    let mut variant = request.clone();
    change(&mut variant);
    (what.to_owned(), variant)
}

/// The signature itself, written in the other Base64.
fn url_safe(request: &Request) -> Variants {
    let sent = request.headers().get(AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let Some((head, signature)) = sent.rsplit_once(':') else { return Vec::new() };
    let forms = [
        (
            "it is in standard Base64: write `-` for `+` and `_` for `/`",
            signature.replace('+', "-").replace('/', "_"),
        ),
        (
            "it is in URL-safe Base64: write `+` for `-` and `/` for `_`",
            signature.replace('-', "+").replace('_', "/"),
        ),
    ];
    let changed = forms.into_iter().filter(|(_, form)| form != signature);
    let variants = changed.filter_map(|(what, form)| {
        let value = HeaderValue::try_from(format!("{head}:{form}")).ok()?;
        Some(with(request, what, |request| drop(request.headers_mut().insert(AUTHORIZATION, value))))
    });
    variants.collect()
}

fn body(request: &Request) -> Variants {
    let sent = request.body();
    let mut bodies: Vec<(&str, Bytes)> = Vec::new();
    if !sent.is_empty() {
        bodies.push(("it leaves the body out, which is signed with this content type", Bytes::new()));
        bodies.push((
            "it covers the body without the line break at its end",
            sent.slice(..sent.trim_ascii_end().len()),
        ));
    }
    bodies.push(("it covers a line break behind the body", [sent, &b"\n"[..]].concat().into()));
    if let Ok(json) = serde_json::from_slice::<serde_json::Value>(sent) {
        bodies.push((
            "it covers the JSON of the body in another writing: sign the bytes that are sent",
            json.to_string().into(),
        ));
    }
    let variant = |(what, body)| with(request, what, |request| *request.body_mut() = body);
    bodies.into_iter().map(variant).collect()
}

fn content_type(request: &Request) -> Variants {
    let mut variants = vec![with(request, "it covers no content type, but one is sent", |request| {
        request.headers_mut().remove(CONTENT_TYPE);
    })];
    for kind in
        ["application/json", "application/x-www-form-urlencoded", "application/octet-stream", "text/plain"]
    {
        let what = format!("it covers the content type `{kind}`, which is not the one that is sent");
        variants.push(with(request, &what, |request| {
            request.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(kind));
        }));
    }
    variants
}

fn target(request: &Request) -> Variants {
    let (uri, path) = (request.uri(), request.uri().path());
    let query = uri.query().unwrap_or_default();
    let decoded = percent_encoding::percent_decode_str(query).decode_utf8_lossy().into_owned();
    let mut sorted: Vec<&str> = query.split('&').collect();
    sorted.sort_unstable();
    let targets = [
        ("it leaves the query out", path.to_owned()),
        ("it covers the query percent-decoded: sign it as it is sent", format!("{path}?{decoded}")),
        (
            "it covers the query in another order: sign it as it is sent",
            format!("{path}?{}", sorted.join("&")),
        ),
        ("it covers the path without the `/` at its end", format!("{}?{query}", path.trim_end_matches('/'))),
        ("it covers a `/` at the end of the path, which is not sent", format!("{path}/?{query}")),
    ];
    let origin = uri.scheme_str().zip(uri.authority()).map(|(scheme, host)| format!("{scheme}://{host}"));
    let variants = targets.into_iter().filter_map(|(what, target)| {
        let target = target.trim_end_matches('?');
        let uri = format!("{}{target}", origin.as_deref().unwrap_or_default()).parse().ok()?;
        Some(with(request, what, |request| *request.uri_mut() = uri))
    });
    variants.collect()
}

fn host(request: &Request) -> Variants {
    let header = request.headers().get(HOST).and_then(|host| host.to_str().ok());
    let Some(host) = header.or_else(|| Some(request.uri().authority()?.as_str())) else { return Vec::new() };
    let (name, port) = host.rsplit_once(':').unwrap_or((host, ""));
    let hosts = [
        name.to_owned(),
        format!("{host}:{port}"),
        format!("{name}:80"),
        format!("{name}:443"),
        "pili.qiniuapi.com".to_owned(),
        "pili-iam.qiniuapi.com".to_owned(),
        "rtc.qiniuapi.com".to_owned(),
    ];
    let variants = hosts.into_iter().filter(|other| *other != host).filter_map(|other| {
        let value = HeaderValue::try_from(&other).ok()?;
        let what = format!("it covers the host `{other}`, but `{host}` is called");
        Some(with(request, &what, |request| drop(request.headers_mut().insert(HOST, value))))
    });
    variants.collect()
}

fn method(request: &Request) -> Variants {
    let methods = [Method::GET, Method::POST, Method::PUT, Method::DELETE];
    let others = methods.into_iter().filter(|method| method != request.method());
    let variant = |method: Method| {
        let what = format!("it covers the method {method}, but {} is sent", request.method());
        with(request, &what, |request| *request.method_mut() = method)
    };
    others.map(variant).collect()
}
