//! Experience Composers and captions.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use pili_opentok::{
    Resolution, Role,
    captions::CaptionsInfo,
    render::{RenderInfo, RenderStatus},
    stream::{StreamInfo, VideoType},
    webhook::{CaptionsStatus, EventReason},
    wire::{CaptionsStart, RenderStart},
};

use super::{
    kept::{Kept, find},
    refused::{Answer, Body, Refused},
    session::Connection,
    state::{OpenTok, World},
};
use crate::data::Table;

impl Kept for RenderInfo {
    const WHAT: &'static str = "render";

    fn all(world: &mut World) -> &mut Table<String, Self> {
        &mut world.renders
    }

    fn session_id(&self) -> &str {
        &self.session_id
    }

    /// A page that was starting is rendered.
    fn come_up(&mut self) {
        if self.status == RenderStatus::Starting {
            self.status = RenderStatus::Started;
            self.stream_id = Some(self.id.clone());
        }
    }
}

/// Its stream comes to life with it: the connection is there, the answer tells of it later.
pub(super) async fn start(
    State(state): State<OpenTok>,
    Body(start): Body<RenderStart>,
) -> Answer<(StatusCode, Json<RenderInfo>)> {
    if !(15..=2048).contains(&start.url.chars().count()) {
        return Err(Refused::bad("Invalid url"));
    }
    let decoded = state.verify(start.token.as_str(), &start.session_id);
    let decoded = decoded.map_err(|refusal| Refused::bad(format!("Invalid token: {refusal}")))?;
    let mut world = state.world();
    let (id, connection, now) = (world.id(), world.id(), state.clock.now());
    let rendered = Connection {
        role: decoded.role.as_str().to_owned(),
        uri: Some(start.url.clone()),
        ..Connection::new(now)
    };
    world.connect(&start.session_id, &connection, rendered)?;
    let name = start.properties.and_then(|properties| properties.name).unwrap_or_default();
    let (video_type, layout_class_list) = (VideoType::default(), Vec::new());
    let stream = StreamInfo { id: id.clone(), name: name.clone(), video_type, layout_class_list };
    world.publish(&start.session_id, &connection, stream)?;
    world.status_urls.extend(start.status_callback_url.map(|url| (id.clone(), url)));
    let render = RenderInfo {
        id,
        session_id: start.session_id,
        project_id: Some(state.key()),
        created_at: Some(now),
        updated_at: Some(now),
        name: Some(name).filter(|name| !name.is_empty()),
        url: Some(start.url),
        resolution: Some(start.resolution.unwrap_or(Resolution::Hd)),
        status: RenderStatus::Starting,
        stream_id: None,
        reason: None,
    };
    let mut started = render.clone();
    started.come_up();
    world.renders.insert(render.id.clone(), started.clone());
    world.tell_render(&render);
    world.tell_render(&started);
    Ok((StatusCode::ACCEPTED, Json(render)))
}

/// The SDK for Python takes 200 only.
pub(super) async fn stop(
    State(state): State<OpenTok>,
    Path((_, id)): Path<(String, String)>,
) -> Answer<StatusCode> {
    let mut world = state.world();
    let render: &mut RenderInfo = find(&mut world, &id)?;
    let runs = render.status != RenderStatus::Stopped;
    render.status = RenderStatus::Stopped;
    render.reason = Some("Stop Requested".to_owned());
    let stopped = render.clone();
    let connection =
        world.session(&stopped.session_id)?.stream(&id).map(|stream| stream.connection_id.clone());
    if let Ok(connection) = connection {
        world.disconnect(&stopped.session_id, &connection, EventReason::ClientDisconnected)?;
    }
    if runs {
        world.tell_render(&stopped);
    }
    Ok(StatusCode::OK)
}

pub(super) async fn start_captions(
    State(state): State<OpenTok>,
    Body(start): Body<CaptionsStart>,
) -> Answer<(StatusCode, Json<CaptionsInfo>)> {
    let decoded = state.verify(start.token.as_str(), &start.session_id);
    let decoded = decoded.map_err(|refusal| Refused::bad(format!("Invalid token: {refusal}")))?;
    if decoded.role != Role::Moderator {
        return Err(Refused::bad("The token must be a moderator's"));
    }
    let mut world = state.world();
    world.routed(&start.session_id, "be captioned")?;
    if world.captions.values().any(|session| *session == start.session_id) {
        return Err(Refused::new(409, "Live captions have already started for this session"));
    }
    let captions_id = world.id();
    world.status_urls.extend(start.status_callback_url.map(|url| (captions_id.clone(), url)));
    world.tell_captions(&start.session_id, &captions_id, CaptionsStatus::Started);
    world.captions.insert(captions_id.clone(), start.session_id);
    Ok((StatusCode::ACCEPTED, Json(CaptionsInfo { captions_id })))
}

pub(super) async fn stop_captions(
    State(state): State<OpenTok>,
    Path((_, id)): Path<(String, String)>,
) -> Answer<StatusCode> {
    let mut world = state.world();
    let session = world.captions.remove(&id).ok_or_else(|| Refused::not_found("captions"))?;
    world.tell_captions(&session, &id, CaptionsStatus::Stopped);
    Ok(StatusCode::ACCEPTED)
}
