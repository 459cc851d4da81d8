//! Files that are published into a room, by the token of an administrator of it.

use std::time::Duration;

use pili::{
    auth::Secret,
    rtc::{
        App, AppId, Permission, Room, RoomAccess, RoomName, Rtc, UserId,
        pub_task::{PubTask, Start},
    },
};
use serde_json::json;

use crate::{
    args::{self, OneRoom, WithRoomToken},
    calls::Calls,
    clock,
    context::Context,
    failure::Result,
    output::Shape,
    target::{self, Target},
};

/// Long enough for a call with its retries.
const TEN_MINUTES: Duration = Duration::from_secs(600);
/// Who the command is to the room.
const USER: &str = "pili";
const TASKS: Shape = Shape::new(&["taskID", "name", "status", "sourceUrls", "startTime"]);
const STARTED: Shape = Shape::new(&["taskID"]);

pub(super) async fn run(command: args::PubTask, context: &Context) -> Result {
    match command {
        args::PubTask::Start { room: named, sources, token } => {
            let (calls, room, token) = authorised(named, token, context)?;
            let mut sources = sources.into_iter();
            let first = sources.next().unwrap_or_default();
            let start = sources.fold(room.start_pub_task(token, first), Start::source);
            let id = calls.send(start).await?;
            context.output.item(&json!({ "taskID": id }), &STARTED)
        }
        args::PubTask::Ls { room: named, token } => {
            let (calls, room, token) = authorised(named, token, context)?;
            let tasks: Vec<PubTask> = calls.send(room.pub_tasks(token)).await?;
            context.output.all(tasks, &TASKS)
        }
    }
}

/// Calls, the room that is meant, and what authorises calls about it.
fn authorised(named: OneRoom, token: WithRoomToken, context: &Context) -> Result<(Calls<Rtc>, Room, Secret)> {
    let (calls, target): (Calls<Rtc>, _) = context.calls()?;
    let (app, room) = (AppId::new(target.app(named.app.app)?)?, RoomName::new(named.room)?);
    let token = match token.token_stdin {
        true => target::from_stdin("room token")?,
        false => administrators(&app, &room, &target)?,
    };
    Ok((calls, App::new(app).room(room), token))
}

/// A token that the command makes for itself.
fn administrators(app: &AppId, room: &RoomName, target: &Target) -> Result<Secret> {
    let (user, expires_at) = (UserId::new(USER)?, clock::now() + TEN_MINUTES);
    let access = RoomAccess::v3(app.clone(), room.clone(), user, Permission::Admin, expires_at);
    Ok(access.token(&target.credentials()?)?.into())
}
