//! nginx-rtmp: members in a fixed order, and behind them what the client wrote, byte for byte.
//!
//! The body looks like a form and is none: the client's query is pasted unescaped behind the last member, so that
//! `?call=play&name=other` gives members a second time. Only their place says which are the engine's.

use std::net::{IpAddr, SocketAddr};

use bytes::Bytes;
use http::{HeaderValue, Response, StatusCode, header};
use percent_encoding::percent_decode;

use super::{Ended, Hook, Unreadable, authority, plain, told};
use crate::{Action, Ask, Moment};

/// What the engine keeps of a name, its `?` and its query.
const MOST: usize = 255;
const CUT: &str = "nginx-rtmp cuts key and query at 255 bytes, and these are that long: make the URL shorter";

pub(super) fn read(body: &[u8]) -> Result<Hook, Unreadable> {
    let mut members = Members(Some(body));
    let app = members.next("app")?;
    members.next("flashver")?;
    members.next("swfurl")?;
    let url = members.next("tcurl")?;
    let page = members.next("pageurl")?;
    let address = members.next("addr")?;
    let number = match members.next_is("epoch") {
        true => members.next("epoch").map(|_| None)?,
        false => Some(members.next("clientid")?),
    };
    let call = members.next("call")?;
    let connection = Connection { app, url, page, address, number };
    match &*call {
        "publish" => {
            let name = members.next("name")?;
            members.next("type")?;
            connection.ask(Action::Publish, Moment::Start, name, members.rest()?)
        }
        "play" => {
            let name = members.next("name")?;
            for place in ["start", "duration", "reset"] {
                members.next(place)?;
            }
            connection.ask(Action::Play, Moment::Start, name, members.rest()?)
        }
        "update_publish" | "update_play" => {
            let action = if call == "update_play" { Action::Play } else { Action::Publish };
            members.next("time")?;
            members.next("timestamp")?;
            let name = members.next("name")?;
            connection.ask(action, Moment::GoingOn, name, members.rest()?)
        }
        "publish_done" => connection.ended(Some(Action::Publish), &mut members),
        "play_done" => connection.ended(Some(Action::Play), &mut members),
        "connect" | "disconnect" | "done" | "record_done" => Ok(Hook::Notice),
        _ => Err(Unreadable::new("`call` is none that is known")),
    }
}

/// Who asks.
struct Connection {
    app: String,
    url: String,
    page: String,
    address: String,
    number: Option<String>,
}

impl Connection {
    fn ask(
        self,
        action: Action,
        moment: Moment,
        name: String,
        query: Option<String>,
    ) -> Result<Hook, Unreadable> {
        let length = name.len() + query.as_ref().map_or(0, |query| query.len() + 1);
        // Some encoders write the query behind the application.
        let early = || self.url.split_once('?').map(|(_, query)| query.to_owned());
        // What the engine pulls or pushes itself has no application, and the other's URL in place of an address.
        let other = self.address.split_once('/').map(|(_, path)| path.split('/').next().unwrap_or_default());
        let hub = other.filter(|_| self.app.is_empty()).unwrap_or(&self.app);
        let session = self.session();
        let mut ask = Ask::new(action, hub, name);
        ask.moment = moment;
        ask.domain = authority(&self.url).to_owned();
        ask.query = query.or_else(early);
        ask.address = address(&self.address);
        ask.is_relay = other.is_some();
        ask.referer = told(self.page);
        ask.session = session;
        ask.hint = (length >= MOST).then_some(CUT);
        Ok(Hook::Ask(ask))
    }

    fn ended(self, action: Option<Action>, members: &mut Members<'_>) -> Result<Hook, Unreadable> {
        let key = if members.next_is("name") { members.next("name")? } else { String::new() };
        let session = self.session();
        Ok(Hook::Ended(Ended { action, hub: self.app, key, session }))
    }

