use std::time::Duration;

use pili_oss::{
    Addressing, Bucket, Endpoint, Region,
    channel::{ChannelStatus, Snapshot},
    core::{ErrorKind, Operation},
};

use crate::{at, bucket, channel, endpoint};

/// The field that an operation is refused for, before anything is sent.
fn refused<O: Operation>(operation: O) -> String {
    let error = operation.encode(&endpoint()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Invalid, "{error}");
    error.field().unwrap_or_default().to_owned()
}

fn accepted<O: Operation>(operation: O) -> http::Uri {
    operation.encode(&endpoint()).unwrap().uri().clone()
}

fn seconds(count: u64) -> Duration {
    Duration::from_secs(count)
}

#[test]
fn names_outside_the_rules_are_refused() {
    assert_eq!(refused(Bucket::new("Examplebucket").channel("c").info()), "bucket");
    assert_eq!(refused(Bucket::new("ex").channels()), "bucket");
    for name in ["", "a/b", &"c".repeat(1024)] {
        assert_eq!(refused(bucket().channel(name).stat()), "channel", "{name}");
    }
    for name in ["a.m3u", ".m3u8", "a/b.m3u8", &format!("{}.m3u8", "p".repeat(124))] {
        assert_eq!(refused(channel().post_vod_playlist(name, at(1)..at(2))), "playlist name", "{name}");
        assert_eq!(refused(channel().create().playlist_name(name)), "playlist name", "{name}");
    }
}

#[test]
fn values_of_a_new_channel_outside_the_limits_are_refused() {
    let create = || channel().create();
    assert_eq!(refused(create().description("é".repeat(65))), "description");
    assert_eq!(refused(create().fragments(seconds(0), 3)), "fragment duration");
    assert_eq!(refused(create().fragments(seconds(101), 3)), "fragment duration");
    assert_eq!(refused(create().fragments(Duration::from_millis(1500), 3)), "fragment duration");
    assert_eq!(refused(create().fragments(seconds(5), 0)), "fragment count");
    assert_eq!(refused(create().fragments(seconds(5), 101)), "fragment count");
    assert_eq!(refused(create().status("on".to_owned().into())), "status");
    assert_eq!(refused(channel().set_status(ChannelStatus::Other("on".into()))), "status");
    let every = |interval| Snapshot::every(seconds(interval));
    let snapshot = |interval| every(interval).role_name("role").dest_bucket("pictures").notify_topic("topic");
    assert_eq!(refused(create().snapshot(snapshot(0))), "snapshot interval");
    assert_eq!(refused(create().snapshot(every(5))), "role name");
    assert_eq!(refused(create().snapshot(every(5).role_name("role"))), "notify topic");
    assert_eq!(refused(create().snapshot(snapshot(5).dest_bucket(""))), "destination bucket");
    assert_eq!(refused(create().snapshot(snapshot(5).dest_bucket("Pictures"))), "destination bucket");
    accepted(
        create()
            .description("é".repeat(64))
            .fragments(seconds(1), 100)
            .playlist_name("")
            .snapshot(snapshot(100)),
    );
}

#[test]
fn a_span_must_run_forward_and_at_most_a_day() {
    assert_eq!(refused(channel().vod_playlist(at(10)..at(10))), "span");
    assert_eq!(refused(channel().vod_playlist(at(10)..at(10 + 86_401))), "span");
    assert_eq!(refused(channel().vod_playlist(at(0) - seconds(5)..at(10))), "span");
    assert_eq!(refused(channel().vod_playlist(at(11)..at(10))), "span");
    assert_eq!(refused(channel().vod_playlist(at(10)..)), "span");
    assert_eq!(refused(channel().vod_playlist(..at(10))), "span");
    assert_eq!(refused(channel().post_vod_playlist("day.m3u8", ..)), "span");
    let uri = accepted(channel().post_vod_playlist("day.m3u8", at(10)..at(10 + 86_400)));
    assert_eq!(uri.path_and_query().unwrap(), "/evening/day.m3u8?vod&startTime=10&endTime=86410");
}

#[test]
fn pages_and_filters_have_limits() {
    assert_eq!(refused(bucket().channels().max_keys(0)), "max keys");
    assert_eq!(refused(bucket().channels().max_keys(1001)), "max keys");
    assert_eq!(refused(bucket().channels().prefix("p".repeat(1025))), "prefix");
    assert_eq!(refused(bucket().channels().marker("m".repeat(1025))), "marker");
    let uri = accepted(bucket().channels().prefix("a b").max_keys(1000));
    assert_eq!(uri, "https://examplebucket.oss-cn-hangzhou.aliyuncs.com/?live&prefix=a%20b&max-keys=1000");
}

#[test]
fn the_bucket_stands_where_the_host_allows() {
    let uri = |bucket: Bucket, endpoint: &str| {
        let operation = bucket.channel("café 1").info();
        operation.encode(&Endpoint::parse(endpoint).unwrap()).unwrap().uri().to_string()
    };
    let key = "caf%C3%A9%201?live";
    assert_eq!(uri(bucket(), "https://oss.test"), format!("https://examplebucket.oss.test/{key}"));
    assert_eq!(uri(bucket(), "http://127.0.0.1:9000"), format!("http://127.0.0.1:9000/examplebucket/{key}"));
    let path = bucket().addressing(Addressing::Path);
    assert_eq!(uri(path, "https://oss.test"), format!("https://oss.test/examplebucket/{key}"));
    let custom = bucket().addressing(Addressing::CustomDomain);
    assert_eq!(uri(custom, "https://live.test"), format!("https://live.test/{key}"));
}

#[test]
fn a_region_is_a_bare_id() {
    for id in ["cn-hangzhou", "us-west-1", "rg-china-mainland", "cn-hzfinance"] {
        let region = Region::new(id).unwrap();
        assert_eq!(region.endpoint().to_string(), format!("https://oss-{id}.aliyuncs.com"));
        assert_eq!(String::from(region), id);
    }
    let long = "a".repeat(60);
    for id in [
        "",
        "-cn",
        "cn-",
        "oss-cn-hangzhou",
        "CN-hangzhou",
        "cn.hangzhou",
        "cn/hangzhou",
        "cn:1",
        "a@b",
        &long,
    ] {
        assert_eq!(Region::new(id).unwrap_err().field(), "region", "{id}");
    }
}

#[cfg(feature = "hyper")]
#[tokio::test]
async fn a_client_of_what_is_no_region_is_refused() {
    let keys = pili_oss::core::auth::Credentials::new("ak", "sk");
    let error = pili_oss::client("oss-cn-hangzhou", keys.clone()).unwrap_err();
    assert_eq!((error.kind(), error.field()), (ErrorKind::Invalid, Some("region")));
    let client = pili_oss::client(Region::new("cn-hangzhou").unwrap(), keys);
    assert!(client.err().is_none_or(|error| error.field() != Some("region")));
}
