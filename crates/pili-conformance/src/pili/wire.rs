//! Recorded requests of other SDKs: ours, built by way of the public API, must mean the same.

mod compare;
mod domain;
mod first;
mod form;
mod hub;
mod meaning;
mod recorded;
mod rtc;
mod stat;
mod statd;
mod stream;
mod task;
mod v1;

use pili_core::Operation;
use pili_live as live;
use pili_live::statd::{Caster, Codec, Downflow, Grouped, Nrop, Publish, Query, Upflow};
use pili_rtc::{app, forward_job, job, merge_job, pub_task, room, v2 as rtc2};

use self::{compare::compare, meaning::Meaning};
use crate::{
    case::Case,
    outcome::Outcome,
    vendor::{Call, call},
};

pub(super) const KIND: &str = "pili-wire/1";

pub(super) const CALLS: &[Call] = &[
    call::<live::domain::Bind>(|case| check(case, &["domain", "Type"], domain::bind)),
    call::<live::domain::BindVod>(|case| check(case, &["vodDomain"], domain::bind_vod)),
    call::<live::domain::SetCert>(|case| check(case, &["certName"], domain::set_cert))
        .recorded_as(&["domain.cert"]),
    call::<live::domain::Info>(|case| check(case, &[], domain::info)),
    call::<live::domain::List>(|case| check(case, &[], domain::list)),
    call::<live::domain::Unbind>(|case| check(case, &[], domain::unbind)),
    call::<live::domain::SetUrlRewrite>(|case| check(case, &["rules"], domain::set_url_rewrite))
        .recorded_as(&["domain.urlrewrite"]),
    call::<live::first::segment::Delete>(|case| {
        check(case, &["starttime", "endtime"], first::delete_segments)
    })
    .recorded_as(&["first.segments.delete"]),
    call::<live::first::segment::List>(|case| check(case, &[], first::segments))
        .recorded_as(&["first.segments.list"]),
    call::<live::first::segment::Play>(|case| check(case, &["starttime"], first::play_segments))
        .recorded_as(&["first.segments.play"]),
    call::<live::first::stream::Create>(|case| check(case, &[], first::create)),
    call::<live::first::stream::Delete>(|case| check(case, &[], first::delete)),
    call::<live::first::stream::Info>(|case| check(case, &[], first::info))
        .recorded_as(&["first.stream.get"]),
    call::<live::first::stream::List>(|case| check(case, &[], first::list)),
    call::<live::first::stream::Status>(|case| check(case, &[], first::status)),
    call::<live::first::stream::Update>(|case| check(case, &[], first::update)),
    call::<live::first::stream::Watch>(|case| check(case, &["ping"], first::watch)),
    call::<live::hub::SetHlsPlus>(|case| check(case, &["hlsPlus"], hub::set_hls_plus))
        .recorded_as(&["hub.hlsplus"]),
    call::<live::hub::Info>(|case| check(case, &[], hub::info)),
    call::<live::hub::List>(|case| check(case, &[], hub::list)),
    call::<live::hub::SetPersistence>(|case| {
        check(case, &["storageBucket", "liveDataExpireDays"], hub::set_persistence)
    })
    .recorded_as(&["hub.persistence"]),
    call::<live::hub::SetSecurity>(|case| check(case, &["publishSecurity", "publishKey"], hub::set_security))
        .recorded_as(&["hub.security"]),
    call::<live::hub::SetSnapshotInterval>(|case| {
        check(case, &["snapshotInterval"], hub::set_snapshot_interval)
    })
    .recorded_as(&["hub.snapshot"]),
    call::<live::stat::Play>(|case| check(case, &[], stat::play)),
    call::<live::stat::PlayDetail>(|case| check(case, &["time"], stat::play_detail)),
    call::<live::stat::PlayHistory>(|case| check(case, &[], stat::play_history)),
    call::<Query<Caster>>(|case| check(case, &[], statd::caster)),
    call::<Grouped<Caster>>(|case| check(case, &[], statd::caster_group)),
    call::<Query<Codec>>(|case| check(case, &[], statd::codec)),
    call::<Grouped<Codec>>(|case| check(case, &[], statd::codec_group)),
    call::<Query<Downflow>>(|case| check(case, &[], statd::downflow)),
    call::<Grouped<Downflow>>(|case| check(case, &[], statd::downflow_group)),
    call::<Query<Nrop>>(|case| check(case, &[], statd::nrop)),
    call::<Grouped<Nrop>>(|case| check(case, &[], statd::nrop_group)),
    call::<Query<Publish>>(|case| check(case, &[], statd::publish)).recorded_as(&["statd.pub"]),
    call::<Grouped<Publish>>(|case| check(case, &[], statd::publish_group)).recorded_as(&["statd.pub_group"]),
    call::<Query<Upflow>>(|case| check(case, &[], statd::upflow)),
    call::<Grouped<Upflow>>(|case| check(case, &[], statd::upflow_group)),
    call::<live::stream::BatchLive>(|case| check(case, &["items"], stream::batch_live)),
    call::<live::stream::SetConverts>(|case| check(case, &["converts"], stream::set_converts))
        .recorded_as(&["stream.converts"]),
    call::<live::stream::Create>(|case| check(case, &["key"], stream::create)),
    call::<live::stream::Disable>(disable),
    call::<live::stream::Enable>(disable),
    call::<live::stream::History>(|case| check(case, &[], stream::history)),
    call::<live::stream::Info>(|case| check(case, &[], stream::info)).recorded_as(&["stream.get"]),
    call::<live::stream::List>(|case| check(case, &[], stream::list)),
    call::<live::stream::Live>(|case| check(case, &[], stream::live)),
    call::<live::stream::SaveAs>(|case| check(case, &[], stream::save_as)).recorded_as(&["stream.saveas"]),
    call::<live::stream::Snapshot>(|case| check(case, &[], stream::snapshot)),
    call::<live::stream::Stats>(|case| check(case, &[], stream::stats)),
    call::<live::task::Create>(|case| check(case, &["name", "runType", "sourceUrls"], task::create)),
    call::<live::task::Delete>(|case| check(case, &[], task::delete)),
    call::<live::task::History>(|case| check(case, &[], task::history)),
    call::<live::task::Info>(|case| check(case, &[], task::info)),
    call::<live::task::List>(|case| check(case, &[], task::list)),
    call::<live::task::RunInfo>(|case| check(case, &[], task::run_info)),
    call::<live::task::Seek>(|case| check(case, &["index", "seek"], task::seek)),
    call::<live::task::Start>(|case| check(case, &[], task::start)),
    call::<live::task::Stop>(|case| check(case, &[], task::stop)),
    call::<live::task::Update>(|case| check(case, &["runType", "sourceUrls"], task::update)),
    call::<live::v1::stream::Disable>(available).recorded_as(&["v1.stream.available", "v1.stream.disable"]),
    call::<live::v1::stream::Enable>(available).recorded_as(&["v1.stream.enable"]),
    call::<live::v1::stream::Create>(|case| check(case, &["hub"], v1::create))
        .recorded_as(&["v1.stream.create"]),
    call::<live::v1::stream::Delete>(|case| check(case, &[], v1::delete)).recorded_as(&["v1.stream.delete"]),
    call::<live::v1::stream::Info>(|case| check(case, &[], v1::info)).recorded_as(&["v1.stream.get"]),
    call::<live::v1::stream::List>(|case| check(case, &["hub"], v1::list)).recorded_as(&["v1.stream.list"]),
    call::<live::v1::stream::SaveAs>(|case| check(case, &["name", "start", "end"], v1::save_as))
        .recorded_as(&["v1.stream.saveas"]),
    call::<live::v1::segment::List>(|case| check(case, &[], v1::segments))
        .recorded_as(&["v1.stream.segments"]),
    call::<live::v1::stream::Snapshot>(|case| check(case, &["name", "format"], v1::snapshot))
        .recorded_as(&["v1.stream.snapshot"]),
    call::<live::v1::stream::Status>(|case| check(case, &[], v1::status)).recorded_as(&["v1.stream.status"]),
    call::<live::v1::stream::Update>(|case| check(case, &["disabled"], v1::update))
        .recorded_as(&["v1.stream.update"]),
    call::<app::Create>(|case| check(case, &[], rtc::create_app)),
    call::<app::Delete>(|case| check(case, &[], rtc::delete_app)),
    call::<app::Info>(|case| check(case, &[], rtc::app_info)).recorded_as(&["rtc.app.get"]),
    call::<app::List>(|case| check(case, &[], rtc::apps)),
    call::<app::SetEventCallback>(|case| check(case, &["eventCbUrl", "eventCbSecret"], rtc::event_callback))
        .recorded_as(&["rtc.app.set_callback"]),
    call::<app::Update>(|case| check(case, &[], rtc::update_app)),
    call::<forward_job::Start>(|case| check(case, &["id", "playerId"], rtc::start_forward))
        .recorded_as(&["rtc.forward.create"]),
    call::<forward_job::Stop>(|case| {
        check(case, &["id", "playerId", "publishUrl?", "tracks?"], rtc::stop_forward)
    })
    .recorded_as(&["rtc.forward.stop"]),
    call::<job::Start>(|case| check(case, &["type"], rtc::start_job)).recorded_as(&["rtc.job_v4.create"]),
    call::<job::Stop>(|case| check(case, &["id"], rtc::stop_job)).recorded_as(&["rtc.job_v4.stop"]),
    call::<job::Update>(|case| check(case, &["id"], rtc::update_job)).recorded_as(&["rtc.job_v4.update"]),
    call::<merge_job::Start>(|case| check(case, &["id"], rtc::start_merge))
        .recorded_as(&["rtc.merge_v3.create"]),
    call::<merge_job::Stop>(|case| check(case, &[], rtc::stop_merge_job)).recorded_as(&["rtc.merge_v3.stop"]),
    call::<merge_job::SetTracks>(|case| check(case, &["mode"], rtc::merge_tracks))
        .recorded_as(&["rtc.merge_v3.tracks"]),
    call::<merge_job::SetWatermarks>(|case| check(case, &["watermarks"], rtc::merge_watermarks))
        .recorded_as(&["rtc.merge_v3.watermarks"]),
    call::<pub_task::List>(|case| check(case, &[], rtc::pub_tasks)),
    call::<pub_task::Start>(|case| check(case, &["sourceUrls"], rtc::start_pub_task)),
    call::<room::Create>(|case| check(case, &["roomName"], rtc::create_room))
        .recorded_as(&["rtc.room.create_v3"]),
    call::<room::Delete>(|case| check(case, &[], rtc::delete_room)).recorded_as(&["rtc.room.delete_v3"]),
    call::<room::Kick>(|case| check(case, &[], rtc::kick)),
    call::<room::List>(|case| check(case, &[], rtc::active_rooms)),
    call::<room::StopMerge>(|case| check(case, &[], rtc::stop_merge)),
    call::<room::Users>(|case| check(case, &[], rtc::users)),
    call::<rtc2::room::Create>(|case| check(case, &["owner_id"], rtc::create_old_room))
        .recorded_as(&["rtc.room.create"]),
    call::<rtc2::room::Delete>(|case| check(case, &[], rtc::delete_old_room))
        .recorded_as(&["rtc.room.delete"]),
    call::<rtc2::room::Info>(|case| check(case, &[], rtc::old_room_info)).recorded_as(&["rtc.room.get"]),
    call::<rtc2::room::Kick>(|case| check(case, &[], rtc::kick_old)).recorded_as(&["rtc.room.kick_v12"]),
    call::<rtc2::room::Users>(|case| check(case, &[], rtc::old_users)).recorded_as(&["rtc.room.users_v12"]),
];

