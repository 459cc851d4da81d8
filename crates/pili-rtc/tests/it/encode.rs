//! Requests that no recording holds.

use std::time::Duration;

use pili_rtc::{
    App, Room,
    api::{
        rooms::Rooms,
        wire::{ForwardJob, ForwardTrack, Job, JobOutput, MergePublishRtmp, MergeTrack},
    },
    core::{Idempotency, Operation},
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
    let mut merge = MergePublishRtmp::default();
    merge.enable = Some(false);
    merge.stream_title = Some("$(roomName)".into());
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
            encoded(app().event_callback("http://h/cb", "s")),
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
    let mut forward = ForwardJob::new("j", "p");
    forward.tracks.push(ForwardTrack::new("t"));
    let mut job = Job::default();
    job.id = Some("j".into());
    job.kind = "simple".into();
    job.outputs.push(JobOutput::rtmp("rtmp://d/h/s"));
    let mut track = MergeTrack::default();
    track.track_id = "t".into();
    let table = [
        (
            encoded(room().forward(forward)),
            r#"POST /v3/apps/dgdl5ge8y/rooms/room-01/forward_job {"id":"j","playerId":"p","tracks":[{"trackId":"t"}]}"#,
        ),
        (
            encoded(room().stop_forward("j", "p")),
            r#"POST /v3/apps/dgdl5ge8y/rooms/room-01/forward_job/delete {"id":"j","playerId":"p"}"#,
        ),
        (encoded(room().stop_merge_job("j")), "DELETE /v3/apps/dgdl5ge8y/rooms/room-01/merge_job/j"),
        (
            encoded(room().set_merge_tracks("j", [track])),
            r#"POST /v3/apps/dgdl5ge8y/rooms/room-01/merge_job/j/tracks {"mode":1,"all":[{"trackID":"t","x":0,"y":0,"z":0,"w":0,"h":0}]}"#,
        ),
        (
            encoded(room().set_merge_watermarks("j", [])),
            r#"POST /v3/apps/dgdl5ge8y/rooms/room-01/merge_job/j/watermarks {"watermarks":[]}"#,
        ),
        (
            encoded(room().update_job(job)),
            r#"POST /v4/apps/dgdl5ge8y/rooms/room-01/jobs/update {"id":"j","type":"simple","inputs":[],"outputs":[{"type":"rtmp","url":"rtmp://d/h/s"}]}"#,
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
        Rooms::v2().create("owner").idempotency(),
        room().forward(ForwardJob::new("j", "p")).idempotency(),
        room().start_job(Job::default()).idempotency(),
        room().change_merge_tracks("j", [], []).idempotency(),
    ];
    assert!(not.iter().all(|idempotency| *idempotency == Idempotency::NonIdempotent));
    let idempotent = [
        app().update().title("t").idempotency(),
        app().delete().idempotency(),
        room().kick("user_9").idempotency(),
        room().stop_job("j").idempotency(),
        room().set_merge_tracks("j", []).idempotency(),
    ];
    assert!(idempotent.iter().all(|idempotency| *idempotency == Idempotency::Idempotent));
}
