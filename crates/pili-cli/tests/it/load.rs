use std::process::Command;

use pili_local::{Listen, Local, Server};
use serde_json::Value;

async fn load(server: &Server, line: &str) -> (Value, Option<i32>) {
    let addresses = server.addresses();
    let line = line.replace("RTMP", &addresses.rtmp.to_string());
    let mut command = Command::new(env!("CARGO_BIN_EXE_pili"));
    command.args([&format!("--local=http://{}", addresses.http), "load", "--json"]).args(line.split(' '));
    let output = tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    (serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{said}")), output.status.code())
}

#[tokio::test(flavor = "multi_thread")]
async fn streams_and_their_viewers_are_counted_with_the_latency_between_them() {
    let server = Local::demo().serve(Listen::any()).await.unwrap();
    let line = "publish --publish-domain RTMP --streams 2 --viewers 2 --for 4s";
    let (report, exit) = load(&server, line).await;
    let (publish, play) = (&report["publish"], &report["play"]);
    assert_eq!(
        (exit, &publish["connected"], &play["connected"]),
        (Some(0), &2.into(), &4.into()),
        "{report}"
    );
    assert_eq!((&publish["failed"], &play["failed"], &play["lost"]), (&0.into(), &0.into(), &0.into()));
    let frames = |side: &Value| side["frames"].as_u64().unwrap();
    assert!(frames(publish) > 50 && frames(play) > frames(publish), "{report}");
    // Of pictures alone, and not of those from before a viewer came.
    let (latency, count) = (&play["latencyMs"], play["latencyMs"]["count"].as_u64().unwrap());
    assert!(latency["p50"].as_f64().unwrap() > 0.0 && latency["p50"].as_f64() <= latency["max"].as_f64());
    assert!(count > 50 && count <= frames(play), "{report}");
}

#[tokio::test(flavor = "multi_thread")]
async fn viewers_of_a_stream_that_another_command_publishes_are_told_the_latency_too() {
    let server = Local::demo().serve(Listen::any()).await.unwrap();
    let published = load(&server, "publish --publish-domain RTMP --prefix x- --for 6s");
    let played = load(&server, "play --prefix x- --viewers 3 --for 3s");
    let ((published, _), (played, exit)) = tokio::join!(published, played);
    assert_eq!((exit, &played["play"]["connected"], &played["publish"]), (Some(0), &3.into(), &Value::Null));
    assert!(played["play"]["latencyMs"]["count"].as_u64().unwrap() > 0, "{played} {published}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_refused_fails_with_its_reason() {
    let server = Local::demo().serve(Listen::any()).await.unwrap();
    let (report, exit) =
        load(&server, "publish --publish-domain RTMP --rule none --streams 3 --for 1s").await;
    let publish = &report["publish"];
    assert_eq!(
        (exit, &publish["failed"], &publish["connected"]),
        (Some(3), &3.into(), &0.into()),
        "{report}"
    );
    let errors = publish["errors"].as_array().unwrap();
    assert_eq!((errors.len(), &errors[0]["count"]), (1, &3.into()), "{report}");
    assert!(errors[0]["error"].as_str().unwrap().contains("expiry_sk"), "{report}");
}
