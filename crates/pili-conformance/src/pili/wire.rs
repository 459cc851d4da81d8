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
mod v1;

use pili_core::Operation;

use self::{compare::compare, meaning::Meaning};
use crate::{case::Case, outcome::Outcome, vendor::Check};

pub(super) const KIND: &str = "pili-wire/1";

pub(super) const OPERATIONS: &[Check] = &[
    Check { name: "domain.bind", run: |case| check(case, &["domain", "Type"], domain::bind) },
    Check { name: "domain.bind_vod", run: |case| check(case, &["vodDomain"], domain::bind_vod) },
    Check { name: "domain.cert", run: |case| check(case, &["certName"], domain::cert) },
    Check { name: "domain.info", run: |case| check(case, &[], domain::info) },
    Check { name: "domain.list", run: |case| check(case, &[], domain::list) },
    Check { name: "domain.unbind", run: |case| check(case, &[], domain::unbind) },
    Check { name: "domain.urlrewrite", run: |case| check(case, &["rules"], domain::url_rewrite) },
    Check {
        name: "first.segments.delete",
        run: |case| check(case, &["starttime", "endtime"], first::delete_segments),
    },
    Check { name: "first.segments.list", run: |case| check(case, &[], first::segments) },
    Check { name: "first.segments.play", run: |case| check(case, &["starttime"], first::play_segments) },
    Check { name: "first.stream.create", run: |case| check(case, &[], first::create) },
    Check { name: "first.stream.delete", run: |case| check(case, &[], first::delete) },
    Check { name: "first.stream.get", run: |case| check(case, &[], first::info) },
    Check { name: "first.stream.list", run: |case| check(case, &[], first::list) },
    Check { name: "first.stream.status", run: |case| check(case, &[], first::status) },
    Check { name: "first.stream.update", run: |case| check(case, &[], first::update) },
    Check { name: "hub.hlsplus", run: |case| check(case, &["hlsPlus"], hub::hls_plus) },
    Check { name: "hub.info", run: |case| check(case, &[], hub::info) },
    Check { name: "hub.list", run: |case| check(case, &[], hub::list) },
    Check {
        name: "hub.persistence",
        run: |case| check(case, &["storageBucket", "liveDataExpireDays"], hub::persistence),
    },
    Check {
        name: "hub.security",
        run: |case| check(case, &["publishSecurity", "publishKey"], hub::security),
    },
    Check { name: "hub.snapshot", run: |case| check(case, &["snapshotInterval"], hub::snapshot) },
    Check { name: "rtc.app.create", run: |case| check(case, &[], rtc::create_app) },
    Check { name: "rtc.app.delete", run: |case| check(case, &[], rtc::delete_app) },
    Check { name: "rtc.app.get", run: |case| check(case, &[], rtc::app_info) },
    Check { name: "rtc.app.list", run: |case| check(case, &[], rtc::apps) },
    Check {
        name: "rtc.app.set_callback",
        run: |case| check(case, &["eventCbUrl", "eventCbSecret"], rtc::event_callback),
    },
    Check { name: "rtc.app.update", run: |case| check(case, &[], rtc::update_app) },
    Check { name: "rtc.forward.create", run: |case| check(case, &["id", "playerId"], rtc::start_forward) },
    Check {
        name: "rtc.forward.stop",
        run: |case| check(case, &["id", "playerId", "publishUrl?", "tracks?"], rtc::stop_forward),
    },
    Check { name: "rtc.job_v4.create", run: |case| check(case, &["type"], rtc::start_job) },
    Check { name: "rtc.job_v4.stop", run: |case| check(case, &["id"], rtc::stop_job) },
    Check { name: "rtc.job_v4.update", run: |case| check(case, &["id"], rtc::update_job) },
    Check { name: "rtc.merge_v3.create", run: |case| check(case, &["id"], rtc::start_merge) },
    Check { name: "rtc.merge_v3.stop", run: |case| check(case, &[], rtc::stop_merge_job) },
    Check { name: "rtc.merge_v3.tracks", run: |case| check(case, &["mode"], rtc::merge_tracks) },
    Check {
        name: "rtc.merge_v3.watermarks",
        run: |case| check(case, &["watermarks"], rtc::merge_watermarks),
    },
    Check { name: "rtc.room.create", run: |case| check(case, &["owner_id"], rtc::create_old_room) },
    Check { name: "rtc.room.create_v3", run: |case| check(case, &["roomName"], rtc::create_room) },
    Check { name: "rtc.room.delete", run: |case| check(case, &[], rtc::delete_old_room) },
    Check { name: "rtc.room.delete_v3", run: |case| check(case, &[], rtc::delete_room) },
    Check { name: "rtc.room.get", run: |case| check(case, &[], rtc::old_room_info) },
    Check { name: "rtc.room.kick", run: |case| check(case, &[], rtc::kick) },
    Check { name: "rtc.room.kick_v12", run: |case| check(case, &[], rtc::kick_old) },
    Check { name: "rtc.room.list", run: |case| check(case, &[], rtc::active_rooms) },
    Check { name: "rtc.room.stop_merge", run: |case| check(case, &[], rtc::stop_merge) },
    Check { name: "rtc.room.users", run: |case| check(case, &[], rtc::users) },
    Check { name: "rtc.room.users_v12", run: |case| check(case, &[], rtc::old_users) },
    Check { name: "stat.play", run: |case| check(case, &[], stat::play) },
    Check { name: "stat.play_detail", run: |case| check(case, &["time"], stat::play_detail) },
    Check { name: "stat.play_history", run: |case| check(case, &[], stat::play_history) },
    Check { name: "statd.caster", run: |case| check(case, &[], statd::caster) },
    Check { name: "statd.caster_group", run: |case| check(case, &[], statd::caster_group) },
    Check { name: "statd.codec", run: |case| check(case, &[], statd::codec) },
    Check { name: "statd.codec_group", run: |case| check(case, &[], statd::codec_group) },
    Check { name: "statd.downflow", run: |case| check(case, &[], statd::downflow) },
    Check { name: "statd.downflow_group", run: |case| check(case, &[], statd::downflow_group) },
    Check { name: "statd.nrop", run: |case| check(case, &[], statd::nrop) },
    Check { name: "statd.nrop_group", run: |case| check(case, &[], statd::nrop_group) },
    Check { name: "statd.pub", run: |case| check(case, &[], statd::publish) },
    Check { name: "statd.pub_group", run: |case| check(case, &[], statd::publish_group) },
    Check { name: "statd.upflow", run: |case| check(case, &[], statd::upflow) },
    Check { name: "statd.upflow_group", run: |case| check(case, &[], statd::upflow_group) },
    Check { name: "stream.batch_live", run: |case| check(case, &["items"], stream::batch_live) },
    Check { name: "stream.converts", run: |case| check(case, &["converts"], stream::converts) },
    Check { name: "stream.create", run: |case| check(case, &["key"], stream::create) },
    Check { name: "stream.disable", run: |case| check(case, &["disabledTill"], stream::disable) },
    Check { name: "stream.enable", run: |case| check(case, &["disabledTill"], stream::disable) },
    Check { name: "stream.get", run: |case| check(case, &[], stream::info) },
    Check { name: "stream.history", run: |case| check(case, &[], stream::history) },
    Check { name: "stream.list", run: |case| check(case, &[], stream::list) },
    Check { name: "stream.live", run: |case| check(case, &[], stream::live) },
    Check { name: "stream.saveas", run: |case| check(case, &[], stream::save_as) },
    Check { name: "stream.snapshot", run: |case| check(case, &[], stream::snapshot) },
    Check { name: "stream.stats", run: |case| check(case, &[], stream::stats) },
    Check { name: "v1.stream.available", run: |case| switch(case) },
    Check { name: "v1.stream.create", run: |case| check(case, &["hub"], v1::create) },
    Check { name: "v1.stream.delete", run: |case| check(case, &[], v1::delete) },
    Check { name: "v1.stream.disable", run: |case| switch(case) },
    Check { name: "v1.stream.enable", run: |case| switch(case) },
    Check { name: "v1.stream.get", run: |case| check(case, &[], v1::info) },
    Check { name: "v1.stream.list", run: |case| check(case, &["hub"], v1::list) },
    Check { name: "v1.stream.saveas", run: |case| check(case, &["name", "start", "end"], v1::save_as) },
    Check { name: "v1.stream.segments", run: |case| check(case, &[], v1::segments) },
    Check { name: "v1.stream.snapshot", run: |case| check(case, &["name", "format"], v1::snapshot) },
    Check { name: "v1.stream.status", run: |case| check(case, &[], v1::status) },
    Check { name: "v1.stream.update", run: |case| check(case, &["disabled"], v1::update) },
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

/// A v1 stream is switched by a call of its own, or by an update.
fn switch(case: Case<'_>) -> Outcome {
    if case.get("/meaning/body_json/available").is_some() {
        check(case, &["available"], v1::available)
    } else {
        check(case, &["disabled"], v1::update)
    }
}
