use serde_json::{Value, json};

use crate::{Folder, Run};

/// Where a time in whole seconds stands: what is run, the file, the place.
const WHOLE: &[(&str, &str, &str)] = &[
    ("vectors", "opentok/tokens_jwt.json", "/cases/0/input/now"),
    ("vectors", "opentok/tokens_t1.json", "/cases/0/input/now"),
    ("vectors", "opentok/validation.json", "/clock_seconds"),
    ("vectors", "oss/header_v1.json", "/cases/0/input/now_unix"),
    ("vectors", "oss/header_v4.json", "/cases/0/input/now_unix"),
    ("vectors", "oss/rtmp_url.json", "/cases/0/expected/expires"),
    ("vectors", "oss/rtmp_url.json", "/cases/0/input/now_unix"),
    ("vectors", "pili/room_tokens.json", "/cases/0/args/expire_at"),
    ("vectors", "pili/urls_first_gen.json", "/cases/10/args/expiry"),
    ("vectors", "pili/urls_publish_relative.json", "/cases/0/args/now"),
    ("vectors", "pili/urls_signed_play.json", "/cases/0/args/timestamp"),
    ("vectors", "pili/urls_signed_publish.json", "/cases/0/args/expire_at"),
    ("wire", "opentok/wire/archive.start.json", "/clock_seconds"),
    ("wire", "oss/wire/post_vod_playlist.json", "/cases/0/call/args/start_time"),
];

/// Where an SDK takes fractions of a second too.
const FRACTIONAL: &[(&str, &str, &str)] = &[
    ("vectors", "opentok/rest_auth_jwt.json", "/cases/0/input/clock_seconds"),
    ("vectors", "opentok/tokens_jwt.json", "/cases/0/input/expire_time"),
    ("vectors", "opentok/tokens_t1.json", "/cases/0/input/expire_time"),
];

#[test]
fn a_negative_time_is_refused() {
    for place in WHOLE.iter().chain(FRACTIONAL) {
        assert_refused(place, &json!(-1), "`-1` is no time");
        assert_refused(place, &json!(-1.5), "`-1.5` is no time");
    }
}

#[test]
fn a_fraction_is_refused_where_whole_seconds_are_counted() {
    for place in WHOLE {
        assert_refused(place, &json!(1_700_000_000.5), "`1700000000.5` is no time");
    }
}

#[test]
fn a_time_that_no_clock_will_show_is_refused() {
    for place in WHOLE.iter().chain(FRACTIONAL) {
        assert_refused(place, &json!(u64::MAX), "`18446744073709551615` is no time");
    }
}

#[test]
fn the_last_second_there_is_panics_nowhere() {
    for (command, file, place) in WHOLE.iter().chain(FRACTIONAL) {
        let run = run_with(command, file, place, &json!(i64::MAX));
        assert!(!run.lines.iter().any(|line| line.contains("panicked")), "{file} {place}: {run:?}");
    }
}

#[test]
fn a_token_that_expires_before_1970_cannot_be_asked_for() {
    let run = run_with("vectors", "opentok/validation.json", "/cases/0/input/kwargs/expire_time", &json!(-1));
    assert!(run.success, "{run:?}");
}

#[test]
fn claims_that_end_before_they_begin_are_refused() {
    let place = ("vectors", "opentok/rest_auth_jwt.json", "/cases/0/expected/claims/exp");
    assert_refused(&place, &json!(1), "1 is no time after 1700000000");
}

fn assert_refused((command, file, place): &(&str, &str, &str), time: &Value, why: &str) {
    let run = run_with(command, file, place, time);
    let (failures, last) = run.lines.split_at(run.lines.len() - 1);
    assert!(
        !failures.is_empty() && failures.iter().all(|line| line.ends_with(why)),
        "{file} {place}: {run:?}"
    );
    assert!(last[0].ends_with(&format!(" passed, {} failed", failures.len())) && !run.success, "{run:?}");
}

fn run_with(command: &str, file: &str, place: &str, time: &Value) -> Run {
    let folder = Folder::with(file, |content| *content.pointer_mut(place).unwrap() = time.clone());
    Run::of([command, &folder.path()])
}
