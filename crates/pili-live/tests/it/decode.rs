//! Answers: odd ones are read as what they mean, wrong ones are errors that say so.

use pili_live::{
    Hub, PublishSecurity,
    core::{ErrorKind, Operation, Paginated, Reason},
    domain::{CallbackType, DomainType, PlaySecurityType},
    names::StreamKey,
    statd::{self, FlowBy, Granularity},
    stream::Disabled,
};

use crate::{at, read};

fn hub() -> Hub {
    Hub::new("demo-hub")
}

#[test]
fn a_stream_that_is_not_live_is_none_whichever_way_it_is_said() {
    let live = || hub().stream("s").live();
    assert_eq!(read(live(), 619, r#"{"error":"no live"}"#).unwrap(), None);
    assert_eq!(read(live(), 200, r#"{"startAt":0,"clientIP":""}"#).unwrap(), None);
    assert_eq!(read(live(), 200, r#"{"startAt":1700000000}"#).unwrap().unwrap().start_at, at(1_700_000_000));
    let error = read(live(), 612, r#"{"error":"stream not found"}"#).unwrap_err();
    assert_eq!(error.reason(), Reason::NotFound);
}

#[test]
fn null_lists_are_empty() {
    for body in [r#"{"items":null}"#, r#"{"items":[]}"#] {
        assert_eq!(read(hub().stream("s").history(), 200, body).unwrap(), []);
        assert_eq!(read(hub().batch_live(["s"]), 200, body).unwrap(), []);
        assert_eq!(read(hub().streams(), 200, body).unwrap().items, []);
        assert_eq!(read(Hub::list(), 200, body).unwrap(), []);
        assert_eq!(read(hub().play_history(), 200, body).unwrap().items, []);
    }
    assert_eq!(read(hub().domains(), 200, r#"{"domains":null}"#).unwrap(), []);
    for body in ["[]", "null"] {
        assert_eq!(read(statd::upflow("20240101".."20240102", Granularity::Day), 200, body).unwrap(), []);
    }
}

#[test]
fn an_answer_about_something_else_is_no_empty_one() {
    let evening = || hub().stream("evening");
    let span = || "20240101".."20240102";
    refused(hub().streams());
    refused(hub().batch_live(["s"]));
    refused(hub().domains());
    refused(hub().domain("a.com").info());
    refused(Hub::list());
    refused(hub().info());
    refused(hub().play());
    refused(hub().play_history());
    refused(hub().play_detail(at(300)));
    refused(evening().info());
    refused(evening().live());
    refused(evening().history());
    refused(evening().stats());
    refused(evening().save_as());
    refused(evening().snapshot());
    refused(statd::upflow(span(), Granularity::Day));
    refused(statd::upflow(span(), Granularity::Day).group_by(FlowBy::Hub));
}

fn refused<O: Operation<Output: std::fmt::Debug>>(operation: O) {
    for body in [r#"{"what":"ever"}"#, "<html>please log in</html>"] {
        let error = read(&operation, 200, body).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode, "{}: {body}", O::NAME);
    }
}

#[test]
fn keys_of_a_list_go_into_other_calls() {
    let (keys, _) =
        hub().streams().next_page(read(hub().streams(), 200, r#"{"items":[{"key":"a"}]}"#).unwrap());
    assert_eq!(hub().stream(keys[0].clone()), hub().stream(StreamKey::new("a").unwrap()));
}

#[test]
fn a_stream_tells_until_when_it_is_disabled() {
    let disabled = |body| read(hub().stream("s").info(), 200, body).unwrap().disabled;
    assert_eq!(disabled(r#"{"disabledTill":0,"createdAt":0}"#), Disabled::No);
    assert_eq!(disabled(r#"{"disabledTill":-1}"#), Disabled::Forever);
    let until = disabled(r#"{"disabledTill":1700000000}"#);
    assert!(until.is_disabled(at(1_699_999_999)) && !until.is_disabled(at(1_700_000_000)));
}

#[test]
fn the_meaning_of_a_vendors_status_is_known_and_its_words_are_kept() {
    let table = [
        (614, r#"{"error":"stream already exists"}"#, Reason::AlreadyExists, "stream already exists"),
        (612, r#"{"error":"hub not found"}"#, Reason::NotFound, "hub not found"),
        (619, r#"{"error":"no data","errno":619}"#, Reason::NoData, "no data"),
        (401, r#"{"error":"bad token"}"#, Reason::Denied, "bad token"),
        (400, r#"{"error":400002,"message":"empty"}"#, Reason::Other, "empty"),
        (502, "<html>bad gateway</html>", Reason::Busy, "<html>bad gateway</html>"),
    ];
    for (status, body, reason, words) in table {
        let error = read(hub().stream("s").create(), status, body).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Api);
        assert_eq!(error.reason(), reason, "{status}");
        assert_eq!(error.api_error().unwrap().message.as_deref(), Some(words));
    }
}

#[test]
fn an_answer_that_is_no_json_is_a_decode_error() {
    for body in ["", "nonsense", r#"{"startAt":"soon"}"#] {
        let error = read(hub().stream("s").live(), 200, body).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode, "{body}");
    }
}

#[test]
fn a_hub_is_read_with_kinds_that_this_version_does_not_know() {
    let body = r#"{"hubName":null,"publishSecurity":"quantum","domains":[{"type":"liveNew","domain":"a.com","cname":"c"}],
        "nrop":null,"accesslog":{"saveBucket":"b","expireDays":7},"converts":null,"extra":{"x":1}}"#;
    let info = read(hub().info(), 200, body).unwrap();
    assert_eq!(info.publish_security, PublishSecurity::Other("quantum".into()));
    assert_eq!(info.domains[0].purpose, DomainType::Other("liveNew".into()));
    assert_eq!(info.access_log.expire_days, 7);
}

#[test]
fn a_domain_is_read_with_callbacks_limits_and_play_security() {
    let body = r#"{"domain":"a.com","type":"publishRtmp","connectCallback":{"type":"FORM","url":"http://h/cb","timeout":2,
        "vars":{"title":"$(title)"},"retryTimes":1,"retryInterval":5,"successCode":200,"failCode":403},
        "ipLimit":{"whitelist":["10.0.0.0/8"],"blacklist":null},"disconnectDelay":30,
        "playSecurity":{"type":"tsStartMD5","key1":"hush","range":600,"tsBase":16},"urlRewrite":{"rules":null}}"#;
    let info = read(hub().domain("a.com").info(), 200, body).unwrap();
    assert_eq!((info.purpose.clone(), info.disconnect_delay.as_secs()), (DomainType::PublishRtmp, 30));
    assert_eq!(info.connect_callback.kind, CallbackType::Form);
    assert_eq!(info.play_security.kind, PlaySecurityType::TsStartMd5);
    assert_eq!(info.connect_callback.vars["title"], "$(title)");
    assert_eq!(info.ip_limit.whitelist, ["10.0.0.0/8"]);
    assert_eq!((&*info.play_security.key1, info.play_security.ts_base), ("hush", 16));
    assert!(!format!("{info:?}").contains("hush"));
}

#[test]
fn a_play_history_goes_on_while_there_is_a_marker() {
    let first = hub().play_history().limit(1);
    let body = r#"{"items":[{"time":300,"stats":{"count":2,"bandwidth":7}}],"marker":"m"}"#;
    let (items, next) = first.next_page(read(&first, 200, body).unwrap());
    assert_eq!((items[0].time, items[0].stats.count), (at(300), 2));
    let next = next.unwrap();
    assert_eq!(next, first.marker("m"));
    assert_eq!(next.next_page(read(&next, 200, r#"{"items":[],"marker":""}"#).unwrap()).1, None);
}

#[test]
fn usage_is_read_plain_and_grouped() {
    let query = || statd::upflow("20240101".."20240102", Granularity::Day);
    let plain = read(query(), 200, r#"[{"time":"2024-01-01T00:00:00+08:00","values":{"flow":5}}]"#).unwrap();
    assert_eq!((plain[0].time, plain[0].values["flow"]), (at(1_704_038_400), 5));
    let body = r#"[{"time":"2024-01-01T00:00:00+08:00","values":{"demo-hub":{"flow":5}}}]"#;
    let grouped = read(query().group_by(FlowBy::Hub), 200, body).unwrap();
    assert_eq!(grouped[0].values["demo-hub"]["flow"], 5);
}

#[test]
fn an_answer_of_something_else_does_not_pass_for_one_that_tells_nothing() {
    let evening = hub().stream("evening");
    let refused = |error: pili_live::core::Error| assert_eq!(error.kind(), ErrorKind::Decode, "{error}");
    refused(read(evening.live(), 200, "{}").unwrap_err());
    refused(read(evening.info(), 200, "[]").unwrap_err());
    refused(read(evening.create(), 200, "<html>please log in</html>").unwrap_err());
    for nothing in ["", "{}", " {}\n", "null"] {
        read(evening.create(), 200, nothing).unwrap();
    }
}
