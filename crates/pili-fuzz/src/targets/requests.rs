//! Signed requests.

use bytes::Bytes;
use http::{Request, header::CONTENT_TYPE};
use pili_auth::{
    Signer,
    opentok::{
        AccountCredentials, AccountJwt, ApplicationJwt, ApplicationVerifier, CallbackSigner,
        CallbackVerifier, ProjectJwt,
    },
    oss::{OssResource, OssV1, OssV4},
    qiniu::{CallbackVerifier as QiniuCallbacks, FirstGen, QBox, QiniuV2},
};

use super::{
    keys,
    keys::{application, public_key},
    now,
};
use crate::{
    request::{parse, to_bytes},
    target::Target,
};

pub(super) const TARGETS: &[Target] = &[
    Target::verifier(
        "qiniu-v2",
        || signed(&QiniuV2::new(keys())),
        |bytes| {
            let request = parse(bytes)?;
            QiniuV2::new(keys()).verify(&request).ok()?;
            Some(with_host(&request))
        },
    ),
    Target::verifier(
        "qiniu-first",
        || signed(&FirstGen::new(keys())),
        |bytes| {
            let request = parse(bytes)?;
            FirstGen::new(keys()).verify(&request).ok()?;
            // The text that is signed parts target and body by nothing but a line feed, and the method is not in it.
            Some(format!("{} {:?}", target(&request), request.body()))
        },
    ),
    Target::verifier(
        "qbox",
        || signed(&QBox::new(keys())),
        |bytes| {
            let request = parse(bytes)?;
            QBox::new(keys()).verify(&request).ok()?;
            let is_form = request
                .headers()
                .get(CONTENT_TYPE)
                .is_some_and(|kind| kind.as_bytes().ends_with(b"urlencoded"));
            Some(format!("{} {:?}", target(&request), is_form.then(|| request.body())))
        },
    ),
    Target::verifier(
        "qiniu-callback",
        || signed(&QiniuV2::new(keys())),
        |bytes| {
            let request = parse(bytes)?;
            QiniuCallbacks::new(keys()).accept_qbox().verify(&request).ok()?;
            Some(with_host(&request))
        },
    ),
    Target::verifier(
        "oss-v1",
        || signed(&OssV1::new(keys())),
        |bytes| {
            let request = of_oss(bytes)?;
            OssV1::new(keys()).verify(&request, now()).ok()?;
            Some(format!("{} {:?}", request.method(), request.headers().get(CONTENT_TYPE)))
        },
    ),
    Target::verifier(
        "oss-v4",
        || signed(&OssV4::new(keys(), "cn-hangzhou")),
        |bytes| {
            let request = of_oss(bytes)?;
            OssV4::new(keys(), "cn-hangzhou").verify(&request, now()).ok()?;
            Some(format!("{} {:?}", request.method(), request.headers().get(CONTENT_TYPE)))
        },
    ),
    Target::verifier(
        "project-jwt",
        || signed(&ProjectJwt::new(keys()).nonce(|| "nonce".to_owned())),
        |bytes| {
            // The token says who calls, and nothing of the call.
            ProjectJwt::new(keys())
                .verify(&parse(bytes)?, now())
                .ok()
                .map(|()| "the project calls".to_owned())
        },
    ),
    Target::verifier(
        "account-jwt",
        || signed(&AccountJwt::new(account())),
        |bytes| {
            let verified = AccountJwt::new(account()).verify(&parse(bytes)?, now());
            verified.ok().map(|()| "the account calls".to_owned())
        },
    ),
    Target::verifier(
        "application-jwt",
        || signed(&ApplicationJwt::new(application())),
        |bytes| {
            let verified = ApplicationVerifier::new(application().id().clone(), public_key());
            verified.verify(&parse(bytes)?, now()).ok().map(|()| "the application calls".to_owned())
        },
    ),
    Target::verifier(
        "opentok-callback",
        || signed(&CallbackSigner::new("secret").ids(|| "id".to_owned())),
        |bytes| {
            let request = parse(bytes)?;
            let verified = CallbackVerifier::new("secret").verify(&request, now()).ok()?;
            Some(format!("{verified:?} {:?}", request.body()))
        },
    ),
];

fn account() -> AccountCredentials {
    AccountCredentials::new("12345", "account-secret")
}

fn signed(signer: &dyn Signer) -> Vec<Vec<u8>> {
    let json = Request::post("https://pili.example.com/v2/hubs/demo/streams?a=1&b=c%20d");
    let json = json.header("host", "pili.example.com").header(CONTENT_TYPE, "application/json");
    let form =
        Request::post("https://pili.example.com:8080/callback").header("host", "pili.example.com:8080");
    let form = form.header(CONTENT_TYPE, "application/x-www-form-urlencoded");
    let requests = [json.body(Bytes::from(r#"{"key":"evening"}"#)), form.body(Bytes::from("a=1&b=2"))];
    let seeds = requests.into_iter().flatten().map(|mut request| {
        request.extensions_mut().insert(OssResource::new("bucket", "channel"));
        signer.sign(&mut request, now()).expect("a signature");
        to_bytes(&request)
    });
    seeds.collect()
}

fn of_oss(bytes: &[u8]) -> Option<Request<Bytes>> {
    let mut request = parse(bytes)?;
    request.extensions_mut().insert(OssResource::new("bucket", "channel"));
    Some(request)
}

/// A query that is there and empty is signed as none: it has no parameters either way.
fn target(request: &Request<Bytes>) -> String {
    let target = request.uri().path_and_query().map(ToString::to_string).unwrap_or_default();
    target.strip_suffix('?').map(ToOwned::to_owned).unwrap_or(target)
}

/// What is asked for, and of whom. Whether it has a content type does not matter to a callback.
fn with_host(request: &Request<Bytes>) -> String {
    let (uri, headers) = (request.uri(), request.headers());
    let authority =
        uri.authority().map(|authority| authority.as_str().rsplit('@').next().unwrap_or_default());
    let host = headers.get("host").and_then(|host| host.to_str().ok()).or(authority);
    format!("{} {host:?} {} {:?}", request.method(), target(request), request.body())
}
