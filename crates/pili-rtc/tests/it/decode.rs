//! Answers: odd ones are read as what they mean, wrong ones are errors that say so.

use pili_rtc::{
    App, Code,
    api::{
        rooms::Rooms,
        wire::{Job, StretchMode},
    },
    core::{ErrorKind, Paginated, Reason},
};

use crate::read;

#[test]
fn missing_and_null_lists_are_empty() {
    let room = App::new("app").room("room-01");
    for body in ["{}", r#"{"users":null,"rooms":null,"active_users":null}"#] {
        assert_eq!(read(room.users(), 200, body).unwrap(), []);
        assert_eq!(read(App::new("app").rooms(), 200, body).unwrap().rooms, Vec::<String>::new());
        assert_eq!(read(Rooms::v2().room("room-01").users(), 200, body).unwrap(), []);
    }
}

#[test]
fn rooms_go_on_at_the_offset_of_the_page_until_its_end() {
    let first = App::new("app").rooms().limit(2);
    let page = read(&first, 200, r#"{"end":false,"offset":7,"rooms":["a","b"]}"#).unwrap();
    let (rooms, next) = first.next_page(page);
    assert_eq!((rooms, next), (vec!["a".to_owned(), "b".to_owned()], Some(first.clone().offset(7))));
    for last in [r#"{"end":true,"offset":9,"rooms":["c"]}"#, r#"{"end":false,"offset":9,"rooms":[]}"#] {
        assert_eq!(first.next_page(read(&first, 200, last).unwrap()).1, None);
    }
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
    assert_eq!(read(room.start_job(Job::default()), 200, "").unwrap().id, "");
    let started = read(room.start_job(Job::default()), 200, r#"{"status":"OK","id":"j"}"#).unwrap();
    assert_eq!((started.id.as_str(), started.status.as_str()), ("j", "OK"));
    assert_eq!(read(room.create(), 200, "").unwrap().room_id, None);
}

#[test]
fn a_job_is_read_as_it_is_written() {
    let text = r#"{"type":"basic","inputs":[{"kind":"media","userId":"u_9","stretchMode":"aspectFill"}],"outputs":[]}"#;
    let job: Job = serde_json::from_str(text).unwrap();
    assert_eq!(job.inputs[0].stretch_mode, Some(StretchMode::AspectFill));
    assert_eq!(serde_json::to_string(&job).unwrap(), text);
}

#[test]
fn an_app_is_read_with_its_merge_settings() {
    let body = r#"{"appId":"a","hub":"h","title":"t","maxUsers":10,"noAutoKickUser":true,"createdAt":"2018-01-01T00:00:00Z",
        "mergePublishRtmp":{"enable":true,"width":640,"url":"rtmp://d/h/$(roomName)"}}"#;
    let app = read(App::new("a").info(), 200, body).unwrap();
    assert_eq!((app.app_id.as_str(), app.max_users, app.no_auto_kick_user), ("a", 10, true));
    assert_eq!(app.merge_publish_rtmp.unwrap().width, Some(640));
}
