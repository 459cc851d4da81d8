use std::time::Duration;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use pili_oss::{
    Oss,
    channel::{ChannelStatus, StreamStatus, TargetType},
    core::{ErrorKind, Operation, Reason, Vendor as _},
};

use crate::{answer, at, bucket, channel};

#[test]
fn a_padded_error_in_a_namespace_is_read() {
    let body = "<?xml version=\"1.0\" ?>\n<Error xmlns=\"http://doc.oss-cn-hangzhou.aliyuncs.com\">\n<Code>\n  AccessDenied\n</Code>\n\
                <Message>a &amp; b</Message>\n<RequestId>ID</RequestId><Deep>x<a>y</a></Deep><Empty/></Error>";
    let error = Oss::error(&answer(403, body));
    assert_eq!(error.code.as_deref(), Some("AccessDenied"));
    assert_eq!(error.message.as_deref(), Some("a & b"));
    assert_eq!(error.request_id.as_deref(), Some("ID"));
    assert_eq!((error.details["Deep"].as_str(), error.details["Empty"].as_str()), ("x", ""));
    assert_eq!(error.details.len(), 5, "{:?}", error.details);
}

#[test]
fn an_error_that_is_not_well_formed_still_tells_its_code() {
    let error =
        Oss::error(&answer(400, "<Error><Code>InvalidArgument</Code><Message>a & b</Message></Error"));
    assert_eq!(error.code, None);
    let error =
        Oss::error(&answer(400, "<Error><Code>InvalidArgument</Code><Message>a & <b</Message></Error>"));
    assert_eq!(error.code.as_deref(), Some("InvalidArgument"));
    assert_eq!(error.message.as_deref(), Some("a & <b"));
}

#[test]
fn an_error_in_a_header_is_read_when_there_is_no_body() {
    let mut response = answer(404, "");
    let document = STANDARD.encode("<Error><Code>NoSuchLiveChannel</Code></Error>");
    response.headers_mut().insert("x-oss-err", document.parse().unwrap());
    response.headers_mut().insert("x-oss-ec", "0026-00000021".parse().unwrap());
    let error = channel().stat().interpret(&response).unwrap_err();
    assert_eq!(error.reason(), Reason::NotFound);
    assert_eq!(error.api_error().unwrap().details["x-oss-ec"], "0026-00000021");
}

#[test]
fn a_page_of_a_proxy_is_no_error_of_the_service() {
    let error = Oss::error(&answer(502, "<html><head><Code>x</Code></head></html>"));
    assert_eq!((error.code, error.message), (None, None));
    assert!(error.body.starts_with(b"<html>"));
}

#[test]
fn words_that_are_not_documented_are_kept_and_case_does_not_count() {
    let stat = |word: &str| {
        let body = format!("<LiveChannelStat>\n <Status>{word}</Status>\n</LiveChannelStat>");
        channel().stat().interpret(&answer(200, &body)).unwrap().status
    };
    assert_eq!(stat("live"), StreamStatus::Live);
    assert_eq!(stat("Paused"), StreamStatus::Other("Paused".into()));
    let info = "<LiveChannelConfiguration><Status>paused</Status><Target><Type>DASH</Type></Target></LiveChannelConfiguration>";
    let info = channel().info().interpret(&answer(200, info)).unwrap();
    assert_eq!(info.status, ChannelStatus::Other("paused".into()));
    assert_eq!(info.target.kind, TargetType::Other("DASH".into()));
}

#[test]
fn times_may_have_any_fraction_and_the_end_may_be_missing() {
    let body = "<LiveChannelHistory>\n<LiveRecord><StartTime>2023-11-14T22:13:20Z</StartTime><EndTime></EndTime>\
                <RemoteAddr>a:1</RemoteAddr></LiveRecord><LiveRecord><StartTime>2023-11-14T22:13:20.123456Z</StartTime>\
                <EndTime>2023-11-15T06:13:21.000+08:00</EndTime></LiveRecord></LiveChannelHistory>";
    let records = channel().history().interpret(&answer(200, body)).unwrap();
    assert_eq!((records[0].start_time, records[0].end_time), (at(1_700_000_000), None));
    assert_eq!(records[1].start_time, at(1_700_000_000) + Duration::from_micros(123_456));
    assert_eq!(records[1].end_time, Some(at(1_700_000_001)));
}

#[test]
fn white_space_a_namespace_and_a_mark_at_the_beginning_do_not_count() {
    let body = "\u{feff}<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<LiveChannelStat xmlns=\"http://oss\">\n<Status>\n Live \n</Status>\
                <!-- note --><Video>\n<Width>\n 640 \n</Width><Height>360</Height><FrameRate>25</FrameRate><Bandwidth>0</Bandwidth>\
                <Codec><![CDATA[H264]]></Codec></Video>\n</LiveChannelStat>\n";
    let stat = channel().stat().interpret(&answer(200, body)).unwrap();
    assert_eq!(stat.status, StreamStatus::Live);
    assert_eq!(stat.video.map(|video| (video.width, video.codec)), Some((640, "H264".to_owned())));
}

