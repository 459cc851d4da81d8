//! Pub tasks: what is sent, what is refused before, what answers mean.

use std::{
    convert::Infallible,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering::Relaxed},
    },
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use pili_live::{
    Code,
    core::{Idempotency, Operation, Paginated, Reason, Request, auth::Credentials},
    task::{
        self, Area, Change, ENDPOINT, Filter, Forward, Isp, Loops, MIKU_ENDPOINT, RtspTransport, RunType,
        Settings, Source, Status, StatusCallback, Task, VideoType,
    },
};

use crate::{answer, encoded, read, refused};

const SOURCE: &str = "rtmp://camera.example.com/live/door";
const FORWARD: &str = "rtmp://publish.example.com/shows/door";

fn settings() -> Settings {
    Settings::new(Source::live(SOURCE), FORWARD)
}

fn task() -> Task {
    Task::new("5f0d2c")
}

fn millis(count: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_millis(count)
}

#[test]
fn a_task_is_created_with_what_it_needs_and_nothing_that_was_not_said() {
    assert_eq!(
        encoded(Task::create("door1", settings())),
        r#"POST /tasks {"name":"door1","runType":"normal","sourceUrls":[{"url":"rtmp://camera.example.com/live/door","videoType":0}],"forwardUrls":[{"url":"rtmp://publish.example.com/shows/door"}]}"#
    );
}

#[test]
fn every_setting_is_sent_with_times_in_the_units_of_the_wire() {
    let rtsp =
        Source::vod("rtsp://c/1").rtsp(RtspTransport::Tcp).isp(Isp::Telecom).seek(Duration::from_secs(9));
    let settings = settings()
        .source(rtsp)
        .forward(Forward::to("rtmp://b/h/s").isp(Isp::Mobile))
        .desc("the door")
        .run_type(RunType::Seek)
        .filter(Filter::new().ip("10.0.0.1").area(Area::East).isp(Isp::Unicom))
        .loops(Loops::Endless)
        .retry_time(Duration::from_secs(60))
        .deliver(millis(1_637_100_000_001)..millis(1_637_100_000_002))
        .sustain()
        .preload(millis(1_637_000_600_003))
        .status_callback(
            StatusCallback::json("https://hooks.example.com/")
                .var("task", "$(taskID)")
                .timeout(Duration::from_secs(5))
                .retries(3, Duration::from_secs(1)),
        );
    assert_eq!(
        encoded(task().update(settings)),
        concat!(
            r#"POST /tasks/5f0d2c {"desc":"the door","runType":"seek","sourceUrls":["#,
            r#"{"url":"rtmp://camera.example.com/live/door","videoType":0},"#,
            r#"{"url":"rtsp://c/1","isp":"电信","seek":9,"videoType":1,"rtspType":1}],"#,
            r#""forwardUrls":[{"url":"rtmp://publish.example.com/shows/door"},{"url":"rtmp://b/h/s","isp":"移动"}],"#,
            r#""filter":{"ips":["10.0.0.1"],"area":"华东","isp":"联通"},"loopTimes":-1,"retryTime":60,"#,
            r#""deliverStartTime":1637100000001,"deliverStopTime":1637100000002,"sustain":true,"#,
            r#""preload":{"enable":true,"preloadTime":1637000600003},"#,
            r#""statusCallback":{"type":"JSON","url":"https://hooks.example.com/","vars":{"task":"$(taskID)"},"#,
            r#""timeout":5,"retryTimes":3,"retryInterval":1}}"#
        )
    );
}

#[test]
fn the_other_calls_are_as_documented() {
    let history =
        Task::history().name("door").span(millis(1)..millis(1_637_100_000_002)).limit(5).marker("m=");
    for (request, expected) in [
        (encoded(task().info()), "GET /tasks/5f0d2c"),
        (encoded(Task::list()), "GET /tasks"),
        (
            encoded(Task::list().name("a b").limit(1000).marker("m")),
            "GET /tasks?marker=m&limit=1000&name=a%20b",
        ),
        (encoded(task().delete()), "DELETE /tasks/5f0d2c"),
        (encoded(task().start()), "POST /tasks/5f0d2c/start"),
        (encoded(task().stop()), "POST /tasks/5f0d2c/stop"),
        (encoded(task().run_info()), "GET /tasks/5f0d2c/runinfo"),
        (encoded(history), "GET /history?marker=m%3D&limit=5&name=door&start=1&end=1637100000002"),
        (
            encoded(task().seek(1, Duration::from_secs(100))),
            r#"POST /tasks/5f0d2c/seek {"index":1,"seek":100}"#,
        ),
    ] {
        assert_eq!(request, expected);
    }
}

