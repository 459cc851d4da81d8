//! Who is in a room: what a client's connection would do, as routes of the service's own.

use axum::{
    Json, Router,
    extract::{Path, State},
    routing::{get, post},
};
use pili_auth::unix_seconds;
use pili_rtc::{RoomAccess, RoomToken, RoomTokenRefusal, TokenVersion};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{state::Rtc, users::Entered};
use crate::{
    EnteredRoom, Refused,
    body::{Body, Query},
};

/// None of these is signed: the room token is what counts.
pub(super) fn router() -> Router<Rtc> {
    Router::new()
        .route("/v3/apps/{app}/rooms/{room}/auth", get(auth))
        .route("/_local/rtc/rooms/join", post(join))
        .route("/_local/rtc/rooms/leave", post(leave))
        .route("/_local/rtc/apps/{app}", get(show))
}

#[derive(Deserialize)]
struct Holder {
    token: String,
}

async fn join(State(rtc): State<Rtc>, Body(holder): Body<Holder>) -> Result<Json<Value>, Refused> {
    let entered = rtc.let_in(&holder.token)?;
    let mut answer = told(entered.access());
    answer["endedOlder"] = entered.ended_older().into();
    Ok(Json(answer))
}

async fn leave(State(rtc): State<Rtc>, Body(holder): Body<Holder>) -> Result<Json<Value>, Refused> {
    rtc.let_out(&holder.token)?;
    Ok(Json(json!({})))
}

impl Rtc {
    pub(crate) fn let_in(&self, token: &str) -> Result<EnteredRoom, Refused> {
        let access = verify(self, token)?;
        let entered = match access.version() {
            TokenVersion::V3(app) => self.app(app.as_str(), |app| app.enter(&access))?,
            version => self.old_room(old(version)?, access.room().as_str(), |room| room.enter(&access))?,
        };
        Ok(EnteredRoom { access, ended_older: entered == Entered::InPlaceOfOlder })
    }

    /// A token that has expired since still tells who leaves.
    pub(crate) fn let_out(&self, token: &str) -> Result<(), Refused> {
        let token = RoomToken::parse(token)?;
        let access = match token.verify(&self.ground.credentials, self.now()) {
            Err(RoomTokenRefusal::Expired { .. }) => token.unverified()?,
            verified => verified?,
        };
        let (room, user) = (access.room().as_str(), access.user().as_str());
        match access.version() {
            TokenVersion::V3(app) => self.app(app.as_str(), |app| app.take_out(room, user, self.now())),
            version => self.old_room(old(version)?, room, |room| room.take_out(user)),
        }
    }
}

/// All that is known of an app: its rooms, who is in, their jobs.
async fn show(State(rtc): State<Rtc>, Path(app): Path<String>) -> Result<Json<Value>, Refused> {
    rtc.app(&app, |app| Ok(Json(app.shown())))
}

#[derive(Deserialize)]
struct Asked {
    user: String,
    token: String,
}

/// What a client asks before it connects. The vendor does not document the answer: it is what the token says.
async fn auth(
    State(rtc): State<Rtc>,
    Path((app, room)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Json<Value>, Refused> {
    rtc.app(&app, |_| Ok(()))?;
    let access = verify(&rtc, &asked.token)?;
    for (what, of_token, of_call) in [
        ("app", access.app().map_or("", |app| app.as_str()), &*app),
        ("room", access.room().as_str(), &*room),
        ("user", access.user().as_str(), &*asked.user),
    ] {
        is_for(what, of_token, of_call)?;
    }
    Ok(Json(told(&access)))
}

/// Refuses a token that is for another app, room or user than the call.
pub(super) fn is_for(what: &str, of_token: &str, of_call: &str) -> Result<(), Refused> {
    if of_token == of_call {
        return Ok(());
    }
    Err(bad_token(format!("the room token is for the {what} `{of_token}`, not `{of_call}`")))
}

pub(super) fn verify(rtc: &Rtc, token: &str) -> Result<RoomAccess, Refused> {
    Ok(RoomToken::parse(token)?.verify(&rtc.ground.credentials, rtc.now())?)
}

/// The version's name in paths.
fn old(version: &TokenVersion) -> Result<&'static str, Refused> {
    match version {
        TokenVersion::V1 => Ok("v1"),
        TokenVersion::V2 => Ok("v2"),
        _ => Err(bad_token("the room token is of another version")),
    }
}

fn told(access: &RoomAccess) -> Value {
    json!({
        "appId": access.app().map(|app| app.as_str()),
        "roomName": access.room().as_str(),
        "userId": access.user().as_str(),
        "permission": access.permission().as_str(),
        "expireAt": unix_seconds(access.expires_at()),
    })
}

fn bad_token(reason: impl std::fmt::Display) -> Refused {
    Refused::new(401, format!("bad token: {reason}"))
}

impl From<RoomTokenRefusal> for Refused {
    fn from(refusal: RoomTokenRefusal) -> Self {
        bad_token(refusal)
    }
}
