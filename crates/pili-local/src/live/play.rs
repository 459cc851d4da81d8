//! Playback over HTTP: `/{hub}/{stream key}.flv`, `.mp4`, `.m3u8`, `.jpg`, and the files that were saved.

use std::{convert::Infallible, net::SocketAddr, time::Duration};

use axum::{
    Extension, Router,
    body::Body,
    extract::{ConnectInfo, Path, Request, State},
    http::{
        HeaderMap, HeaderName, HeaderValue, Method,
        header::{CACHE_CONTROL, CONTENT_TYPE, HOST},
    },
    response::{IntoResponse, Response},
    routing::get,
};
use futures_util::StreamExt as _;
use tower_http::cors::{AllowHeaders, Any, CorsLayer};

use super::{names::Named, save};
use crate::{
    events::IsMedia,
    live::Pili,
    media::{Admission, Gate as _, HlsFile, NoPlaylist, Protocol, Refusal, RefusedBy, StreamId},
    part::{EXPOSED, Part},
    reply::{self, Refused},
    store::File,
};

/// Nothing of a live stream may be cached, and of a file nothing without asking again.
const HEADERS: [(HeaderName, HeaderValue); 1] = [(CACHE_CONTROL, HeaderValue::from_static("no-cache"))];

/// A segment has the same bytes for as long as it is there.
const NEVER_CHANGES: &str = "max-age=3600, immutable";

pub(super) fn router() -> Router<Pili> {
    Router::new()
        .route("/{hub}/{file}", get(play))
        .route("/{hub}/{key}/{segment}", get(segment))
        .route("/{hub}/files/{*name}", get(file))
        .layer(any_page())
}

/// Any web page may play, with whatever headers its player sends.
pub(crate) fn any_page() -> CorsLayer {
    CorsLayer::new()
        .allow_origin(Any)
        .allow_methods([Method::GET, Method::HEAD])
        .allow_headers(AllowHeaders::mirror_request())
        .expose_headers(EXPOSED)
        .max_age(Duration::from_secs(3600))
        .vary([])
}

async fn play(
    State(pili): State<Pili>,
    Path((hub, file)): Path<(String, String)>,
    request: Request,
) -> Response {
    let extensions = [".flv", ".mp4", ".m3u8", ".jpg"];
    let found = extensions.into_iter().find_map(|known| Some((file.strip_suffix(known)?, known)));
    let Some((key, extension)) = found else {
        return reply::not_implemented(request).await.into_response();
    };
    let admission = admission(hub, key, extension, &request);
    let asked = admission.clone();
    let answer = match extension {
        ".flv" => flv(&pili, admission).await,
        ".mp4" => mp4(&pili, admission).await,
        ".m3u8" => hls(&pili, admission).await,
        _ => cover(&pili, admission).await,
    };
    if let Err(refused) = &answer {
        pili.witness.play_refused(&asked, &Refusal::from(refused.clone()), refused_by(refused));
    }
    (HEADERS, Extension(IsMedia), answer).into_response()
}

async fn flv(pili: &Pili, admission: Admission) -> Result<Response, Refused> {
    let id = admit(pili, &admission)?;
    starts(pili, &id).await?;
    let tags = pili.media.flv(&id, admission.domain, admission.peer).ok_or(NOT_LIVE)?;
    Ok(typed("video/x-flv", Body::from_stream(tags.map(Ok::<_, Infallible>))))
}

/// Live, in fragments that a browser plays as they come.
async fn mp4(pili: &Pili, admission: Admission) -> Result<Response, Refused> {
    let id = admit(pili, &admission)?;
    starts(pili, &id).await?;
    let fragments = pili.media.mp4(&id, admission.domain, admission.peer);
    let fragments = fragments.map_err(|codec| not_carried(&format!("{codec} in MP4")))?.ok_or(NOT_LIVE)?;
    Ok(typed("video/mp4", Body::from_stream(fragments.map(Ok::<_, Infallible>))))
}

