use pili_rtc::{
    Room, StretchMode,
    job::{Input, InputKind, Kind, Output, Start, Status},
    merge_job::{Picture, Track},
};

use super::*;
use crate::support::signed;

fn output() -> Output {
    Output::rtmp("rtmp://publish.example.com/demo/evening")
}

fn job(room: &Room) -> Start {
    room.start_job(Kind::Basic).input(Input::media("user_9")).output(output())
}

#[tokio::test]
async fn a_forward_job_runs_until_it_is_stopped() {
    let stage = Stage::new().await;
    stage.enter("room-01", "user_9").unwrap();
    let room = stage.app.room("room-01");
    let forward = room.forward_job("f1", "user_9");
    let started = stage.client.send(forward.start().track("t1")).await.unwrap();
    assert_eq!((started.id.as_deref(), started.status), (Some("f1"), Some(Status::Ok)));
    assert_eq!(stage.shown("room-01").await["forwardJobs"]["f1"]["tracks"][0]["trackId"], "t1");
    let twice = stage.client.send(forward.start()).await.unwrap_err();
    assert_eq!(refusal(&twice), (614, "job already exists"));
    let nobody = stage.client.send(room.forward_job("f2", "user_1").start()).await.unwrap_err();
    assert_eq!(refusal(&nobody), (612, "user not found"));
    stage.client.send(forward.stop()).await.unwrap();
    assert_eq!(stage.shown("room-01").await["forwardJobs"], json!({}));
    let gone = stage.client.send(forward.stop()).await.unwrap_err();
    assert_eq!(refusal(&gone), (612, "job not found"));
}

