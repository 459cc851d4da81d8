//! Rooms of the versions before apps (spec 4.8). They must be created before they are entered.

use axum::{
    Extension, Json, Router,
    extract::{Path, State},
    routing::{delete, get, post},
};
use pili_rtc::{
    RoomAccess, RoomName, UserId,
    v2::room::{ActiveUser, RoomInfo, RoomStatus},
    wire::{ActiveUsers, OwnedRoomBody, RoomNamed},
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{
    state::Rtc,
    users::{Entered, Limits, Users},
};
use crate::{body::Body, data::plain_rows, reply::Refused};

/// The most users of a room for which nothing else was asked.
const USER_MAX: u32 = 10;

/// The version that a path begins with.
#[derive(Clone, Copy)]
struct Version(&'static str);

pub(super) fn router() -> Router<Rtc> {
    ["v1", "v2"].into_iter().fold(Router::new(), |router, version| {
        router.nest(&format!("/{version}/rooms"), routes().layer(Extension(Version(version))))
    })
}

fn routes() -> Router<Rtc> {
    Router::new()
        .route("/", post(create))
        .route("/{room}", get(info).delete(remove))
        .route("/{room}/users", get(users))
        .route("/{room}/users/{user}", delete(kick))
}

/// A room, and who is in.
#[derive(Serialize, Deserialize)]
pub(super) struct OldRoom {
    info: RoomInfo,
    users: Users,
}

plain_rows!(OldRoom);

/// What a room is kept by: names of rooms are those of one version.
fn key(version: &str, name: &str) -> String {
    format!("{version}/{name}")
}

impl OldRoom {
    fn new(room_name: RoomName, owner_id: UserId, max_users: u32) -> Self {
        let info = RoomInfo { owner_id, room_name, status: RoomStatus::New, max_users };
        Self { info, users: Users::default() }
    }

    pub(super) fn enter(&mut self, access: &RoomAccess) -> Result<Entered, Refused> {
        let limits = Limits { max_users: self.info.max_users, no_auto_kick_user: false };
        let entered = self.users.enter(access, limits)?;
        self.info.status = RoomStatus::InUse;
        Ok(entered)
    }

    pub(super) fn take_out(&mut self, user: &str) -> Result<(), Refused> {
        self.users.take_out(user)?;
        if self.users.is_empty() {
            self.info.status = RoomStatus::Finished;
        }
        Ok(())
    }
}

impl Rtc {
    /// Works on a room of a version before apps.
    pub(super) fn old_room<T>(
        &self,
        version: &'static str,
        name: &str,
        work: impl FnOnce(&mut OldRoom) -> Result<T, Refused>,
    ) -> Result<T, Refused> {
        let mut state = self.state();
        let found = state.old_rooms.get_mut(&key(version, name));
        found.ok_or(NOT_FOUND).and_then(work)
    }

    fn add_old_room(&self, key: String, room: OldRoom) -> Result<(), Refused> {
        let mut state = self.state();
        let rooms = &mut state.old_rooms;
        if rooms.contains_key(&key) {
            return Err(Refused::new(614, "room already exists"));
        }
        rooms.insert(key, room);
        Ok(())
    }
}

const NOT_FOUND: Refused = Refused::fixed(612, "room not found");

async fn create(
    State(rtc): State<Rtc>,
    Extension(Version(version)): Extension<Version>,
    Body(OwnedRoomBody { owner_id, room_name, user_max }): Body<OwnedRoomBody>,
) -> Result<Json<RoomNamed>, Refused> {
    let invalid = |error| Refused::bad_argument(format!("invalid args: {error}"));
    let owner = UserId::new(owner_id).map_err(invalid)?;
    let room_name = RoomName::new(room_name.unwrap_or_else(|| rtc.new_id("room"))).map_err(invalid)?;
    let max_users = user_max.filter(|max| *max > 0).unwrap_or(USER_MAX);
    rtc.add_old_room(key(version, room_name.as_str()), OldRoom::new(room_name.clone(), owner, max_users))?;
    Ok(Json(RoomNamed { room_name }))
}

async fn info(
    State(rtc): State<Rtc>,
    Extension(Version(version)): Extension<Version>,
    Path(room): Path<String>,
) -> Result<Json<RoomInfo>, Refused> {
    rtc.old_room(version, &room, |room| Ok(Json(room.info.clone())))
}

async fn remove(
    State(rtc): State<Rtc>,
    Extension(Version(version)): Extension<Version>,
    Path(room): Path<String>,
) -> Result<Json<Value>, Refused> {
    rtc.state().old_rooms.remove(&key(version, &room)).ok_or(NOT_FOUND)?;
    Ok(Json(json!({})))
}

async fn users(
    State(rtc): State<Rtc>,
    Extension(Version(version)): Extension<Version>,
    Path(room): Path<String>,
) -> Result<Json<ActiveUsers>, Refused> {
    rtc.old_room(version, &room, |room| {
        Ok(Json(ActiveUsers { active_users: room.users.ids().map(active).collect() }))
    })
}

/// Where a user's name would come from is not documented.
fn active(id: &String) -> ActiveUser {
    ActiveUser { user_id: UserId::unchecked(id), user_name: id.clone() }
}

async fn kick(
    State(rtc): State<Rtc>,
    Extension(Version(version)): Extension<Version>,
    Path((room, user)): Path<(String, String)>,
) -> Result<Json<Value>, Refused> {
    rtc.old_room(version, &room, |room| room.take_out(&user))?;
    Ok(Json(json!({})))
}
