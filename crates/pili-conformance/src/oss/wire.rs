//! Recorded exchanges of oss2: ours must send the same and read the same.

use bytes::Bytes;
use http::{HeaderMap, Request, header::HOST};
use percent_encoding::percent_decode_str;
use pili_core::{
    Endpoint,
    auth::{
        Signer,
        oss::{Authorization, OssResource},
        qiniu,
    },
};
use pili_oss::{Addressing, Bucket, channel};

use super::{
    call::{Call as Asked, call as asked},
    error,
    input::{Keys, pairs},
    loose, query, tree, xml,
};
use crate::{
    case::Case,
    outcome::{Difference, Outcome, holds, same},
    vendor::{Call, call},
};

pub(super) const KIND: &str = "wire-exchange";

pub(super) const CALLS: &[Call] = &[
    call::<channel::Create>(exchange).recorded_as(&["create_live_channel"]),
    call::<channel::Delete>(exchange).recorded_as(&["delete_live_channel"]),
    call::<channel::History>(exchange).recorded_as(&["get_live_channel_history"]),
    call::<channel::Info>(exchange).recorded_as(&["get_live_channel"]),
    call::<channel::List>(exchange).recorded_as(&["list_live_channel", "live_channel_iterator"]),
    call::<channel::PostVodPlaylist>(exchange).recorded_as(&["post_vod_playlist"]),
    call::<channel::SetStatus>(exchange).recorded_as(&["put_live_channel_status"]),
    call::<channel::Stat>(exchange).recorded_as(&["get_live_channel_stat"]),
    call::<channel::VodPlaylist>(exchange).recorded_as(&["get_vod_playlist"]),
];

fn exchange(case: Case<'_>) -> Outcome {
    let keys = Keys::of(case, "/client")?;
    let call = asked(&bucket(case)?, case.text("/call/method")?, case.at("/call/args")?)?;
    recorded(case, &keys).map_err(|difference| difference.within("the recorded request"))?;
    ours(case, &keys, call.as_ref()).map_err(|difference| difference.within("our request"))?;
    answer(case, call.as_ref()).map_err(|difference| difference.within("the answer"))
}

/// The bucket, addressed as the recording tells.
fn bucket(case: Case<'_>) -> Outcome<Bucket> {
    let bucket = Bucket::new(case.text("/client/bucket")?);
    Ok(match case.text("/variant/addressing").unwrap_or_default() {
        "path" => bucket.addressing(Addressing::Path),
        "cname" | "custom-domain" => bucket.addressing(Addressing::CustomDomain),
        _ if is_unbound(case)? => bucket.addressing(Addressing::CustomDomain),
        _ => bucket,
    })
}

/// Whether the recorded host is the endpoint and the path does not name the bucket.
fn is_unbound(case: Case<'_>) -> Outcome<bool> {
    let endpoint = Endpoint::parse(case.text("/client/endpoint")?)?;
    let bucket = format!("/{}/", case.text("/client/bucket")?);
    let at_endpoint = host(case)?.eq_ignore_ascii_case(endpoint.host());
    Ok(at_endpoint && !case.text("/request/path_decoded")?.starts_with(&bucket))
}

/// Our verifier accepts the recorded request.
fn recorded(case: Case<'_>, keys: &Keys) -> Outcome {
    let uri = format!("http://{}{}", host(case)?, case.text("/request/target")?);
    let mut request = Request::builder().method(case.text("/request/method")?).uri(uri);
    for (name, value) in headers(case) {
        request = request.header(name, value);
    }
    let mut request = request.body(Bytes::new())?;
    request.extensions_mut().insert(resource(case)?);
    match case.text("/client/region") {
        Ok(region) => Ok(keys.v4(region).verify(&request, keys.now)?),
        Err(_) => Ok(keys.v1().verify(&request, keys.now)?),
    }
}

/// What the recorded request addresses: the path, minus the bucket where that is in it.
fn resource(case: Case<'_>) -> Outcome<OssResource> {
    let (path, bucket) = (case.text("/request/path_decoded")?, case.text("/client/bucket")?);
    let key = path.strip_prefix('/').unwrap_or(path);
    let below = key.strip_prefix(bucket).and_then(|rest| rest.strip_prefix('/'));
    let in_path = !host(case)?.starts_with(&format!("{bucket}.")) && !is_unbound(case)?;
    Ok(OssResource::new(bucket, if in_path { below.unwrap_or_default() } else { key }))
}

