use pili_rtc::api::wire::{
    ForwardJob, ForwardTrack, Job, JobConfig, JobInput, JobOutput, MergeJob, MergePicture, MergeTrack,
};

use super::*;
use crate::support::signed;

fn track(id: &str) -> MergeTrack {
    let mut track = MergeTrack::default();
    track.track_id = id.to_owned();
    track
}

fn job(id: Option<&str>) -> Job {
    let mut input = JobInput::default();
    input.kind = "media".to_owned();
    input.user_id = Some("user_9".to_owned());
    let mut job = Job::default();
    job.id = id.map(str::to_owned);
    job.kind = "basic".to_owned();
    job.inputs = vec![input];
    job.outputs = vec![JobOutput::rtmp("rtmp://publish.example.com/demo/evening")];
    job
}

#[tokio::test]
async fn a_forward_job_runs_until_it_is_stopped() {
    let stage = Stage::new().await;
    stage.join("room-01", "user_9").await;
    let room = stage.app.room("room-01");
    let mut forward = ForwardJob::new("f1", "user_9");
    forward.tracks = vec![ForwardTrack::new("t1")];
    let started = stage.client.send(room.forward(forward.clone())).await.unwrap();
    assert_eq!((&*started.id, &*started.status), ("f1", "OK"));
    assert_eq!(stage.shown("room-01").await["forwardJobs"]["f1"]["tracks"][0]["trackId"], "t1");
    let twice = stage.client.send(room.forward(forward)).await.unwrap_err();
    assert_eq!(refusal(&twice), (614, "job already exists"));
    let nobody = stage.client.send(room.forward(ForwardJob::new("f2", "user_1"))).await.unwrap_err();
    assert_eq!(refusal(&nobody), (612, "user not found"));
    stage.client.send(room.stop_forward("f1", "user_9")).await.unwrap();
    assert_eq!(stage.shown("room-01").await["forwardJobs"], json!({}));
    let gone = stage.client.send(room.stop_forward("f1", "user_9")).await.unwrap_err();
    assert_eq!(refusal(&gone), (612, "job not found"));
}

