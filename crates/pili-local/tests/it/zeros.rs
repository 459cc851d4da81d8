//! Members that mean nothing: SDKs for Go send all their zero values, SDKs without types send texts.

use std::time::Duration;

use pili_live::{stream::Disabled, v1};
use pili_local::{DEMO_HUB, Local};
use serde_json::{Value, json};

use crate::{
    media::go_live,
    support::{hub, in_process, json, over_socket, serve, signed},
};

/// A call as it is, with its answer.
async fn send(local: &Local, method: &str, path: &str, body: Value) -> (u16, Value) {
    let request = http::Request::builder().method(method).uri(format!("http://h{path}"));
    let body = if body.is_null() { String::new() } else { body.to_string() };
    let request = request.header("content-type", "application/json").body(body.into()).unwrap();
    let answer = signed(local, request).await;
    let told = if answer.body().is_empty() { Value::Null } else { json(&answer) };
    (answer.status().as_u16(), told)
}

async fn post(local: &Local, path: &str, body: Value) -> (u16, Value) {
    send(local, "POST", path, body).await
}

/// The same, again while nothing that was published has arrived.
async fn post_when_live(local: &Local, path: &str, body: Value) -> (u16, Value) {
    let sending = async {
        loop {
            match post(local, path, body.clone()).await {
                (619, _) => tokio::time::sleep(Duration::from_millis(10)).await,
                other => return other,
            }
        }
    };
    tokio::time::timeout(Duration::from_secs(10), sending).await.expect("a picture")
}

/// `evening`, as it stands in paths.
const EVENING: &str = "/v2/hubs/demo/streams/ZXZlbmluZw==";

#[tokio::test]
async fn a_snapshot_and_a_playback_of_all_zeros_are_of_now_and_of_everything() {
    let local = Local::demo();
    let server = serve(&local).await;
    let publisher = go_live(&local, &server, "evening").await;
    let zeros =
        json!({"time": 0, "fname": "", "format": "", "pipeline": "", "notify": "", "deleteAfterDays": 0});
    let (status, taken) = post_when_live(&local, &format!("{EVENING}/snapshot"), zeros).await;
    let name = taken["fname"].as_str().unwrap_or_default();
    let time = name.strip_prefix("evening-").and_then(|rest| rest.strip_suffix(".jpg"));
    let time: i64 = time.unwrap_or_default().parse().expect(name);
    assert!(status == 200 && time > 1_700_000_000, "{status} {taken}");
    publisher.finish().await.unwrap();

    let zeros = json!({"start": 0, "end": 0, "fname": "", "format": "", "pipeline": "", "notify": "",
        "expireDays": 0, "persistentDeleteAfterDays": 0, "firstTsType": 0});
    let (status, saved) = post(&local, &format!("{EVENING}/saveas"), zeros).await;
    assert_eq!(status, 200, "{saved}");
    assert!(saved["fname"].as_str().unwrap().ends_with(".m3u8") && saved.get("persistentID").is_none());
}

#[tokio::test]
async fn a_v1_snapshot_at_0_is_of_now() {
    let local = Local::demo();
    let server = serve(&local).await;
    let _publisher = go_live(&local, &server, "evening").await;
    let asked = json!({"name": "cover", "format": "jpg", "time": 0, "notifyUrl": "", "pipeline": ""});
    let (status, taken) = post_when_live(&local, "/v1/streams/z1.demo.evening/snapshot", asked).await;
    assert_eq!(status, 200, "{taken}");
    assert!(taken["targetUrl"].as_str().unwrap().ends_with("/demo/files/cover.jpg"), "{taken}");
}