#[test]
fn what_breaks_a_rule_is_refused_with_the_field_and_the_rule() {
    let create = |settings| Task::create("door1", settings);
    let callback = |url: &str| create(settings().status_callback(StatusCallback::json(url)));
    for ((field, message), (named, rule)) in [
        (refused(Task::create("door-1", settings())), ("task name", "1 to 20 letters or digits")),
        (refused(Task::create("门", settings())), ("task name", "1 to 20 letters or digits")),
        (refused(Task::create("", settings())), ("task name", "1 to 20 letters or digits")),
        (refused(Task::create("a".repeat(21), settings())), ("task name", "1 to 20 letters or digits")),
        (refused(Task::new("a/b").info()), ("task id", "1 to 200 letters")),
        (refused(create(Settings::new(Source::live("door"), FORWARD))), ("source URL", "a whole URL")),
        (refused(create(Settings::new(Source::live(SOURCE), "rtmp://a b"))), ("forward URL", "a whole URL")),
        (
            refused(create(settings().retry_time(Duration::from_millis(59_999)))),
            ("retry time", "at least 60 s"),
        ),
        (refused(create(settings().loops(Loops::Times(0)))), ("loops", "at least one")),
        (refused(create(settings().deliver(millis(2000)..millis(2000)))), ("span", "end after it starts")),
        (
            refused(create(settings().deliver(millis(3000)..millis(2000)))),
            ("span", "not end before it starts"),
        ),
        (refused(callback("ftp://a/")), ("callback URL", "http:// or https://")),
        (refused(Task::list().limit(1001)), ("limit", "at most 1000")),
        (refused(Task::history().limit(1001)), ("limit", "at most 1000")),
    ] {
        assert_eq!(field, named);
        assert!(message.contains(rule), "{message}");
    }
    Task::create("a".repeat(20), settings().retry_time(Duration::from_secs(60))).encode(&ENDPOINT).unwrap();
}

#[test]
fn miku_is_refused_the_one_call_that_it_does_not_have() {
    let seek = task().seek(0, Duration::ZERO);
    seek.encode(&ENDPOINT).unwrap();
    let error = seek.encode(&MIKU_ENDPOINT).unwrap_err();
    assert_eq!(error.field(), Some("endpoint"));
    assert!(error.to_string().contains("Miku's Pub has no seek"), "{error}");
    assert_eq!(
        task().start().encode(&MIKU_ENDPOINT).unwrap().uri(),
        "https://pub-manager.mikudns.com/tasks/5f0d2c/start"
    );
}

#[test]
fn a_start_or_a_stop_that_was_done_already_is_no_failure() {
    let repeat = r#"{"error":"repeat operation"}"#;
    assert_eq!(read(task().start(), 200, "{}").unwrap(), Change::Made);
    assert_eq!(read(task().start(), 400, repeat).unwrap(), Change::Repeated);
    assert_eq!(read(task().stop(), 200, "").unwrap(), Change::Made);
    assert_eq!(read(task().stop(), 400, repeat).unwrap(), Change::Repeated);
    for operation in [task().start().idempotency(), task().stop().idempotency()] {
        assert_eq!(operation, Idempotency::Idempotent);
    }
}