/// Whether a player has a key frame to begin with.
async fn starts(pili: &Pili, id: &StreamId) -> Result<(), Refused> {
    pili.media.starts(id).await.map_err(|error| Refused::new(503, error.to_string()))
}

fn not_carried(what: &str) -> Refused {
    Refused::new(501, format!("not implemented by pili-local: {what}"))
}

async fn hls(pili: &Pili, admission: Admission) -> Result<Response, Refused> {
    let id = admit(pili, &admission)?;
    pili.media.hls_viewer(&id, &admission.domain, admission.peer);
    let key = &admission.name;
    let playlist = pili.media.hls_playlist(&id, |file| format!("{key}/{file}")).await;
    Ok(typed("application/vnd.apple.mpegurl", playlist.map_err(no_playlist)?))
}

fn no_playlist(error: NoPlaylist) -> Refused {
    let status = match error {
        NoPlaylist::NotLive => return NOT_LIVE,
        NoPlaylist::Codec(codec) => return not_carried(&format!("{codec} in HLS")),
        _ => 503,
    };
    Refused::new(status, error.to_string())
}

async fn segment(
    State(pili): State<Pili>,
    Path((hub, key, segment)): Path<(String, String, String)>,
    request: Request,
) -> Response {
    let Ok(file) = segment.parse() else {
        return reply::not_implemented(request).await.into_response();
    };
    let id = StreamId::new(hub, key);
    let domain = host(request.headers());
    let answer = hls_file(&pili, &id, file, &domain, peer(&request)).await;
    let kept = if answer.is_ok() { NEVER_CHANGES } else { "no-cache" };
    (HEADERS, Extension(IsMedia), [(CACHE_CONTROL, kept)], answer).into_response()
}

/// Only the playlist needs a signed URL; addresses that are not let in get nothing.
async fn hls_file(
    pili: &Pili,
    id: &StreamId,
    file: HlsFile,
    domain: &str,
    peer: SocketAddr,
) -> Result<Response, Refused> {
    pili.door.let_in(&id.space, domain, peer.ip())?;
    let found = pili.media.hls_file(id, file, domain, peer).await;
    found.map(|content| typed(file.content_type(), content)).ok_or(Refused::new(404, "no such segment"))
}

async fn cover(pili: &Pili, admission: Admission) -> Result<Response, Refused> {
    admit(pili, &admission)?;
    let at = Named { hub: admission.app, key: admission.name };
    Ok(typed("image/jpeg", save::jpeg(pili, &at, None).await?))
}

async fn file(
    State(pili): State<Pili>,
    Path((hub, name)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    let answer = saved(&pili, &hub, &name).await;
    let answer = answer.map(|file| Part::asked(&headers, &file).answer(&file).map(Body::from));
    (HEADERS, Extension(IsMedia), answer).into_response()
}

async fn saved(pili: &Pili, hub: &str, name: &str) -> Result<File, Refused> {
    let found = pili.store.hub(hub, |hub| hub.files.get(name))?.ok_or(Refused::new(404, "no such file"))?;
    found.read().await.map_err(|error| Refused::new(500, error.to_string()))
}

const NOT_LIVE: Refused = Refused::fixed(404, "no live");

fn refused_by(refused: &Refused) -> RefusedBy {
    if *refused == NOT_LIVE { RefusedBy::Silence } else { RefusedBy::Gate }
}

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

fn typed(content_type: &'static str, body: impl Into<Body>) -> Response {
    ([(CONTENT_TYPE, content_type)], body.into()).into_response()
}

fn admission(hub: String, key: &str, extension: &'static str, request: &Request) -> Admission {
    Admission {
        protocol: match extension {
            ".flv" => Protocol::Flv,
            ".mp4" => Protocol::Mp4,
            _ => Protocol::Hls,
        },
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
