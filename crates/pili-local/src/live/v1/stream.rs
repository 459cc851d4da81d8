//! Calls on one stream.

use axum::{Json, extract::State, http::StatusCode};
use pili_live::{
    PublishSecurity,
    v1::{
        State as Published,
        stream::{Disabled, Fps, StreamInfo, StreamStatus},
    },
    wire::v1::{Available, AvailableBody, UpdateBody},
};

use super::{
    super::{invented, stream::set_disabled},
    id::Id,
    info, rule,
};
use crate::{body::Body, live::Pili, media::LiveStats, reply::Refused};

pub(super) async fn info(State(pili): State<Pili>, Id(at): Id) -> Result<Json<StreamInfo>, Refused> {
    info::of(&pili, &at.hub, &at.key).map(Json)
}

pub(super) async fn update(
    State(pili): State<Pili>,
    Id(at): Id,
    Body(asked): Body<UpdateBody>,
) -> Result<Json<StreamInfo>, Refused> {
    let now = pili.ground.clock.now();
    pili.store.stream(&at.hub, &at.key, |stream| {
        if asked.publish_security.is_some() || asked.publish_key.is_some() {
            let before = stream.rule.clone();
            let before = before.map_or_else(
                || (PublishSecurity::Dynamic, invented::key().into()),
                |rule| (rule.security, rule.key),
            );
            let security = asked.publish_security.unwrap_or(before.0);
            stream.rule = Some(rule(security, asked.publish_key.unwrap_or(before.1))?);
        }
        stream.updated_at = now;
        Ok::<_, Refused>(())
    })??;
    if let Some(disabled) = asked.disabled {
        set_disabled(&pili, &at, if disabled { Disabled::Forever } else { Disabled::No })?;
    }
    info::of(&pili, &at.hub, &at.key).map(Json)
}

pub(super) async fn available(
    State(pili): State<Pili>,
    Id(at): Id,
    Body(asked): Body<AvailableBody>,
) -> Result<StatusCode, Refused> {
    let disabled = match asked.available {
        Available::Enabled => Disabled::No,
        // 0 is as good as not said; the other word is there to enable.
        Available::Disabled => {
            asked.disabled_till.filter(|till| *till != Disabled::No).unwrap_or(Disabled::Forever)
        }
    };
    set_disabled(&pili, &at, disabled)?;
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn delete(State(pili): State<Pili>, Id(at): Id) -> Result<StatusCode, Refused> {
    let found = pili.store.hub(&at.hub, |hub| hub.streams.remove(&at.key))?;
    found.ok_or(Refused::not_found("stream not found"))?;
    pili.media.cut(&at.id(), "the stream was deleted");
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn status(State(pili): State<Pili>, Id(at): Id) -> Result<Json<StreamStatus>, Refused> {
    pili.store.check_stream(&at.hub, &at.key)?;
    Ok(Json(pili.media.live(&at.id()).map_or_else(disconnected, |live| connected(&live))))
}

fn disconnected() -> StreamStatus {
    StreamStatus {
        addr: String::new(),
        start_from: None,
        status: Published::Disconnected,
        bytes_per_second: 0.0,
        frames_per_second: Fps::default(),
    }
}

fn connected(live: &LiveStats) -> StreamStatus {
    StreamStatus {
        addr: live.publish.client.to_string(),
        start_from: Some(live.publish.started),
        status: Published::Connected,
        bytes_per_second: live.bps as f64 / 8.0,
        frames_per_second: Fps {
            audio: live.audio_fps as f64,
            video: live.video_fps as f64,
            data: live.data_fps as f64,
        },
    }
}
