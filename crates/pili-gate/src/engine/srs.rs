//! SRS: one JSON object a hook, whose `action` says which.

use bytes::Bytes;
use http::{Response, StatusCode};
use serde::Deserialize;
use serde_json::json;

use super::{Ended, Hook, Unreadable, authority, chosen, json, protocol, told};
use crate::{Action, Ask, Protocol};

#[derive(Default, Deserialize)]
#[serde(default)]
struct Body {
    action: String,
    client_id: String,
    ip: String,
    app: String,
    stream: String,
    param: String,
    #[serde(rename = "tcUrl")]
    url: String,
    #[serde(rename = "pageUrl")]
    page: String,
}

pub(super) fn read(body: &[u8]) -> Result<Hook, Unreadable> {
    let body: Body = json::read(body)?;
    match &*body.action {
        "on_publish" => body.ask(Action::Publish),
        "on_play" => body.ask(Action::Play),
        "on_unpublish" => Ok(body.ended(Action::Publish)),
        "on_stop" => Ok(body.ended(Action::Play)),
        // Of a publisher who came second there is no other word.
        "on_close" => Ok(body.closed()),
        "on_connect" | "on_dvr" | "on_hls" => Ok(Hook::Notice),
        _ => Err(Unreadable::new("`action` is none that is known")),
    }
}

impl Body {
    fn ask(self, action: Action) -> Result<Hook, Unreadable> {
        // A name that SRS could not take apart keeps its query, and `param` is then that of the application.
        if self.stream.contains('?') {
            return Err(Unreadable::new(
                "the stream's name holds a `?`: its URL has a character that it may not",
            ));
        }
        let (key, carried) = self.carried(action);
        let query = self.param.strip_prefix('?').unwrap_or(&self.param);
        let mut ask = Ask::new(action, &*self.app, key).by(carried);
        ask.domain = authority(&self.url).to_owned();
        ask.chosen_host = chosen(query, &["vhost", "domain"]);
        ask.query = told(query.to_owned());
        ask.address = self.ip.parse().ok();
        ask.referer = told(self.page);
        ask.session = told(self.client_id);
        Ok(Hook::Ask(ask))
    }

    /// The stream key, and how it is carried: players over HTTP have an extension behind it.
    fn carried(&self, action: Action) -> (&str, Protocol) {
        let name = &*self.stream;
        let web = [(".m3u8", Protocol::Hls), (".flv", Protocol::HttpFlv)];
        let mut web = web.into_iter().filter(|_| action == Action::Play);
        let found = web.find_map(|(end, carried)| name.strip_suffix(end).map(|key| (key, carried)));
        let scheme = self.url.split_once("://").map_or("rtmp", |(scheme, _)| scheme);
        found.unwrap_or((name, protocol(scheme)))
    }

    fn closed(self) -> Hook {
        Hook::Ended(Ended { action: None, hub: self.app, key: self.stream, session: told(self.client_id) })
    }

    fn ended(self, action: Action) -> Hook {
        let key = self.carried(action).0.to_owned();
        Hook::Ended(Ended { action: Some(action), hub: self.app, key, session: told(self.client_id) })
    }
}

pub(super) fn admit() -> Response<Bytes> {
    json::answer(StatusCode::OK, &json!({ "code": 0 }))
}

/// Both the status and the code refuse.
pub(super) fn refuse(reason: &str) -> Response<Bytes> {
    json::answer(StatusCode::FORBIDDEN, &json!({ "code": 1, "msg": reason }))
}
