//! OSS LiveChannel: the story of a channel, and what is refused.

#![allow(clippy::unwrap_used, reason = "a test may panic, in its helpers too")]

use std::time::{Duration, UNIX_EPOCH};

use pili_core::{
    Error,
    auth::{
        Clock, Credentials, Signer,
        oss::{OssV1, OssV4},
    },
};
use pili_local::{
    DEMO_ACCESS_KEY, DEMO_BUCKET, Listen, Local, Server,
    flv::Tag,
    rtmp::{Pace, PublishError, Publisher, publish},
};
use pili_oss::{
    Bucket, Client, Code, ENDPOINT, LiveChannel,
    channel::{ChannelStat, ChannelStatus, StreamStatus},
    core::{Reason, auth::unix_seconds},
};
use pili_urls::oss_rtmp::PublishUrl;

use crate::{
    kept::{killed, open},
    support::{CLIP, now, raw, serve},
};

fn bucket() -> Bucket {
    Bucket::new(DEMO_BUCKET)
}

fn channel() -> LiveChannel {
    bucket().channel("evening")
}

fn client(local: &Local, server: &Server) -> Client {
    let endpoint = server.endpoint();
    let signer = OssV4::new(local.credentials().clone(), "cn-hangzhou");
    Client::builder(endpoint).signer(signer).build().unwrap()
}

fn in_process(local: &Local, signer: impl Signer + 'static, clock: Clock) -> Client {
    Client::builder(ENDPOINT).signer(signer).clock(clock).transport(local.transport())
}

fn url(server: &Server, keys: &Credentials) -> String {
    let url = PublishUrl::new(&server.addresses().rtmp.to_string(), DEMO_BUCKET, "evening").unwrap();
    url.playlist_name("tonight.m3u8").sign(keys, now() + Duration::from_secs(3600)).unwrap()
}

/// The clip's tags, over and over, so that they last `times` clips of two seconds.
fn tags(times: u32) -> Vec<Tag> {
    let clip = pili_local::flv::read(CLIP).unwrap();
    let length = clip.last().unwrap().timestamp + 40;
    let later = |round: u32| {
        clip.clone().into_iter().map(move |mut tag| {
            tag.timestamp += round * length;
            tag
        })
    };
    (0..times).flat_map(later).collect()
}

async fn object(local: &Local, key: &str) -> (u16, String) {
    let request = http::Request::get(format!("http://h/{DEMO_BUCKET}/{key}")).body("".into()).unwrap();
    let answer = raw(local, request).await;
    (answer.status().as_u16(), String::from_utf8_lossy(answer.body()).into_owned())
}

fn code(error: &Error) -> Option<Code> {
    Code::of(error)
}

