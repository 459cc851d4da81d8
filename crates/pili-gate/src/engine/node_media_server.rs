//! Node-Media-Server: notices that a publish or play has begun, whose answer may still end it.

use std::net::{IpAddr, SocketAddr};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::{Ended, Hook, Unreadable, json, protocol, told};
use crate::{Action, Ask};

/// As the vendor writes queries that are signed.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

#[derive(Default, Deserialize)]
#[serde(default)]
struct Body {
    id: String,
    ip: String,
    app: String,
    name: String,
    query: Map<String, Value>,
    protocol: String,
    action: String,
}

pub(super) fn read(body: &[u8]) -> Result<Hook, Unreadable> {
    let body: Body = json::read(body)?;
    match &*body.action {
        // A publish is told twice by the one name: before it begins, and when it has.
        "prePublish" | "postPublish" => body.ask(Action::Publish),
        "prePlay" | "postPlay" => body.ask(Action::Play),
        "donePublish" => Ok(body.ended(Action::Publish)),
        "donePlay" => Ok(body.ended(Action::Play)),
        "postRecord" | "doneRecord" => Ok(Hook::Notice),
        _ => Err(Unreadable::new("`action` is none that is known")),
    }
}

impl Body {
    fn ask(self, action: Action) -> Result<Hook, Unreadable> {
        let query = query(&self.query)?;
        let mut ask = Ask::new(action, self.app, self.name).by(protocol(&self.protocol));
        ask.query = told(query);
        ask.address = address(&self.ip);
        ask.session = told(self.id);
        Ok(Hook::Ask(ask))
    }

    fn ended(self, action: Action) -> Hook {
        Hook::Ended(Ended { action: Some(action), hub: self.app, key: self.name, session: told(self.id) })
    }
}

/// The query that was taken apart and decoded, sorted by name and escaped again as the vendor signs it.
fn query(members: &Map<String, Value>) -> Result<String, Unreadable> {
    let mut pairs = Vec::new();
    for (name, value) in members {
        // A name that was there more than once has many, which the rules refuse.
        let values = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
        for value in values {
            pairs.push((name, value.as_str().ok_or_else(no_text)?));
        }
    }
    pairs.sort();
    let escaped = |text: &str| utf8_percent_encode(text, ESCAPED).to_string().replace("%20", "+");
    let pairs = pairs.into_iter().map(|(name, value)| format!("{}={}", escaped(name), escaped(value)));
    Ok(pairs.collect::<Vec<_>>().join("&"))
}

fn no_text() -> Unreadable {
    Unreadable::new("a member of `query` is no text")
}

/// `1.2.3.4:5678`, also `::ffff:1.2.3.4:5678`.
fn address(text: &str) -> Option<IpAddr> {
    let socket = text.parse().map(|socket: SocketAddr| socket.ip());
    socket.ok().or_else(|| text.rsplit_once(':')?.0.parse().ok()).or_else(|| text.parse().ok())
}
