//! Rooms of the versions before apps (spec 4.8). They must be created before they are entered.

use axum::{
    Extension, Json, Router,
    extract::{Path, State},
    routing::{delete, get, post},
};
use pili_rtc::{
    RoomAccess, RoomName, UserId,
    api::wire::{ActiveUser, ActiveUsers, OldRoomBody, RoomInfo, RoomNamed},
};
use serde_json::{Value, json};

use super::{
    state::Rtc,
    users::{Entered, Limits, Users},
};
use crate::{body::Body, reply::Refused};

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
#[derive(Default)]
pub(super) struct OldRoom {
    info: RoomInfo,
    users: Users,
}

impl OldRoom {
    fn new(name: String, owner: String, user_max: u32) -> Self {
        let mut room = Self::default();
        room.info.room_name = name;
        room.info.owner_id = owner;
        room.info.user_max = user_max.into();
        room
    }

    pub(super) fn enter(&mut self, access: &RoomAccess) -> Result<Entered, Refused> {
        let limits = Limits { max_users: self.info.user_max, no_auto_kick_user: false };
        let entered = self.users.enter(access, limits)?;
        self.info.room_status = 1;
        Ok(entered)
    }

    pub(super) fn take_out(&mut self, user: &str) -> Result<(), Refused> {
        self.users.take_out(user)?;
        if self.users.is_empty() {
            self.info.room_status = 2;
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
        let found = state.old_rooms.get_mut(&(version, name.to_owned()));
        found.ok_or(NOT_FOUND).and_then(work)
    }

    fn add_old_room(&self, key: (&'static str, String), room: OldRoom) -> Result<(), Refused> {
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
    Body(asked): Body<OldRoomBody>,
) -> Result<Json<RoomNamed>, Refused> {
    let invalid = |error| Refused::bad_argument(format!("invalid args: {error}"));
    let owner = UserId::new(asked.owner_id).map_err(invalid)?;
    let name = asked.room_name.unwrap_or_else(|| rtc.new_id("room"));
    let name = RoomName::new(name).map_err(invalid)?.to_string();
    let user_max = asked.user_max.filter(|max| *max > 0).unwrap_or(USER_MAX);
    let room = OldRoom::new(name.clone(), owner.to_string(), user_max);
    rtc.add_old_room((version, name.clone()), room)?;
    let mut named = RoomNamed::default();
    named.room_name = name;
    Ok(Json(named))
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
    rtc.state().old_rooms.remove(&(version, room)).ok_or(NOT_FOUND)?;
    Ok(Json(json!({})))
}

async fn users(
    State(rtc): State<Rtc>,
    Extension(Version(version)): Extension<Version>,
    Path(room): Path<String>,
) -> Result<Json<ActiveUsers>, Refused> {
    rtc.old_room(version, &room, |room| {
        let mut list = ActiveUsers::default();
        list.active_users = room.users.ids().map(active).collect();
        Ok(Json(list))
    })
}

/// Where a user's name would come from is not documented.
fn active(id: &String) -> ActiveUser {
    let mut user = ActiveUser::default();
    user.user_id.clone_from(id);
    user.user_name.clone_from(id);
    user
}

async fn kick(
    State(rtc): State<Rtc>,
    Extension(Version(version)): Extension<Version>,
    Path((room, user)): Path<(String, String)>,
) -> Result<Json<Value>, Refused> {
    rtc.old_room(version, &room, |room| room.take_out(&user))?;
    Ok(Json(json!({})))
}
