use std::time::{Duration, SystemTime};

use pili_urls::{
    Credentials, Domain,
    publish::{self, PublishAuth, PublishKey, PublishRequest, PublishRule},
};

use super::plain::path;
use crate::{
    case::Case,
    outcome::{Difference, Outcome, same},
    pili::refusal::{MODE, Refusal, judge},
};

/// Authentication put on an existing URL. What we sign, our own verifier must accept.
pub(crate) fn signed(case: Case<'_>) -> Outcome {
    same("op", "sign.publish", case.text("/op")?)?;
    let url = case.text("/args/url")?;
    let produced = auth(case)?.and_then(|auth| Ok(auth.sign(url)?));
    judge(case, "url", produced.clone())?;
    produced.map_or(Ok(()), |url| {
        verify(case, &url).map_err(|difference| difference.within("verifying what we signed"))
    })
}

/// Publish URLs that expire some seconds after a moment.
pub(crate) fn relative(case: Case<'_>) -> Outcome {
    let after = Duration::from_secs(case.number("/args/expire_after")?.try_into()?);
    let expires_at = case.time("/args/now")?.checked_add(after);
    let expires_at = expires_at.ok_or_else(|| Difference::new("it expires at no time"))?;
    let auth = match case.text("/op")? {
        "publish.rtmp.sk_after" => PublishAuth::ExpirySk { credentials: credentials(case), expires_at },
        "publish.rtmp.expiry_after" => PublishAuth::Expiry { key: key(case), expires_at },
        op => return Err(Difference::new(format!("unknown op `{op}`"))),
    };
    let [domain, hub, stream] = ["domain", "hub", "stream"].map(|name| case.text(&format!("/args/{name}")));
    judge(case, "url", rtmp(&auth, domain?, hub?, stream?))
}

fn rtmp(auth: &PublishAuth, domain: &str, hub: &str, stream: &str) -> Result<String, Refusal> {
    let plain = publish::rtmp(&Domain::new(domain)?, &path(hub, stream)?);
    Ok(auth.sign(&plain)?)
}

/// The mode by its name on the wire; there is no value of ours for an unknown one.
fn auth(case: Case<'_>) -> Outcome<Result<PublishAuth, Refusal>> {
    Ok(Ok(match case.text("/args/security")? {
        "" | "none" => PublishAuth::None,
        "static" => PublishAuth::Static { key: key(case) },
        "expiry" => PublishAuth::Expiry { key: key(case), expires_at: expires_at(case)? },
        "expiry_sk" => {
            PublishAuth::ExpirySk { credentials: credentials(case), expires_at: expires_at(case)? }
        }
        "dynamic" => PublishAuth::Dynamic { key: key(case), nonce: case.number("/args/nonce")?.try_into()? },
        mode => return Ok(Err(Refusal::new(MODE, mode))),
    }))
}

fn verify(case: Case<'_>, url: &str) -> Outcome {
    let rule = match case.text("/args/security")? {
        "static" => PublishRule::Static(vec![key(case)]),
        "expiry" => PublishRule::Expiry(vec![key(case)]),
        "expiry_sk" => PublishRule::ExpirySk(vec![credentials(case)]),
        "dynamic" => PublishRule::Dynamic(vec![key(case)]),
        _ => PublishRule::None,
    };
    rule.verify(&PublishRequest::parse(url)?, expires_at(case)?)?;
    Ok(())
}

/// The key, empty where there is none.
fn key(case: Case<'_>) -> PublishKey {
    case.text("/args/publish_key").unwrap_or_default().into()
}

/// The key pair, empty where there is none.
fn credentials(case: Case<'_>) -> Credentials {
    let key = |name| case.text(name).unwrap_or_default();
    Credentials::new(key("/args/access_key"), key("/args/secret_key"))
}

fn expires_at(case: Case<'_>) -> Outcome<SystemTime> {
    case.time("/args/expire_at")
}
