//! RTC: apps, rooms of all versions, users and jobs (spec 4.8 to 4.10).

use std::time::Duration;

use pili_rtc::{
    App, AppId, Room, RoomName, UserId, app, forward_job, job, merge_job, pub_task, room, v2,
    wire::{ForwardBody, JobBody, JobConfig, MergeBody, TracksBody, TracksMode, WatermarksBody},
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
    Ok(app(meaning)?.set_event_callback(url, secret))
}

pub(super) fn pub_tasks(meaning: &Meaning<'_>) -> Outcome<pub_task::List> {
    Ok(room(meaning)?.pub_tasks(meaning.parameter("token").unwrap_or_default()))
}

pub(super) fn start_pub_task(meaning: &Meaning<'_>) -> Outcome<pub_task::Start> {
    let mut sources = meaning.required::<Vec<String>>("sourceUrls")?.into_iter();
    let first = sources.next().ok_or_else(|| Difference::new("the body has no source"))?;
    let start = room(meaning)?.start_pub_task(meaning.parameter("token").unwrap_or_default(), first);
    Ok(sources.fold(start, pub_task::Start::source))
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

pub(super) fn start_forward(meaning: &Meaning<'_>) -> Outcome<forward_job::Start> {
    let ForwardBody { id, publish_url, player_id, tracks } = meaning.whole()?;
    let start =
        set(room(meaning)?.forward_job(id, player_id).start(), publish_url, forward_job::Start::publish_url);
    Ok(tracks.into_iter().fold(start, |start, track| start.track(track.track_id)))
}

pub(super) fn stop_forward(meaning: &Meaning<'_>) -> Outcome<forward_job::Stop> {
    let ForwardBody { id, player_id, .. } = meaning.whole()?;
    Ok(room(meaning)?.forward_job(id, player_id).stop())
}

/// Both calls that describe a job, with all that a body has.
macro_rules! described {
    ($call:expr, $type:ident, $body:expr) => {{
        let JobBody { id: _, kind: _, inputs, outputs, config } = $body;
        let JobConfig { fps, kbps, width, height, hold_last_frame, audio_only, stretch_mode } = config;
        let call = inputs.into_iter().fold($call, job::$type::input);
        let call = outputs.into_iter().fold(call, job::$type::output);
        let call = set(call, fps, job::$type::fps);
        let call = set(call, kbps, job::$type::kbps);
        let call = set(call, width, job::$type::width);
        let call = set(call, height, job::$type::height);
        let call = set(call, hold_last_frame, job::$type::hold_last_frame);
        let call = set(call, audio_only, job::$type::audio_only);
        set(call, stretch_mode, job::$type::stretch_mode)
    }};
}

pub(super) fn start_job(meaning: &Meaning<'_>) -> Outcome<job::Start> {
    let body: JobBody = meaning.whole()?;
    let start = set(room(meaning)?.start_job(body.kind.clone()), body.id.clone(), job::Start::id);
    Ok(described!(start, Start, body))
}

pub(super) fn stop_job(meaning: &Meaning<'_>) -> Outcome<job::Stop> {
    Ok(room(meaning)?.job(meaning.required::<String>("id")?).stop())
}

pub(super) fn update_job(meaning: &Meaning<'_>) -> Outcome<job::Update> {
    let body: JobBody = meaning.whole()?;
    let update = room(meaning)?.job(meaning.required::<String>("id")?).update(body.kind.clone());
    Ok(described!(update, Update, body))
}

pub(super) fn start_merge(meaning: &Meaning<'_>) -> Outcome<merge_job::Start> {
    use merge_job::Start;
    let body: MergeBody = meaning.whole()?;
    let start = room(meaning)?.merge_job(body.id).start();
    let start = set(start, body.audio_only, Start::audio_only);
    let start = set(start, body.width, Start::width);
    let start = set(start, body.height, Start::height);
    let start = set(start, body.fps, Start::fps);
    let start = set(start, body.kbps, Start::kbps);
    let start = set(start, body.min_rate, Start::min_rate);
    let start = set(start, body.max_rate, Start::max_rate);
    let start = set(start, body.stretch_mode, Start::stretch_mode);
    let start = set(start, body.publish_url, Start::publish_url);
    let start = set(start, body.background, Start::background);
    let start = set(start, body.hold_last_frame, Start::hold_last_frame);
    let start = set(start, body.template, Start::template);
    let start = body.water_marks.into_iter().flatten().fold(start, Start::watermark);
    Ok(body.user_infos.into_iter().flatten().fold(start, Start::user))
}

pub(super) fn stop_merge_job(meaning: &Meaning<'_>) -> Outcome<merge_job::Stop> {
    Ok(room(meaning)?.merge_job(meaning.name("job")?).stop())
}

pub(super) fn merge_tracks(meaning: &Meaning<'_>) -> Outcome<merge_job::SetTracks> {
    let job = room(meaning)?.merge_job(meaning.name("job")?);
    let TracksBody { mode, add, remove, all } = meaning.whole()?;
    Ok(match mode {
        TracksMode::Change => job.change_tracks(add.unwrap_or_default(), remove.unwrap_or_default()),
        TracksMode::All => job.set_tracks(all.unwrap_or_default()),
    })
}

pub(super) fn merge_watermarks(meaning: &Meaning<'_>) -> Outcome<merge_job::SetWatermarks> {
    let WatermarksBody { watermarks } = meaning.whole()?;
    Ok(room(meaning)?.merge_job(meaning.name("job")?).set_watermarks(watermarks))
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

pub(super) fn create_old_room(meaning: &Meaning<'_>) -> Outcome<v2::room::Create> {
    let owner = UserId::unchecked(meaning.required::<String>("owner_id")?);
    let name = meaning.member::<String>("room_name")?.map(RoomName::unchecked);
    let create = set(old_rooms(meaning)?.create_room(owner), name, v2::room::Create::room_name);
    Ok(set(create, meaning.member("user_max")?, v2::room::Create::max_users))
}

pub(super) fn delete_old_room(meaning: &Meaning<'_>) -> Outcome<v2::room::Delete> {
    Ok(old_room(meaning)?.delete())
}

pub(super) fn old_room_info(meaning: &Meaning<'_>) -> Outcome<v2::room::Info> {
    Ok(old_room(meaning)?.info())
}

pub(super) fn kick_old(meaning: &Meaning<'_>) -> Outcome<v2::room::Kick> {
    Ok(old_room(meaning)?.kick(user(meaning)?))
}

pub(super) fn old_users(meaning: &Meaning<'_>) -> Outcome<v2::room::Users> {
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
fn old_rooms(meaning: &Meaning<'_>) -> Outcome<v2::Rooms> {
    match meaning.name("version")? {
        "v1" => Ok(v2::Rooms::v1()),
        "v2" => Ok(v2::Rooms::v2()),
        version => Err(Difference::new(format!("there are no rooms of version `{version}`"))),
    }
}

fn old_room(meaning: &Meaning<'_>) -> Outcome<v2::Room> {
    Ok(old_rooms(meaning)?.room(RoomName::unchecked(meaning.name("room")?)))
}
