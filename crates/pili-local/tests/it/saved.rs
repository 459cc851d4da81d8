use std::time::{Duration, SystemTime, UNIX_EPOCH};

use pili_core::Reason;
use pili_live::stream::{Format, Saved};
use pili_live::{
    Client,
    callback::{JobStatus, parse_job},
};
use pili_local::{DEMO_HUB, Limits, Local};

use crate::{
    callbacks::Owner,
    media::go_live,
    support::{CLIP, hub, over_socket, raw, serve},
};

/// A file as a browser would fetch it.
async fn fetched(local: &Local, path: &str) -> (u16, Vec<u8>) {
    let answer = raw(local, http::Request::get(format!("http://h{path}")).body("".into()).unwrap()).await;
    (answer.status().as_u16(), answer.body().to_vec())
}

/// A stream that was published to its end.
async fn recorded() -> (Local, Client) {
    let local = Local::demo();
    let server = serve(&local).await;
    go_live(&local, &server, "evening").await.finish().await.unwrap();
    server.shutdown().await;
    (local.clone(), crate::support::in_process(&local))
}

#[tokio::test]
async fn a_saved_playback_is_a_playlist_whose_segments_can_be_fetched() {
    let (local, client) = recorded().await;
    let saved: Saved =
        client.send(hub().stream("evening").save_as().file_name("shows/one.m3u8")).await.unwrap();
    assert_eq!(saved.fname, "shows/one.m3u8");
    assert!(saved.start <= saved.end && saved.persistent_id.is_none(), "{saved:?}");
    let (status, playlist) = fetched(&local, &format!("/{DEMO_HUB}/files/shows/one.m3u8")).await;
    let playlist = String::from_utf8(playlist).unwrap();
    assert_eq!(status, 200);
    assert!(playlist.contains("#EXT-X-ENDLIST"), "{playlist}");
    let segments: Vec<_> = playlist.lines().filter(|line| line.ends_with(".ts")).collect();
    assert!(!segments.is_empty(), "{playlist}");
    for segment in segments {
        let path = segment.strip_prefix("../").expect("relative to the playlist's folder");
        let (status, ts) = fetched(&local, &format!("/{DEMO_HUB}/files/{path}")).await;
        assert_eq!((status, ts.first(), ts.len() % 188), (200, Some(&0x47), 0), "{segment}");
    }
}

#[tokio::test]
async fn flv_and_mp4_are_made_in_the_background_and_have_a_job() {
    let (local, client) = recorded().await;
    for (format, magic) in [(Format::Flv, &b"FLV"[..]), (Format::Mp4, &b"ftyp"[..])] {
        let saved = client.send(hub().stream("evening").save_as().format(format.clone())).await.unwrap();
        assert!(saved.persistent_id.is_some(), "{saved:?}");
        let (status, file) = fetched(&local, &format!("/{DEMO_HUB}/files/{}", saved.fname)).await;
        assert_eq!(status, 200);
        assert!(file.windows(magic.len()).take(8).any(|window| window == magic), "{format:?}");
    }
}

#[tokio::test]
async fn what_was_never_published_cannot_be_saved() {
    let client = crate::support::in_process(&Local::demo());
    let evening = hub().stream("evening");
    let missing = client.send(evening.save_as()).await.unwrap_err();
    assert_eq!(missing.reason(), Reason::NotFound);
    client.send(evening.create()).await.unwrap();
    for error in [
        client.send(evening.save_as()).await.unwrap_err(),
        client.send(evening.snapshot()).await.unwrap_err(),
    ] {
        assert_eq!(error.reason(), Reason::NoData, "{error}");
    }
}

#[tokio::test]
async fn a_span_outside_the_publish_has_no_data() {
    let (_, client) = recorded().await;
    let second = |seconds| -> SystemTime { UNIX_EPOCH + Duration::from_secs(seconds) };
    let early = hub().stream("evening").save_as().span(second(1)..second(2));
    assert_eq!(client.send(early).await.unwrap_err().reason(), Reason::NoData);
}

#[tokio::test]
async fn a_snapshot_of_a_live_stream_is_a_jpeg() {
    let local = Local::demo();
    let server = serve(&local).await;
    let client = over_socket(&local, &server);
    let _publisher = go_live(&local, &server, "evening").await;
    let saved = client.send(hub().stream("evening").snapshot().file_name("cover.jpg")).await.unwrap();
    for path in [format!("/{DEMO_HUB}/files/{}", saved.fname), format!("/{DEMO_HUB}/evening.jpg")] {
        let (status, picture) = fetched(&local, &path).await;
        assert_eq!((status, &picture[..2]), (200, &[0xff, 0xd8][..]), "{path}");
    }
}

