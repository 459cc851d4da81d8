//! The payload of a room token: URL-safe Base64 of JSON, its members in the vendor's order.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use base64::{
    Engine as _, alphabet,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use pili_auth::unix_seconds;
use serde_core::ser::{Serialize, SerializeMap as _, Serializer};
use serde_json::{Map, Value};

use super::{Permission, RoomAccess, RoomTokenRefusal, TokenVersion};
use crate::{AppId, RoomName, UserId};

/// Written with padding, read with or without.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::URL_SAFE,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

pub(super) fn encode(access: &RoomAccess) -> String {
    BASE64.encode(serde_json::to_vec(&Written(access)).unwrap_or_default())
}

/// What a token of version 2 says of it.
const V2: &str = "2.0";

/// An access as the payload of its version.
struct Written<'a>(&'a RoomAccess);

impl Serialize for Written<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let access = self.0;
        let (room, user) = (access.room().as_str(), access.user().as_str());
        let (permission, expire_at) = (access.permission().as_str(), unix_seconds(access.expires_at()));
        let mut payload = to.serialize_map(None)?;
        if let TokenVersion::V3(app) = access.version() {
            payload.serialize_entry("appId", app.as_str())?;
            payload.serialize_entry("roomName", room)?;
            payload.serialize_entry("userId", user)?;
            payload.serialize_entry("expireAt", &expire_at)?;
            payload.serialize_entry("permission", permission)?;
            return payload.end();
        }
        if matches!(access.version(), TokenVersion::V2) {
            payload.serialize_entry("version", V2)?;
        }
        payload.serialize_entry("room_name", room)?;
        payload.serialize_entry("user_id", user)?;
        payload.serialize_entry("perm", permission)?;
        payload.serialize_entry("expire_at", &expire_at)?;
        payload.end()
    }
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
