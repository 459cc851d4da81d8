//! Calls on one stream.

use axum::{Json, extract::State, http::StatusCode};
use pili_auth::unix_seconds;
use pili_live::{
    v1::wire::{AvailableBody, Fps, Status, StreamInfo, UpdateBody},
    wire::PublishSecurity,
};

use super::{
    super::{invented, names::Named},
    id::Id,
    info, rule,
};
use crate::{body::Body, media::LiveStats, reply::Refused, service::Service};

pub(super) async fn info(State(service): State<Service>, Id(at): Id) -> Result<Json<StreamInfo>, Refused> {
    info::of(&service, &at.hub, &at.key).map(Json)
}

pub(super) async fn update(
    State(service): State<Service>,
    Id(at): Id,
    Body(asked): Body<UpdateBody>,
) -> Result<Json<StreamInfo>, Refused> {
    let now = service.clock.unix();
    service.store.stream(&at.hub, &at.key, |stream| {
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
        disable(&service, &at, if disabled { -1 } else { 0 })?;
    }
    info::of(&service, &at.hub, &at.key).map(Json)
}

pub(super) async fn available(
    State(service): State<Service>,
    Id(at): Id,
    Body(asked): Body<AvailableBody>,
) -> Result<StatusCode, Refused> {
    let till = match asked.available.as_str() {
        "enabled" => 0,
        // 0 is as good as not said; the other word is there to enable.
        "disabled" => asked.disabled_till.filter(|till| *till != 0).unwrap_or(-1),
        _ => return Err(Refused::bad_argument("invalid args: available must be enabled or disabled")),
    };
    disable(&service, &at, till)?;
    Ok(StatusCode::NO_CONTENT)
}

fn disable(service: &Service, at: &Named, till: i64) -> Result<(), Refused> {
    let now = service.clock.unix();
    let reason = service.store.stream(&at.hub, &at.key, |stream| {
        stream.disabled_till = till;
        stream.updated_at = now;
        stream.disabled(now)
    })?;
    if let Some(reason) = reason {
        service.media.cut(&at.id(), &reason);
    }
    Ok(())
}

pub(super) async fn delete(State(service): State<Service>, Id(at): Id) -> Result<StatusCode, Refused> {
    let found = service.store.hub(&at.hub, |hub| hub.streams.remove(&at.key))?;
    found.ok_or(Refused::not_found("stream not found"))?;
    service.media.cut(&at.id(), "the stream was deleted");
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn status(State(service): State<Service>, Id(at): Id) -> Result<Json<Status>, Refused> {
    service.store.check_stream(&at.hub, &at.key)?;
    let mut status = Status::default();
    status.status = "disconnected".to_owned();
    if let Some(live) = service.media.live(&at.id()) {
        status = connected(&live);
    }
    Ok(Json(status))
}

fn connected(live: &LiveStats) -> Status {
    let mut status = Status::default();
    status.status = "connected".to_owned();
    status.addr = live.publish.client.to_string();
    status.start_from = info::rfc3339(unix_seconds(live.publish.started));
    status.bytes_per_second = live.bps as f64 / 8.0;
    let mut fps = Fps::default();
    fps.audio = live.audio_fps as f64;
    fps.video = live.video_fps as f64;
    fps.data = live.data_fps as f64;
    status.frames_per_second = fps;
    status
}
