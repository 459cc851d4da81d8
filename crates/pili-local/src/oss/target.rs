//! Which bucket a request is for: by virtual host, by path, or by being signed for OSS at all.

use axum::extract::Request;
use http::{
    header::{AUTHORIZATION, HOST},
    request::Parts,
};
use percent_encoding::percent_decode_str;
use pili_auth::oss::{Addressing, OssResource};

use super::store::Buckets;
use crate::host::host_name;

/// What a request addresses.
#[derive(Clone, Debug)]
pub(super) struct Target {
    pub(super) resource: OssResource,
    pub(super) addressing: Addressing,
    /// The `Host` header, bucket included where it is in it.
    pub(super) host: String,
}

impl Target {
    pub(super) fn of<B>(buckets: &Buckets, request: &http::Request<B>) -> Self {
        let host = host_of(request);
        let path = percent_decode_str(request.uri().path()).decode_utf8_lossy().into_owned();
        let path = path.strip_prefix('/').unwrap_or(&path);
        let (first, rest) = path.split_once('/').unwrap_or((path, ""));
        let label = label(&host);
        let in_host =
            label.is_some_and(|label| buckets.has(label)) || (label.is_some() && !buckets.has(first));
        let (bucket, key, addressing) = match label.filter(|_| in_host) {
            Some(label) => (label, path, Addressing::VirtualHost),
            None => (first, rest, Addressing::Path),
        };
        Self { resource: OssResource::new(bucket, key), addressing, host }
    }

    /// The host without the bucket.
    pub(super) fn endpoint(&self) -> &str {
        match self.addressing {
            Addressing::VirtualHost => self.host.split_once('.').map_or("", |(_, endpoint)| endpoint),
            _ => &self.host,
        }
    }
}

/// Whether a request is for a bucket of ours, or signed for OSS.
pub(super) fn is_for_bucket(buckets: &Buckets, request: &Request) -> bool {
    let scheme = request.headers().get(AUTHORIZATION).map(|value| value.as_bytes());
    let is_signed = scheme.is_some_and(|value| value.starts_with(b"OSS ") || value.starts_with(b"OSS4-"));
    let host = host_of(request);
    let first = request.uri().path().split('/').nth(1).unwrap_or_default();
    is_signed || buckets.has(first) || label(&host).is_some_and(|label| buckets.has(label))
}

/// The host of a request that is being taken apart.
pub(super) fn host(head: &Parts) -> String {
    let named = head.headers.get(HOST).and_then(|host| host.to_str().ok());
    let authority = head.uri.authority().map(|authority| authority.as_str());
    named.or(authority).unwrap_or_default().to_owned()
}

fn host_of<B>(request: &http::Request<B>) -> String {
    let named = request.headers().get(HOST).and_then(|host| host.to_str().ok());
    let authority = request.uri().authority().map(|authority| authority.as_str());
    named.or(authority).unwrap_or_default().to_owned()
}

/// The first label of a host that may have virtual hosts below it.
fn label(host: &str) -> Option<&str> {
    let name = host_name(host);
    let is_virtual = name.contains('.') && Addressing::VirtualHost.at(&name) == Addressing::VirtualHost;
    host.split('.').next().filter(|_| is_virtual)
}
