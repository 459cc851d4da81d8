//! The payload of a room token: URL-safe Base64 of JSON, its members in the vendor's order.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use base64::{
    Engine as _, alphabet,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use pili_auth::unix_seconds;
use serde_json::{Map, Value};

use super::{Permission, RoomAccess, RoomTokenRefusal, TokenVersion};
use crate::{AppId, RoomName, UserId};

/// Written with padding, read with or without.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::URL_SAFE,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

pub(super) fn encode(access: &RoomAccess) -> String {
    let (room, user) = (access.room().as_str().into(), access.user().as_str().into());
    let permission = access.permission().as_str().into();
    let expire_at = unix_seconds(access.expires_at()).into();
    let json = match access.version() {
        TokenVersion::V3(app) => object(&[
            ("appId", app.as_str().into()),
            ("roomName", room),
            ("userId", user),
            ("expireAt", expire_at),
            ("permission", permission),
        ]),
        TokenVersion::V2 => object(&[
            ("version", V2.into()),
            ("room_name", room),
            ("user_id", user),
            ("perm", permission),
            ("expire_at", expire_at),
        ]),
        TokenVersion::V1 => {
            object(&[("room_name", room), ("user_id", user), ("perm", permission), ("expire_at", expire_at)])
        }
    };
    BASE64.encode(json)
}

/// What a token of version 2 says of it.
const V2: &str = "2.0";

/// An object whose members keep their order, which those of serde_json's own do not.
fn object(members: &[(&str, Value)]) -> String {
    let mut json = String::with_capacity(160);
    for (name, value) in members {
        json.push(if json.is_empty() { '{' } else { ',' });
        json.extend(["\"", name, "\":", &value.to_string()]);
    }
    json.push('}');
    json
}

/// The JSON of a payload.
pub(super) fn json(payload: &str) -> Result<Vec<u8>, RoomTokenRefusal> {
    BASE64.decode(payload).map_err(|error| RoomTokenRefusal::Payload(error.to_string()))
}

/// Reads any order and spacing of the members: the SDKs differ in both.
pub(super) fn decode(payload: &str) -> Result<RoomAccess, RoomTokenRefusal> {
    let unreadable = |error: serde_json::Error| RoomTokenRefusal::Payload(error.to_string());
    let members = Members(serde_json::from_slice(&json(payload)?).map_err(unreadable)?);
    if members.0.contains_key("appId") { app_room(&members) } else { room(&members) }
}

/// Versions 1 and 2.
fn room(members: &Members) -> Result<RoomAccess, RoomTokenRefusal> {
    let version = match members.text_if_there("version")? {
        None => TokenVersion::V1,
        Some(V2) => TokenVersion::V2,
        Some(other) => return Err(RoomTokenRefusal::UnknownVersion(other.to_owned())),
    };
    Ok(RoomAccess::new(
        version,
        RoomName::new(members.text("room_name")?)?,
        UserId::new(members.text("user_id")?)?,
        Permission::parse(members.text_if_there("perm")?.unwrap_or_default())?,
        time(members.number("expire_at")?)?,
    ))
}

/// Version 3.
fn app_room(members: &Members) -> Result<RoomAccess, RoomTokenRefusal> {
    Ok(RoomAccess::new(
        TokenVersion::V3(AppId::new(members.text("appId")?)?),
        RoomName::new(members.text("roomName")?)?,
        UserId::new(members.text("userId")?)?,
        Permission::parse(members.text_if_there("permission")?.unwrap_or_default())?,
        time(members.number("expireAt")?)?,
    ))
}

/// What a payload says.
struct Members(Map<String, Value>);

impl Members {
    fn text(&self, name: &str) -> Result<&str, RoomTokenRefusal> {
        self.text_if_there(name)?.ok_or_else(|| missing(name))
    }

    fn text_if_there(&self, name: &str) -> Result<Option<&str>, RoomTokenRefusal> {
        match self.0.get(name) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(other) => Err(RoomTokenRefusal::Payload(format!("`{name}` must be a text, not {other}"))),
        }
    }

    fn number(&self, name: &str) -> Result<i64, RoomTokenRefusal> {
        let value = self.0.get(name).ok_or_else(|| missing(name))?;
        let wrong = || RoomTokenRefusal::Payload(format!("`{name}` must be a whole number, not {value}"));
        value.as_i64().ok_or_else(wrong)
    }
}

fn missing(name: &str) -> RoomTokenRefusal {
    RoomTokenRefusal::Payload(format!("`{name}` is missing"))
}

fn time(unix: i64) -> Result<SystemTime, RoomTokenRefusal> {
    let away = Duration::from_secs(unix.unsigned_abs());
    let time = if unix < 0 { UNIX_EPOCH.checked_sub(away) } else { UNIX_EPOCH.checked_add(away) };
    time.ok_or_else(|| RoomTokenRefusal::Payload(format!("the time {unix} is out of range")))
}