/// Checks the recording itself with our verifier, then our request against what it means.
///
/// `rules` name the members and parameters that must be sent even when they are zero, and with a `?` behind
/// those that need not be sent even when they are not.
fn check<O: Operation>(
    case: Case<'_>,
    rules: &[&str],
    build: impl Fn(&Meaning<'_>) -> Outcome<O>,
) -> Outcome {
    let meaning = Meaning::of(case)?;
    let recorded = recorded::verify(case).and_then(|()| recorded::means(case, &meaning));
    recorded.map_err(|difference| difference.within("the recorded request"))?;
    let request = build(&meaning)?.encode(&recorded::endpoint(case)?)?;
    compare(&meaning, rules, &request)?;
    recorded::sign_and_verify(case, &request).map_err(|difference| difference.within("our request"))
}

/// SDKs have one call for both.
fn disable(case: Case<'_>) -> Outcome {
    let is_zero = |member: &str| case.number(&format!("/meaning/body_json/{member}")).unwrap_or(0) == 0;
    if is_zero("disabledTill") && is_zero("disablePeriodSecond") {
        check(case, &["disabledTill"], stream::enable)
    } else {
        check(case, &["disabledTill"], stream::disable)
    }
}

/// A v1 stream is switched by a call of its own, or by an update.
fn available(case: Case<'_>) -> Outcome {
    match case.text("/meaning/body_json/available") {
        Ok("enabled") => check(case, &["available"], v1::enable),
        Ok(_) => check(case, &["available"], v1::disable),
        Err(_) => check(case, &["disabled"], v1::update),
    }
}