#[tokio::test]
async fn the_tracks_and_watermarks_of_a_merge_job_are_what_was_asked_last() {
    let stage = Stage::new().await;
    stage.enter("room-01", "user_9").unwrap();
    let merge = stage.app.room("room-01").merge_job("m1");
    stage.client.send(merge.start()).await.unwrap();
    let tracks = async || {
        let shown = stage.shown("room-01").await;
        let tracks = shown["mergeJobs"]["m1"]["tracks"].as_array().unwrap().clone();
        tracks.iter().map(|track| track["trackID"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let track = Track::new;
    stage.client.send(merge.change_tracks([track("a"), track("b")], [])).await.unwrap();
    assert_eq!(tracks().await, ["a", "b"]);
    stage.client.send(merge.change_tracks([track("c")], [track("a")])).await.unwrap();
    assert_eq!(tracks().await, ["b", "c"]);
    stage.client.send(merge.set_tracks([track("d")])).await.unwrap();
    assert_eq!(tracks().await, ["d"]);
    let picture = Picture::new("https://example.com/logo.png");
    stage.client.send(merge.set_watermarks([picture])).await.unwrap();
    let shown = stage.shown("room-01").await;
    assert_eq!(shown["mergeJobs"]["m1"]["watermarks"][0]["url"], "https://example.com/logo.png");
    stage.client.send(merge.stop()).await.unwrap();
    assert_eq!(stage.shown("room-01").await["mergeJobs"], json!({}));
    let gone = stage.client.send(merge.set_tracks([])).await.unwrap_err();
    assert_eq!(refusal(&gone), (612, "job not found"));
}

#[tokio::test]
async fn a_job_of_v4_is_started_replaced_and_stopped() {
    let stage = Stage::new().await;
    stage.enter("room-01", "user_9").unwrap();
    let room = stage.app.room("room-01");
    let started = stage.client.send(job(&room)).await.unwrap();
    assert_eq!(started.status, Some(Status::Ok));
    let id = started.id.expect("the service invents an id");
    let running = room.job(&*id);
    stage.client.send(running.update(Kind::Simple).output(output()).width(1280)).await.unwrap();
    assert_eq!(stage.shown("room-01").await["jobs"][&id]["config"]["width"], 1280);
    stage.client.send(running.stop()).await.unwrap();
    assert_eq!(stage.shown("room-01").await["jobs"], json!({}));
    for error in [
        stage.client.send(running.stop()).await.unwrap_err(),
        stage.client.send(room.job("j9").update(Kind::Basic).output(output())).await.unwrap_err(),
    ] {
        assert_eq!(refusal(&error), (612, "job not found"));
    }
}

#[tokio::test]
async fn a_job_of_zeros_is_what_its_values_say() {
    let stage = Stage::new().await;
    stage.enter("room-01", "user_9").unwrap();
    let picture = json!({"url": "", "x": 0, "y": 0, "w": 0, "h": 0, "stretchMode": ""});
    for (version, path, body) in [
        (
            "v4",
            "jobs",
            json!({"id": "", "type": "basic", "outputs": [{"type": "rtmp", "url": "rtmp://p.example.com/d/s"}],
                "inputs": [{"kind": "media", "userId": "user_9", "url": "", "tag": "", "position": null,
                    "stretchMode": ""}],
                "config": {"fps": 0, "kbps": "", "width": "640", "height": 0, "stretchMode": ""}}),
        ),
        (
            "v3",
            "merge_job",
            json!({"id": "m1", "stretchMode": "", "background": picture, "waterMarks": null,
                "holdLastFrame": "false", "template": "", "userInfos": null}),
        ),
    ] {
        let path = format!("http://h/{version}/apps/{}/rooms/room-01/{path}", stage.info.app_id);
        let request = http::Request::post(&path).body(body.to_string().into()).unwrap();
        let answer = signed(&stage.local, request).await;
        assert_eq!(answer.status(), 200, "{path}: {}", String::from_utf8_lossy(answer.body()));
    }
    let shown = stage.shown("room-01").await;
    let job = shown["jobs"].as_object().unwrap().values().next().unwrap();
    assert_eq!((&job["config"]["width"], &job["config"]["fps"]), (&json!(640), &json!(0)), "{shown}");
    assert_eq!(job["inputs"][0].get("stretchMode"), None, "{shown}");
}

#[tokio::test]
async fn tracks_of_a_mode_that_there_is_not_are_refused() {
    let stage = Stage::new().await;
    stage.enter("room-01", "user_9").unwrap();
    stage.client.send(stage.app.room("room-01").merge_job("m1").start()).await.unwrap();
    let path = format!("http://h/v3/apps/{}/rooms/room-01/merge_job/m1/tracks", stage.info.app_id);
    let request = http::Request::post(path).body(r#"{"mode":2}"#.into()).unwrap();
    let (status, text) = told(&signed(&stage.local, request).await);
    assert_eq!((status, &*text), (400, "invalid args: mode: must be 0 or 1"));
}

#[tokio::test]
async fn a_job_of_v4_that_breaks_a_rule_is_invalid_input() {
    let stage = Stage::new().await;
    stage.enter("room-01", "user_9").unwrap();
    let room = stage.app.room("room-01");
    let odd = || "odd".to_owned();
    for job in [
        room.start_job(Kind::Other(odd())).output(output()),
        job(&room).input(Input::new(InputKind::Other("sound".to_owned()))),
        room.start_job(Kind::Basic),
        job(&room).output(Output::rtmp("https://example.com")),
        job(&room).input(Input::media("user_1").stretch_mode(StretchMode::Other(odd()))),
    ] {
        let error = stage.client.send(job).await.unwrap_err();
        assert_eq!(refusal(&error), (400, "invalid input"));
    }
}

#[tokio::test]
async fn jobs_need_a_room_with_somebody_in_and_end_with_it() {
    let stage = Stage::new().await;
    let room = stage.app.room("room-01");
    for error in [
        stage.client.send(job(&room)).await.unwrap_err(),
        stage.client.send(room.merge_job("m1").start()).await.unwrap_err(),
        stage.client.send(room.forward_job("f1", "user_9").start()).await.unwrap_err(),
    ] {
        assert_eq!(refusal(&error), (615, "room not active"));
    }
    stage.enter("room-01", "user_9").unwrap();
    stage.client.send(job(&room).id("j1")).await.unwrap();
    stage.exit("room-01", "user_9");
    stage.enter("room-01", "user_9").unwrap();
    assert_eq!(stage.shown("room-01").await["jobs"], json!({}));
}
