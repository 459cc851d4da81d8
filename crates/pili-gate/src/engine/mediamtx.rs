//! `MediaMTX`: one JSON object for each publish, read, playback and call of its API.

use bytes::Bytes;
use http::{Response, StatusCode};
use serde::Deserialize;

use super::{Hook, Unreadable, json, plain, protocol, told};
use crate::{Action, Ask, Protocol};

/// `token` and `password` are not read: they are decoded, and `query` is not.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Body {
    ip: String,
    action: String,
    path: String,
    protocol: String,
    id: Option<String>,
    query: String,
}

pub(super) fn read(body: &[u8]) -> Result<Hook, Unreadable> {
    let body: Body = json::read(body)?;
    let action = match &*body.action {
        "publish" => Action::Publish,
        "read" | "playback" => Action::Play,
        "api" | "metrics" | "pprof" => {
            return Err(Unreadable::new("only streams are decided on: name the rest in `authHTTPExclude`"));
        }
        _ => return Err(Unreadable::new("`action` is none that is known")),
    };
    let split = body.path.trim_start_matches('/').rsplit_once('/');
    let (hub, key) = split.ok_or_else(|| Unreadable::new("the path must be `<hub>/<stream key>`"))?;
    let mut ask = Ask::new(action, hub, key).by(protocol(&body.protocol));
    if ask.protocol == Protocol::Hls {
        ask.endings.push("/index.m3u8".to_owned());
    }
    ask.query = told(body.query);
    ask.address = body.ip.parse().ok();
    ask.session = body.id;
    Ok(Hook::Ask(ask))
}

/// Players over RTSP send what they know only when they are told that it is missing.
pub(super) fn refuse(hook: Option<&Hook>, reason: &str) -> Response<Bytes> {
    let is_rtsp = matches!(hook, Some(Hook::Ask(ask)) if ask.protocol == Protocol::Rtsp);
    plain(if is_rtsp { StatusCode::UNAUTHORIZED } else { StatusCode::FORBIDDEN }, reason)
}
