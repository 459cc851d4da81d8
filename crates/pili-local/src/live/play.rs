//! Playback over HTTP: `/{hub}/{stream key}.flv`, `.m3u8`, `.jpg`, and the files that were saved.

use std::{borrow::Cow, convert::Infallible, net::SocketAddr};

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

use super::{names::Named, save};
use crate::{
    live::Pili,
    media::{Admission, Gate as _, NoPlaylist, Protocol, Refusal, StreamId},
    reply::{self, Refused},
};

/// Any web page may play; nothing of a live stream may be cached.
const HEADERS: [(HeaderName, HeaderValue); 2] = [
    (ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*")),
    (CACHE_CONTROL, HeaderValue::from_static("no-cache")),
];

/// A segment has the same bytes for as long as it is there.
const NEVER_CHANGES: &str = "max-age=3600, immutable";

pub(super) fn router() -> Router<Pili> {
    Router::new()
        .route("/{hub}/{file}", get(play))
        .route("/{hub}/{key}/{segment}", get(segment))
        .route("/{hub}/files/{*name}", get(file))
}

async fn play(
    State(pili): State<Pili>,
    Path((hub, file)): Path<(String, String)>,
    request: Request,
) -> Response {
    let extensions = [".flv", ".m3u8", ".jpg"];
    let found = extensions.into_iter().find_map(|known| Some((file.strip_suffix(known)?, known)));
    let Some((key, extension)) = found else {
        return reply::not_implemented(request).await.into_response();
    };
    let admission = admission(hub, key, extension, &request);
    let answer = match extension {
        ".flv" => flv(&pili, admission),
        ".m3u8" => hls(&pili, admission).await,
        _ => cover(&pili, admission).await,
    };
    (HEADERS, answer).into_response()
}

fn flv(pili: &Pili, admission: Admission) -> Result<Response, Refused> {
    let id = admit(pili, &admission)?;
    let tags = pili.media.flv(&id, admission.domain, admission.peer).ok_or(NOT_LIVE)?;
    Ok(typed("video/x-flv", Body::from_stream(tags.map(Ok::<_, Infallible>))))
}

async fn hls(pili: &Pili, admission: Admission) -> Result<Response, Refused> {
    let id = admit(pili, &admission)?;
    pili.media.hls_viewer(&id, &admission.domain, admission.peer);
    let key = &admission.name;
    let playlist = pili.media.hls_playlist(&id, |segment| format!("{key}/{}.ts", segment.number)).await;
    Ok(typed("application/vnd.apple.mpegurl", playlist.map_err(no_playlist)?))
}

fn no_playlist(error: NoPlaylist) -> Refused {
    let status = match error {
        NoPlaylist::NotLive => return NOT_LIVE,
        NoPlaylist::Codec(_) => 501,
        _ => 503,
    };
    Refused::new(status, error.to_string())
}

async fn segment(
    State(pili): State<Pili>,
    Path((hub, key, segment)): Path<(String, String, String)>,
    request: Request,
) -> Response {
    let Some(number) = segment.strip_suffix(".ts").and_then(|number| number.parse().ok()) else {
        return reply::not_implemented(request).await.into_response();
    };
    let id = StreamId::new(hub, key);
    let domain = host(request.headers());
    let answer = transport_stream(&pili, &id, number, &domain, peer(&request));
    let kept = if answer.is_ok() { NEVER_CHANGES } else { "no-cache" };
    (HEADERS, [(CACHE_CONTROL, kept)], answer).into_response()
}

/// Only the playlist needs a signed URL; addresses that are not let in get nothing.
fn transport_stream(
    pili: &Pili,
    id: &StreamId,
    number: u64,
    domain: &str,
    peer: SocketAddr,
) -> Result<Response, Refused> {
    pili.door.let_in(&id.space, domain, peer.ip())?;
    let found = pili.media.hls_segment(id, number, domain, peer);
    found.map(|ts| typed("video/mp2t", ts)).ok_or(Refused::new(404, "no such segment"))
}

async fn cover(pili: &Pili, admission: Admission) -> Result<Response, Refused> {
    admit(pili, &admission)?;
    let at = Named { hub: admission.app, key: admission.name };
    Ok(typed("image/jpeg", save::jpeg(pili, &at, None).await?))
}

async fn file(State(pili): State<Pili>, Path((hub, name)): Path<(String, String)>) -> Response {
    (HEADERS, saved(&pili, &hub, &name).await).into_response()
}

async fn saved(pili: &Pili, hub: &str, name: &str) -> Result<Response, Refused> {
    let file = pili.store.hub(hub, |hub| hub.files.get(name))?.ok_or(Refused::new(404, "no such file"))?;
    let content_type = file.content_type.clone();
    let body = file.read().await.map_err(|error| Refused::new(500, error.to_string()))?;
    Ok(typed(content_type, body))
}

const NOT_LIVE: Refused = Refused::fixed(404, "no live");

fn admit(pili: &Pili, admission: &Admission) -> Result<StreamId, Refused> {
    check_stream(pili, &admission.app, &admission.name)?;
    Ok(pili.door.admit_play(admission)?)
}

/// A stream by its key, or in a transcoding profile: `evening@720p`.
fn check_stream(pili: &Pili, hub: &str, key: &str) -> Result<(), Refused> {
    let missing = |refused| match key.rsplit_once('@') {
        Some((plain, profile)) if pili.store.check_stream(hub, plain).is_ok() => {
            Refused::new(501, format!("not implemented by pili-local: transcoding to {profile}"))
        }
        _ => refused,
    };
    pili.store.check_stream(hub, key).map_err(missing)
}

fn typed(content_type: impl Into<Cow<'static, str>>, body: impl Into<Body>) -> Response {
    ([(CONTENT_TYPE, content_type.into().into_owned())], body.into()).into_response()
}

fn admission(hub: String, key: &str, extension: &'static str, request: &Request) -> Admission {
    Admission {
        protocol: if extension == ".flv" { Protocol::Flv } else { Protocol::Hls },
        domain: host(request.headers()),
        app: hub,
        name: key.to_owned(),
        extension,
        query: request.uri().query().map(str::to_owned),
        peer: peer(request),
    }
}

/// In process there is none: then it is this machine.
fn peer(request: &Request) -> SocketAddr {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    peer.map_or(SocketAddr::from(([127, 0, 0, 1], 0)), |ConnectInfo(peer)| *peer)
}

fn host(headers: &HeaderMap) -> String {
    headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default().to_owned()
}

impl From<Refusal> for Refused {
    fn from(refusal: Refusal) -> Self {
        Self::new(403, refusal.0)
    }
}
