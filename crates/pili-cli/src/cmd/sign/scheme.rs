//! How a request is signed, and for which bucket.

use http::header::{AUTHORIZATION, HOST};
use pili::{
    auth::oss::{Addressing, OssResource},
    core::Request,
};

use crate::{
    args::Scheme,
    failure::{Failure, Result},
};

/// The scheme that the request names.
pub(super) fn of(request: &Request) -> Result<Scheme> {
    if request.headers().contains_key("x-opentok-auth") {
        return Ok(Scheme::OpenTok);
    }
    let Some(value) = request.headers().get(AUTHORIZATION) else {
        let failure = Failure::usage("the request has neither `Authorization` nor `X-OPENTOK-AUTH`");
        return Err(failure.advise("name the scheme with --scheme to see what it should have been"));
    };
    match value.to_str().unwrap_or_default().split(' ').next().unwrap_or_default() {
        "Qiniu" => Ok(Scheme::Qiniu),
        "QBox" => Ok(Scheme::Qbox),
        "pili" => Ok(Scheme::Pili),
        "OSS" => Ok(Scheme::OssV1),
        "OSS4-HMAC-SHA256" => Ok(Scheme::OssV4),
        other => {
            let failure = Failure::usage(format_args!("`{other}` is no scheme that is known here"));
            Err(failure.advise(
                "Qiniu, QBox, pili, OSS and OSS4-HMAC-SHA256 are; --scheme names the one that was meant",
            ))
        }
    }
}

pub(super) fn name(scheme: Scheme) -> &'static str {
    match scheme {
        Scheme::Qiniu => "Qiniu",
        Scheme::Qbox => "QBox",
        Scheme::Pili => "pili",
        Scheme::OssV1 => "OSS",
        Scheme::OssV4 => "OSS4-HMAC-SHA256",
        Scheme::OpenTok => "X-OPENTOK-AUTH",
    }
}

/// What of OSS the request addresses: by the host `bucket.oss-….aliyuncs.com`, or by the path.
pub(super) fn resource(request: &Request, bucket: Option<&str>) -> OssResource {
    let host = request.headers().get(HOST).and_then(|host| host.to_str().ok());
    let host = host.or_else(|| Some(request.uri().authority()?.as_str())).unwrap_or_default();
    let path = percent_encoding::percent_decode_str(request.uri().path()).decode_utf8_lossy().into_owned();
    let path = path.trim_start_matches('/');
    let in_path = Addressing::VirtualHost.at(host) == Addressing::Path;
    let in_host =
        host.split_once('.').filter(|(_, rest)| rest.starts_with("oss-") || rest.starts_with("oss."));
    match (bucket, in_host, in_path) {
        (bucket, _, true) => {
            let (first, key) = path.split_once('/').unwrap_or((path, ""));
            OssResource::new(bucket.unwrap_or(first), key)
        }
        (Some(bucket), _, _) => OssResource::new(bucket, path),
        (None, Some((bucket, _)), _) => OssResource::new(bucket, path),
        (None, None, _) => OssResource::new("", path),
    }
}
