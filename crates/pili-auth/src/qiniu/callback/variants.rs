//! A callback as it may have been before something in between changed it.

use bytes::Bytes;
use http::{
    HeaderMap, HeaderValue, Request, Uri,
    header::{CONTENT_TYPE, FORWARDED, HOST},
};

use super::{CallbackMistake, body, with};
use crate::{
    names::split_port,
    qiniu::string_to_sign::{self, without_user_info},
};

/// The request with one thing changed back, and the mistake that would mean.
pub(super) fn of(request: &Request<Bytes>) -> impl Iterator<Item = (CallbackMistake, Request<Bytes>)> {
    targets(request).chain(bodies(request)).chain(content_types(request))
}

/// The request with each other host that something in it tells.
pub(super) fn hosts(request: &Request<Bytes>, received: &Request<Bytes>) -> Vec<(String, Request<Bytes>)> {
    let told = told_hosts(request);
    let ports: Vec<_> =
        values(request.headers(), "x-forwarded-port").map(str::trim).take(MOST_HOSTS).collect();
    let with_port = told.iter().flat_map(|host| ports.iter().map(move |port| format!("{host}:{port}")));
    let bare = told.iter().map(|host| split_port(host).0.to_owned());
    let hosts = first_few(told.iter().cloned().chain(with_port).chain(bare));
    let variant =
        |host: String| Some((host.clone(), with(received, HOST, HeaderValue::try_from(host).ok()?)));
    hosts.into_iter().filter_map(variant).collect()
}

/// Those that gateways leave in headers, then the request's own.
fn told_hosts(request: &Request<Bytes>) -> Vec<String> {
    let headers = request.headers();
    let told = ["x-forwarded-host", "x-original-host", "x-host", HOST.as_str()].into_iter();
    let told = told
        .flat_map(|name| values(headers, name).flat_map(|value| value.split(',')))
        .chain(values(headers, FORWARDED.as_str()).flat_map(forwarded_hosts))
        .chain(request.uri().authority().map(|authority| without_user_info(authority.as_str())));
    first_few(told.map(|host| host.trim().trim_matches('"').to_owned()))
}

/// The first that differ.
fn first_few(all: impl Iterator<Item = String>) -> Vec<String> {
    let mut few: Vec<String> = Vec::new();
    for host in all {
        if few.len() == MOST_HOSTS {
            break;
        }
        if !few.contains(&host) {
            few.push(host);
        }
    }
    few
}

/// The host that is checked.
pub(super) fn host(request: &Request<Bytes>) -> String {
    string_to_sign::host(request).unwrap_or_default().to_owned()
}

/// A row of gateways tells no more; a forged request might.
const MOST_HOSTS: usize = 8;

fn targets(request: &Request<Bytes>) -> impl Iterator<Item = (CallbackMistake, Request<Bytes>)> {
    const ORIGINAL: [&str; 5] =
        ["x-original-uri", "x-forwarded-uri", "x-original-url", "x-rewrite-url", "x-envoy-original-path"];
    let headers = request.headers();
    let target = request.uri().path_and_query().map_or("/", |target| target.as_str());
    let prefix = values(headers, "x-forwarded-prefix").next();
    let prefixed = prefix.map(|prefix| format!("{}{target}", prefix.trim_end_matches('/')));
    let told = ORIGINAL.into_iter().filter_map(move |name| values(headers, name).next()).map(str::to_owned);
    let slashed = [prefixed.as_deref().map(slashed), Some(slashed(target))].into_iter().flatten();
    told.chain(prefixed).chain(slashed).filter_map(|target| {
        let target: Uri = target.parse().ok()?;
        let mut variant = request.clone();
        *variant.uri_mut() = with_target(request.uri(), &target)?;
        Some((CallbackMistake::TargetRewritten { signed: target.path().to_owned() }, variant))
    })
}

/// The target with a slash at the end of its path, or without the one it has.
fn slashed(target: &str) -> String {
    let (path, query) = target.split_once('?').map_or((target, None), |(path, query)| (path, Some(query)));
    let path = path.strip_suffix('/').map_or_else(|| format!("{path}/"), str::to_owned);
    query.map_or_else(|| path.clone(), |query| format!("{path}?{query}"))
}

fn with_target(uri: &Uri, target: &Uri) -> Option<Uri> {
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = Some(target.path_and_query()?.clone());
    Uri::from_parts(parts).ok()
}

fn bodies(request: &Request<Bytes>) -> impl Iterator<Item = (CallbackMistake, Request<Bytes>)> {
    body::rewritten(request.body()).into_iter().map(|body| {
        let mut variant = request.clone();
        *variant.body_mut() = body;
        (CallbackMistake::BodyRewritten, variant)
    })
}

fn content_types(request: &Request<Bytes>) -> impl Iterator<Item = (CallbackMistake, Request<Bytes>)> {
    let sent = values(request.headers(), CONTENT_TYPE.as_str()).next().unwrap_or_default();
    let media = sent.split(';').next().unwrap_or_default().trim();
    ["", media, "application/json", "application/x-www-form-urlencoded"].into_iter().filter_map(|signed| {
        let mut variant = with(request, CONTENT_TYPE, HeaderValue::from_str(signed).ok()?);
        if signed.is_empty() {
            variant.headers_mut().remove(CONTENT_TYPE);
        }
        Some((CallbackMistake::ContentTypeRewritten { signed: signed.to_owned() }, variant))
    })
}

fn values<'a>(headers: &'a HeaderMap, name: &str) -> impl Iterator<Item = &'a str> + use<'a> {
    headers.get_all(name).iter().filter_map(|value| value.to_str().ok())
}

/// The hosts of a `Forwarded` header (RFC 7239).
fn forwarded_hosts(value: &str) -> impl Iterator<Item = &str> {
    let pairs = value.split([',', ';']).filter_map(|pair| pair.split_once('='));
    pairs.filter(|(name, _)| name.trim().eq_ignore_ascii_case("host")).map(|(_, host)| host)
}
