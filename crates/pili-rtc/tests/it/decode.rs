//! Answers: odd ones are read as what they mean, wrong ones are errors that say so.

use std::time::{Duration, UNIX_EPOCH};

use pili_rtc::{
    App, Code, RoomName, StretchMode, UserId,
    core::{ErrorKind, Operation, Paginated, Reason},
    job::{Kind, Status},
    v2::{Rooms, room::RoomStatus},
};

use crate::read;

fn is_no_answer<O: Operation<Output: std::fmt::Debug>>(operation: O, body: &'static str) {
    assert_eq!(read(operation, 200, body).unwrap_err().kind(), ErrorKind::Decode, "{body}");
}

#[test]
fn null_lists_are_empty() {
    let room = App::new("app").room("room-01");
    let body = r#"{"users":null,"rooms":null,"active_users":null,"end":true,"offset":0}"#;
    assert_eq!(read(room.users(), 200, body).unwrap(), Vec::<UserId>::new());
    assert_eq!(read(App::new("app").rooms(), 200, body).unwrap().rooms, Vec::<RoomName>::new());
    assert_eq!(read(Rooms::v2().room("room-01").users(), 200, body).unwrap(), []);
    assert_eq!(read(App::list(), 200, "null").unwrap(), []);
}

#[test]
fn an_answer_without_the_members_that_make_it_one_is_an_error() {
    let (app, old) = (App::new("app"), Rooms::v2().room("room-01"));
    let room = app.room("room-01");
    for body in ["{}", r#"{"what":"ever"}"#] {
        is_no_answer(room.users(), body);
        is_no_answer(app.rooms(), body);
        is_no_answer(app.info(), body);
        is_no_answer(App::create(), body);
        is_no_answer(App::list(), body);
        is_no_answer(room.start_job(Kind::Basic), body);
        is_no_answer(old.users(), body);
        is_no_answer(old.info(), body);
        is_no_answer(Rooms::v2().create_room("owner"), body);
    }
    for body in ["<html>log in</html>", "OK"] {
        is_no_answer(room.kick("user_9"), body);
        is_no_answer(room.merge_job("m").stop(), body);
        is_no_answer(app.delete(), body);
    }
}

#[test]
fn rooms_go_on_at_the_offset_of_the_page_until_its_end() {
    let first = App::new("app").rooms().limit(2);
    let page = read(&first, 200, r#"{"end":false,"offset":7,"rooms":["room-a","room-b"]}"#).unwrap();
    let (rooms, next) = first.next_page(page);
    let expected = ["room-a", "room-b"].map(|name| RoomName::new(name).unwrap());
    assert_eq!((rooms, next), (expected.to_vec(), Some(first.clone().offset(7))));
    for last in [r#"{"end":true,"offset":9,"rooms":["c"]}"#, r#"{"end":false,"offset":9,"rooms":[]}"#] {
        assert_eq!(first.next_page(read(&first, 200, last).unwrap()).1, None);
    }
}

#[test]
fn the_names_in_lists_are_those_that_calls_take() {
    let room = App::new("app").room("room-01");
    let users = read(room.users(), 200, r#"{"users":[{"userId":"user_9"}]}"#).unwrap();
    assert_eq!(users, [UserId::new("user_9").unwrap()]);
    assert_eq!(room.kick(users[0].clone()), room.kick("user_9"));
    let old = Rooms::v1().room("room-01");
    let body = r#"{"active_users":[{"user_id":"user_9","user_name":"Nine"}]}"#;
    let user = read(old.users(), 200, body).unwrap().remove(0);
    assert_eq!(user.user_name, "Nine");
    assert_eq!(old.kick(user.user_id), old.kick("user_9"));
}

#[test]
fn errors_have_the_meaning_that_live_streaming_gives_them() {
    let app = App::new("app");
    let kick = || app.room("room-01").kick("user_9");
    let table = [
        (612, r#"{"error":"user not found"}"#, Reason::NotFound, None),
        (615, r#"{"error":"room not active"}"#, Reason::Conflict, Some(Code::RoomNotActive)),
        (616, r#"{"error":"hub not match"}"#, Reason::Denied, Some(Code::HubMismatch)),
        (401, r#"{"error":"bad token"}"#, Reason::Denied, None),
    ];
    for (status, body, reason, code) in table {
        let error = read(kick(), status, body).unwrap_err();
        assert_eq!((error.kind(), error.reason(), Code::of(&error)), (ErrorKind::Api, reason, code));
    }
    assert!(read(kick(), 200, "").is_ok());
}

#[test]
fn an_answer_without_a_body_starts_a_job_all_the_same() {
    let room = App::new("app").room("room-01");
    let start = || room.start_job(Kind::Basic);
    let silent = read(start(), 200, "").unwrap();
    assert_eq!((silent.id, silent.status), (None, None));
    let started = read(start(), 200, r#"{"status":"OK","id":"j"}"#).unwrap();
    assert_eq!((started.id.as_deref(), started.status), (Some("j"), Some(Status::Ok)));
    let odd = read(start(), 200, r#"{"status":"QUEUED","id":"j"}"#).unwrap();
    assert_eq!(odd.status, Some(Status::Other("QUEUED".to_owned())));
    assert_eq!(read(room.create(), 200, "").unwrap().room_id, None);
}

#[test]
fn an_app_is_read_with_its_merge_settings() {
    let body = r#"{"appId":"a","hub":"h","title":"t","maxUsers":10,"noAutoKickUser":true,"createdAt":"2018-01-01T00:00:00Z",
        "mergePublishRtmp":{"enable":true,"width":640,"url":"rtmp://d/h/$(roomName)"}}"#;
    let app = read(App::new("a").info(), 200, body).unwrap();
    assert_eq!((app.app_id.as_str(), app.max_users, app.no_auto_kick_user), ("a", 10, true));
    assert_eq!(app.merge_publish_rtmp.unwrap().width, Some(640));
    assert_eq!(app.created_at, Some(UNIX_EPOCH + Duration::from_secs(1_514_764_800)));
    assert_eq!(app.updated_at, None);
}

#[test]
fn a_list_of_apps_is_read_bare_and_within_an_object() {
    let bodies = [
        r#"[{"appId":"a"},{"appId":"b"}]"#,
        r#"{"end":true,"apps":[{"appId":"a"},{"appId":"b"}],"offset":2}"#,
    ];
    for body in bodies {
        let apps = read(App::list(), 200, body).unwrap();
        assert_eq!(apps.iter().map(|app| app.app_id.as_str()).collect::<Vec<_>>(), ["a", "b"]);
    }
    is_no_answer(App::list(), r#"["a"]"#);
}

#[test]
fn the_status_of_a_room_of_before_apps_is_what_its_number_means() {
    let status = |body| read(Rooms::v2().room("room-01").info(), 200, body).unwrap().status;
    let new = r#"{"owner_id":"owner","room_name":"room-01","room_status":0,"user_max":10}"#;
    let odd = r#"{"owner_id":"owner","room_name":"room-01","room_status":7,"user_max":10}"#;
    assert_eq!((status(new), status(odd)), (RoomStatus::New, RoomStatus::Other(7)));
}

#[test]
fn a_stretch_mode_that_is_not_known_is_kept() {
    for (text, mode) in
        [("\"aspectFill\"", StretchMode::AspectFill), ("\"odd\"", StretchMode::Other("odd".to_owned()))]
    {
        assert_eq!(serde_json::from_str::<StretchMode>(text).unwrap(), mode);
        assert_eq!(serde_json::to_string(&mode).unwrap(), text);
    }
}
