//! Publishes over SRT, as the service answers and tells them.

use std::{net::SocketAddr, time::Duration};

use pili_local::{
    Cause, DEMO_HUB, Event, EventKind, Listen, Local, Server,
    srt::{PublishError, Publisher},
};
use tokio::time::timeout;

const EVENING: &str = "demo/evening";
const SOON: Duration = Duration::from_secs(20);

async fn serve(local: &Local) -> Server {
    let mut server = local.serve(Listen::any()).await.unwrap();
    server.serve_srt("127.0.0.1:0".parse().unwrap()).await.unwrap();
    server
}

async fn happened(local: &Local, kind: EventKind) -> Event {
    timeout(SOON, local.until(|event| event.is(kind, EVENING))).await.expect("it happens")
}

/// Address and stream id, as an encoder takes them out of the URL.
fn parted(url: &str) -> (SocketAddr, &str) {
    let (address, stream_id) = url.strip_prefix("srt://").unwrap().split_once("?streamid=").unwrap();
    (address.parse().unwrap(), stream_id)
}

async fn publish(url: &str) -> Result<Publisher, PublishError> {
    let (address, stream_id) = parted(url);
    Publisher::connect(address, stream_id).await
}

#[tokio::test]
async fn the_signed_url_that_is_told_is_taken_and_told_as_srt() {
    let local = Local::demo();
    let server = serve(&local).await;
    let url = local.urls(DEMO_HUB, "evening").unwrap().srt.unwrap();
    assert_eq!(Some(parted(&url).0), server.addresses().srt);
    let publisher = publish(&url).await.unwrap();
    let peer = happened(&local, EventKind::PublishBegan).await.peer.unwrap();
    assert_eq!((peer.protocol, peer.domain.as_str()), ("srt", "127.0.0.1"));
    let client = crate::support::in_process(&local);
    client.send(crate::support::hub().stream("evening").disable()).await.unwrap();
    timeout(SOON, publisher.closed()).await.expect("the connection ends");
    let ended = happened(&local, EventKind::PublishEnded).await;
    assert_eq!(ended.peer.unwrap().protocol, "srt");
    assert!(ended.reason.unwrap().contains("disabled"));
}

#[tokio::test]
async fn a_wrong_signature_is_refused_with_its_cause() {
    let local = Local::demo();
    let _server = serve(&local).await;
    let url = local.urls(DEMO_HUB, "evening").unwrap().srt.unwrap();
    let wrong = url.replace(",e=", ",x=1,e=");
    let refused = publish(&wrong).await.unwrap_err();
    assert!(matches!(refused, PublishError::Refused(1_403)), "{refused}");
    let told = happened(&local, EventKind::PublishRefused).await;
    assert_eq!((told.cause, told.peer.unwrap().protocol), (Some(Cause::Signature), "srt"));
    let signed = told.signature.unwrap().string_to_sign.unwrap();
    assert!(signed.starts_with("/demo/evening?domain=127.0.0.1&x=1&e="), "{signed}");
}

#[tokio::test]
async fn the_token_of_the_rtmp_url_is_good_for_srt() {
    let local = Local::demo();
    let _server = serve(&local).await;
    let urls = local.urls(DEMO_HUB, "evening").unwrap();
    let (address, _) = parted(urls.srt.as_deref().unwrap());
    let items = urls.publish.split_once('?').unwrap().1.replace('&', ",");
    let url = format!("srt://{address}?streamid=#!::h={EVENING},m=publish,domain=127.0.0.1,{items}");
    publish(&url).await.unwrap();
}

#[tokio::test]
async fn an_address_that_is_taken_is_named() {
    let local = Local::demo();
    let mut server = serve(&local).await;
    let taken = server.addresses().srt.unwrap();
    let error = server.serve_srt(taken).await.unwrap_err();
    assert!(error.to_string().starts_with(&format!("cannot listen on {taken} for SRT: ")), "{error}");
}
