use std::time::Duration;

use pili::urls::{
    Domain, StreamPath,
    publish::{self, PublishAuth},
};
use pili_local::DEMO_HUB;

use super::on_air::{at, go_live, stage};
use crate::stage::Stage;

/// Where a task publishes to.
fn forward(stage: &Stage, key: &str) -> String {
    let domain = Domain::new(stage.server.addresses().rtmp.to_string()).unwrap();
    let url = publish::rtmp(&domain, &StreamPath::new(DEMO_HUB, key).unwrap());
    let auth = PublishAuth::ExpirySk { credentials: stage.local.credentials().clone(), expires_at: at(3600) };
    auth.sign(&url).unwrap()
}

/// What a task publishes has arrived, so that its log is whole.
async fn until_live(stage: &Stage, key: &str) {
    let client = pili::live::builder(stage.local.credentials().clone()).transport(stage.local.transport());
    let stream = pili::live::Hub::new(DEMO_HUB).stream(key);
    while !client.send(stream.live()).await.is_ok_and(|live| live.is_some()) {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test]
async fn tasks() {
    let mut stage = stage().await;
    let publisher = go_live(&stage, "evening").await;
    let addresses = stage.server.addresses();
    stage.stands_for(&forward(&stage, "door"), "FORWARD");
    stage.stands_for(&format!("rtmp://{}/{DEMO_HUB}/evening", addresses.rtmp), "SOURCE");
    stage.stands_for(&format!("http://{}/files", addresses.http), "FILES");
    stage.run("pili LOCAL task ls").await;
    let created = stage
        .run("pili LOCAL task create door1 --source SOURCE --forward 'FORWARD' --desc door --json")
        .await;
    let created: serde_json::Value = serde_json::from_str(&created).unwrap();
    stage.stands_for(created["taskID"].as_str().unwrap(), "TASK");
    stage
        .run_all([
            "pili LOCAL task create door1 --source SOURCE --forward 'FORWARD'",
            "pili LOCAL task create door-2 --source SOURCE --forward 'FORWARD'",
            "pili LOCAL task create door2 --source SOURCE",
            "pili LOCAL task create door2 --source camera --forward 'FORWARD'",
            "pili LOCAL task create door2 --source '{\"isp\":1}' --forward 'FORWARD'",
            "pili LOCAL task ls",
            "pili LOCAL task ls --name garden --json",
            "pili LOCAL task info TASK --json",
            "pili LOCAL task start TASK",
        ])
        .await;
    until_live(&stage, "door").await;
    stage
        .run_all([
            "pili LOCAL task start TASK",
            "pili LOCAL task info TASK",
            "pili LOCAL task seek TASK 0 30s",
            "pili LOCAL task delete TASK",
            "pili LOCAL task stop TASK",
            "pili LOCAL task stop TASK",
            "pili LOCAL task history",
            "pili LOCAL task history --name door --from 2023-11-14T00:00:00Z --to 2023-11-15T00:00:00Z --json",
            "pili LOCAL task history --name garden",
            "pili LOCAL task run-info TASK",
            "pili LOCAL task update TASK --vod --source FILES/a.flv --source '{\"url\":\"FILES/b.flv\",\"videoType\":1,\"seek\":5}' --forward '{\"url\":\"FORWARD\"}' --seekable --loops endless --retry-time 2m --deliver-start-time 2100-01-01T00:00:00Z --sustain --filter '{\"area\":\"华东\"}' --status-callback '{\"type\":\"JSON\",\"url\":\"http://127.0.0.1:9/pub\",\"vars\":{\"is\":\"$(status)\"}}'",
            "pili LOCAL task info TASK --json",
            "pili LOCAL task update TASK --source FILES/a.flv --forward 'FORWARD' --retry-time 1s",
            "pili LOCAL task update TASK --source FILES/a.flv --forward 'FORWARD' --loops often",
            "pili LOCAL task delete TASK",
            "pili LOCAL task info TASK",
            "PILI_ACCESS_KEY=ak PILI_SECRET_KEY=sk PILI_ENDPOINT=http://127.0.0.1:1 pili task seek 42 0 30s --host miku",
            "pili LOCAL task ls --host miku",
            "pili LOCAL task ls --host nowhere",
        ])
        .await;
    publisher.finish().await.unwrap();
    stage.is("task.txt");
}
