//! RTC-Pub: tasks that publish files into a room (spec 4.14). They are kept and shown, as there are no tracks here.

use std::collections::BTreeMap;

use axum::{
    Json, Router,
    extract::{Path, State},
    middleware,
    routing::post,
};
use jiff::{Timestamp, tz};
use pili_auth::unix_seconds;
use pili_rtc::{
    Permission,
    pub_task::{PubTask, Status},
    wire::{PubBody, PubTasks, Started},
};
use serde::Deserialize;

use super::{operations, presence, state::Rtc};
use crate::{
    Refused,
    body::{Body, Query},
    fault,
};

/// Tasks that are kept of one room.
const MOST: usize = 100;

/// No call here is signed: the room token is what counts.
pub(super) fn router(rtc: &Rtc) -> Router<Rtc> {
    let faults = fault::Point::new(&rtc.ground.faults, operations::of);
    Router::new()
        .route("/v3/apps/{app}/rooms/{room}/pub", post(start).get(list))
        .layer(middleware::from_fn_with_state(faults, fault::meet))
}

/// The tasks of the rooms of an app.
pub(super) type Kept = BTreeMap<String, Vec<PubTask>>;

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Holder {
    token: String,
}

async fn start(
    State(rtc): State<Rtc>,
    Path((app, room)): Path<(String, String)>,
    Query(holder): Query<Holder>,
    Body(asked): Body<PubBody>,
) -> Result<Json<Started>, Refused> {
    admit(&rtc, &holder, &app, &room)?;
    if asked.source_urls.is_empty() || asked.source_urls.iter().any(String::is_empty) {
        return Err(Refused::bad_argument("invalid args: sourceUrls must hold at least one"));
    }
    let name = rtc.new_id("rtctask");
    let task_id = format!("1_{name}");
    let now = written(&rtc);
    let task = PubTask {
        task_id: task_id.clone(),
        name,
        app_id: app.clone(),
        uid: Some(1),
        room_id: format!("{app}:{room}"),
        source_urls: asked.source_urls,
        status: Status::Running,
        create_time: now.clone(),
        start_time: now,
        stop_time: None,
    };
    rtc.app(&app, |app| {
        let tasks = app.pub_tasks.entry(room).or_default();
        if tasks.len() >= MOST {
            return Err(Refused::new(403, format!("too many tasks: at most {MOST} are kept of a room")));
        }
        tasks.push(task);
        Ok(Json(Started { task_id }))
    })
}

async fn list(
    State(rtc): State<Rtc>,
    Path((app, room)): Path<(String, String)>,
    Query(holder): Query<Holder>,
) -> Result<Json<PubTasks>, Refused> {
    admit(&rtc, &holder, &app, &room)?;
    rtc.app(&app, |app| Ok(Json(PubTasks { tasks: app.pub_tasks.get(&room).cloned().unwrap_or_default() })))
}

/// Lets in who has the token of an administrator of this very room.
fn admit(rtc: &Rtc, holder: &Holder, app: &str, room: &str) -> Result<(), Refused> {
    rtc.app(app, |_| Ok(()))?;
    let access = presence::verify(rtc, &holder.token)?;
    presence::is_for("app", access.app().map_or("", |app| app.as_str()), app)?;
    presence::is_for("room", access.room().as_str(), room)?;
    match access.permission() {
        Permission::Admin => Ok(()),
        other => Err(Refused::new(403, format!("the room token must be an administrator's, not `{other}`"))),
    }
}

/// Date and time without a zone, in China's, as the vendor writes them.
fn written(rtc: &Rtc) -> Option<String> {
    let at = Timestamp::from_second(unix_seconds(rtc.now())).ok()?;
    Some(at.to_zoned(tz::TimeZone::fixed(tz::offset(8))).strftime("%Y-%m-%dT%H:%M:%S").to_string())
}
