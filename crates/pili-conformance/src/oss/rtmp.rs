//! Signed publish URLs, built by ours, and both read back by our verifier.

use std::time::Duration;

use pili_urls::oss_rtmp::{Addressing, PublishRequest, PublishUrl};
use serde_json::Value;

use super::{
    input::{Keys, pairs},
    query,
};
use crate::{
    case::Case,
    outcome::{Difference, Outcome, holds, same},
};

pub(super) fn url(case: Case<'_>) -> Outcome {
    let url = build(case)?;
    if case.text("/input/client_auth").is_ok_and(|auth| auth == "anonymous") {
        return compare(case, &url.unsigned());
    }
    let keys = Keys::of(case, "/input")?;
    let after = Duration::from_secs(case.number("/input/expires_in")?.try_into()?);
    let expires_at = keys.now.checked_add(after).ok_or_else(|| Difference::new("it expires at no time"))?;
    same("string to sign", case.text("/expected/string_to_sign")?, url.string_to_sign(expires_at).as_str())?;
    let signed = url.sign(&keys.credentials, expires_at)?;
    compare(case, &signed)?;
    read_back(case, &keys, &signed)?;
    // A channel's name that oss2 left raw may not be a URL at all.
    if is_exact(case)? { read_back(case, &keys, case.text("/expected/url")?) } else { Ok(()) }
}

/// Our verifier reads and accepts a URL, until it expires.
fn read_back(case: Case<'_>, keys: &Keys, url: &str) -> Outcome {
    let request = PublishRequest::parse(url)?.with_bucket(case.text("/input/bucket")?);
    same("channel", case.text("/input/channel")?, request.channel())?;
    let expires_at = case.time("/expected/expires")?;
    request.verify(&keys.credentials, keys.now.min(expires_at))?;
    Ok(())
}

fn build(case: Case<'_>) -> Outcome<PublishUrl> {
    let text = |name: &str| case.text(&format!("/input/{name}"));
    let url = PublishUrl::new(text("endpoint")?, text("bucket")?, text("channel")?)?;
    let url = url.addressing(addressing(case)).playlist_name(text("playlist_name").unwrap_or_default());
    let further = pairs(case.list("/input/extra_params")).into_iter();
    let url = further.fold(url, |url, (name, value)| url.parameter(name, value));
    let unsigned = case.text("/token_mode").is_ok_and(|mode| mode != "signed");
    Ok(match text("security_token") {
        Ok(token) if unsigned => url.unsigned_security_token(token),
        Ok(token) => url.security_token(token),
        Err(_) => url,
    })
}

/// As oss2 decides: the flag for a custom domain wins over the one for paths.
fn addressing(case: Case<'_>) -> Addressing {
    let flag = |name: &str| case.get(&format!("/input/{name}")).and_then(Value::as_bool).unwrap_or_default();
    match (flag("is_cname"), flag("is_path_style")) {
        (true, _) => Addressing::CustomDomain,
        (_, true) => Addressing::Path,
        _ => Addressing::VirtualHost,
    }
}

fn compare(case: Case<'_>, url: &str) -> Outcome {
    let no_url = || Difference::new(format!("`{url}` is no URL"));
    let (place, ours) = url.split_once('?').unwrap_or((url, ""));
    let expected = pairs(case.list("/expected/query_decoded"));
    holds(query::same(&expected, ours), || format!("query: expected {expected:?}, produced `{ours}`"))?;
    if !is_exact(case)? {
        return Ok(());
    }
    let (scheme, place) = place.split_once("://").ok_or_else(no_url)?;
    let (host, path) = place.split_at(place.find('/').ok_or_else(no_url)?);
    same("scheme", case.text("/expected/scheme")?, scheme)?;
    same("host", case.text("/expected/host")?, host)?;
    same("path", case.text("/expected/path_as_emitted")?, path)
}

fn is_exact(case: Case<'_>) -> Outcome<bool> {
    Ok(case.text("/compare")? == "exact")
}
