use std::sync::{Arc, Mutex};

use pili_core::Request;
use pili_rtc::pub_task::Status;
use tower::util::MapRequestLayer;

use super::*;

const FILE: &str = "https://video.example.com/1.flv";

impl Stage {
    fn administrators(&self, room: &str, expires_at: SystemTime) -> String {
        let app = self.info.app_id.clone();
        let (room, user) = (RoomName::new(room).unwrap(), UserId::new("player").unwrap());
        let access = RoomAccess::v3(app, room, user, Permission::Admin, expires_at);
        access.token(self.local.credentials()).unwrap()
    }

    fn good(&self) -> String {
        self.administrators("room-01", now() + Duration::from_secs(60))
    }
}

#[tokio::test]
async fn an_administrator_starts_tasks_and_sees_those_of_the_room() {
    let stage = Stage::new().await;
    let room = stage.app.room("room-01");
    let first = stage.client.send(room.start_pub_task(stage.good(), FILE)).await.unwrap();
    let second = stage.client.send(room.start_pub_task(stage.good(), FILE).source(FILE)).await.unwrap();
    assert_ne!(first, second);
    let tasks = stage.client.send(room.pub_tasks(stage.good())).await.unwrap();
    assert_eq!(tasks.iter().map(|task| &task.task_id).collect::<Vec<_>>(), [&first, &second]);
    assert_eq!((&tasks[1].status, tasks[1].source_urls.len()), (&Status::Running, 2));
    assert_eq!(tasks[0].create_time.as_deref(), Some("2023-11-15T06:13:20"));
    let other = stage.administrators("room-02", now() + Duration::from_secs(60));
    let none = stage.client.send(stage.app.room("room-02").pub_tasks(other)).await.unwrap();
    assert!(none.is_empty());
}

#[tokio::test]
async fn nobody_else_does_and_the_refusal_shows_no_token() {
    let stage = Stage::new().await;
    let room = stage.app.room("room-01");
    let elsewhere = stage.administrators("room-02", now() + Duration::from_secs(60));
    let late = stage.administrators("room-01", now() - Duration::from_secs(5));
    let forged = stage.good().replacen(':', ":A", 1);
    for (token, reason) in [
        (elsewhere, "the room token is for the room `room-02`, not `room-01`"),
        (late, "the room token expired 5 s ago"),
        (forged, "the room token's signature is wrong"),
    ] {
        let sign = token.split(':').nth(1).unwrap().to_owned();
        let start = stage.client.send(room.start_pub_task(token.clone(), FILE)).await.unwrap_err();
        let list = stage.client.send(room.pub_tasks(token)).await.unwrap_err();
        for error in [start, list] {
            assert_eq!(refusal(&error).0, 401);
            assert!(refusal(&error).1.contains(reason), "{error}");
            assert_eq!(error.string_to_sign(), None);
            assert!(!format!("{error} {error:?}").contains(&sign), "{error}");
        }
    }
    let user = stage.token("room-01", "user_9");
    let path = format!("http://h/v3/apps/{}/rooms/room-01/pub?token={user}", stage.info.app_id);
    let answer = raw(&stage.local, http::Request::get(path).body("".into()).unwrap()).await;
    assert_eq!(told(&answer), (403, "the room token must be an administrator's, not `user`".to_owned()));
}

#[tokio::test]
async fn the_token_goes_alone_and_the_keys_of_the_account_stay() {
    let stage = Stage::new().await;
    let seen = Arc::new(Mutex::new(Vec::new()));
    let seer = seen.clone();
    let client = stage.client.clone().layer(MapRequestLayer::new(move |request: Request| {
        seer.lock().unwrap().push(request.headers().contains_key("authorization"));
        request
    }));
    client.send(stage.app.room("room-01").pub_tasks(stage.good())).await.unwrap();
    client.send(stage.app.info()).await.unwrap();
    assert_eq!(*seen.lock().unwrap(), [false, true]);
}