    /// Connections are numbered from one again when the engine is started anew, hence the address.
    fn session(&self) -> Option<String> {
        let peer = self.address.split('/').next().unwrap_or_default();
        self.number.as_ref().map(|number| format!("{peer}#{number}"))
    }
}

/// What is left of the body; nothing once the last member was the end.
struct Members<'a>(Option<&'a [u8]>);

impl Members<'_> {
    fn next_is(&self, name: &str) -> bool {
        self.0.and_then(|rest| rest.strip_prefix(name.as_bytes())).is_some_and(|rest| rest.starts_with(b"="))
    }

    /// The value of the next member, which must have this name. The engine escapes `&` within it.
    fn next(&mut self, name: &str) -> Result<String, Unreadable> {
        let missing = || Unreadable::new(format!("the member `{name}` is not in its place"));
        let rest = self.0.and_then(|rest| rest.strip_prefix(name.as_bytes())).ok_or_else(missing)?;
        let rest = rest.strip_prefix(b"=").ok_or_else(missing)?;
        let end = rest.iter().position(|byte| *byte == b'&');
        let (value, rest) = rest.split_at(end.unwrap_or(rest.len()));
        self.0 = end.and_then(|_| rest.get(1..));
        let value = percent_decode(value).decode_utf8();
        value.map(String::from).map_err(|_| Unreadable::new(format!("the member `{name}` is no UTF-8")))
    }

    /// All that is left, as the client wrote it.
    fn rest(&self) -> Result<Option<String>, Unreadable> {
        let text = |rest: &[u8]| String::from_utf8(rest.to_vec());
        self.0.map(text).transpose().map_err(|_| Unreadable::new("the client's query is no UTF-8"))
    }
}

/// The address of a client, or of the other engine.
fn address(text: &str) -> Option<IpAddr> {
    let peer = text.split('/').next()?;
    let socket = peer.parse().map(|socket: SocketAddr| socket.ip());
    peer.parse().or(socket).ok()
}

/// Only the first digit of the status is read, and only once the connection is closed.
pub(super) fn answer(status: StatusCode) -> Response<Bytes> {
    let mut response = plain(status, "");
    response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As 1.2.2 asks of what it pulls by `pull rtmp://127.0.0.1:29351/shows/evening?t=1&sign=x`.
    const PULLED: &str = "app=&flashver=ngx-local-relay&swfurl=&tcurl=&pageurl=\
        &addr=127.0.0.1:29351/shows/evening%3Ft=1%26sign=x&clientid=3&call=publish&name=evening&type=";

    fn asked(body: &str) -> Ask {
        match read(body.as_bytes()) {
            Ok(Hook::Ask(ask)) => ask,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_the_engine_pulls_itself_is_a_relay_of_the_hub_that_it_pulls_from() {
        let ask = asked(PULLED);
        assert!(ask.is_relay);
        assert_eq!((ask.path().as_str(), ask.address), ("/shows/evening", "127.0.0.1".parse().ok()));
        assert_eq!(ask.session.as_deref(), Some("127.0.0.1:29351#3"));
    }

    #[test]
    fn a_client_that_says_the_same_is_no_relay() {
        let body = "app=shows&flashver=ngx-local-relay&swfurl=&tcurl=&pageurl=&addr=203.0.113.7&clientid=3&call=publish\
            &name=evening&type=&addr=127.0.0.1:29351/shows/evening";
        assert!(!asked(body).is_relay);
    }

    #[test]
    fn a_query_behind_the_application_counts_where_there_is_none_behind_the_name() {
        let body = |tail: &str| {
            format!(
                "app=shows&flashver=&swfurl=&tcurl=rtmp://a.test/shows%3Fe=1%26token=x&pageurl=&addr=::1&clientid=3\
                 &call=publish&name=evening&type=live{tail}"
            )
        };
        assert_eq!(asked(&body("")).query(), "e=1&token=x");
        assert_eq!(asked(&body("&e=2")).query(), "e=2");
    }
}
