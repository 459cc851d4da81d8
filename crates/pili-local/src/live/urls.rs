//! Where a stream is published to and played, ready to be pasted.

use std::{
    net::SocketAddr,
    time::{Duration, SystemTime},
};

use axum::{
    Json, Router,
    extract::{Path, State},
    routing::get,
};
use pili_auth::unix_seconds;
use pili_live::PublishSecurity;
use pili_urls::{
    Domain, StreamPath, play,
    publish::{self, PublishAuth, PublishKey},
};
use serde::{Deserialize, Serialize, Serializer};

use super::hosts;
use crate::{body::Query, live::Pili, reply::Refused};

/// How long a publish URL is good.
const LIFE: Duration = Duration::from_secs(24 * 60 * 60);

/// Where a stream is published to and played: see [`Local::urls`](crate::Local::urls). Whoever has the publish URL may
/// publish.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct StreamUrls {
    /// The rule that the publish URL is signed by, in the vendor's word: `expiry_sk`.
    pub rule: String,
    /// Where to publish, signed.
    pub publish: String,
    /// The same as OBS asks for it: the server,
    pub server: String,
    /// and the stream key, with all that signs it.
    pub stream_key: String,
    /// Where to publish over SRT, signed likewise; `None` where the service takes none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub srt: Option<String>,
    /// Until when the publish URL is good; `None` if its rule knows no time.
    #[serde(serialize_with = "rfc3339", skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<SystemTime>,
    /// Where to play over RTMP.
    pub rtmp: String,
    /// Over HTTP-FLV.
    pub flv: String,
    /// As HLS.
    pub hls: String,
    /// As fragmented MP4 over HTTP, for a browser.
    pub mp4: String,
    /// The last picture.
    pub jpg: String,
}

pub(super) fn private_router() -> Router<Pili> {
    Router::new().route("/_local/hubs/{hub}/streams/{key}/urls", get(show))
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Asked {
    /// Another rule than the hub's or the stream's own.
    rule: Option<PublishSecurity>,
}

async fn show(
    State(pili): State<Pili>,
    Path((hub, key)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Json<StreamUrls>, Refused> {
    of(&pili, &hub, &key, asked.rule).map(Json)
}

/// The URLs of a stream, whether it exists or not; signed by the rule that holds for it, unless another is named.
pub(crate) fn of(
    pili: &Pili,
    hub: &str,
    key: &str,
    rule: Option<PublishSecurity>,
) -> Result<StreamUrls, Refused> {
    let (own, publish_key) = pili.store.hub(hub, |hub| hub.security(key))?;
    let rule = rule.unwrap_or(own);
    let stream = StreamPath::new(hub, key).map_err(|error| Refused::bad_argument(error.to_string()))?;
    let now = pili.ground.clock.now();
    let expires_at = now + LIFE;
    let key = PublishKey::new(publish_key.to_string());
    let auth = match &rule {
        PublishSecurity::None => PublishAuth::None,
        PublishSecurity::Static => PublishAuth::Static { key },
        PublishSecurity::Expiry => PublishAuth::Expiry { key, expires_at },
        PublishSecurity::Dynamic => {
            PublishAuth::Dynamic { key, nonce: u64::try_from(unix_seconds(now)).unwrap_or_default() }
        }
        PublishSecurity::ExpirySk => {
            PublishAuth::ExpirySk { credentials: pili.ground.credentials.clone(), expires_at }
        }
        _ => {
            return Err(Refused::bad_argument(
                "invalid args: rule must be none, static, expiry, expiry_sk or dynamic",
            ));
        }
    };
    let is_timed = matches!(rule, PublishSecurity::Expiry | PublishSecurity::ExpirySk);
    let domain = |host: String| Domain::new(host).map_err(|error| Refused::new(500, error.to_string()));
    let (rtmp, http) = (domain(hosts::rtmp(pili))?, domain(hosts::http(pili))?);
    let signed = auth.sign(&publish::rtmp(&rtmp, &stream));
    let publish = signed.map_err(|error| Refused::bad_argument(error.to_string()))?;
    // A static key may have characters that no stream id can hold.
    let srt = pili.bound.reachable().srt.and_then(|address| auth.sign(&over_srt(address, &stream)).ok());
    let flv = play::hdl(&http, &stream);
    let (server, stream_key) = parted(&publish);
    Ok(StreamUrls {
        rule: rule.to_string(),
        server,
        stream_key,
        srt,
        expires_at: is_timed.then_some(expires_at),
        rtmp: play::rtmp(&rtmp, &stream),
        hls: play::hls(&http, &stream),
        mp4: flv.strip_suffix("flv").unwrap_or_default().to_owned() + "mp4",
        flv,
        jpg: play::snapshot(&http, &stream),
        publish,
    })
}

/// A publish URL over SRT at any port: that of [`publish::srt`] is fixed.
fn over_srt(address: SocketAddr, stream: &StreamPath) -> String {
    let path = stream.to_string();
    format!(
        "srt://{address}?streamid=#!::h={},m=publish,domain={}",
        path.trim_start_matches('/'),
        address.ip()
    )
}

/// At the last `/` of the path.
fn parted(url: &str) -> (String, String) {
    let path = url.split('?').next().unwrap_or_default();
    let slash = path.rfind('/').unwrap_or(path.len());
    (url[..slash].to_owned(), url[slash..].trim_start_matches('/').to_owned())
}

fn rfc3339<S: Serializer>(time: &Option<SystemTime>, serializer: S) -> Result<S::Ok, S::Error> {
    match time.map(jiff::Timestamp::try_from) {
        Some(Ok(time)) => serializer.collect_str(&time),
        _ => serializer.serialize_none(),
    }
}
