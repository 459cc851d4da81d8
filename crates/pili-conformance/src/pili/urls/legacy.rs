//! URLs of the older generations (spec 3.5, 3.6).

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use pili_urls::{
    Credentials, Domain, Profile, StreamPath,
    first::{UrlRule, UrlToken},
    publish::{self, PublishAuth, PublishKey},
    v1::LiveHosts,
};
use serde_json::{Value, json};

use crate::{
    case::Case,
    outcome::{Difference, Outcome, same_json},
    pili::refusal::{MODE, Refusal, judge},
};

/// URLs of a v1 stream.
pub(crate) fn v1(case: Case<'_>) -> Outcome {
    match case.text("/op")? {
        "v1.publish" => v1_publish(case),
        "v1.live" => v1_live(case),
        op => Err(Difference::new(format!("unknown op `{op}`"))),
    }
}

fn v1_publish(case: Case<'_>) -> Outcome {
    let key: PublishKey = case.text("/args/publish_key")?.into();
    let auth = match case.text("/args/publish_security")? {
        "static" => PublishAuth::Static { key },
        "dynamic" => PublishAuth::Dynamic { key, nonce: nonce(case.at("/args/nonce")?)? },
        mode => return judge(case, "url", Err(Refusal::new(MODE, mode))),
    };
    let [host, hub, title] = ["publish_host", "hub", "title"].map(|name| case.text(&format!("/args/{name}")));
    let (host, hub, title) = (host?, hub?, title?);
    let plain = || Ok::<_, Refusal>(publish::rtmp(&Domain::new(host)?, &StreamPath::new(hub, title)?));
    judge(case, "url", plain().and_then(|url| Ok(auth.sign(&url)?)))
}

/// SDKs take it as a text or as a number.
fn nonce(given: &Value) -> Outcome<u64> {
    let number = given.as_u64().or_else(|| given.as_str()?.parse().ok());
    number.ok_or_else(|| Difference::new("the nonce is no number"))
}

fn v1_live(case: Case<'_>) -> Outcome {
    let host = |name: &str| case.text(&format!("/args/stream/hosts/live/{name}"));
    let [rtmp, hls, hdl] = ["rtmp", "hls", "hdl"].map(host);
    let hosts = LiveHosts::new(rtmp?, hls?, hdl?)?;
    let stream = StreamPath::new(case.text("/args/stream/hub")?, case.text("/args/stream/title")?)?;
    let profiles = case.list("/args/stream/profiles").iter().filter_map(Value::as_str);
    let urls = hosts.urls(&stream, &profiles.map(Profile::new).collect::<Result<Vec<_>, _>>()?);
    let produced = json!({"rtmp": urls.rtmp(), "hls": urls.hls(), "flv": urls.hdl()});
    same_json("urls", case.at("/expected/urls")?, &produced)
}

/// Tokens of the first generation. What we sign, our own verifier must accept.
pub(crate) fn first(case: Case<'_>) -> Outcome {
    let (url, token, rule, now) = match case.text("/op")? {
        "first.push.nonce" => {
            let nonce = case.number("/args/nonce")?.try_into()?;
            let key = key(case, "stream_key")?;
            ("push_url", UrlToken::Push { key: key.clone(), nonce }, UrlRule::Push(key), UNIX_EPOCH)
        }
        "first.push.count" => {
            let count = case.number("/args/count")?.try_into()?;
            let key = key(case, "stream_key")?;
            ("push_url", UrlToken::PushCount { key: key.clone(), count }, UrlRule::Push(key), UNIX_EPOCH)
        }
        "first.push.key" => {
            let key = key(case, "stream_key")?;
            ("push_url", UrlToken::PushKey { key: key.clone() }, UrlRule::Push(key), UNIX_EPOCH)
        }
        "first.play.key" => {
            let (key, expires_at) = (key(case, "key")?, expires_at(case)?);
            ("play_url", UrlToken::Play { key: key.clone(), expires_at }, UrlRule::Play(key), expires_at)
        }
        "first.play.secret" => {
            let keys = Credentials::new(case.text("/args/access_key")?, case.text("/args/secret_key")?);
            let expires_at = expires_at(case)?;
            let token = UrlToken::PlayAccount { credentials: keys.clone(), expires_at };
            ("play_url", token, UrlRule::PlayAccount(keys), expires_at)
        }
        op => return Err(Difference::new(format!("unknown op `{op}`"))),
    };
    let signed = token.sign(case.text(&format!("/args/{url}"))?);
    judge(case, "url", signed.clone().map_err(Refusal::from))?;
    Ok(signed.ok().map(|url| rule.verify(&url, now)).transpose().map(drop)?)
}

fn key(case: Case<'_>, name: &str) -> Outcome<PublishKey> {
    Ok(case.text(&format!("/args/{name}"))?.into())
}

fn expires_at(case: Case<'_>) -> Outcome<SystemTime> {
    Ok(UNIX_EPOCH + Duration::from_secs(case.number("/args/expiry")?.try_into()?))
}
