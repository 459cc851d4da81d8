//! `ZLMediaKit`: one JSON object a hook; which one it is stands in the path of the hook's URL alone.

use bytes::Bytes;
use http::{Response, StatusCode};
use serde::Deserialize;
use serde_json::json;

use super::{Ended, Hook, Unreadable, chosen, json, protocol, told};
use crate::{Action, Ask, Protocol};

#[derive(Default, Deserialize)]
#[serde(default)]
struct Body {
    id: String,
    ip: String,
    app: String,
    stream: String,
    params: String,
    schema: String,
    protocol: String,
    vhost: String,
    player: Option<bool>,
}

/// What is told and not asked.
const NOTICES: [&str; 9] = [
    "on_stream_changed",
    "on_stream_none_reader",
    "on_stream_not_found",
    "on_server_started",
    "on_server_keepalive",
    "on_server_exited",
    "on_record_mp4",
    "on_record_ts",
    "on_rtp_server_timeout",
];

pub(super) fn read(path: &str, body: &[u8]) -> Result<Hook, Unreadable> {
    match path.rsplit('/').next().unwrap_or_default() {
        "on_publish" => Ok(json::read::<Body>(body)?.ask(Action::Publish)),
        "on_play" => Ok(json::read::<Body>(body)?.ask(Action::Play)),
        "on_flow_report" => Ok(json::read::<Body>(body)?.ended()),
        notice if NOTICES.contains(&notice) => Ok(Hook::Notice),
        _ => Err(Unreadable::new(
            "the path must end with the name of a hook that is known: on_publish, on_play, on_flow_report …",
        )),
    }
}

impl Body {
    fn ask(self, action: Action) -> Hook {
        let mut ask = Ask::new(action, self.app, self.stream).by(carried(&self.schema, &self.protocol));
        match ask.protocol {
            Protocol::Hls => ask.endings.push("/hls.m3u8".to_owned()),
            Protocol::HttpFlv => ask.endings.push(".live.flv".to_owned()),
            _ => {}
        }
        // An encoder with the whole URL in the field of the server leaves a slash at the end.
        ask.other_query = self.params.strip_suffix('/').map(str::to_owned);
        ask.chosen_host = chosen(&self.params, &["vhost"]);
        ask.domain = Some(self.vhost).filter(|host| host != "__defaultVhost__").unwrap_or_default();
        ask.query = told(self.params);
        ask.address = self.ip.parse().ok();
        ask.session = told(self.id);
        Hook::Ask(ask)
    }

    fn ended(self) -> Hook {
        let action = self.player.map(|player| if player { Action::Play } else { Action::Publish });
        Hook::Ended(Ended { action, hub: self.app, key: self.stream, session: told(self.id) })
    }
}

/// The schema is that of the packets, the protocol that of the connection: RTMP's packets over HTTP are FLV.
fn carried(schema: &str, by: &str) -> Protocol {
    match (schema, by) {
        ("rtmp", "http" | "https" | "ws" | "wss") => Protocol::HttpFlv,
        ("hls" | "hls.fmp4", _) => Protocol::Hls,
        (schema, "") => protocol(schema),
        (_, by) => protocol(by),
    }
}

pub(super) fn admit() -> Response<Bytes> {
    json::answer(StatusCode::OK, &json!({ "code": 0, "msg": "success" }))
}

/// With 200, for the engine asks a second time after any other status; `err` is what a hook on files reads.
pub(super) fn refuse(reason: &str) -> Response<Bytes> {
    json::answer(StatusCode::OK, &json!({ "code": -1, "msg": reason, "err": reason }))
}