#[test]
fn refusals_have_a_reason() {
    let error = read(task().start(), 400, r#"{"error":"invalid parameter"}"#).unwrap_err();
    assert_eq!((error.reason(), Code::of(&error)), (Reason::Other, None));
    let error = read(task().delete(), 400, r#"{"error":"task running"}"#).unwrap_err();
    assert_eq!((error.reason(), Code::of(&error)), (Reason::Conflict, Some(Code::TaskRunning)));
    assert!(!error.may_have_taken_effect());
    let error = read(task().delete(), 400, r#"{"error":"repeat operation"}"#).unwrap_err();
    assert_eq!((error.reason(), Code::of(&error)), (Reason::Conflict, Some(Code::RepeatedOperation)));
    let error = read(task().info(), 404, r#"{"error":"not fond"}"#).unwrap_err();
    assert_eq!(error.reason(), Reason::NotFound);
    let error = read(task().start(), 500, r#"{"error":"no workers available"}"#).unwrap_err();
    assert_eq!(error.reason(), Reason::Busy);
    assert!(error.is_transient() && error.may_have_taken_effect());
}

/// A client whose service loses the first answer and calls the second attempt a repeat.
fn losing_the_first_answer() -> pili_live::task::Client {
    let attempts = Arc::new(AtomicU32::new(0));
    let service = tower::service_fn(move |_: Request| {
        let first = attempts.fetch_add(1, Relaxed) == 0;
        let answer = if first { answer(504, "") } else { answer(400, r#"{"error":"repeat operation"}"#) };
        async { Ok::<_, Infallible>(answer) }
    });
    task::builder(Credentials::new("access", "secret")).transport(service)
}

#[tokio::test(start_paused = true)]
async fn a_start_whose_answer_was_lost_is_repeated_and_not_reported_as_failed() {
    let outcome = losing_the_first_answer().send(task().start()).await;
    assert_eq!(outcome.unwrap(), Change::Repeated);
    let outcome = losing_the_first_answer().send(task().stop()).await;
    assert_eq!(outcome.unwrap(), Change::Repeated);
    let lost = losing_the_first_answer().send(Task::create("door1", settings())).await.unwrap_err();
    assert_eq!((lost.attempts(), lost.may_have_taken_effect()), (1, true));
}

/// The vendor's example on page 7328, its holes filled.
const EXAMPLE: &str = r#"{
    "taskID": "123", "uid": 7, "name": "door1", "desc": "", "runType": "seek",
    "sourceUrls": [{"url": "rtmp://a/b/c", "isp": "", "seek": 0, "videoType": 0, "rtspType": 0}],
    "forwardUrls": [{"url": "rtmp://d/e/f", "isp": "电信"}], "filter": {}, "status": "pending",
    "deliverStartTime": 1637100000000, "deliverStopTime": 0, "startTime": 1637100000001, "stopTime": 0,
    "createTime": 1637100000002, "loopTimes": -1, "retryTime": 60, "retry": 5,
    "preload": {"enable": true, "preloadTime": 1637000600000}, "preloadStatus": "finished",
    "statusCallback": {"type": "JSON", "url": "http://h/", "vars": {"n": 1, "s": "$(status)"}, "timeout": 5,
        "retryTimes": 3, "retryInterval": 1}
}"#;

#[test]
fn a_task_is_read_with_times_lengths_and_choices() {
    let info = read(task().info(), 200, EXAMPLE).unwrap();
    assert_eq!((info.task_id.as_str(), info.status), ("123", Some(Status::Pending)));
    assert_eq!((info.deliver_start_time, info.deliver_stop_time), (Some(millis(1_637_100_000_000)), None));
    assert_eq!((info.loop_times, info.retry_time), (Loops::Endless, Some(Duration::from_secs(60))));
    assert_eq!((info.source_urls[0].video_type, &info.source_urls[0].isp), (VideoType::Live, &None));
    assert_eq!(info.forward_urls[0].isp, Some(Isp::Telecom));
    let callback = info.status_callback.unwrap();
    assert_eq!((callback.vars["n"].as_str(), callback.timeout), ("1", Some(Duration::from_secs(5))));
}

#[test]
fn what_lists_leave_out_or_write_differently_is_no_error() {
    let body = r#"{"marker":"","isEnd":true,"list":[{"taskID":"1","filter":{"area":"","isp":"","ip":["1.2.3.4"]},
        "sourceUrls":null,"status":"odd","retry":4}]}"#;
    let page = read(Task::list(), 200, body).unwrap();
    assert_eq!(page.list[0].filter.ips, ["1.2.3.4"]);
    assert_eq!(page.list[0].status, Some(Status::Other("odd".into())));
    assert!(read(Task::list(), 200, r#"{"list":null,"isEnd":true}"#).unwrap().list.is_empty());
    read(Task::list(), 200, r#"{"isEnd":true}"#).unwrap_err();
}

#[test]
fn lists_go_on_until_the_service_says_that_they_end() {
    let next = |body: &'static str| {
        let list = Task::list().name("door");
        list.next_page(read(list.clone(), 200, body).unwrap()).1
    };
    assert_eq!(
        next(r#"{"list":[],"marker":"m","isEnd":false}"#),
        Some(Task::list().name("door").marker("m"))
    );
    assert_eq!(next(r#"{"list":[],"marker":"m","isEnd":true}"#), None);
    assert_eq!(next(r#"{"list":[],"marker":""}"#), None);
    let body = r#"{"marker":"m","isEnd":false,"histories":[{"name":"n","startTime":1667459219157,"stopTime":1667459220156,"message":""}]}"#;
    let page = read(Task::history(), 200, body).unwrap();
    let (runs, next) = Task::history().next_page(page);
    assert_eq!(
        (runs[0].start_time, next),
        (Some(millis(1_667_459_219_157)), Some(Task::history().marker("m")))
    );
}

#[test]
fn what_is_shown_of_a_task_holds_no_token() {
    let source = Source::live("rtmp://me:word@a.example/b/c?sign=secret");
    let settings = Settings::new(source, "rtmp://d/e/f?e=1&token=ak:secret");
    let callback = StatusCallback::json("https://hooks.example.com/?key=secret");
    let create = Task::create("door1", settings.status_callback(callback));
    let shown = format!("{create:?}");
    assert!(shown.contains("rtmp://…@a.example/b/c?…") && shown.contains("rtmp://d/e/f?…"), "{shown}");
    assert!(!shown.contains("secret") && !shown.contains("word"), "{shown}");
}
