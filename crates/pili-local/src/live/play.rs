//! Playback over HTTP: `/{hub}/{stream key}.flv`.

use std::net::SocketAddr;

use axum::{
    Router,
    body::Body,
    extract::{ConnectInfo, Path, Request, State},
    http::{
        HeaderMap, HeaderName, HeaderValue,
        header::{ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_TYPE, HOST},
    },
    response::{IntoResponse, Response},
    routing::get,
};
use futures_util::StreamExt as _;

use crate::{
    media::{Admission, Gate as _, Protocol, Refusal},
    reply::{self, Refused},
    service::Service,
};

/// Any web page may play; nothing of a live stream may be cached.
const HEADERS: [(HeaderName, HeaderValue); 2] = [
    (ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*")),
    (CACHE_CONTROL, HeaderValue::from_static("no-cache")),
];

pub(super) fn router() -> Router<Service> {
    Router::new().route("/{hub}/{file}", get(play))
}

async fn play(
    State(service): State<Service>,
    Path((hub, file)): Path<(String, String)>,
    request: Request,
) -> Response {
    let answer = match file.rsplit_once('.') {
        Some((key, "flv")) => flv(&service, admission(hub, key, &request)),
        _ => return reply::not_implemented(request).await.into_response(),
    };
    (HEADERS, answer).into_response()
}

fn flv(service: &Service, admission: Admission) -> Result<Response, Refused> {
    service.store.check_stream(&admission.app, &admission.name)?;
    let id = service.door.admit_play(&admission)?;
    let tags =
        service.media.flv(&id, admission.domain, admission.peer).ok_or(Refused::new(404, "no live"))?;
    let body = Body::from_stream(tags.map(Ok::<_, std::convert::Infallible>));
    Ok(([(CONTENT_TYPE, "video/x-flv")], body).into_response())
}

fn admission(hub: String, key: &str, request: &Request) -> Admission {
    // In process there is no peer.
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    Admission {
        protocol: Protocol::Flv,
        domain: host(request.headers()),
        app: hub,
        name: key.to_owned(),
        query: request.uri().query().map(str::to_owned),
        peer: peer.map_or(SocketAddr::from(([127, 0, 0, 1], 0)), |ConnectInfo(peer)| *peer),
    }
}

fn host(headers: &HeaderMap) -> String {
    headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default().to_owned()
}

impl From<Refusal> for Refused {
    fn from(refusal: Refusal) -> Self {
        Self::new(403, refusal.0)
    }
}
