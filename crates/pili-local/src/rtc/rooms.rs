//! Calls on the rooms of an app.

use axum::{
    Json,
    extract::{Path, State},
};
use pili_rtc::{
    RoomName, UserId,
    room::{Created, RoomPage},
    wire::{RoomBody, User, UserList},
};
use serde::Deserialize;
use serde_json::{Value, json};

use super::state::Rtc;
use crate::{
    body::{Body, Query},
    reply::Refused,
};

/// Names per page unless the call says otherwise.
const PAGE: usize = 100;

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct List {
    prefix: String,
    offset: usize,
    limit: usize,
}

pub(super) async fn list(
    State(rtc): State<Rtc>,
    Path(app): Path<String>,
    Query(asked): Query<List>,
) -> Result<Json<RoomPage>, Refused> {
    let limit = if asked.limit == 0 { PAGE } else { asked.limit };
    rtc.app(&app, |app| {
        let active = app.rooms.iter().filter(|(_, room)| room.is_active()).map(|(name, _)| name);
        let mut rest = active.filter(|name| name.starts_with(&asked.prefix)).skip(asked.offset);
        let rooms: Vec<_> = rest.by_ref().take(limit).map(RoomName::unchecked).collect();
        let offset = (asked.offset + rooms.len()) as u64;
        Ok(Json(RoomPage { end: rest.next().is_none(), offset, rooms }))
    })
}

pub(super) async fn create(
    State(rtc): State<Rtc>,
    Path(app): Path<String>,
    Body(asked): Body<RoomBody>,
) -> Result<Json<Created>, Refused> {
    RoomName::new(&*asked.room_name)
        .map_err(|error| Refused::bad_argument(format!("invalid args: {error}")))?;
    let id = rtc.new_id("room");
    rtc.app(&app, |app| app.create_room(asked, id.clone(), rtc.now()))?;
    Ok(Json(Created { room_id: Some(id) }))
}

pub(super) async fn delete(
    State(rtc): State<Rtc>,
    Path((app, room)): Path<(String, String)>,
) -> Result<Json<Value>, Refused> {
    rtc.app(&app, |app| {
        app.rooms.remove(&room).ok_or(Refused::not_found("room not found"))?;
        Ok(Json(json!({})))
    })
}

/// A room that nobody is in has no users; it need not exist.
pub(super) async fn users(
    State(rtc): State<Rtc>,
    Path((app, room)): Path<(String, String)>,
) -> Result<Json<UserList>, Refused> {
    rtc.app(&app, |app| {
        let ids = app.rooms.get(&room).into_iter().flat_map(|room| room.users.ids());
        Ok(Json(UserList { users: ids.map(|id| User { user_id: UserId::unchecked(id) }).collect() }))
    })
}

pub(super) async fn kick(
    State(rtc): State<Rtc>,
    Path((app, room, user)): Path<(String, String, String)>,
) -> Result<Json<Value>, Refused> {
    rtc.app(&app, |app| app.take_out(&room, &user, rtc.now()))?;
    Ok(Json(json!({})))
}

pub(super) async fn stop_merge(
    State(rtc): State<Rtc>,
    Path((app, room)): Path<(String, String)>,
) -> Result<Json<Value>, Refused> {
    rtc.active_room((&app, &room), |room| {
        room.merging = false;
        Ok(Json(json!({})))
    })
}
