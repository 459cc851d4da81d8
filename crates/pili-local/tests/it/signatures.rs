use pili_core::{
    Endpoint, Request,
    auth::{
        Credentials,
        qiniu::{QiniuV2, token},
    },
};
use pili_live::Client;
use pili_local::{DEMO_ACCESS_KEY, Local};

use crate::support::{hub, json, raw};

fn request(host: &str) -> Request {
    http::Request::post("/v2/hubs/demo/streams")
        .header("host", host)
        .header("content-type", "application/json")
        .body(r#"{"key":"evening"}"#.into())
        .unwrap()
}

fn signed_over(local: &Local, mut request: Request, text: &str) -> Request {
    let signature = token(local.credentials().secret_key(), text);
    let value = format!("Qiniu {}:{signature}", local.credentials().access_key());
    request.headers_mut().insert("authorization", value.parse().unwrap());
    request
}

fn text(host: &str) -> String {
    format!(
        "POST /v2/hubs/demo/streams\nHost: {host}\nContent-Type: application/json\n\n{{\"key\":\"evening\"}}"
    )
}

#[tokio::test]
async fn the_host_forms_that_official_sdks_sign_are_accepted() {
    for host in ["127.0.0.1:8935", "127.0.0.1:8935:8935", "127.0.0.1", "pili.qiniuapi.com"] {
        let local = Local::demo();
        let request = signed_over(&local, request("127.0.0.1:8935"), &text(host));
        assert_eq!(raw(&local, request).await.status(), 200, "signed for {host}");
    }
}

#[tokio::test]
async fn a_known_mistake_is_answered_with_both_strings_and_where_they_part() {
    let local = Local::demo();
    let without_body = "POST /v2/hubs/demo/streams\nHost: h\nContent-Type: application/json\n\n";
    let answer = raw(&local, signed_over(&local, request("h"), without_body)).await;
    let body = json(&answer);
    assert_eq!(answer.status(), 401);
    assert_eq!(body["string_to_sign"], text("h"));
    assert_eq!(body["string_signed"], without_body);
    assert_eq!(body["part_at"], without_body.len());
    assert!(body["error"].as_str().unwrap().contains("the request without its body"), "{body}");
}

#[tokio::test]
async fn a_body_that_is_signed_without_the_line_of_its_type_is_told_so() {
    let local = Local::demo();
    let without_line = text("h").replace("\nContent-Type: application/json", "");
    let body = json(&raw(&local, signed_over(&local, request("h"), &without_line)).await);
    assert_eq!(body["string_signed"], without_line);
    assert!(body["error"].as_str().unwrap().contains("without the line of its Content-Type"), "{body}");
}

#[tokio::test]
async fn another_secret_key_is_told_as_such_and_shows_what_was_signed_but_no_key() {
    let local = Local::demo();
    let client = Client::builder(Endpoint::parse("http://h").unwrap())
        .signer(QiniuV2::new(Credentials::new(DEMO_ACCESS_KEY, "not-the-secret")))
        .transport(local.transport());
    let error = client.send(hub().stream("evening").create()).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 401);
    assert_eq!(error.string_to_sign().unwrap().to_text(), text("h"));
    let shown = format!("{error} {error:?}");
    assert!(shown.contains("the secret key is another one"), "{shown}");
    assert!(!shown.contains("not-the-secret") && !shown.contains("local-demo-secret"), "{shown}");
}

#[tokio::test]
async fn calls_without_a_signature_or_with_an_unknown_key_are_refused_saying_so() {
    let local = Local::demo();
    let bare = raw(&local, request("h")).await;
    assert_eq!(json(&bare)["error"], "bad token: there is no Authorization header");
    let mut stranger = request("h");
    stranger.headers_mut().insert("authorization", "Qiniu stranger:AAAA=".parse().unwrap());
    let answer = raw(&local, stranger).await;
    assert_eq!(
        (answer.status().as_u16(), json(&answer)["error"].as_str().unwrap()),
        (401, "bad token: the access key `stranger` is unknown")
    );
}

#[tokio::test]
async fn a_proxy_that_changes_what_was_signed_is_found_by_where_the_texts_part() {
    let local = Local::demo();
    let proxy = tower::service_fn({
        let transport = local.transport();
        move |mut request: Request| {
            request.headers_mut().insert("x-qiniu-hop", "1".parse().unwrap());
            tower::ServiceExt::oneshot(transport.clone(), request)
        }
    });
    let client = Client::builder(Endpoint::parse("http://h").unwrap())
        .signer(QiniuV2::new(local.credentials().clone()))
        .transport(proxy);
    let error = client.send(hub().stream("evening").info()).await.unwrap_err();
    let signed = error.string_to_sign().unwrap().to_text().into_owned();
    let expected = error.api_error().unwrap().string_to_sign.clone().unwrap();
    assert!(expected.contains("X-Qiniu-Hop: 1") && !signed.contains("X-Qiniu-Hop"), "{expected}");
    let parted = format!("part at byte {}", signed.len() - 1);
    assert!(error.to_string().contains(&parted), "{error}");
}
