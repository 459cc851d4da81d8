use pili::rtc::{App, AppId, Permission, RoomAccess, RoomName, UserId};

use super::on_air::{at, stage};
use crate::stage::Stage;

/// Lets a user into the room `lobby`.
fn enter(stage: &Stage, app: &AppId, user: &str) {
    let (room, user) = (RoomName::new("lobby").unwrap(), UserId::new(user).unwrap());
    let access = RoomAccess::v3(app.clone(), room, user, Permission::User, at(3600));
    stage.local.enter_room(&access.token(stage.local.credentials()).unwrap()).unwrap();
}

/// An app, whose id is a new one each time.
async fn app(stage: &mut Stage) -> AppId {
    let client = pili::rtc::builder(stage.local.credentials().clone()).transport(stage.local.transport());
    let app = client.send(App::create().title("first")).await.unwrap().app_id;
    stage.stands_for(app.as_str(), "APP");
    app
}

#[tokio::test]
async fn apps() {
    let mut stage = stage().await;
    let app = app(&mut stage).await;
    stage
        .run_all([
            "pili LOCAL app ls",
            "pili LOCAL app info APP",
            "pili LOCAL app update APP --title second --max-users 20",
            "pili LOCAL app update APP --merge-publish-rtmp '{\"enable\":true,\"height\":720}' --json",
            "pili LOCAL app update APP --merge-publish-rtmp '{\"height\":\"tall\"}'",
            "pili LOCAL app update APP",
        ])
        .await;
    stage.run_with("pili LOCAL app set-event-callback APP https://hooks.example.com/rtc", "a-secret").await;
    stage.run("pili LOCAL app set-event-callback APP https://hooks.example.com/rtc").await;
    stage.run("pili LOCAL app delete APP").await;
    stage.run("pili LOCAL app info APP").await;
    stage.run("pili LOCAL app ls --json").await;
    let created = stage.run("pili LOCAL app create --title third --jsonl").await;
    let created: serde_json::Value = serde_json::from_str(&created).unwrap();
    stage.stands_for(created["appId"].as_str().unwrap(), "OTHER-APP");
    drop(app);
    stage.is("app.txt");
}

#[tokio::test]
async fn rooms() {
    let mut stage = stage().await;
    let app = app(&mut stage).await;
    for user in ["alice", "bob"] {
        enter(&stage, &app, user);
    }
    stage
        .run_all([
            "pili LOCAL room ls --app APP",
            "pili LOCAL room ls --app APP --json",
            "pili LOCAL room ls --app APP --prefix x",
            "pili LOCAL room ls",
            "pili LOCAL room users lobby --app APP",
            "pili LOCAL room users lobby --app APP --jsonl",
            "pili LOCAL room kick lobby bob --app APP",
            "pili LOCAL room kick lobby bob --app APP",
            "pili LOCAL room delete lobby --app APP",
            "pili LOCAL room kick lobby alice --app APP",
            "pili LOCAL room delete lobby --app APP",
            "pili LOCAL room create hall --max-users 4 --auto-close-after 1h --close-unentered-after 10m --open true --app APP --json",
            "pili LOCAL room delete hall --app APP",
            "pili LOCAL room users lobby --app nosuch",
        ])
        .await;
    stage.is("room.txt");
}

#[tokio::test]
async fn jobs_of_rooms() {
    let mut stage = stage().await;
    let app = app(&mut stage).await;
    enter(&stage, &app, "alice");
    stage
        .run_all([
            "pili LOCAL room merge start lobby m1 --width 1280 --height 720 --publish-url rtmp://a.example/demo/x --stretch-mode aspectFit --background '{\"url\":\"https://a.example/b.png\"}' --user '{\"userId\":\"alice\"}' --app APP",
            "pili LOCAL room merge set-tracks lobby m1 --all '{\"trackID\":\"t1\",\"w\":640,\"h\":360}' --app APP",
            "pili LOCAL room merge set-tracks lobby m1 --add '{\"trackID\":\"t2\"}' --remove '{\"trackID\":\"t1\"}' --app APP",
            "pili LOCAL room merge set-tracks lobby m1 --app APP",
            "pili LOCAL room merge set-tracks lobby m1 --all t1 --app APP",
            "pili LOCAL room merge set-watermarks lobby m1 '{\"url\":\"https://a.example/logo.png\"}' --app APP",
            "pili LOCAL room merge stop lobby m1 --app APP",
            "pili LOCAL room merge stop lobby m1 --app APP",
            "pili LOCAL room stop-merge lobby --app APP",
            "pili LOCAL room forward start lobby f1 alice --track t1 --publish-url rtmp://a.example/demo/x --app APP --json",
            "pili LOCAL room forward stop lobby f1 alice --app APP",
            "pili LOCAL room job start lobby --id j1 --input '{\"kind\":\"media\",\"userId\":\"alice\"}' --output rtmp://a.example/demo/x --fps 25 --app APP",
            "pili LOCAL room job update lobby j1 --type basic --input '{\"kind\":\"image\",\"url\":\"https://a.example/b.png\"}' --width 640 --height 360 --output rtmp://a.example/demo/x --app APP --jsonl",
            "pili LOCAL room job update lobby j1 --width 641 --app APP",
            "pili LOCAL room job stop lobby j1 --app APP",
            "pili LOCAL room job stop lobby nosuch --app APP",
        ])
        .await;
    stage.is("room-jobs.txt");
}

#[tokio::test]
async fn files_in_rooms() {
    let mut stage = stage().await;
    let app = app(&mut stage).await;
    stage.run("pili LOCAL room pub ls lobby --app APP").await;
    let started = stage
        .run("pili LOCAL room pub start lobby https://a.example/1.flv https://a.example/2.flv --app APP --json")
        .await;
    let started: serde_json::Value = serde_json::from_str(&started).unwrap();
    stage.stands_for(started["taskID"].as_str().unwrap(), "TASK");
    stage
        .run_all([
            "pili LOCAL room pub ls lobby --app APP",
            "pili LOCAL room pub ls hall --app APP --json",
            "pili LOCAL room pub start lobby --app APP",
            "pili LOCAL room pub start lobby '' --app APP",
            "pili LOCAL room pub ls lobby",
        ])
        .await;
    for permission in [Permission::Admin, Permission::User] {
        let (room, user) = (RoomName::new("lobby").unwrap(), UserId::new("alice").unwrap());
        let access = RoomAccess::v3(app.clone(), room, user, permission, at(3600));
        let token = access.token(stage.local.credentials()).unwrap();
        stage.run_with("pili LOCAL room pub ls lobby --token-stdin --app APP --jsonl", &token).await;
    }
    stage.run_with("pili LOCAL room pub ls lobby --token-stdin --app APP", "forged").await;
    stage.is("room-pub.txt");
}