fn ours(case: Case<'_>, keys: &Keys, call: &dyn Asked) -> Outcome {
    let mut request = call.encode(&Endpoint::parse(case.text("/client/endpoint")?)?)?;
    same("method", case.text("/request/method")?, request.method().as_str())?;
    same("host", host(case)?.as_str(), request.uri().authority().map_or("", |host| host.as_str()))?;
    let path = percent_decode_str(request.uri().path()).decode_utf8()?.into_owned();
    same("path", case.text("/request/path_decoded")?, path.as_str())?;
    let expected = pairs(case.list("/request/query_decoded"));
    let query = request.uri().query().unwrap_or_default().to_owned();
    query::compare(expected.clone(), &query)?;
    body(case, request.body())?;
    match case.text("/client/region") {
        // Every parameter is signed, so that the signatures are alike only when the queries are.
        Ok(region) => {
            sign(case, &keys.v4(region), keys, &mut request)?;
            let alike = query::same(&expected, &query);
            if alike { same_v4(case, request.headers()) } else { Ok(()) }
        }
        Err(_) => {
            sign(case, &keys.v1(), keys, &mut request)?;
            let ours = qiniu::Authorization::of(request.headers())?;
            let theirs = recorded_headers(case)?;
            same("signature", qiniu::Authorization::of(&theirs)?.signature, ours.signature)
        }
    }
}

fn body(case: Case<'_>, ours: &[u8]) -> Outcome {
    let expected = tree_of(case.text("/request/body").unwrap_or_default())?;
    let ours = tree_of(std::str::from_utf8(ours)?)?;
    holds(ours == expected, || format!("body: expected {expected:?}, produced {ours:?}"))
}

fn tree_of(document: &str) -> Outcome<tree::Tree> {
    if document.is_empty() { Ok(tree::Tree::new()) } else { tree::of(document) }
}

/// Signs our request; the headers that oss2 added for it are there.
fn sign(case: Case<'_>, signer: &dyn Signer, keys: &Keys, request: &mut Request<Bytes>) -> Outcome {
    signer.sign(request, keys.now)?;
    let signed = |name: &str| name == "date" || name.starts_with("x-oss-");
    for (name, value) in headers(case).filter(|(name, _)| signed(name)) {
        let ours = request.headers().get(&name).map(|value| value.to_str()).transpose()?;
        same(&name, value.as_str(), ours.unwrap_or_default())?;
    }
    Ok(())
}

fn same_v4(case: Case<'_>, ours: &HeaderMap) -> Outcome {
    let theirs = recorded_headers(case)?;
    let (theirs, ours) = (Authorization::of(&theirs)?, Authorization::of(ours)?);
    same("signature", theirs.signature, ours.signature)?;
    same("scope", theirs.scope, ours.scope)?;
    same("access key", theirs.access_key, ours.access_key)
}

fn answer(case: Case<'_>, call: &dyn Asked) -> Outcome {
    let response = xml::read(case, "/response")?;
    match (case.get("/error"), call.read(response.clone())) {
        (Some(expected), Err(refused)) => match refused.api_error() {
            Some(api) => error::compare(case, expected, api, &response),
            None => Err(refused.into()),
        },
        (Some(_), Ok(_)) => Err(Difference::new("was read as a success")),
        (None, Err(refused)) => Err(refused.into()),
        (None, Ok(ours)) => loose::compare(case, &xml::without_head(case.at("/result")?), &ours),
    }
}

fn recorded_headers(case: Case<'_>) -> Outcome<HeaderMap> {
    let mut map = HeaderMap::new();
    for (name, value) in headers(case) {
        map.append(http::HeaderName::try_from(name)?, value.try_into()?);
    }
    Ok(map)
}

/// The recorded headers, their names in lower case.
fn headers(case: Case<'_>) -> impl Iterator<Item = (String, String)> {
    let listed = pairs(case.list("/request/headers")).into_iter();
    listed.map(|(name, value)| (name.to_ascii_lowercase(), value))
}

fn host(case: Case<'_>) -> Outcome<String> {
    let found = headers(case).find(|(name, _)| name == HOST.as_str());
    found.map(|(_, value)| value).ok_or_else(|| Difference::new("the recorded request has no host"))
}
