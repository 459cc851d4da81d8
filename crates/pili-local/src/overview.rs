//! What there is and what is live, for a console: `/_local/state` and `/_local/live`.

use std::{net::SocketAddr, time::SystemTime};

use axum::{
    Json, Router,
    extract::{Path, State},
    http::StatusCode,
    routing::{delete, get},
};
use jiff::Timestamp;
use serde_json::{Value, json};

use crate::{
    media::{LiveStats, StreamId, ViewerStats},
    reply::Refused,
    service::Service,
};

pub(crate) fn router(service: Service) -> Router {
    Router::new()
        .route("/_local/state", get(state))
        .route("/_local/live", get(live))
        .route("/_local/live/{space}/{key}", delete(cut))
        .route("/_local/live/{space}/{key}/viewers/{address}", delete(kick))
        .with_state(service)
}

async fn state(State(service): State<Service>) -> Result<Json<Value>, Refused> {
    let store = &service.pili.store;
    let hubs: Result<Vec<_>, _> =
        store.hub_names().iter().map(|name| store.hub(name, |hub| hub.shown())).collect();
    let addresses = service.bound.reachable();
    Ok(Json(json!({
        "now": timestamp(service.hands.now()),
        "http": addresses.http,
        "rtmp": addresses.rtmp,
        "srt": addresses.srt,
        "access_key": service.ground.credentials.access_key(),
        "operations": service.ground.faults.operations(),
        "hubs": hubs?,
        "buckets": service.oss.buckets.shown(),
        "apps": service.rtc.shown(),
        "projects": service.opentok.shown(),
    })))
}

async fn live(State(service): State<Service>) -> Json<Vec<Value>> {
    let media = &service.pili.media;
    Json(media.live_ids().iter().filter_map(|id| media.live(id)).map(|stream| shown(&stream)).collect())
}

fn shown(stream: &LiveStats) -> Value {
    let LiveStats { publish, video, audio, gop, .. } = stream;
    json!({
        "id": publish.id.to_string(),
        "space": publish.id.space,
        "key": publish.id.key,
        "publisher": {
            "address": publish.client,
            "protocol": publish.protocol.name(),
            "domain": publish.domain,
            "started": timestamp(publish.started),
        },
        "bps": stream.bps,
        "video_bps": stream.video_bps,
        "audio_bps": stream.audio_bps,
        "video_fps": stream.video_fps,
        "audio_fps": stream.audio_fps,
        "received_bytes": stream.received,
        "gop_ms": { "average": gop.average_ms(), "max": gop.max_ms() },
        "video": video.as_ref().map(|video| json!({ "codec": video.codec.to_string(), "size": video.size })),
        "audio": audio.as_ref().map(|audio| {
            json!({ "codec": audio.codec.to_string(), "sample_rate": audio.sample_rate, "channels": audio.channels })
        }),
        "mp4_type": stream.mp4_type(),
        "viewers": stream.viewers.iter().map(viewer).collect::<Vec<_>>(),
    })
}

fn viewer(viewer: &ViewerStats) -> Value {
    json!({
        "address": viewer.client,
        "protocol": viewer.protocol.name(),
        "domain": viewer.domain,
        "started": timestamp(viewer.started),
        "bytes": viewer.bytes,
        "bps": viewer.bps,
    })
}

/// Unix time 0 stands for what no calendar shows.
pub(crate) fn timestamp(time: SystemTime) -> String {
    Timestamp::try_from(time).unwrap_or(Timestamp::UNIX_EPOCH).to_string()
}

const KICKED: &str = "somebody ended it by hand";
const NOT_LIVE: Refused = Refused::fixed(404, "nobody publishes the stream");
const NO_VIEWER: Refused =
    Refused::fixed(404, "nobody watches from that address over a connection that could be ended");

async fn cut(
    State(service): State<Service>,
    Path((space, key)): Path<(String, String)>,
) -> Result<StatusCode, Refused> {
    match service.pili.media.cut(&StreamId::new(space, key), KICKED) {
        true => Ok(StatusCode::NO_CONTENT),
        false => Err(NOT_LIVE),
    }
}

async fn kick(
    State(service): State<Service>,
    Path((space, key, address)): Path<(String, String, String)>,
) -> Result<StatusCode, Refused> {
    let address: SocketAddr = address
        .parse()
        .map_err(|_| Refused::fixed(400, "the address must be ip:port, as `/_local/live` tells it"))?;
    match service.pili.media.kick(&StreamId::new(space, key), address) {
        true => Ok(StatusCode::NO_CONTENT),
        false => Err(NO_VIEWER),
    }
}
