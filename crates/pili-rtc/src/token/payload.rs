//! The payload of a room token: URL-safe Base64 of JSON, its members in the vendor's order.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use base64::{
    Engine as _, alphabet,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use pili_auth::{SignError, unix_seconds};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Permission, RoomAccess, RoomTokenRefusal, TokenVersion};
use crate::{AppId, RoomName, UserId};

/// Written with padding, read with or without.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::URL_SAFE,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Versions 1 and 2.
#[derive(Serialize, Deserialize)]
struct Room {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    version: Option<String>,
    room_name: String,
    user_id: String,
    #[serde(default)]
    perm: String,
    expire_at: i64,
}

/// Version 3.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct AppRoom {
    app_id: String,
    room_name: String,
    user_id: String,
    expire_at: i64,
    #[serde(default)]
    permission: String,
}

pub(super) fn encode(access: &RoomAccess) -> Result<String, SignError> {
    let expire_at = unix_seconds(access.expires_at());
    let (room_name, user_id) = (access.room().to_string(), access.user().to_string());
    let perm = access.permission().to_string();
    let room = |version| Room {
        version,
        room_name: room_name.clone(),
        user_id: user_id.clone(),
        perm: perm.clone(),
        expire_at,
    };
    let json = match access.version() {
        TokenVersion::V1 => serde_json::to_vec(&room(None)),
        TokenVersion::V2 => serde_json::to_vec(&room(Some("2.0".to_owned()))),
        TokenVersion::V3(app) => serde_json::to_vec(&AppRoom {
            app_id: app.to_string(),
            room_name,
            user_id,
            expire_at,
            permission: perm,
        }),
    };
    let json = json.map_err(|error| SignError::new("room token", error.to_string()))?;
    Ok(BASE64.encode(json))
}

/// The JSON of a payload.
pub(super) fn json(payload: &str) -> Result<Vec<u8>, RoomTokenRefusal> {
    BASE64.decode(payload).map_err(|error| RoomTokenRefusal::Payload(error.to_string()))
}

/// Reads any order and spacing of the members: the SDKs differ in both.
pub(super) fn decode(payload: &str) -> Result<RoomAccess, RoomTokenRefusal> {
    let unreadable = |error: serde_json::Error| RoomTokenRefusal::Payload(error.to_string());
    let value: Value = serde_json::from_slice(&json(payload)?).map_err(unreadable)?;
    if value.get("appId").is_some() {
        app_room(AppRoom::deserialize(value).map_err(unreadable)?)
    } else {
        room(Room::deserialize(value).map_err(unreadable)?)
    }
}

fn room(room: Room) -> Result<RoomAccess, RoomTokenRefusal> {
    let version = match room.version.as_deref() {
        None => TokenVersion::V1,
        Some("2.0") => TokenVersion::V2,
        Some(other) => return Err(RoomTokenRefusal::UnknownVersion(other.to_owned())),
    };
    Ok(RoomAccess::new(
        version,
        RoomName::new(room.room_name)?,
        UserId::new(room.user_id)?,
        Permission::parse(&room.perm)?,
        time(room.expire_at)?,
    ))
}

fn app_room(room: AppRoom) -> Result<RoomAccess, RoomTokenRefusal> {
    Ok(RoomAccess::new(
        TokenVersion::V3(AppId::new(room.app_id)?),
        RoomName::new(room.room_name)?,
        UserId::new(room.user_id)?,
        Permission::parse(&room.permission)?,
        time(room.expire_at)?,
    ))
}

fn time(unix: i64) -> Result<SystemTime, RoomTokenRefusal> {
    let away = Duration::from_secs(unix.unsigned_abs());
    let time = if unix < 0 { UNIX_EPOCH.checked_sub(away) } else { UNIX_EPOCH.checked_add(away) };
    time.ok_or_else(|| RoomTokenRefusal::Payload(format!("the time {unix} is out of range")))
}
