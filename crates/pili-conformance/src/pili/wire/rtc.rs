//! RTC: apps, rooms of all versions, users and jobs (spec 4.8 to 4.10).

use std::time::Duration;

use pili_rtc::{
    App, AppId, Room, RoomName, UserId,
    api::{app, forward, job, merge, room, rooms},
};

use super::meaning::{Meaning, set};
use crate::outcome::{Difference, Outcome};

pub(super) fn create_app(meaning: &Meaning<'_>) -> Outcome<app::Create> {
    let create = set(App::create(), meaning.member::<String>("hub")?, app::Create::hub);
    let create = set(create, meaning.member::<String>("title")?, app::Create::title);
    let create = set(create, meaning.given("maxUsers")?, app::Create::max_users);
    Ok(set(create, meaning.given("noAutoKickUser")?, app::Create::no_auto_kick_user))
}

pub(super) fn delete_app(meaning: &Meaning<'_>) -> Outcome<app::Delete> {
    Ok(app(meaning)?.delete())
}

pub(super) fn event_callback(meaning: &Meaning<'_>) -> Outcome<app::SetEventCallback> {
    let (url, secret): (String, String) =
        (meaning.required("eventCbUrl")?, meaning.required("eventCbSecret")?);
    Ok(app(meaning)?.event_callback(url, secret))
}

pub(super) fn app_info(meaning: &Meaning<'_>) -> Outcome<app::Info> {
    Ok(app(meaning)?.info())
}

pub(super) fn apps(_: &Meaning<'_>) -> Outcome<app::List> {
    Ok(App::list())
}

pub(super) fn update_app(meaning: &Meaning<'_>) -> Outcome<app::Update> {
    let update = set(app(meaning)?.update(), meaning.member::<String>("hub")?, app::Update::hub);
    let update = set(update, meaning.member::<String>("title")?, app::Update::title);
    let update = set(update, meaning.given("maxUsers")?, app::Update::max_users);
    let update = set(update, meaning.given("noAutoKickUser")?, app::Update::no_auto_kick_user);
    Ok(set(update, meaning.given("mergePublishRtmp")?, app::Update::merge_publish_rtmp))
}

pub(super) fn start_forward(meaning: &Meaning<'_>) -> Outcome<forward::Start> {
    Ok(room(meaning)?.forward(meaning.whole()?))
}

pub(super) fn stop_forward(meaning: &Meaning<'_>) -> Outcome<forward::Stop> {
    let (id, player): (String, String) = (meaning.required("id")?, meaning.required("playerId")?);
    Ok(room(meaning)?.stop_forward(id, player))
}

pub(super) fn start_job(meaning: &Meaning<'_>) -> Outcome<job::Start> {
    Ok(room(meaning)?.start_job(meaning.whole()?))
}

pub(super) fn stop_job(meaning: &Meaning<'_>) -> Outcome<job::Stop> {
    Ok(room(meaning)?.stop_job(meaning.required::<String>("id")?))
}

pub(super) fn update_job(meaning: &Meaning<'_>) -> Outcome<job::Update> {
    Ok(room(meaning)?.update_job(meaning.whole()?))
}

pub(super) fn start_merge(meaning: &Meaning<'_>) -> Outcome<merge::Start> {
    Ok(room(meaning)?.merge(meaning.whole()?))
}

pub(super) fn stop_merge_job(meaning: &Meaning<'_>) -> Outcome<merge::Stop> {
    Ok(room(meaning)?.stop_merge_job(meaning.name("job")?))
}

pub(super) fn merge_tracks(meaning: &Meaning<'_>) -> Outcome<merge::Tracks> {
    let (room, id) = (room(meaning)?, meaning.name("job")?);
    let tracks = |name| Ok::<_, Difference>(meaning.member::<Vec<_>>(name)?.unwrap_or_default());
    Ok(match meaning.required("mode")? {
        0 => room.change_merge_tracks(id, tracks("add")?, tracks("remove")?),
        1 => room.set_merge_tracks(id, tracks("all")?),
        mode => return Err(Difference::new(format!("there is no mode {mode}"))),
    })
}

