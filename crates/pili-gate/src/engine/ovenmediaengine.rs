//! `OvenMediaEngine`: admission webhooks, signed with a key of the virtual host.

use bytes::Bytes;
use http::{Request, Response, StatusCode};
use percent_encoding::percent_decode_str;
use pili_auth::{Secret, qiniu};
use serde::Deserialize;
use serde_json::json;

use super::{Ended, Hook, Unreadable, authority, json, protocol, told};
use crate::{Action, Ask};

const SIGNATURE: &str = "x-ome-signature";

#[derive(Deserialize)]
struct Body {
    client: Client,
    request: Asked,
}

/// `real_ip` is not read: the engine takes it from a header that any client can write.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Client {
    address: String,
    port: u16,
}

#[derive(Deserialize)]
struct Asked {
    direction: String,
    protocol: String,
    status: String,
    url: String,
}

/// The signature is URL-safe Base64 of HMAC-SHA1 over the body, as Qiniu's tokens are.
pub(super) fn is_signed(request: &Request<Bytes>, key: &Secret) -> bool {
    let mut given = request.headers().get_all(SIGNATURE).iter();
    let (Some(signature), None) = (given.next(), given.next()) else { return false };
    signature.to_str().is_ok_and(|signature| qiniu::token_matches(key, request.body(), signature))
}

pub(super) fn read(body: &[u8]) -> Result<Hook, Unreadable> {
    let Body { client, request } = json::read(body)?;
    let action = match &*request.direction {
        "incoming" => Action::Publish,
        "outgoing" => Action::Play,
        _ => return Err(Unreadable::new("`direction` is none that is known")),
    };
    let place = Place::of(&request.url)?;
    let session = format!("{}:{}", client.address, client.port);
    match &*request.status {
        "opening" => Ok(Hook::Ask(place.ask(action, &request, &client, session))),
        "closing" => {
            let Place { hub, key, .. } = place;
            Ok(Hook::Ended(Ended { action: Some(action), hub, key, session: Some(session) }))
        }
        _ => Err(Unreadable::new("`status` is none that is known")),
    }
}

/// What a URL names: `scheme://host:port/<hub>/<stream key>[/<file>]?<query>`.
struct Place {
    hub: String,
    key: String,
    file: Option<String>,
    query: String,
}

impl Place {
    fn of(url: &str) -> Result<Self, Unreadable> {
        let wrong = || Unreadable::new("the URL must name a hub and a stream key");
        let (_, rest) = url.split_once("://").ok_or_else(wrong)?;
        let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
        let mut parts = place
            .splitn(4, '/')
            .skip(1)
            .map(|part| percent_decode_str(part).decode_utf8().map(String::from).map_err(|_| wrong()));
        let mut next = || parts.next().transpose();
        let (hub, key, file) = (next()?.ok_or_else(wrong)?, next()?.ok_or_else(wrong)?, next()?);
        Ok(Self { hub, key, file, query: query.to_owned() })
    }

    fn ask(self, action: Action, request: &Asked, client: &Client, session: String) -> Ask {
        let mut ask = Ask::new(action, self.hub, self.key).by(protocol(&request.protocol));
        ask.endings.extend(self.file.map(|file| format!("/{file}")));
        ask.domain = authority(&request.url).to_owned();
        ask.query = told(self.query);
        ask.address = client.address.parse().ok();
        ask.session = Some(session);
        ask
    }
}

pub(super) fn admit(hook: &Hook) -> Response<Bytes> {
    match hook {
        Hook::Ended(_) => json::answer(StatusCode::OK, &json!({})),
        _ => json::answer(StatusCode::OK, &json!({ "allowed": true })),
    }
}

/// With 200: no other status is read.
pub(super) fn refuse(reason: &str) -> Response<Bytes> {
    json::answer(StatusCode::OK, &json!({ "allowed": false, "reason": reason }))
}
