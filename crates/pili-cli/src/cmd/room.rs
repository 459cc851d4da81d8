//! `pili room`: rooms of RTC, and the jobs in them.

mod forward;
mod job;
mod merge;
mod pub_task;
mod token;

use pili::rtc::{App, Room, Rtc, room};
use serde_json::json;

use super::given::Given as _;
use crate::{
    args::{self, CreateRoom, InApp, OneRoom},
    calls::Calls,
    context::Context,
    failure::Result,
    output::Shape,
};

const ROOMS: Shape = Shape::new(&["roomName"]);
const USERS: Shape = Shape::new(&["userId"]);
const CREATED: Shape = Shape::new(&["roomId"]);
const REPORT: Shape = Shape::new(&["id", "status"]);

pub(super) async fn run(command: args::Room, context: &Context) -> Result {
    match command {
        args::Room::Token(args) => token::run(args, context),
        args::Room::Ls { app, prefix, limit } => {
            let (calls, app) = in_app(app, context)?;
            calls.pages(app.rooms().prefix(prefix), limit, &ROOMS, |room| json!({ "roomName": room })).await
        }
        args::Room::Create(args) => create(args, context).await,
        args::Room::Users(args) => {
            let (calls, room) = room(args, context)?;
            let users = calls.send(room.users()).await?;
            context.output.all(users.into_iter().map(|user| json!({ "userId": user })), &USERS)
        }
        args::Room::Kick { room: args, user } => {
            let told = format!("took {user} out of {}", args.room);
            let (calls, room) = room(args, context)?;
            calls.done(room.kick(user), told).await
        }
        args::Room::Delete(args) => {
            let told = format!("deleted room {}", args.room);
            let (calls, room) = room(args, context)?;
            calls.done(room.delete(), told).await
        }
        args::Room::StopMerge(args) => {
            let told = format!("stopped the merging of {}", args.room);
            let (calls, room) = room(args, context)?;
            calls.done(room.stop_merge(), told).await
        }
        args::Room::Merge(command) => merge::run(command, context).await,
        args::Room::Forward(command) => forward::run(command, context).await,
        args::Room::Job(command) => job::run(command, context).await,
        args::Room::Pub(command) => pub_task::run(command, context).await,
    }
}

async fn create(args: CreateRoom, context: &Context) -> Result {
    let (calls, room) = room(args.room, context)?;
    let create = room.create().given(args.max_users, room::Create::max_users);
    let create = create.given(args.auto_close_after, room::Create::auto_close_after);
    let create = create.given(args.close_unentered_after, room::Create::close_unentered_after);
    calls.show(create.given(args.open, room::Create::open), &CREATED).await
}

/// Calls, and the app that is meant.
fn in_app(named: InApp, context: &Context) -> Result<(Calls<Rtc>, App)> {
    let (calls, target) = context.calls()?;
    Ok((calls, App::new(target.app(named.app)?)))
}

/// Calls, and the room that is meant.
fn room(named: OneRoom, context: &Context) -> Result<(Calls<Rtc>, Room)> {
    let (calls, app) = in_app(named.app, context)?;
    Ok((calls, app.room(named.room)))
}
