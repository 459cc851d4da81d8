//! The APIs before v2.

use std::time::{Duration, UNIX_EPOCH};

use pili_live::{
    PublishSecurity,
    core::{ErrorKind, Idempotency, Operation, Paginated},
    first::{self, stream::Storage},
    v1::{self, stream::Picture},
};

use crate::{at, encoded, read, refused};

#[test]
fn v1_ids_and_titles_that_break_the_rule_are_refused() {
    for id in ["", ".", "..", "title", "z1.hub", "z1..title", "z1.hub.title.x", "z1.hub.a/b"] {
        assert_eq!(refused(v1::Stream::new(id).status()).0, "stream id", "{id}");
    }
    for title in ["", "abc", "a b c d", &"t".repeat(201)] {
        assert_eq!(refused(v1::Hub::new("hub").create().title(title)).0, "title", "{title}");
    }
    assert_eq!(refused(v1::Hub::new("..").streams()).0, "hub");
}

#[test]
fn v1_calls_without_a_recording_are_as_specified() {
    let stream = v1::Stream::new("z1.demo-hub.title");
    let table = [
        (encoded(stream.info()), "GET /v1/streams/z1.demo-hub.title"),
        (encoded(stream.delete()), "DELETE /v1/streams/z1.demo-hub.title"),
        (encoded(stream.update().disabled(true)), r#"POST /v1/streams/z1.demo-hub.title {"disabled":true}"#),
        (encoded(stream.segments().limit(3)), "GET /v1/streams/z1.demo-hub.title/segments?limit=3"),
        (encoded(stream.segments().span(..at(9))), "GET /v1/streams/z1.demo-hub.title/segments?end=9"),
        (
            encoded(stream.snapshot("a.jpg", Picture::Jpg).time(at(7))),
            r#"POST /v1/streams/z1.demo-hub.title/snapshot {"name":"a.jpg","format":"jpg","time":7}"#,
        ),
        (encoded(v1::Hub::new("demo-hub").streams().id_only()), "GET /v1/streams?hub=demo-hub&idonly"),
    ];
    for (request, expected) in table {
        assert_eq!(request, expected);
    }
}

#[test]
fn v1_settings_out_of_range_are_refused() {
    let stream = v1::Stream::new("z1.demo-hub.title");
    let table = [
        (refused(stream.update()), "update"),
        (refused(stream.update().publish_key("")), "publish key"),
        (refused(stream.disable_until(UNIX_EPOCH)), "time"),
        (refused(stream.save_as("", at(1)..at(2))), "name"),
        (refused(stream.save_as("a", at(2)..at(1))), "span"),
        (refused(stream.snapshot("a", Picture::Other(String::new()))), "format"),
        (refused(stream.segments().limit(0)), "limit"),
    ];
    for ((field, message), expected) in table {
        assert_eq!(field, expected, "{message}");
    }
}

#[test]
fn a_v1_list_ends_by_its_flag_and_not_by_its_marker() {
    let list = v1::Hub::new("demo-hub").streams();
    let body = r#"{"marker":"m","items":[{"id":"z1.demo-hub.a","profiles":null}],"end":false}"#;
    let (items, next) = list.next_page(read(&list, 200, body).unwrap());
    assert_eq!((items[0].id.as_str(), next), ("z1.demo-hub.a", Some(list.clone().marker("m"))));
    let (items, next) =
        list.next_page(read(&list, 200, r#"{"marker":"m","items":null,"end":true}"#).unwrap());
    assert_eq!((items.len(), next), (0, None));
}

#[test]
fn a_v1_stream_is_read_whole() {
    let body = r#"{"id":"z1.demo-hub.a","publishSecurity":"static","publishKey":"hush","disabled":false,
        "hosts":{"publish":{"rtmp":"pub.example.com"},"live":{"hls":"hls.example.com"},"playback":null}}"#;
    let info = read(v1::Stream::new("z1.demo-hub.a").info(), 200, body).unwrap();
    assert_eq!(info.publish_security, PublishSecurity::Static);
    assert_eq!(info.hosts.publish["rtmp"], "pub.example.com");
    assert!(!format!("{info:?}").contains("hush"));
}

fn stream() -> first::Stream {
    first::Streams::default().stream("54068a9063b906000d000001")
}

#[test]
fn first_generation_calls_without_a_recording_are_as_specified() {
    let start = UNIX_EPOCH + Duration::from_millis(1_409_926_345_158);
    let end = UNIX_EPOCH + Duration::from_millis(1_409_932_087_561);
    let base = "/v1/streams/54068a9063b906000d000001";
    let table = [
        (
            encoded(first::Streams::default().list().page(2).size(100)),
            "GET /v1/streams?page=2&size=100".to_owned(),
        ),
        (encoded(first::Streams::at("/api/v1/").list()), "GET /api/v1/streams".to_owned()),
        (encoded(stream().delete()), format!("DELETE {base}")),
        (
            encoded(stream().update().name("n").stream_key("k")),
            format!(r#"POST {base} {{"name":"n","stream_key":"k"}}"#),
        ),
        (
            encoded(stream().update().comment("c").private(false).key("k")),
            format!(r#"POST {base} {{"key":"k","comment":"c","is_private":false}}"#),
        ),
        (
            encoded(stream().play_segments(start..)),
            format!("GET {base}/segments/play?starttime=1409926345158"),
        ),
        (
            encoded(stream().delete_segments(start..end)),
            format!("DELETE {base}/segments?starttime=1409926345158&endtime=1409932087561"),
        ),
    ];
    for (request, expected) in table {
        assert_eq!(request, expected);
    }
}

#[test]
fn first_generation_requests_always_carry_the_json_type() {
    let request = stream().delete().encode(&first::ENDPOINT).unwrap();
    assert_eq!(request.headers()["content-type"], "application/json");
}

#[test]
fn first_generation_settings_out_of_range_are_refused() {
    let streams = first::Streams::default();
    let late = UNIX_EPOCH - Duration::from_millis(1);
    let table = [
        (refused(streams.stream("").info()), "stream id"),
        (refused(streams.stream("..").status()), "stream id"),
        (refused(streams.create().name("")), "name"),
        (refused(streams.create().stream_key("")), "stream key"),
        (refused(streams.create().storage(Storage::Hours(0))), "storage"),
        (refused(streams.list().page(0)), "page"),
        (refused(streams.list().size(101)), "size"),
        (refused(stream().update()), "update"),
        (refused(stream().update().name("")), "name"),
        (refused(stream().update().key("")), "stream key"),
        (refused(stream().segments().span(late..)), "span"),
        (refused(stream().delete_segments(at(2)..at(1))), "span"),
        (refused(stream().delete_segments(at(2)..)), "span"),
        (refused(stream().play_segments(..at(2))), "span"),
    ];
    for ((field, message), expected) in table {
        assert_eq!(field, expected, "{message}");
    }
}

#[test]
fn a_first_generation_status_is_read_as_an_object_and_as_lines() {
    for body in [r#"{"status":"connected"}"#, "\n{\"ping\":\"ok\"}\n{\"status\":\"connected\"}\n"] {
        assert_eq!(read(stream().status(), 200, body).unwrap(), first::State::Connected);
    }
    assert!(read(stream().status(), 200, "").is_err());
}

#[test]
fn a_first_generation_stream_is_read_in_both_forms() {
    let seed =
        r#"{"id":"1","name":"n","stream_key":"k","push_url":"rtmp://p/1","play_url":{"HLS":"http://h"}}"#;
    let info = read(stream().info(), 200, seed).unwrap();
    assert_eq!((info.push_url.rtmp(), info.play_url["HLS"].as_str()), (Some("rtmp://p/1"), "http://h"));
    let later = r#"{"id":"1","key":"k","is_private":true,"push_url":[{"RTMP":"rtmp://p/2","PFSP":"x"}],
        "live_url":{"[default]":{"RTMP":"rtmp://l"}}}"#;
    let info = read(stream().info(), 200, later).unwrap();
    assert_eq!((info.push_url.rtmp(), &*info.stream_key), (Some("rtmp://p/2"), "k"));
    assert_eq!(info.live_url["[default]"]["RTMP"], "rtmp://l");
}

#[test]
fn a_first_generation_list_ends_with_its_total() {
    let list = first::Streams::default().list().size(1);
    let (_, next) = list.next_page(read(&list, 200, r#"{"total":2,"streams":[{"id":"1"}]}"#).unwrap());
    let next = next.unwrap();
    assert_eq!(next, list.page(2));
    assert_eq!(next.next_page(read(&next, 200, r#"{"total":2,"streams":[{"id":"2"}]}"#).unwrap()).1, None);
}

#[test]
fn an_update_that_invents_a_key_is_not_repeated() {
    assert_eq!(stream().update().name("n").idempotency(), Idempotency::NonIdempotent);
    assert_eq!(stream().update().stream_key("k").idempotency(), Idempotency::Idempotent);
}

#[test]
fn an_answer_of_something_else_is_none_of_the_older_apis_either() {
    fn refused<O: Operation<Output: std::fmt::Debug>>(operation: O) {
        let error = read(&operation, 200, r#"{"what":"ever"}"#).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode, "{}", O::NAME);
    }
    let title = v1::Stream::new("z1.demo-hub.title");
    refused(v1::Hub::new("demo-hub").streams());
    refused(v1::Hub::new("demo-hub").create());
    refused(title.info());
    refused(title.status());
    refused(title.segments());
    refused(title.save_as("a", at(1)..at(2)));
    refused(title.snapshot("a", Picture::Jpg));
    refused(first::Streams::default().list());
    refused(stream().info());
    refused(stream().segments());
    refused(stream().status());
    refused(stream().play_segments(at(1)..));
}
