//! Requests that no recording holds.

use std::time::Duration;

use pili_live::{
    Hub, PublishSecurity,
    core::{Idempotency, Operation},
    domain::DomainType,
    statd::{self, Day, FlowBy, Granularity, Metric, PublishBy},
};

use crate::{at, encoded};

fn day(number: u8) -> Day {
    Day::new(2024, 1, number).unwrap()
}

fn hub() -> Hub {
    Hub::new("demo-hub")
}

#[test]
fn hub_calls_without_a_recording_are_as_specified() {
    let table = [
        (encoded(Hub::list()), "GET /v2/hubs"),
        (
            encoded(hub().set_security(PublishSecurity::ExpirySk, "k")),
            r#"POST /v2/hubs/demo-hub/security {"publishSecurity":"expiry_sk","publishKey":"k"}"#,
        ),
        (
            encoded(hub().set_persistence("bucket", 60)),
            r#"POST /v2/hubs/demo-hub/persistence {"storageBucket":"bucket","liveDataExpireDays":60}"#,
        ),
        (
            encoded(hub().set_snapshot_interval(Duration::from_secs(30))),
            r#"POST /v2/hubs/demo-hub/snapshot {"snapshotInterval":30}"#,
        ),
    ];
    for (request, expected) in table {
        assert_eq!(request, expected);
    }
}

#[test]
fn domain_calls_without_a_recording_are_as_specified() {
    let domain = hub().domain("live.example.com");
    let table = [
        (encoded(domain.info()), "GET /v2/hubs/demo-hub/domains/live.example.com"),
        (encoded(domain.unbind()), "DELETE /v2/hubs/demo-hub/domains/live.example.com"),
        (encoded(domain.bind_vod()), r#"POST /v2/hubs/demo-hub/voddomain {"vodDomain":"live.example.com"}"#),
        (
            encoded(domain.bind(DomainType::Other("liveNew".into()))),
            r#"POST /v2/hubs/demo-hub/newdomains {"domain":"live.example.com","Type":"liveNew"}"#,
        ),
        (
            encoded(domain.set_url_rewrite([])),
            r#"POST /v2/hubs/demo-hub/domains/live.example.com/urlrewrite {"rules":[]}"#,
        ),
    ];
    for (request, expected) in table {
        assert_eq!(request, expected);
    }
}

#[test]
fn statistics_without_a_recording_are_as_specified() {
    let history = hub().play_history().span(at(1_700_000_000)..at(1_700_003_600)).limit(5).marker("m=");
    let usage = statd::publish("20240101".."20240103", Granularity::Month)
        .except(PublishBy::Tp, "a b")
        .only(PublishBy::Tp, "c");
    let flow = statd::downflow(day(1)..day(3).at(12, 0, 0).unwrap(), Granularity::FiveMinutes)
        .only(FlowBy::Area, statd::Area::Emea);
    let table = [
        (
            encoded(history),
            "GET /v2/hubs/demo-hub/stat/play/history?start=1700000000&end=1700003600&limit=5&marker=m%3D",
        ),
        (
            encoded(hub().play_detail(at(1_700_000_100))),
            "GET /v2/hubs/demo-hub/stat/play/history/detail?time=1700000100",
        ),
        (
            encoded(usage.select([Metric::Duration])),
            "GET /statd/pub?%24tp=%21a%20b&%24tp=c&begin=20240101&end=20240103&g=month&select=duration",
        ),
        (
            encoded(flow.group_by(FlowBy::Domain)),
            "GET /statd/downflow?%24area=emea&begin=20240101&end=20240103120000&g=5min&group=domain&select=flow",
        ),
    ];
    for (request, expected) in table {
        assert_eq!(request, expected);
    }
}

#[test]
fn only_calls_that_would_do_it_twice_are_not_repeated() {
    let stream = hub().stream("s");
    let not =
        [stream.create().idempotency(), stream.save_as().idempotency(), stream.snapshot().idempotency()];
    assert!(not.iter().all(|idempotency| *idempotency == Idempotency::NonIdempotent));
    let idempotent = [
        stream.save_as().file_name("f").idempotency(),
        stream.disable().idempotency(),
        hub().batch_live(["s"]).idempotency(),
        hub().set_security(PublishSecurity::Static, "k").idempotency(),
        hub().domain("a.com").bind(DomainType::LiveHls).idempotency(),
        hub().domain("a.com").unbind().idempotency(),
    ];
    assert!(idempotent.iter().all(|idempotency| *idempotency == Idempotency::Idempotent));
}