#[tokio::test]
async fn hls_is_served_while_live_with_segments_that_can_be_fetched() {
    let local = Local::demo();
    let server = serve(&local).await;
    let publisher = go_live(&local, &server, "evening").await;
    let (status, playlist) = fetched(&local, &format!("/{DEMO_HUB}/evening.m3u8")).await;
    assert_eq!(status, 200);
    assert!(!String::from_utf8(playlist).unwrap().contains("ENDLIST"));
    publisher.finish().await.unwrap();
    let (_, playlist) = fetched(&local, &format!("/{DEMO_HUB}/evening.m3u8")).await;
    assert!(!String::from_utf8(playlist).unwrap().contains("ENDLIST"), "the publisher may come back");
    local.clock().advance(Duration::from_secs(11));
    let (_, playlist) = fetched(&local, &format!("/{DEMO_HUB}/evening.m3u8")).await;
    let playlist = String::from_utf8(playlist).unwrap();
    assert!(playlist.contains("#EXT-X-ENDLIST"), "{playlist}");
    let segment = playlist.lines().find(|line| line.ends_with(".ts")).expect("a segment");
    let (status, ts) = fetched(&local, &format!("/{DEMO_HUB}/{segment}")).await;
    assert_eq!((status, ts.first()), (200, Some(&0x47)));
}

#[tokio::test]
async fn a_file_name_that_leads_out_of_the_files_is_refused() {
    let local = Local::demo();
    let server = serve(&local).await;
    let client = over_socket(&local, &server);
    let _publisher = go_live(&local, &server, "evening").await;
    for name in ["../../x.mp4", "/x.mp4", "a//b.mp4", "a/../b.mp4", "a\\b.mp4"] {
        let stream = hub().stream("evening");
        let saved = client.send(stream.save_as().file_name(name)).await.unwrap_err();
        let taken = client.send(stream.snapshot().file_name(name)).await.unwrap_err();
        for error in [saved, taken] {
            assert_eq!(error.status().map(|status| status.as_u16()), Some(400), "{name}: {error}");
            assert!(error.to_string().contains("fname"), "{error}");
        }
    }
}

#[tokio::test]
async fn a_stream_in_a_transcoding_profile_is_not_implemented_by_name() {
    let local = Local::demo();
    let server = serve(&local).await;
    let _publisher = go_live(&local, &server, "evening").await;
    let (status, body) = fetched(&local, &format!("/{DEMO_HUB}/evening@720p.m3u8")).await;
    assert_eq!(status, 501);
    assert!(String::from_utf8(body).unwrap().contains("720p"));
    assert_eq!(fetched(&local, &format!("/{DEMO_HUB}/nobody@720p.m3u8")).await.0, 612);
}

/// The file, asked for with further headers.
async fn asked(local: &Local, method: &str, path: &str, headers: &[(&str, &str)]) -> pili_core::Response {
    let request = http::Request::builder().method(method).uri(format!("http://h{path}"));
    let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
    raw(local, request.body("".into()).unwrap()).await
}

#[tokio::test]
async fn a_part_of_a_saved_file_is_given_as_browsers_ask_for_it() {
    let (local, client) = recorded().await;
    client.send(hub().stream("evening").save_as().file_name("a.mp4").format(Format::Mp4)).await.unwrap();
    let path = format!("/{DEMO_HUB}/files/a.mp4");
    let whole = asked(&local, "GET", &path, &[]).await;
    let size = whole.body().len();
    assert_eq!(
        (whole.status().as_u16(), &whole.headers()["accept-ranges"]),
        (200, &"bytes".parse().unwrap())
    );
    for (range, bytes) in [
        ("bytes=0-99".to_owned(), 0..100),
        (format!("bytes={}-", size - 7), size - 7..size),
        ("bytes=-7".to_owned(), size - 7..size),
    ] {
        let part = asked(&local, "GET", &path, &[("range", &range)]).await;
        assert_eq!(part.status(), 206, "{range}");
        assert_eq!(part.body(), &whole.body().slice(bytes.clone()), "{range}");
        let told = format!("bytes {}-{}/{size}", bytes.start, bytes.end - 1);
        assert_eq!(part.headers()["content-range"], told, "{range}");
        assert_eq!(part.headers()["content-length"], bytes.len().to_string(), "{range}");
    }
    let behind = asked(&local, "GET", &path, &[("range", &format!("bytes={size}-"))]).await;
    assert_eq!((behind.status().as_u16(), behind.body().len()), (416, 0));
    assert_eq!(behind.headers()["content-range"], format!("bytes */{size}"));
    let etag = whole.headers()["etag"].to_str().unwrap();
    for (known, status) in [(etag, 206), ("\"of another\"", 200)] {
        let answer = asked(&local, "GET", &path, &[("range", "bytes=0-9"), ("if-range", known)]).await;
        assert_eq!(answer.status(), status, "{known}");
    }
    assert_eq!(asked(&local, "GET", &path, &[("if-none-match", etag)]).await.status(), 304);
    let head = asked(&local, "HEAD", &path, &[]).await;
    assert_eq!((head.status().as_u16(), head.body().len()), (200, 0));
    assert_eq!(head.headers()["content-length"], size.to_string());
}

