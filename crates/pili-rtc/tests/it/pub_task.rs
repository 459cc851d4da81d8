//! RTC-Pub: authorised by a token in the query, which nothing shows.

use std::time::{Duration, UNIX_EPOCH};

use pili_rtc::{
    App, AppId, Credentials, Permission, Room, RoomAccess, RoomName, UserId,
    core::{Operation, Unsigned},
    pub_task::{PubTask, Status},
};

use crate::{encoded, endpoint, read, refused};

fn room() -> Room {
    App::new("app000").room("room000")
}

fn token(permission: Permission) -> String {
    let (app, room) = (AppId::new("app000").unwrap(), RoomName::new("room000").unwrap());
    let access = RoomAccess::v3(
        app,
        room,
        UserId::new("player").unwrap(),
        permission,
        UNIX_EPOCH + Duration::from_secs(9),
    );
    access.token(&Credentials::new("access", "secret")).unwrap()
}

#[test]
fn the_calls_are_as_the_page_has_them_and_are_not_signed() {
    let token = token(Permission::Admin);
    let escaped = token.replace(':', "%3A").replace('=', "%3D");
    let start = room()
        .start_pub_task(token.clone(), "https://video.example.com/1.flv")
        .source("https://video.example.com/2.flv");
    assert_eq!(
        encoded(&start),
        format!(
            "POST /v3/apps/app000/rooms/room000/pub?token={escaped} \
             {{\"sourceUrls\":[\"https://video.example.com/1.flv\",\"https://video.example.com/2.flv\"]}}"
        )
    );
    assert_eq!(
        encoded(room().pub_tasks(&*token)),
        format!("GET /v3/apps/app000/rooms/room000/pub?token={escaped}")
    );
    assert!(Unsigned::is_asked(&start.encode(&endpoint()).unwrap()));
    assert!(Unsigned::is_asked(&room().pub_tasks(token).encode(&endpoint()).unwrap()));
}

#[test]
fn answers_are_read_as_the_page_has_them() {
    let list = || room().pub_tasks(token(Permission::Admin));
    let body = r#"{"tasks":[{"taskID":"1234567890_rtctask0","name":"rtctask0","appID":"abcdefghi","uid":1234567890,
        "roomID":"abcdefghi:room0","sourceUrls":["http://video.example.com/aaa-123.mp4"],"status":"running",
        "createTime":"2021-01-01T10:00:00","startTime":"2021-01-01T10:00:01"}]}"#;
    let [task]: [PubTask; 1] = read(list(), 200, body).unwrap().try_into().unwrap();
    assert_eq!((task.task_id.as_str(), task.status), ("1234567890_rtctask0", Status::Running));
    assert_eq!((task.create_time.as_deref(), task.stop_time), (Some("2021-01-01T10:00:00"), None));
    assert!(read(list(), 200, r#"{"tasks":null}"#).unwrap().is_empty());
    read(list(), 200, "{}").unwrap_err();
    let start = room().start_pub_task(token(Permission::Admin), "u");
    assert_eq!(read(start, 200, r#"{"taskID":"1_rtc"}"#).unwrap(), "1_rtc");
}

#[test]
fn a_token_that_cannot_be_an_administrators_is_refused_before_it_is_sent_and_not_shown() {
    let user = token(Permission::User);
    let sign = user.split(':').nth(1).unwrap().to_owned();
    for (given, rule) in
        [(user, "Permission::Admin"), ("nonsense".to_owned(), "<access key>:<sign>:<payload>")]
    {
        for (field, message) in [
            refused(room().pub_tasks(given.clone())),
            refused(room().start_pub_task(given.clone(), "https://video.example.com/1.flv")),
        ] {
            assert_eq!(field, "room token");
            assert!(
                message.contains(rule) && !message.contains(&given) && !message.contains(&sign),
                "{message}"
            );
        }
    }
    assert_eq!(refused(room().start_pub_task(token(Permission::Admin), "")).0, "source URL");
}

#[test]
fn what_is_shown_of_a_call_holds_no_token() {
    let token = token(Permission::Admin);
    let sign = token.split(':').nth(1).unwrap();
    for shown in [
        format!("{:?}", room().pub_tasks(&*token)),
        format!("{:?}", room().start_pub_task(&*token, "https://video.example.com/1.flv")),
    ] {
        assert!(shown.contains("Secret(..)") && !shown.contains(sign), "{shown}");
    }
}