#[tokio::test]
async fn the_tracks_and_watermarks_of_a_merge_job_are_what_was_asked_last() {
    let stage = Stage::new().await;
    stage.join("room-01", "user_9").await;
    let room = stage.app.room("room-01");
    stage.client.send(room.merge(MergeJob::new("m1"))).await.unwrap();
    let tracks = async || {
        let shown = stage.shown("room-01").await;
        let tracks = shown["mergeJobs"]["m1"]["tracks"].as_array().unwrap().clone();
        tracks.iter().map(|track| track["trackID"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    stage.client.send(room.change_merge_tracks("m1", [track("a"), track("b")], [])).await.unwrap();
    assert_eq!(tracks().await, ["a", "b"]);
    stage.client.send(room.change_merge_tracks("m1", [track("c")], [track("a")])).await.unwrap();
    assert_eq!(tracks().await, ["b", "c"]);
    stage.client.send(room.set_merge_tracks("m1", [track("d")])).await.unwrap();
    assert_eq!(tracks().await, ["d"]);
    let mut picture = MergePicture::default();
    picture.url = "https://example.com/logo.png".to_owned();
    stage.client.send(room.set_merge_watermarks("m1", [picture])).await.unwrap();
    let shown = stage.shown("room-01").await;
    assert_eq!(shown["mergeJobs"]["m1"]["watermarks"][0]["url"], "https://example.com/logo.png");
    stage.client.send(room.stop_merge_job("m1")).await.unwrap();
    assert_eq!(stage.shown("room-01").await["mergeJobs"], json!({}));
    let gone = stage.client.send(room.set_merge_tracks("m1", [])).await.unwrap_err();
    assert_eq!(refusal(&gone), (612, "job not found"));
}

#[tokio::test]
async fn a_job_of_v4_is_started_replaced_and_stopped() {
    let stage = Stage::new().await;
    stage.join("room-01", "user_9").await;
    let room = stage.app.room("room-01");
    let started = stage.client.send(room.start_job(job(None))).await.unwrap();
    assert_eq!(started.status, "OK");
    assert!(!started.id.is_empty(), "the service invents an id");
    let mut other = job(Some(&started.id));
    other.config = Some(JobConfig::default()).map(|mut config| {
        config.width = Some(1280);
        config
    });
    stage.client.send(room.update_job(other)).await.unwrap();
    assert_eq!(stage.shown("room-01").await["jobs"][&started.id]["config"]["width"], 1280);
    stage.client.send(room.stop_job(&*started.id)).await.unwrap();
    assert_eq!(stage.shown("room-01").await["jobs"], json!({}));
    for error in [
        stage.client.send(room.stop_job(&*started.id)).await.unwrap_err(),
        stage.client.send(room.update_job(job(Some("j9")))).await.unwrap_err(),
    ] {
        assert_eq!(refusal(&error), (612, "job not found"));
    }
}

#[tokio::test]
async fn a_job_of_zeros_is_what_its_values_say() {
    let stage = Stage::new().await;
    stage.join("room-01", "user_9").await;
    let path = |version: &str, rest: &str| {
        format!("http://h/{version}/apps/{}/rooms/room-01/{rest}", stage.info.app_id)
    };
    let picture = json!({"url": "", "x": 0, "y": 0, "w": 0, "h": 0, "stretchMode": ""});
    for (path, body) in [
        (
            path("v4", "jobs"),
            json!({"id": "", "type": "basic", "outputs": [{"type": "rtmp", "url": "rtmp://p.example.com/d/s"}],
                "inputs": [{"kind": "media", "userId": "user_9", "url": "", "tag": "", "position": null,
                    "stretchMode": ""}],
                "config": {"fps": 0, "kbps": "", "width": "640", "height": 0, "stretchMode": ""}}),
        ),
        (
            path("v3", "merge_job"),
            json!({"id": "m1", "stretchMode": "", "background": picture, "waterMarks": null,
                "holdLastFrame": "false", "template": "", "userInfos": null}),
        ),
    ] {
        let answer = signed(&stage.local, http::Request::post(&path).body(body.to_string().into()).unwrap());
        let answer = answer.await;
        assert_eq!(answer.status(), 200, "{path}: {}", String::from_utf8_lossy(answer.body()));
    }
    let shown = stage.shown("room-01").await;
    let job = shown["jobs"].as_object().unwrap().values().next().unwrap();
    assert_eq!((&job["config"]["width"], &job["config"]["fps"]), (&json!(640), &json!(0)), "{shown}");
    assert_eq!(job["inputs"][0].get("stretchMode"), None, "{shown}");
}

#[tokio::test]
async fn a_job_of_v4_that_breaks_a_rule_is_invalid_input() {
    let stage = Stage::new().await;
    stage.join("room-01", "user_9").await;
    let room = stage.app.room("room-01");
    let broken = |change: fn(&mut Job)| {
        let mut job = job(None);
        change(&mut job);
        job
    };
    for job in [
        broken(|job| job.kind = "odd".to_owned()),
        broken(|job| job.inputs[0].kind = "sound".to_owned()),
        broken(|job| job.outputs.clear()),
        broken(|job| job.outputs[0].url = "https://example.com".to_owned()),
        broken(|job| job.inputs[0].stretch_mode = serde_json::from_value("odd".into()).ok()),
    ] {
        let error = stage.client.send(room.start_job(job)).await.unwrap_err();
        assert_eq!(refusal(&error), (400, "invalid input"));
    }
}

#[tokio::test]
async fn jobs_need_a_room_with_somebody_in_and_end_with_it() {
    let stage = Stage::new().await;
    let room = stage.app.room("room-01");
    for error in [
        stage.client.send(room.start_job(job(None))).await.unwrap_err(),
        stage.client.send(room.merge(MergeJob::new("m1"))).await.unwrap_err(),
        stage.client.send(room.forward(ForwardJob::new("f1", "user_9"))).await.unwrap_err(),
    ] {
        assert_eq!(refusal(&error), (615, "room not active"));
    }
    stage.join("room-01", "user_9").await;
    stage.client.send(room.start_job(job(Some("j1")))).await.unwrap();
    stage.leave("room-01", "user_9").await;
    stage.join("room-01", "user_9").await;
    assert_eq!(stage.shown("room-01").await["jobs"], json!({}));
}