#[tokio::test]
async fn a_v1_stream_of_zeros_has_what_nobody_asked_for_and_keeps_it() {
    let local = Local::demo();
    let zeros = json!({"hub": DEMO_HUB, "title": "", "publishKey": "", "publishSecurity": ""});
    let (status, made) = post(&local, "/v1/streams", zeros.clone()).await;
    assert_eq!((status, &made["publishSecurity"]), (200, &json!("dynamic")), "{made}");
    assert!(!made["publishKey"].as_str().unwrap().is_empty());
    let path = format!("/v1/streams/{}", made["id"].as_str().unwrap());
    let (status, same) = post(&local, &path, zeros).await;
    assert_eq!((status, &same["publishKey"]), (200, &made["publishKey"]), "{same}");

    let zeros = json!({"available": "disabled", "disabledTill": 0});
    assert_eq!(post(&local, &format!("{path}/available"), zeros).await.0, 204);
    let info = in_process(&local).send(v1::Stream::new(made["id"].as_str().unwrap()).info()).await.unwrap();
    assert!(info.disabled);
}

#[tokio::test]
async fn texts_are_read_as_the_booleans_and_numbers_that_they_stand_for() {
    let local = Local::demo();
    let server = serve(&local).await;
    let client = over_socket(&local, &server);
    let evening = hub().stream("evening");
    client.send(evening.create()).await.unwrap();
    for (path, asked) in [
        (format!("{EVENING}/disabled"), json!({"disabledTill": "-1", "disablePeriodSecond": "0"})),
        ("/v2/hubs/demo/hlsplus".to_owned(), json!({"hlsPlus": "true"})),
        (
            "/v2/hubs/demo/persistence".to_owned(),
            json!({"storageBucket": "kept", "liveDataExpireDays": "30"}),
        ),
    ] {
        let (status, answer) = post(&local, &path, asked).await;
        assert_eq!(status, 200, "{path}: {answer}");
    }
    assert_eq!(client.send(evening.info()).await.unwrap().disabled, Disabled::Forever);
    let info = client.send(hub().info()).await.unwrap();
    assert_eq!((info.hls_plus, info.live_data_expire_days), (true, 30));
    let zeros = json!({"disabledTill": 0, "disablePeriodSecond": 0});
    assert_eq!(post(&local, &format!("{EVENING}/disabled"), zeros).await.0, 200);
    assert_eq!(client.send(evening.info()).await.unwrap().disabled, Disabled::No);
}

#[tokio::test]
async fn empty_parameters_of_a_query_are_none_and_wrong_ones_are_named() {
    let local = Local::demo();
    in_process(&local).send(hub().stream("evening").create()).await.unwrap();
    for path in [
        "/v2/hubs/demo/streams?liveonly=&prefix=&limit=&marker=".to_owned(),
        format!("{EVENING}/historyactivity?start=&end="),
        "/v2/hubs/demo/stat/play/history?start=&end=&limit=&marker=".to_owned(),
        "/v1/streams?hub=demo&status=&marker=&limit=&title=&idonly=".to_owned(),
        "/v1/streams/z1.demo.evening/segments?start=-1&end=-1&limit=0".to_owned(),
    ] {
        let (status, answer) = send(&local, "GET", &path, Value::Null).await;
        assert_eq!(status, 200, "{path}: {answer}");
    }
    let (status, answer) = send(&local, "GET", "/v2/hubs/demo/streams?limit=two", Value::Null).await;
    let told = answer["error"].as_str().unwrap_or_default();
    assert!(status == 400 && told.starts_with("invalid args: limit: "), "{status} {answer}");
}