#[tokio::test]
async fn a_publish_is_live_stored_listed_and_remembered() {
    let local = Local::demo();
    let server = serve(&local).await;
    let client = client(&local, &server);
    let before = now() - Duration::from_secs(1);
    let created = client.send(channel().create().fragments(Duration::from_secs(2), 2)).await.unwrap();
    let addresses = server.addresses();
    assert_eq!(
        created.publish_url(),
        Some(&*format!("rtmp://{}/{DEMO_BUCKET}/live/evening", addresses.rtmp))
    );
    assert_eq!(
        created.play_url(),
        Some(&*format!("http://{}/{DEMO_BUCKET}/evening/playlist.m3u8", addresses.http))
    );
    assert_eq!(client.send(channel().stat()).await.unwrap().status, StreamStatus::Idle);

    let mut publisher = Publisher::connect(&url(&server, local.credentials())).await.unwrap();
    publisher.send_all(&tags(4), Pace::Fast).await.unwrap();
    let stat = live(&client).await;
    let (video, audio) = (stat.video.unwrap(), stat.audio.unwrap());
    assert_eq!((&*video.codec, &*audio.codec), ("H264", "AAC"));
    assert!(video.width > 0 && video.height > 0 && video.bandwidth > 0 && audio.sample_rate > 0, "{video:?}");
    assert!(stat.remote_addr.unwrap().starts_with("127.0.0.1:"));
    for error in [
        client.send(channel().delete()).await.unwrap_err(),
        client.send(channel().create()).await.unwrap_err(),
    ] {
        assert_eq!(error.reason(), Reason::Conflict);
    }
    publisher.finish().await.unwrap();
    assert_eq!(client.send(channel().stat()).await.unwrap().status, StreamStatus::Idle);

    // Playlists of the past have every segment.
    let after = now() + Duration::from_secs(60);
    let read = client.send(channel().vod_playlist(before..after)).await.unwrap();
    let segments = names(&read);
    assert!(segments.len() >= 4, "{read}");

    // The URL named the playlist; it has the last two segments, and each can be fetched.
    let (status, playlist) = object(&local, "evening/tonight.m3u8").await;
    assert_eq!((status, names(&playlist)), (200, segments[segments.len() - 2..].to_vec()), "{playlist}");
    let first = format!("#EXT-X-MEDIA-SEQUENCE:{}\n", segments.len() - 2);
    assert!(playlist.contains(&first) && playlist.ends_with("#EXT-X-ENDLIST\n"), "{playlist}");
    assert_eq!(object(&local, &format!("evening/{}", segments[0])).await.0, 200);

    client.send(channel().post_vod_playlist("past.m3u8", before..after)).await.unwrap();
    assert_eq!(object(&local, "evening/past.m3u8").await, (200, read.clone()));
    let none = channel().vod_playlist(before - Duration::from_secs(50)..before - Duration::from_secs(40));
    assert_eq!(code(&client.send(none).await.unwrap_err()), Some(Code::InvalidArgument));

    let history = client.send(channel().history()).await.unwrap();
    assert_eq!(history.len(), 1);
    assert!(history[0].start_time >= before && history[0].end_time >= Some(history[0].start_time));
    client.send(channel().delete()).await.unwrap();
    assert_eq!(client.send(channel().info()).await.unwrap_err().reason(), Reason::NotFound);
    assert_eq!(object(&local, "evening/past.m3u8").await.0, 200, "what was recorded stays");
}

/// The segments of a playlist.
fn names(playlist: &str) -> Vec<&str> {
    playlist.lines().filter(|line| line.ends_with(".ts")).collect()
}