#[tokio::test]
async fn web_pages_may_ask_whether_they_may_play_with_headers_of_their_own() {
    let local = Local::demo();
    for path in ["evening.flv", "evening.m3u8", "evening/1.ts", "files/shows/one.mp4"] {
        let headers = [
            ("origin", "http://pages.example"),
            ("access-control-request-method", "GET"),
            ("access-control-request-headers", "range,authorization"),
        ];
        let answer = asked(&local, "OPTIONS", &format!("/{DEMO_HUB}/{path}"), &headers).await;
        assert!(answer.status().is_success(), "{path}: {}", answer.status());
        let header = |name: &str| answer.headers()[name].to_str().unwrap().to_lowercase();
        assert_eq!(header("access-control-allow-origin"), "*", "{path}");
        assert_eq!(header("access-control-allow-methods"), "get,head", "{path}");
        assert_eq!(header("access-control-allow-headers"), "range,authorization", "{path}");
    }
    let file =
        asked(&local, "GET", &format!("/{DEMO_HUB}/files/none.mp4"), &[("origin", "http://pages.example")])
            .await;
    let exposed = file.headers()["access-control-expose-headers"].to_str().unwrap();
    assert!(exposed.contains("content-range") && exposed.contains("content-length"), "{exposed}");
}

#[tokio::test]
async fn a_span_that_memory_had_no_room_for_is_an_error_that_says_what_to_ask_for() {
    let mut limits = Limits::default();
    // Two publishes of the clip, and a little for each frame.
    limits.media.memory = 2 * (CLIP.len() + 80_000);
    let local = Local::builder().hub(DEMO_HUB).limits(limits).build();
    let server = serve(&local).await;
    for _ in 0..4 {
        go_live(&local, &server, "evening").await.finish().await.unwrap();
    }
    server.shutdown().await;
    let client = crate::support::in_process(&local);
    let evening = hub().stream("evening");
    let error = client.send(evening.save_as().format(Format::Flv)).await.unwrap_err();
    assert_eq!((error.reason(), error.status().map(|status| status.as_u16())), (Reason::NoData, Some(619)));
    let message = error.api_error().and_then(|error| error.message.clone()).unwrap_or_default();
    assert!(message.contains("missing is 1") && message.contains("; held is "), "{message}");
    assert!(message.contains("--memory"), "{message}");
}

#[tokio::test]
async fn whoever_is_to_be_told_of_a_file_is_told_what_job_made_it() {
    let local = Local::demo();
    let server = serve(&local).await;
    let client = over_socket(&local, &server);
    let _publisher = go_live(&local, &server, "evening").await;
    let mut owner = Owner::answering([500]).await;
    let evening = hub().stream("evening");
    let save = evening.save_as().file_name("a.mp4").format(Format::Mp4).notify(&*owner.url);
    let saved = client.send(save).await.unwrap();
    let taken = client.send(evening.snapshot().file_name("a.jpg").notify(&*owner.url)).await.unwrap();
    let mut told = Vec::new();
    for _ in 0..3 {
        let request = owner.request().await;
        assert_eq!(
            (request.method().as_str(), &request.headers()["content-type"]),
            ("POST", &"application/json".parse().unwrap())
        );
        let notice = parse_job(request.body()).unwrap();
        assert_eq!(notice.code, Some(JobStatus::Done));
        told.push((Some(notice.id), notice.items[0].key.clone().unwrap()));
    }
    told.sort();
    told.dedup();
    assert_eq!(told, [(taken.persistent_id, "a.jpg".to_owned()), (saved.persistent_id, "a.mp4".to_owned())]);
}

#[tokio::test]
async fn nobody_off_this_machine_is_told_of_a_file() {
    let (_, client) = recorded().await;
    let save = hub().stream("evening").save_as().notify("https://hooks.example.com/done");
    assert!(client.send(save).await.unwrap().persistent_id.is_some(), "the file is saved all the same");
}

#[tokio::test]
async fn what_is_on_air_is_shown_with_codecs_size_and_the_distance_of_key_frames() {
    let local = Local::demo();
    let server = serve(&local).await;
    let _publisher = go_live(&local, &server, "evening").await;
    let shown = async || {
        let (_, body) = fetched(&local, "/_local/live").await;
        serde_json::from_slice::<serde_json::Value>(&body).unwrap()
    };
    let until_measured = async {
        loop {
            let shown = shown().await;
            if !shown[0]["gop_ms"]["max"].is_null() {
                return shown;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    let shown = tokio::time::timeout(Duration::from_secs(5), until_measured).await.expect("two key frames");
    let one = &shown[0];
    assert_eq!(one["id"], "demo/evening", "{shown}");
    assert_eq!((&one["video"]["codec"], &one["video"]["size"][0]), (&"h264".into(), &160.into()), "{one}");
    assert_eq!(
        (&one["audio"]["codec"], &one["audio"]["sample_rate"]),
        (&"aac".into(), &44_100.into()),
        "{one}"
    );
    assert_eq!(one["gop_ms"]["max"], 1_000, "{one}");
}
