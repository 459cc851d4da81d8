//! Every range and length at its bounds: what lies on them is sent, what lies beyond is refused by field and rule.

use std::{ops::RangeInclusive, time::Duration};

use pili_core::{Request, Result};
use pili_opentok::{
    AutoArchive, Hls, Layout, MediaMode, Resolution, Rtmp, broadcast,
    callback::{CallbackEvent, CallbackGroup},
    render,
    session::{self, ConnectAudio},
};

use crate::{project, refused, request, session};

/// Sends both ends of a range, and is refused beyond them with a rule that names the most.
fn check(field: &str, range: RangeInclusive<u64>, with: fn(u64) -> Result<Request>) {
    let (least, most) = range.into_inner();
    for inside in [least, most] {
        assert!(with(inside).is_ok(), "{field}: {inside} is refused");
    }
    for outside in least.checked_sub(1).into_iter().chain([most + 1]) {
        let error = with(outside).expect_err(&format!("{field}: {outside} is sent"));
        assert_eq!(error.field(), Some(field), "{error}");
        assert!(error.to_string().contains(&most.to_string()), "{error}");
    }
}

fn letters(count: u64) -> String {
    "k".repeat(usize::try_from(count).unwrap())
}

/// An address of so many characters.
fn url(length: u64) -> String {
    format!("https://e.com/{}", letters(length - 14))
}

fn seconds(count: u64) -> Duration {
    Duration::from_secs(count)
}

fn broadcast() -> broadcast::Start {
    session().start_broadcast().hls(Hls::Standard)
}

fn render() -> render::Start {
    session().start_render("token", "https://example.com/page")
}

fn connect() -> ConnectAudio {
    session().connect_audio("token", "wss://example.com/")
}

fn archived(archive: AutoArchive) -> session::Create {
    project().create_session().media_mode(MediaMode::Routed).always_archive(archive)
}

#[test]
fn bit_rates_and_qualities_stay_in_their_ranges() {
    let rates = 100_000..=6_000_000;
    check("max bitrate", rates.clone(), |rate| request(session().start_archive().max_bitrate(rate)));
    check("max bitrate", rates, |rate| request(broadcast().max_bitrate(rate)));
    check("quantization parameter", 15..=40, |parameter| {
        request(session().start_archive().quantization_parameter(parameter))
    });
}

#[test]
fn durations_stay_in_their_ranges() {
    check("max duration", 60..=36_000, |length| request(broadcast().max_duration(seconds(length))));
    check("max duration", 60..=36_000, |length| request(render().max_duration(seconds(length))));
    check("max duration", 1..=14_400, |length| {
        request(session().start_captions("token").max_duration(seconds(length)))
    });
    assert_eq!(refused(broadcast().max_duration(Duration::from_millis(59_999))), "max duration");
}

#[test]
fn counts_of_a_page_stay_in_their_ranges() {
    check("count", 0..=1000, |count| request(project().archives().count(count)));
    check("count", 0..=1000, |count| request(project().broadcasts().count(count)));
    check("count", 1..=1000, |count| request(project().renders().count(count)));
}

#[test]
fn addresses_and_names_stay_in_their_ranges() {
    check("url", 15..=2048, |length| request(session().start_render("token", url(length))));
    check("status callback url", 15..=2048, |length| request(render().status_callback_url(url(length))));
    check("status callback url", 15..=2048, |length| {
        request(session().start_captions("token").status_callback_url(url(length)))
    });
    check("name", 1..=200, |length| request(render().name(letters(length))));
    check("archive name", 1..=80, |length| request(archived(AutoArchive::new().name(letters(length)))));
}

#[test]
fn sizes_of_signals_are_limited() {
    check("signal data", 0..=8192, |size| request(session().signal(letters(size))));
    check("signal data", 0..=8192, |size| request(session().connection("c").signal(letters(size))));
    check("signal kind", 0..=128, |size| request(session().signal("").kind(letters(size))));
    check("signal kind", 0..=128, |size| request(session().connection("c").signal("").kind(letters(size))));
}

#[test]
fn fifty_streams_are_heard_at_most() {
    check("streams", 0..=50, |count| request(connect().streams((0..count).map(|n| n.to_string()))));
}

#[test]
fn headers_are_measured_with_names_and_values_together() {
    let headers = |last: u64| connect().headers([("first", letters(200)), ("second", letters(last))]);
    assert!(request(headers(512 - 211)).is_ok());
    assert_eq!(refused(headers(512 - 210)), "headers");
}

