//! What is on air in a hub, with what the vendor's own answers do not tell: codecs, sizes, distances of key frames.

use axum::{
    Json, Router,
    extract::{Path, State},
    routing::get,
};
use jiff::Timestamp;
use serde_json::{Value, json};

use crate::{
    live::Pili,
    media::{LiveStats, StreamId},
    reply::Refused,
};

pub(super) fn private_router() -> Router<Pili> {
    Router::new().route("/_local/hubs/{hub}/live", get(list))
}

async fn list(State(pili): State<Pili>, Path(hub): Path<String>) -> Result<Json<Value>, Refused> {
    let keys = pili.store.hub(&hub, |hub| hub.streams.keys().cloned().collect::<Vec<_>>())?;
    let live = keys.into_iter().filter_map(|key| pili.media.live(&StreamId::new(&*hub, key)));
    Ok(Json(json!({ "items": live.map(|live| shown(&live)).collect::<Vec<_>>() })))
}

fn shown(live: &LiveStats) -> Value {
    let size = live.video.as_ref().and_then(|video| video.size);
    let video = live.video.as_ref().map(|video| {
        json!({ "codec": video.codec.to_string(), "width": size.map(|size| size.0), "height": size.map(|size| size.1),
                "bps": live.video_bps, "fps": live.video_fps })
    });
    let audio = live.audio.as_ref().map(|audio| {
        json!({ "codec": audio.codec.to_string(), "sampleRate": audio.sample_rate, "channels": audio.channels,
                "bps": live.audio_bps, "fps": live.audio_fps })
    });
    let started = Timestamp::try_from(live.publish.started).unwrap_or_default();
    json!({
        "key": live.publish.id.key, "client": live.publish.client, "domain": live.publish.domain,
        "startedAt": started.to_string(), "bps": live.bps, "video": video, "audio": audio,
        "keyFrames": { "averageMs": live.gop.average_ms(), "longestMs": live.gop.max_ms() },
        "viewers": live.viewers.len(),
    })
}
