//! Requests that no recording holds.

use std::time::Duration;

use pili_rtc::{
    App, Room, StretchMode,
    app::MergePublishRtmp,
    core::{Idempotency, Operation},
    job::{Input, Kind, Output, Position},
    merge_job::{Picture, Track, User},
    v2::Rooms,
};

use crate::encoded;

fn app() -> App {
    App::new("dgdl5ge8y")
}

fn room() -> Room {
    app().room("room-01")
}

#[test]
fn app_calls_without_a_recording_are_as_specified() {
    let merge = MergePublishRtmp::new().enable(false).stream_title("$(roomName)");
    let table = [
        (encoded(App::list()), "GET /v3/apps"),
        (encoded(app().delete()), "DELETE /v3/apps/dgdl5ge8y"),
        (
            encoded(app().update().title("t").max_users(0)),
            r#"POST /v3/apps/dgdl5ge8y {"title":"t","maxUsers":0}"#,
        ),
        (
            encoded(app().update().merge_publish_rtmp(merge)),
            r#"POST /v3/apps/dgdl5ge8y {"mergePublishRtmp":{"enable":false,"streamTitle":"$(roomName)"}}"#,
        ),
        (
            encoded(app().set_event_callback("http://h/cb", "s")),
            r#"POST /v3/apps/dgdl5ge8y {"eventCbUrl":"http://h/cb","eventCbSecret":"s","eventCbVersion":1}"#,
        ),
        (encoded(app().rooms().prefix("a b")), "GET /v3/apps/dgdl5ge8y/rooms?prefix=a%20b"),
    ];
    for (request, expected) in table {
        assert_eq!(request, expected);
    }
}

#[test]
fn room_calls_without_a_recording_are_as_specified() {
    let table = [
        (encoded(room().delete()), "DELETE /v3/apps/dgdl5ge8y/rooms/room-01"),
        (encoded(room().kick("user_9")), "DELETE /v3/apps/dgdl5ge8y/rooms/room-01/users/user_9"),
        (encoded(room().stop_merge()), "DELETE /v3/apps/dgdl5ge8y/rooms/room-01/merge"),
        (
            encoded(room().create().auto_close_after(Duration::from_secs(60))),
            r#"POST /v3/apps/dgdl5ge8y/createroom {"roomName":"room-01","autoCloseTtlS":60}"#,
        ),
        (encoded(Rooms::v1().room("room-01").delete()), "DELETE /v1/rooms/room-01"),
        (encoded(Rooms::v2().room("room-01").kick("user_9")), "DELETE /v2/rooms/room-01/users/user_9"),
    ];
    for (request, expected) in table {
        assert_eq!(request, expected);
    }
}

#[test]
fn job_calls_without_a_recording_are_as_specified() {
    let input = Input::media("u_9").position(Position::at(1, 2).size(3, 4).layer(5));
    let (forward, merge) = (room().forward_job("j", "p"), room().merge_job("j"));
    let table = [
        (
            encoded(forward.start().track("t")),
            r#"POST /v3/apps/dgdl5ge8y/rooms/room-01/forward_job {"id":"j","playerId":"p","tracks":[{"trackId":"t"}]}"#,
        ),
        (
            encoded(forward.stop()),
            r#"POST /v3/apps/dgdl5ge8y/rooms/room-01/forward_job/delete {"id":"j","playerId":"p"}"#,
        ),
        (
            encoded(
                merge
                    .start()
                    .user(User::new("u_9").sequence(1))
                    .watermark(Picture::new("u").at(1, 2).size(3, 4)),
            ),
            r#"POST /v3/apps/dgdl5ge8y/rooms/room-01/merge_job {"id":"j","waterMarks":[{"url":"u","x":1,"y":2,"w":3,"h":4}],"userInfos":[{"userId":"u_9","sequence":1}]}"#,
        ),
        (encoded(merge.stop()), "DELETE /v3/apps/dgdl5ge8y/rooms/room-01/merge_job/j"),
        (
            encoded(merge.set_tracks([Track::new("t").support_sei(true)])),
            r#"POST /v3/apps/dgdl5ge8y/rooms/room-01/merge_job/j/tracks {"mode":1,"all":[{"trackID":"t","x":0,"y":0,"z":0,"w":0,"h":0,"supportSei":true}]}"#,
        ),
        (
            encoded(merge.change_tracks([Track::new("t").at(1, 2).size(3, 4).layer(5)], [])),
            r#"POST /v3/apps/dgdl5ge8y/rooms/room-01/merge_job/j/tracks {"mode":0,"add":[{"trackID":"t","x":1,"y":2,"z":5,"w":3,"h":4}]}"#,
        ),
        (
            encoded(merge.set_watermarks([])),
            r#"POST /v3/apps/dgdl5ge8y/rooms/room-01/merge_job/j/watermarks {"watermarks":[]}"#,
        ),
        (
            encoded(room().start_job(Kind::Basic).input(input.stretch_mode(StretchMode::AspectFit))),
            r#"POST /v4/apps/dgdl5ge8y/rooms/room-01/jobs {"type":"basic","inputs":[{"kind":"media","userId":"u_9","position":{"x":1,"y":2,"w":3,"h":4,"z":5},"stretchMode":"aspectFit"}],"outputs":[]}"#,
        ),
        (
            encoded(room().job("j").update(Kind::Simple).output(Output::rtmp("rtmp://d/h/s")).fps(25)),
            r#"POST /v4/apps/dgdl5ge8y/rooms/room-01/jobs/update {"id":"j","type":"simple","inputs":[],"outputs":[{"type":"rtmp","url":"rtmp://d/h/s"}],"config":{"fps":25}}"#,
        ),
    ];
    for (request, expected) in table {
        assert_eq!(request, expected);
    }
}

#[test]
fn what_starts_or_creates_is_not_repeated_and_what_stops_is() {
    let not = [
        App::create().idempotency(),
        room().create().idempotency(),
        Rooms::v2().create_room("owner").idempotency(),
        room().forward_job("j", "p").start().idempotency(),
        room().start_job(Kind::Basic).idempotency(),
        room().merge_job("j").start().idempotency(),
        room().merge_job("j").change_tracks([], []).idempotency(),
    ];
    assert!(not.iter().all(|idempotency| *idempotency == Idempotency::NonIdempotent));
    let idempotent = [
        app().update().title("t").idempotency(),
        app().delete().idempotency(),
        room().kick("user_9").idempotency(),
        room().job("j").stop().idempotency(),
        room().merge_job("j").set_tracks([]).idempotency(),
    ];
    assert!(idempotent.iter().all(|idempotency| *idempotency == Idempotency::Idempotent));
}

#[test]
fn rooms_of_before_apps_have_a_product_name_of_their_own() {
    fn name<O: Operation>(_: O) -> &'static str {
        O::NAME
    }
    let old = Rooms::v2().room("room-01");
    assert_eq!((name(room().delete()), name(old.delete())), ("rtc.room.delete", "rtc2.room.delete"));
    assert_eq!((name(room().users()), name(old.users())), ("rtc.room.users", "rtc2.room.users"));
    assert_eq!((name(room().kick("u_9")), name(old.kick("u_9"))), ("rtc.room.kick", "rtc2.room.kick"));
}
