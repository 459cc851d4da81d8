//! URLs of a v1 stream (spec 3.5).

use pili_urls::{
    Domain, Profile, StreamPath,
    publish::{self, PublishAuth, PublishKey},
    v1::LiveHosts,
};
use serde_json::{Value, json};

use crate::{
    case::Case,
    outcome::{Difference, Outcome, same_json},
    pili::refusal::{MODE, Refusal, judge},
};

/// Publish URLs, and all play URLs at once.
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