#[tokio::test]
async fn the_first_generation_has_numbers_for_what_it_refuses() {
    use pili_core::auth::{Signer as _, qiniu::FirstGen};

    let local = Local::demo();
    for (body, error) in [(r#"{"stream_key":""}"#, 400_002), (r#"{"is_private":"true"}"#, 400_000)] {
        let mut request = http::Request::post("http://h/v1/streams").body(body.into()).unwrap();
        FirstGen::new(local.credentials().clone()).sign(&mut request, crate::support::now()).unwrap();
        let answer = crate::support::raw(&local, request).await;
        assert_eq!((answer.status().as_u16(), json(&answer)["error"].as_u64()), (400, Some(error)), "{body}");
    }
}

#[tokio::test]
async fn an_app_of_zeros_keeps_what_it_has() {
    let local = Local::demo();
    let (_, app) = post(&local, "/v3/apps", json!({"hub": DEMO_HUB, "title": "show", "maxUsers": "3"})).await;
    assert_eq!((&app["title"], &app["maxUsers"]), (&json!("show"), &json!(3)), "{app}");
    let zeros = json!({"hub": "", "title": "", "maxUsers": null, "noAutoKickUser": "true",
        "mergePublishRtmp": null, "eventCbUrl": "", "eventCbSecret": "", "eventCbVersion": ""});
    let (status, same) = post(&local, &format!("/v3/apps/{}", app["appId"].as_str().unwrap()), zeros).await;
    let kept = ["hub", "title", "maxUsers"].map(|name| (&app[name], &same[name]));
    assert!(status == 200 && kept.iter().all(|(before, after)| before == after), "{same}");
    assert_eq!(same["noAutoKickUser"], true);
}

#[tokio::test]
async fn choices_of_opentok_that_are_empty_have_their_defaults() {
    use pili_core::auth::{Credentials, Signer as _, opentok::ProjectJwt};
    use pili_opentok::{ClientToken, Nonce};

    let project = Credentials::new("45678123", "a secret");
    let local = Local::builder().credentials(project.clone()).build();
    let send = async |path: &str, kind: &str, body: String| {
        let request = http::Request::post(format!("http://h{path}")).header("content-type", kind);
        let mut request = request.header("accept", "application/json").body(body.into()).unwrap();
        ProjectJwt::new(project.clone()).sign(&mut request, crate::support::now()).unwrap();
        let answer = crate::support::raw(&local, request).await;
        (answer.status().as_u16(), json(&answer))
    };
    let form = "p2p.preference=disabled&archiveMode=&location=".to_owned();
    let (_, made) = send("/session/create", "application/x-www-form-urlencoded", form).await;
    let session = made[0]["session_id"].as_str().unwrap();
    let token = ClientToken::new(session).jwt(&project, crate::support::now(), Nonce::new(1).unwrap());
    local.connect(session, &token.unwrap()).unwrap();
    let zeros = json!({"sessionId": session, "name": "", "outputMode": "", "streamMode": "",
        "resolution": "", "multiArchiveTag": "", "hasAudio": "true", "hasVideo": true, "layout": null});
    let (status, archive) = send("/v2/project/45678123/archive", "application/json", zeros.to_string()).await;
    let chosen = ["outputMode", "streamMode", "resolution"].map(|name| &archive[name]);
    assert_eq!(status, 200, "{archive}");
    assert_eq!(chosen, ["composed", "auto", "640x480"]);

    let list = http::Request::get("http://h/v2/project/45678123/archive?offset=&count=&sessionId=");
    let mut list = list.body("".into()).unwrap();
    ProjectJwt::new(project.clone()).sign(&mut list, crate::support::now()).unwrap();
    let listed = crate::support::raw(&local, list).await;
    assert_eq!((listed.status().as_u16(), &json(&listed)["count"]), (200, &json!(1)));
}

#[tokio::test]
async fn empty_elements_of_a_channel_have_their_defaults() {
    use pili_core::auth::{
        Signer as _,
        oss::{OssResource, OssV1},
    };

    let local = Local::demo();
    let empty = "<LiveChannelConfiguration><Description/><Status></Status><Target><Type>HLS</Type>\
                 <FragDuration/><FragCount></FragCount><PlaylistName/></Target><Snapshot/>\
                 </LiveChannelConfiguration>";
    let call = async |method: &str, body: &'static str| {
        let request = http::Request::builder().method(method).uri("http://h/demo-bucket/evening?live");
        let mut request = request.body(body.into()).unwrap();
        request.extensions_mut().insert(OssResource::new("demo-bucket", "evening"));
        OssV1::new(local.credentials().clone()).sign(&mut request, crate::support::now()).unwrap();
        let answer = crate::support::raw(&local, request).await;
        (answer.status().as_u16(), String::from_utf8_lossy(answer.body()).into_owned())
    };
    let (status, told) = call("PUT", empty).await;
    assert_eq!(status, 200, "{told}");
    let (_, shown) = call("GET", "").await;
    for default in ["<Status>enabled<", "<FragDuration>5<", "<FragCount>3<", ">playlist.m3u8<"] {
        assert!(shown.contains(default), "{default}: {shown}");
    }
}