/// The live status once both tracks were seen.
async fn live(client: &Client) -> ChannelStat {
    for _ in 0..100 {
        let stat = client.send(channel().stat()).await.unwrap();
        if stat.status == StreamStatus::Live && stat.video.is_some() && stat.audio.is_some() {
            return stat;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("the channel did not go live");
}

#[tokio::test]
async fn disabling_cuts_the_publisher_and_refuses_the_next() {
    let local = Local::demo();
    let server = serve(&local).await;
    let client = client(&local, &server);
    client.send(channel().create()).await.unwrap();
    let url = url(&server, local.credentials());
    let mut publisher = Publisher::connect(&url).await.unwrap();
    publisher.send_all(&tags(1), Pace::Fast).await.unwrap();
    live(&client).await;
    client.send(channel().set_status(ChannelStatus::Disabled)).await.unwrap();
    assert_eq!(client.send(channel().stat()).await.unwrap().status, StreamStatus::Disabled);
    let cut = async {
        loop {
            if let Err(error) = publisher.send_all(&tags(1), Pace::Fast).await {
                return error;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    let error = tokio::time::timeout(Duration::from_secs(2), cut).await.expect("the publisher is cut");
    assert!(matches!(error, PublishError::Cut { .. }), "{error}");
    assert!(refusal(&url).await.contains("LiveChannelDisabled"));
    client.send(channel().set_status(ChannelStatus::Enabled)).await.unwrap();
    publish(&url, CLIP, Pace::Fast).await.unwrap();
}

async fn refusal(url: &str) -> String {
    match publish(url, CLIP, Pace::Fast).await {
        Err(PublishError::Refused { description, .. }) => description,
        other => panic!("{url} was not refused: {other:?}"),
    }
}

#[tokio::test]
async fn a_wrong_publish_url_is_refused_with_a_reason_the_publisher_can_read() {
    let local = Local::demo();
    let server = serve(&local).await;
    client(&local, &server).send(channel().create()).await.unwrap();
    let good = url(&server, local.credentials());
    let forged = url(&server, &Credentials::new(DEMO_ACCESS_KEY, "guessed"));
    let table = [
        (forged, "the signature is wrong"),
        (good.replace("tonight", "other"), "the text to sign is"),
        (good.split('?').next().unwrap().to_owned(), "the URL has no `OSSAccessKeyId`"),
        (good.replace("/evening", "/morning"), "NoSuchLiveChannel"),
        (good.replace(DEMO_BUCKET, "other-bucket"), "NoSuchBucket"),
        (good.replace(DEMO_ACCESS_KEY, "stranger"), "the access key `stranger` is unknown"),
    ];
    for (url, reason) in table {
        let told = refusal(&url).await;
        assert!(told.contains(reason), "{url}: {told}");
    }
}

#[tokio::test]
async fn a_publish_url_whose_host_names_no_bucket_is_for_the_bucket_that_it_is_signed_for() {
    let local = Local::builder().bucket("another-bucket").bucket(DEMO_BUCKET).build();
    let server = serve(&local).await;
    let client = client(&local, &server);
    let other = Bucket::new("another-bucket").channel("evening");
    client.send(other.create()).await.unwrap();
    client.send(channel().create()).await.unwrap();

    let good = url(&server, local.credentials()).replace(&format!("/{DEMO_BUCKET}/live/"), "/live/");
    publish(&good, CLIP, Pace::Fast).await.unwrap();
    assert_eq!(client.send(channel().history()).await.unwrap().len(), 1);
    assert_eq!(client.send(other.history()).await.unwrap().len(), 0);
    let forged = good.replace("Signature=", "Signature=A");
    assert!(refusal(&forged).await.contains("the signature is wrong"));
}

#[tokio::test]
async fn both_signatures_are_checked_at_a_virtual_host() {
    let local = Local::demo();
    let keys = local.credentials().clone();
    let clock = Clock::system;
    let temporary = Credentials::temporary(keys.access_key(), keys.secret_key().clone(), "token");
    let v1 = in_process(&local, OssV1::rotating(move || temporary.clone()), clock());
    let v4 = in_process(&local, OssV4::new(keys.clone(), "cn-beijing").additional_headers(["host"]), clock());
    v1.send(channel().create()).await.unwrap();
    let info = v4.send(channel().info()).await.unwrap();
    assert_eq!((info.target.frag_duration, info.target.frag_count), (Some(Duration::from_secs(5)), Some(3)));

    let forged = Credentials::new(DEMO_ACCESS_KEY, "guessed");
    for signer in
        [Box::new(OssV1::new(forged.clone())) as Box<dyn Signer>, Box::new(OssV4::new(forged, "cn-beijing"))]
    {
        let client = in_process(&local, std::sync::Arc::<dyn Signer>::from(signer), clock());
        let error = client.send(channel().info()).await.unwrap_err();
        assert_eq!(code(&error), Some(Code::SignatureDoesNotMatch));
        let ours = error.string_to_sign().unwrap().to_text().into_owned();
        assert_eq!(error.api_error().unwrap().details["StringToSign"], ours);
    }
    let stranger = in_process(&local, OssV1::new(Credentials::new("stranger", "sk")), clock());
    let error = stranger.send(channel().info()).await.unwrap_err();
    assert_eq!(code(&error), Some(Code::InvalidAccessKeyId));
    let error = v4.send(Bucket::new("other-bucket").channel("evening").info()).await.unwrap_err();
    assert_eq!(code(&error), Some(Code::NoSuchBucket));
    let unsigned =
        http::Request::get(format!("http://h/{DEMO_BUCKET}/evening?live")).body("".into()).unwrap();
    let answer = raw(&local, unsigned).await;
    assert_eq!(answer.status(), 403);
    assert!(String::from_utf8_lossy(answer.body()).contains("<Code>AccessDenied</Code>"));
}

#[tokio::test]
async fn a_clock_sixteen_minutes_ahead_is_told_as_such() {
    let noon = UNIX_EPOCH + Duration::from_secs(1_700_000_000);
    let local = Local::builder().bucket(DEMO_BUCKET).clock(Clock::fixed(noon)).build();
    let ahead = Clock::fixed(noon + Duration::from_secs(16 * 60));
    for signer in signers(local.credentials()) {
        let error = in_process(&local, signer, ahead.clone()).send(channel().stat()).await.unwrap_err();
        assert_eq!(code(&error), Some(Code::RequestTimeTooSkewed));
        let text = error.to_string();
        assert!(text.contains("this machine's clock is 16 min ahead of the service's"), "{text}");
    }
}

fn signers(keys: &Credentials) -> [std::sync::Arc<dyn Signer>; 2] {
    [
        std::sync::Arc::new(OssV1::new(keys.clone())),
        std::sync::Arc::new(OssV4::new(keys.clone(), "cn-hangzhou")),
    ]
}

#[tokio::test]
async fn the_list_is_walked_by_name_and_prefix() {
    let local = Local::demo();
    let client = in_process(&local, OssV1::new(local.credentials().clone()), Clock::system());
    for name in ["b2", "a1", "b1", "b3", "c1"] {
        client.send(bucket().channel(name).create().description("a & b")).await.unwrap();
    }
    let entries: Vec<_> = client.items(bucket().channels().prefix("b").max_keys(1)).collect().await.unwrap();
    let names: Vec<_> = entries.iter().map(|entry| entry.name.as_str()).collect();
    assert_eq!(names, ["b1", "b2", "b3"]);
    assert_eq!(entries[0].description, "a & b");
    let publish = entries[0].publish_urls.first().unwrap();
    assert_eq!(publish, format!("rtmp://{DEMO_BUCKET}.oss-cn-hangzhou.aliyuncs.com:1935/live/b1"));
}

#[tokio::test]
async fn limits_are_refused_with_the_vendors_own_codes() {
    let local = Local::demo();
    let client = in_process(&local, OssV1::new(local.credentials().clone()), Clock::system());
    client.send(channel().create()).await.unwrap();
    let start = unix_seconds(now() - Duration::from_secs(10));
    let table = [
        (
            "PUT",
            "evening?live".to_owned(),
            wrong("<Type>HLS</Type><FragDuration>0</FragDuration><FragCount>3</FragCount>"),
            "0044-00000014",
        ),
        ("PUT", "evening?live".to_owned(), wrong("<Type>DASH</Type>"), "0044-00000013"),
        (
            "PUT",
            "evening?live".to_owned(),
            wrong("<Type>HLS</Type><PlaylistName>a/b.m3u8</PlaylistName>"),
            "0044-00000016",
        ),
        (
            "PUT",
            "evening?live".to_owned(),
            "<LiveChannelConfiguration><Target><Type>HLS</Type></Target><Snapshot><RoleName>r</RoleName>\
             <DestBucket>pictures</DestBucket><NotifyTopic>t</NotifyTopic><Interval>5</Interval></Snapshot>\
             </LiveChannelConfiguration>"
                .to_owned(),
            "0044-00000004",
        ),
        ("GET", "?live&max-keys=1001".to_owned(), String::new(), "0044-00000101"),
        ("GET", format!("evening?vod&startTime={start}&endTime={start}"), String::new(), "0044-00000306"),
        (
            "GET",
            format!("evening?vod&startTime={start}&endTime={}", start + 86_401),
            String::new(),
            "0044-00000307",
        ),
        (
            "POST",
            format!("evening/a.mpd?vod&startTime={start}&endTime={}", start + 9),
            String::new(),
            "0044-00000403",
        ),
    ];
    for (method, target, body, ec) in table {
        let answer = signed(&local, method, &target, body).await;
        assert_eq!(answer.status(), 400, "{target}");
        assert_eq!(answer.headers()["x-oss-ec"], ec, "{target}: {:?}", answer.body());
        assert!(answer.headers().contains_key("x-oss-request-id"));
    }
}

fn wrong(target: &str) -> String {
    format!("<LiveChannelConfiguration><Target>{target}</Target></LiveChannelConfiguration>")
}

async fn signed(local: &Local, method: &str, target: &str, body: String) -> pili_core::Response {
    let uri = format!("http://127.0.0.1/{DEMO_BUCKET}/{target}");
    let mut request = http::Request::builder().method(method).uri(uri).body(body.into()).unwrap();
    let key = target.split('?').next().unwrap_or_default();
    request.extensions_mut().insert(pili_core::auth::oss::OssResource::new(DEMO_BUCKET, key));
    OssV1::new(local.credentials().clone()).sign(&mut request, now()).unwrap();
    raw(local, request).await
}

#[tokio::test]
async fn channels_and_objects_are_there_in_the_next_service() {
    let folder = tempfile::tempdir().unwrap();
    let local = open(folder.path());
    let server = serve(&local).await;
    let client = client(&local, &server);
    client.send(channel().create()).await.unwrap();
    publish(&url(&server, local.credentials()), CLIP, Pace::Fast).await.unwrap();
    let (status, playlist) = object(&local, "evening/tonight.m3u8").await;
    assert_eq!(status, 200);
    let config = client.send(channel().info()).await.unwrap();
    let records = client.send(channel().history()).await.unwrap();

    let copy = killed(folder.path());
    let next = open(copy.path());
    assert_eq!(object(&next, "evening/tonight.m3u8").await, (200, playlist.clone()));
    for name in names(&playlist) {
        assert_eq!(object(&next, &format!("evening/{name}")).await.0, 200, "{name}");
    }
    let server = serve(&next).await;
    let client = self::client(&next, &server);
    assert_eq!(client.send(channel().info()).await.unwrap(), config);
    assert_eq!(client.send(channel().history()).await.unwrap(), records);
    let end = now() + Duration::from_secs(60);
    let past = client.send(channel().vod_playlist(end - Duration::from_secs(3600)..end)).await.unwrap();
    assert_eq!(names(&past), names(&playlist));
}

#[tokio::test]
async fn a_playlist_that_was_live_when_the_service_was_killed_is_closed() {
    let folder = tempfile::tempdir().unwrap();
    let local = open(folder.path());
    let server = serve(&local).await;
    client(&local, &server).send(channel().create()).await.unwrap();
    let mut publisher = Publisher::connect(&url(&server, local.credentials())).await.unwrap();
    publisher.send_all(&tags(6), Pace::Fast).await.unwrap();
    let open_playlist = loop {
        if let (200, playlist) = object(&local, "evening/tonight.m3u8").await {
            break playlist;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    };
    assert!(!open_playlist.contains("ENDLIST"), "{open_playlist}");
    let copy = killed(folder.path());
    publisher.finish().await.unwrap();

    let next = open(copy.path());
    let (_, playlist) = object(&next, "evening/tonight.m3u8").await;
    assert!(playlist.contains("#EXT-X-ENDLIST"), "{playlist}");
    for name in names(&playlist) {
        assert_eq!(object(&next, &format!("evening/{name}")).await.0, 200, "{name}");
    }
    let server = serve(&next).await;
    let records = client(&next, &server).send(channel().history()).await.unwrap();
    assert!(records[0].end_time.is_some());
}

#[tokio::test]
async fn a_hub_and_a_bucket_live_side_by_side() {
    let local = Local::builder().hub("live").bucket("live-bucket").build();
    let server = local.serve(Listen::any()).await.unwrap();
    let told = refusal(&format!("rtmp://{}/live/evening", server.addresses().rtmp)).await;
    assert!(told.contains("expiry_sk"), "the hub's own rule decides: {told}");
}

#[tokio::test]
async fn a_part_of_an_object_is_given_and_beyond_its_end_the_whole_unless_the_standard_is_asked_for() {
    let local = Local::demo();
    let server = serve(&local).await;
    client(&local, &server).send(channel().create()).await.unwrap();
    publish(&url(&server, local.credentials()), CLIP, Pace::Fast).await.unwrap();
    let (_, playlist) = object(&local, "evening/tonight.m3u8").await;
    let size = playlist.len();
    let part = async |range: &str, behaviour: &str| {
        let request = http::Request::get(format!("http://h/{DEMO_BUCKET}/evening/tonight.m3u8"));
        let request = request.header("range", range).header("x-oss-range-behavior", behaviour);
        let answer = raw(&local, request.body("".into()).unwrap()).await;
        (answer.status().as_u16(), String::from_utf8_lossy(answer.body()).into_owned())
    };
    assert_eq!(part("bytes=0-6", "").await, (206, "#EXTM3U".to_owned()));
    assert_eq!(part(&format!("bytes=0-{size}"), "").await, (200, playlist.clone()));
    assert_eq!(part(&format!("bytes={size}-"), "").await, (200, playlist.clone()));
    assert_eq!(part(&format!("bytes=1-{size}"), "standard").await, (206, playlist[1..].to_owned()));
    let (status, body) = part(&format!("bytes={size}-"), "standard").await;
    assert!(status == 416 && body.contains("<Code>InvalidRange</Code>"), "{status} {body}");
}