#[test]
fn signals_are_measured_in_bytes_and_names_in_characters() {
    assert!(request(session().signal("é".repeat(4096)).kind("é".repeat(64))).is_ok());
    assert_eq!(refused(session().signal("é".repeat(4097))), "signal data");
    assert_eq!(refused(session().signal("").kind("é".repeat(65))), "signal kind");
    assert!(request(render().name("é".repeat(200))).is_ok());
    assert!(request(archived(AutoArchive::new().name("é".repeat(80)))).is_ok());
}

#[test]
fn a_broadcast_goes_to_five_servers_at_most() {
    let to = |count| (0..count).fold(broadcast(), |all, _| all.rtmp(Rtmp::new("rtmp://h/a", "k")));
    assert!(request(to(5)).is_ok());
    assert_eq!(refused(to(6)), "outputs");
}

#[test]
fn audio_has_one_of_three_rates() {
    for rate in [8_000, 16_000, 24_000] {
        assert!(request(connect().audio_rate(rate)).is_ok(), "{rate}");
        assert_eq!(refused(connect().audio_rate(rate - 1)), "audio rate");
        assert_eq!(refused(connect().audio_rate(rate + 1)), "audio rate");
    }
    for rate in [0, 12_000, 32_000, 44_100, 48_000] {
        assert_eq!(refused(connect().audio_rate(rate)), "audio rate");
    }
}

#[test]
fn only_keys_of_a_telephone_and_pauses_are_tones() {
    assert!(request(session().play_dtmf("0123456789*#p")).is_ok());
    assert!(request(session().connection("c").play_dtmf("0123456789*#p")).is_ok());
    for other in (0..=127_u8).map(char::from).filter(|tone| !"0123456789*#p".contains(*tone)) {
        assert_eq!(refused(session().play_dtmf(format!("1{other}"))), "digits");
        assert_eq!(refused(session().connection("c").play_dtmf(format!("1{other}"))), "digits");
    }
    assert_eq!(refused(session().play_dtmf("")), "digits");
}

#[test]
fn only_documented_resolutions_are_sent() {
    for known in ["640x480", "480x640", "1280x720", "720x1280", "1920x1080", "1080x1920"] {
        assert!(request(session().start_archive().resolution(known.into())).is_ok(), "{known}");
    }
    for other in ["", "640x481", "1920X1080", "3840x2160"].map(Resolution::from) {
        assert_eq!(refused(session().start_archive().resolution(other.clone())), "resolution");
        assert_eq!(refused(broadcast().resolution(other.clone())), "resolution");
        assert_eq!(refused(render().resolution(other.clone())), "resolution");
        assert_eq!(refused(archived(AutoArchive::new().resolution(other))), "resolution");
    }
}

#[test]
fn texts_that_must_be_there_are_not_empty() {
    let (session, project) = (session(), project());
    assert_eq!(refused(session.start_render("", url(20))), "token");
    assert_eq!(refused(session.start_captions("")), "token");
    assert_eq!(refused(session.dial("", "sip:a@b")), "token");
    assert_eq!(refused(session.dial("token", "")), "SIP URI");
    assert_eq!(refused(session.dial("token", "sip:a@b").streams(["a", ""])), "streams");
    assert_eq!(refused(session.connect_audio("", "wss://h/")), "token");
    assert_eq!(refused(session.connect_audio("token", "")), "WebSocket URI");
    assert_eq!(refused(connect().streams(["a", ""])), "streams");
    assert_eq!(refused(session.mute_all().except([""])), "excluded streams");
    assert_eq!(refused(session.set_class_lists().stream("", ["full"])), "stream id");
    assert_eq!(refused(broadcast().rtmp(Rtmp::new("rtmp://h/a", ""))), "RTMP stream name");
    assert_eq!(refused(broadcast().layout(Layout::custom(""))), "stylesheet");
    assert_eq!(refused(project.register_callback("".into(), CallbackEvent::Status, url(20))), "group");
    assert_eq!(refused(project.register_callback(CallbackGroup::Archive, "".into(), url(20))), "event");
    assert_eq!(refused(project.register_callback(CallbackGroup::Archive, CallbackEvent::Status, "")), "url");
    assert_eq!(refused(project.archives().session("")), "session id");
    assert_eq!(refused(project.broadcasts().session("")), "session id");
}
