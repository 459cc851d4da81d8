//! Bad input is refused before anything is sent, naming the field and the rule.

use pili_rtc::{App, job::Kind, v2::Rooms};

use crate::refused;

#[test]
fn a_wrong_app_id_is_refused_by_every_noun_built_on_it() {
    for id in ["", ".", "..", "a/b", "a b", "a?b"] {
        let app = App::new(id);
        for (field, message) in
            [refused(app.info()), refused(app.rooms()), refused(app.room("room-01").users())]
        {
            assert_eq!(field, "app id", "{id}");
            assert!(message.contains("must be letters, digits, `-` or `_`"), "{message}");
        }
    }
}

#[test]
fn a_wrong_room_name_is_refused_in_every_version() {
    let long = "r".repeat(65);
    for name in ["", "ab", "a/b", "my room", "..", &long] {
        let room = App::new("app").room(name);
        let refusals = [
            refused(room.create()),
            refused(room.users()),
            refused(room.job("job").stop()),
            refused(Rooms::v2().room(name).info()),
            refused(Rooms::v1().create_room("owner").room_name(name)),
        ];
        for (field, message) in refusals {
            assert_eq!(field, "room name", "{name}");
            assert!(message.contains("must be 3 to 64"), "{message}");
        }
    }
}

#[test]
fn a_wrong_user_id_is_refused() {
    let long = "u".repeat(51);
    for user in ["", "xy", "..", "a/b", &long] {
        let refusals = [
            refused(App::new("app").room("room-01").kick(user)),
            refused(Rooms::v2().room("room-01").kick(user)),
            refused(Rooms::v2().create_room(user)),
        ];
        for (field, message) in refusals {
            assert_eq!(field, "user id", "{user}");
            assert!(message.contains("must be 3 to 50"), "{message}");
        }
    }
}

#[test]
fn missing_ids_of_jobs_are_refused() {
    let room = App::new("app").room("room-01");
    let table = [
        (refused(room.forward_job("", "p").start()), "job id"),
        (refused(room.forward_job("j", "").start()), "player id"),
        (refused(room.forward_job("j", "").stop()), "player id"),
        (refused(room.merge_job("").start()), "job id"),
        (refused(room.merge_job("..").stop()), "job id"),
        (refused(room.merge_job("").set_tracks([])), "job id"),
        (refused(room.merge_job(".").set_watermarks([])), "job id"),
        (refused(room.job("").update(Kind::Basic)), "job id"),
        (refused(room.job("").stop()), "job id"),
    ];
    for ((field, message), expected) in table {
        assert_eq!(field, expected, "{message}");
    }
}

#[test]
fn settings_out_of_range_are_refused() {
    let app = App::new("app");
    assert_eq!(refused(app.update()).0, "update");
    assert_eq!(refused(app.rooms().limit(0)).0, "limit");
    assert_eq!(refused(app.set_event_callback("", "secret")).0, "url");
    assert_eq!(refused(app.set_event_callback("http://h", "")).0, "secret");
    let (field, message) = refused(app.room("room-01").start_job(Kind::Basic).width(641));
    assert_eq!(field, "width");
    assert!(message.contains("must be even"), "{message}");
}

#[test]
fn the_secret_of_event_callbacks_never_shows_in_debug() {
    let operation = App::new("app").set_event_callback("http://h", "hush-hush");
    assert!(!format!("{operation:?}").contains("hush"), "{operation:?}");
}
