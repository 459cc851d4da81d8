//! Bad input is refused before anything is sent, naming the field and the rule.

use std::time::{Duration, UNIX_EPOCH};

use pili_live::{
    Hub, PublishSecurity,
    domain::{DomainType, UrlRule},
    statd::{self, CasterBy, FlowBy, Granularity, Metric},
    stream::{Expiry, Format},
};

use crate::{at, refused};

fn hub() -> Hub {
    Hub::new("demo-hub")
}

#[test]
fn a_wrong_hub_is_refused_by_every_noun_built_on_it() {
    for name in ["", ".", "..", "a/b", "a b", "a?b", "a%2Fb", "中文"] {
        let hub = Hub::new(name);
        for (field, message) in [
            refused(hub.info()),
            refused(hub.streams()),
            refused(hub.stream("s").live()),
            refused(hub.domain("a.example.com").unbind()),
            refused(hub.play()),
        ] {
            assert_eq!(field, "hub", "{name}");
            assert!(message.contains("must be letters, digits, `-` or `_`"), "{message}");
        }
    }
}

#[test]
fn a_wrong_stream_key_is_refused() {
    let long = "k".repeat(201);
    for key in ["", ".", "..", "a/b", "a b", "a@720p", "a.m3u8", &long] {
        let stream = hub().stream(key);
        for (field, message) in [refused(stream.create()), refused(stream.info()), refused(stream.disable())]
        {
            assert_eq!(field, "stream key", "{key}");
            assert!(message.contains("must be 1 to 200"), "{message}");
        }
    }
}

#[test]
fn a_wrong_domain_is_refused() {
    for name in ["", ".", "..", "a..b", "a.com:1935", "http://a.com", "a.com/x", "-a.com"] {
        let domain = hub().domain(name);
        let refusals =
            [refused(domain.info()), refused(domain.bind(DomainType::LiveHls)), refused(domain.bind_vod())];
        for (field, message) in refusals {
            assert_eq!(field, "domain", "{name}");
            assert!(message.contains("must be a host name without a port"), "{message}");
        }
    }
}

#[test]
fn more_than_100_keys_are_refused_in_one_call() {
    let keys = |many: usize| (0..many).map(|n| format!("s{n}")).collect::<Vec<_>>();
    assert_eq!(refused(hub().batch_live(keys(101))).0, "keys");
    crate::encoded(hub().batch_live(keys(100)));
}

#[test]
fn a_wrong_key_at_the_end_of_many_is_refused_before_the_first_call() {
    let mut keys: Vec<_> = (0..150).map(|n| format!("s{n}")).collect();
    keys.push("not a key".to_owned());
    assert_eq!(refused(hub().live_statuses(keys)).0, "stream key");
}

#[test]
fn spans_that_end_before_they_start_are_refused() {
    let (early, late) = (at(1_700_000_000), at(1_700_000_001));
    let stream = hub().stream("s");
    assert_eq!(refused(stream.history().span(late..early)).0, "span");
    assert_eq!(refused(stream.save_as().span(late..early)).0, "span");
    assert_eq!(refused(stream.stats().span(late..early)).0, "span");
    assert_eq!(refused(hub().play_history().span(late..early)).0, "span");
    assert_eq!(refused(stream.history().span(..UNIX_EPOCH)).0, "span");
    let before = UNIX_EPOCH - Duration::from_secs(1);
    assert_eq!(refused(stream.history().span(before..)).0, "span");
    assert_eq!(refused(hub().play_detail(before)).0, "time");
    let (field, message) = refused(stream.stats().span(early..at(1_700_086_401)));
    assert_eq!(field, "span");
    assert!(message.contains("at most 24 hours"), "{message}");
}

#[test]
fn settings_out_of_range_are_refused() {
    let stream = hub().stream("s");
    let table = [
        (refused(hub().streams().limit(5001)), "limit"),
        (refused(hub().set_snapshot_interval(Duration::from_millis(999))), "interval"),
        (refused(hub().set_security(PublishSecurity::Expiry, "")), "publish key"),
        (refused(hub().set_security(PublishSecurity::Inherit, "k")), "publish security"),
        (refused(hub().set_persistence("", 60)), "storage bucket"),
        (refused(hub().domain("a.com").set_cert("")), "certificate name"),
        (refused(hub().domain("a.com").set_url_rewrite([UrlRule::new("", "x")])), "pattern"),
        (refused(stream.disable_for(Duration::ZERO)), "length"),
        (refused(stream.disable_until(UNIX_EPOCH)), "time"),
        (refused(stream.save_as().file_name("")), "file name"),
        (refused(stream.save_as().expire(Expiry::Days(0))), "expiry"),
        (refused(stream.snapshot().delete_after_days(0)), "delete after days"),
        (refused(stream.save_as().format(Format::Other(String::new()))), "format"),
        (refused(stream.snapshot().time(UNIX_EPOCH)), "time"),
        (refused(stream.set_converts(["a/b"])), "profile"),
    ];
    for ((field, message), expected) in table {
        assert_eq!(field, expected, "{message}");
        assert!(message.contains(" must "), "{message}");
    }
}

#[test]
fn dates_of_another_length_or_order_are_refused() {
    for begin in [
        "",
        "2024010",
        "202401011",
        "2024-01-01",
        "20240101T0000",
        "20240132",
        "20230229",
        "20240101250000",
        "２０２４０１０１",
    ] {
        assert_eq!(refused(statd::upflow(begin.."20240103", Granularity::Day)).0, "begin", "{begin}");
    }
    assert_eq!(refused(statd::codec("20240101".."2024", Granularity::Day)).0, "end");
    assert_eq!(refused(statd::codec("20240102".."20240101235959", Granularity::Day)).0, "begin");
}

#[test]
fn filters_and_figures_that_mean_something_else_are_refused() {
    let caster = || statd::caster("20240101".."20240103", Granularity::Hour);
    assert_eq!(refused(caster().only(CasterBy::Container, "")).0, "container");
    assert_eq!(
        refused(caster().except(CasterBy::Container, "!c1").group_by(CasterBy::Resolution)).0,
        "container"
    );
    assert_eq!(refused(caster().select([])).0, "select");
    let (field, message) = refused(caster().select([Metric::Flow]));
    assert_eq!(field, "select");
    assert!(message.contains("upflow, downflow, duration"), "{message}");
    let flow = statd::downflow("20240101".."20240103", Granularity::Hour).only(FlowBy::Hub, "!x");
    assert_eq!(refused(flow).0, "hub");
}

#[test]
fn a_key_never_shows_in_debug() {
    let security = hub().set_security(PublishSecurity::Expiry, "hush-hush");
    assert!(!format!("{security:?}").contains("hush"), "{security:?}");
}