pub(super) fn merge_watermarks(meaning: &Meaning<'_>) -> Outcome<merge::Watermarks> {
    let pictures: Option<Vec<_>> = meaning.required("watermarks")?;
    Ok(room(meaning)?.set_merge_watermarks(meaning.name("job")?, pictures.unwrap_or_default()))
}

pub(super) fn create_room(meaning: &Meaning<'_>) -> Outcome<room::Create> {
    let name = RoomName::unchecked(meaning.required::<String>("roomName")?);
    let create = app(meaning)?.room(name).create();
    let create = set(create, meaning.member("maxUsers")?, room::Create::max_users);
    let close = meaning.member("autoCloseTtlS")?.map(Duration::from_secs);
    let create = set(create, close, room::Create::auto_close_after);
    let close = meaning.member("noEntreTtlS")?.map(Duration::from_secs);
    let create = set(create, close, room::Create::close_unentered_after);
    Ok(set(create, meaning.given("openRoom")?, room::Create::open))
}

pub(super) fn delete_room(meaning: &Meaning<'_>) -> Outcome<room::Delete> {
    Ok(room(meaning)?.delete())
}

pub(super) fn kick(meaning: &Meaning<'_>) -> Outcome<room::Kick> {
    Ok(room(meaning)?.kick(user(meaning)?))
}

pub(super) fn active_rooms(meaning: &Meaning<'_>) -> Outcome<room::List> {
    let list = set(app(meaning)?.rooms(), meaning.parameter("prefix"), room::List::prefix);
    let list = set(list, meaning.number_parameter("offset")?, room::List::offset);
    Ok(set(list, meaning.number_parameter("limit")?, room::List::limit))
}

pub(super) fn stop_merge(meaning: &Meaning<'_>) -> Outcome<room::StopMerge> {
    Ok(room(meaning)?.stop_merge())
}

pub(super) fn users(meaning: &Meaning<'_>) -> Outcome<room::Users> {
    Ok(room(meaning)?.users())
}

pub(super) fn create_old_room(meaning: &Meaning<'_>) -> Outcome<rooms::Create> {
    let owner = UserId::unchecked(meaning.required::<String>("owner_id")?);
    let name = meaning.member::<String>("room_name")?.map(RoomName::unchecked);
    let create = set(old_rooms(meaning)?.create(owner), name, rooms::Create::room_name);
    Ok(set(create, meaning.member("user_max")?, rooms::Create::user_max))
}

pub(super) fn delete_old_room(meaning: &Meaning<'_>) -> Outcome<rooms::Delete> {
    Ok(old_room(meaning)?.delete())
}

pub(super) fn old_room_info(meaning: &Meaning<'_>) -> Outcome<rooms::Info> {
    Ok(old_room(meaning)?.info())
}

pub(super) fn kick_old(meaning: &Meaning<'_>) -> Outcome<rooms::Kick> {
    Ok(old_room(meaning)?.kick(user(meaning)?))
}

pub(super) fn old_users(meaning: &Meaning<'_>) -> Outcome<rooms::Users> {
    Ok(old_room(meaning)?.users())
}

fn app(meaning: &Meaning<'_>) -> Outcome<App> {
    Ok(App::new(AppId::unchecked(meaning.name("app")?)))
}

fn room(meaning: &Meaning<'_>) -> Outcome<Room> {
    Ok(app(meaning)?.room(RoomName::unchecked(meaning.name("room")?)))
}

fn user(meaning: &Meaning<'_>) -> Outcome<UserId> {
    Ok(UserId::unchecked(meaning.name("user")?))
}

/// The rooms of before the apps.
fn old_rooms(meaning: &Meaning<'_>) -> Outcome<rooms::Rooms> {
    match meaning.name("version")? {
        "v1" => Ok(rooms::Rooms::v1()),
        "v2" => Ok(rooms::Rooms::v2()),
        version => Err(Difference::new(format!("there are no rooms of version `{version}`"))),
    }
}

fn old_room(meaning: &Meaning<'_>) -> Outcome<rooms::Room> {
    Ok(old_rooms(meaning)?.room(RoomName::unchecked(meaning.name("room")?)))
}