#[test]
fn what_is_not_of_the_documented_form_is_a_decode_error() {
    let kind = |error: pili_oss::core::Error| error.kind();
    let page =
        "<ListLiveChannelResult><MaxKeys>1</MaxKeys><IsTruncated>true</IsTruncated></ListLiveChannelResult>";
    let created = "<CreateLiveChannelResult><PublishUrls><Url>rtmp://h/live/c</Url></PublishUrls></CreateLiveChannelResult>";
    let late =
        "<LiveChannelHistory><LiveRecord><StartTime>yesterday</StartTime></LiveRecord></LiveChannelHistory>";
    let endless = "<ListLiveChannelResult><MaxKeys>1</MaxKeys><IsTruncated>true</IsTruncated><NextMarker/></ListLiveChannelResult>";
    let results = [
        channel().vod_playlist(at(1)..at(2)).interpret(&answer(200, "")).map(drop),
        channel()
            .history()
            .interpret(&answer(200, "<LiveChannelStat><Status>Idle</Status></LiveChannelStat>"))
            .map(drop),
        channel().delete().interpret(&answer(200, "<Error><Code>InternalError</Code></Error>")),
        bucket().channels().interpret(&answer(200, endless)).map(drop),
        channel().stat().interpret(&answer(200, "<LiveChannelStat/>")).map(drop),
        channel().stat().interpret(&answer(200, "live")).map(drop),
        channel().info().interpret(&answer(200, "<LiveChannelConfiguration/>")).map(drop),
        channel().create().interpret(&answer(200, created)).map(drop),
        channel().history().interpret(&answer(200, late)).map(drop),
        bucket().channels().interpret(&answer(200, page)).map(drop),
    ];
    for result in results {
        assert_eq!(result.map_err(kind), Err(ErrorKind::Decode));
    }
}

#[test]
fn a_channel_without_a_publish_and_a_bucket_without_a_channel_are_empty_lists() {
    let history = channel().history().interpret(&answer(200, "<LiveChannelHistory/>")).unwrap();
    assert_eq!(history, []);
    let page =
        "<ListLiveChannelResult><MaxKeys>1</MaxKeys><IsTruncated>false</IsTruncated></ListLiveChannelResult>";
    assert_eq!(bucket().channels().interpret(&answer(200, page)).unwrap().channels, []);
}

#[test]
fn lengths_of_time_are_read_as_such() {
    let info = "<LiveChannelConfiguration><Status>enabled</Status><Target><Type>HLS</Type><FragDuration> 5 </FragDuration>\
                <FragCount>3</FragCount></Target><Snapshot><RoleName>r</RoleName><DestBucket>pictures</DestBucket>\
                <NotifyTopic>t</NotifyTopic><Interval>7</Interval></Snapshot></LiveChannelConfiguration>";
    let info = channel().info().interpret(&answer(200, info)).unwrap();
    assert_eq!(info.target.frag_duration, Some(Duration::from_secs(5)));
    assert_eq!(info.snapshot.map(|snapshot| snapshot.interval), Some(Duration::from_secs(7)));
}

/// What gateways, captive portals and wrong hosts answer with a 200.
const PAGES: [&str; 8] = [
    "<!DOCTYPE html><html><head><title>Log in</title></head><body><form></form></body></html>",
    "<HTML><BODY>Log in</BODY></HTML>",
    "<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\"><body/></html>",
    "<!doctype html><title>Log in</title>",
    "\n<body><p>Log in</p></body>",
    "<WISPAccessGatewayParam><Redirect/></WISPAccessGatewayParam>",
    "{\"what\":\"ever\"}",
    "OK",
];

/// The kind of error that an operation makes of a success.
fn read<O: Operation<Api = Oss>>(operation: O, page: &str) -> (&'static str, Option<ErrorKind>) {
    (O::NAME, operation.interpret(&answer(200, page)).err().map(|error| error.kind()))
}

#[test]
fn no_call_takes_a_page_that_was_put_in_between_for_its_answer() {
    for page in PAGES {
        let all = [
            read(channel().create(), page),
            read(channel().delete(), page),
            read(channel().history(), page),
            read(channel().info(), page),
            read(bucket().channels(), page),
            read(channel().post_vod_playlist("past.m3u8", at(1)..at(2)), page),
            read(channel().set_status(ChannelStatus::Enabled), page),
            read(channel().stat(), page),
            read(channel().vod_playlist(at(1)..at(2)), page),
        ];
        for (name, kind) in all {
            assert_eq!(kind, Some(ErrorKind::Decode), "{name}: {page}");
        }
    }
}
