use http_body_util::BodyExt as _;
use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use pili_core::{
    Endpoint, Request, Response, Transport,
    auth::{Clock, Credentials, Signer as _, qiniu::QiniuV2},
};
use pili_live::Client;
use pili_live::Hub;
use pili_local::{DEMO_HUB, Listen, Local, Server};
use pili_urls::{Domain, StreamPath, publish, publish::PublishAuth};
use tower::ServiceExt as _;

/// Two seconds of H.264 and AAC.
pub(crate) const CLIP: &[u8] = include_bytes!("../../../pili-media/tests/data/clip.flv");

pub(crate) fn hub() -> Hub {
    Hub::new(DEMO_HUB)
}

pub(crate) fn at(unix: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(unix)
}

pub(crate) fn now() -> SystemTime {
    Clock::system().now()
}

/// A clock whose hands the test moves.
#[derive(Clone)]
pub(crate) struct Hands(Arc<AtomicU64>);

impl Hands {
    pub(crate) fn at(unix: u64) -> Self {
        Self(Arc::new(AtomicU64::new(unix)))
    }

    pub(crate) fn set(&self, unix: u64) {
        self.0.store(unix, Relaxed);
    }

    pub(crate) fn advance(&self, seconds: u64) {
        self.0.fetch_add(seconds, Relaxed);
    }

    pub(crate) fn clock(&self) -> Clock {
        let hands = self.0.clone();
        Clock::new(move || UNIX_EPOCH + Duration::from_secs(hands.load(Relaxed)))
    }
}

/// A client of a service in process.
pub(crate) fn in_process(local: &Local) -> Client {
    client_over(local, local.transport())
}

/// A client of a service in process, over what stands between them.
pub(crate) fn client_over(local: &Local, transport: impl Transport) -> Client {
    Client::builder(Endpoint::parse("https://pili.qiniuapi.com").unwrap())
        .signer(QiniuV2::new(local.credentials().clone()))
        .transport(transport)
}

/// A client of a service on sockets.
pub(crate) fn over_socket(local: &Local, server: &Server) -> Client {
    Client::builder(server.endpoint()).signer(QiniuV2::new(local.credentials().clone())).build().unwrap()
}

pub(crate) async fn serve(local: &Local) -> Server {
    local.serve(Listen::any()).await.unwrap()
}

/// A publish URL of the demo hub, not signed.
pub(crate) fn plain_url(server: &Server, key: &str) -> String {
    let domain = Domain::new(server.addresses().rtmp.to_string()).unwrap();
    publish::rtmp(&domain, &StreamPath::new(DEMO_HUB, key).unwrap())
}

/// A publish URL of the demo hub, good for an hour.
pub(crate) fn publish_url(server: &Server, key: &str, credentials: &Credentials) -> String {
    signed_url(&plain_url(server, key), credentials)
}

/// A publish URL signed by the rule `expiry_sk`, good for an hour.
pub(crate) fn signed_url(plain: &str, credentials: &Credentials) -> String {
    let expires_at = now() + Duration::from_secs(3600);
    PublishAuth::ExpirySk { credentials: credentials.clone(), expires_at }.sign(plain).unwrap()
}

/// A request of one's own making, signed by the rule, then sent in process.
pub(crate) async fn signed(local: &Local, mut request: Request) -> Response {
    QiniuV2::new(local.credentials().clone()).sign(&mut request, now()).unwrap();
    raw(local, request).await
}

/// A request as it is, sent in process.
pub(crate) async fn raw(local: &Local, request: Request) -> Response {
    local.transport().oneshot(request).await.unwrap()
}

/// Sets a domain of the demo hub, by the private route.
pub(crate) async fn set_domain(local: &Local, name: &str, settings: &str) {
    let request = http::Request::put(format!("http://h/_local/hubs/{DEMO_HUB}/domains/{name}"));
    let answer = raw(local, request.body(settings.to_owned().into()).unwrap()).await;
    assert_eq!(answer.status(), 204, "{:?}", answer.body());
}

/// The status of an answer that may never end, and the text of its first part.
pub(crate) async fn head(local: &Local, request: Request) -> (u16, String) {
    let answer = local.router().oneshot(request.map(axum::body::Body::from)).await.unwrap();
    let status = answer.status().as_u16();
    let first = answer.into_body().frame().await.unwrap().unwrap().into_data().unwrap();
    (status, String::from_utf8_lossy(&first).into_owned())
}

/// The JSON of an answer.
pub(crate) fn json(response: &Response) -> serde_json::Value {
    serde_json::from_slice(response.body()).unwrap()
}
