//! What archives and broadcasts share: a layout, and streams that may be picked by hand.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use pili_opentok::{
    StreamMode,
    composed::SelectedStream,
    wire::{LayoutBody, LayoutType, SelectStream},
};

use super::{
    kept::{Kept, find},
    refused::{Answer, Body, Refused},
    session::Session,
    state::OpenTok,
};

/// An archive or a broadcast.
pub(super) trait Composed: Kept {
    fn stream_mode(&self) -> &StreamMode;

    /// The streams that were picked by hand.
    fn picked(&mut self) -> &mut Vec<SelectedStream>;
}

pub(super) async fn set_layout<T: Composed>(
    State(state): State<OpenTok>,
    Path((_, id)): Path<(String, String)>,
    Body(layout): Body<LayoutBody>,
) -> Answer<Json<T>> {
    check_layout(&layout)?;
    let mut world = state.world();
    let one = find::<T>(&mut world, &id)?.clone();
    world.layouts.insert(id, layout);
    Ok(Json(one))
}

/// The rules of layouts (spec 7.3).
pub(super) fn check_layout(layout: &LayoutBody) -> Answer<()> {
    let LayoutBody { kind, stylesheet, screenshare_type } = layout;
    let styled = stylesheet.as_ref().is_some_and(|sheet| !sheet.is_empty());
    let good = match kind {
        LayoutType::Custom => styled && screenshare_type.is_none(),
        LayoutType::BestFit => !styled,
        LayoutType::Pip | LayoutType::VerticalPresentation | LayoutType::HorizontalPresentation => {
            !styled && screenshare_type.is_none()
        }
        _ => false,
    };
    if good { Ok(()) } else { Err(Refused::bad("Invalid layout")) }
}

pub(super) async fn select_stream<T: Composed>(
    State(state): State<OpenTok>,
    Path((_, id)): Path<(String, String)>,
    Body(select): Body<SelectStream>,
) -> Answer<StatusCode> {
    let mut world = state.world();
    let one: &mut T = find(&mut world, &id)?;
    if *one.stream_mode() != StreamMode::Manual {
        return Err(Refused::new(405, "Streams can be picked only with streamMode manual"));
    }
    let (session, mut picked) = (one.session_id().to_owned(), one.picked().clone());
    pick(&mut picked, select, world.session(&session)?)?;
    *find::<T>(&mut world, &id)?.picked() = picked;
    Ok(StatusCode::NO_CONTENT)
}

/// Adds a stream or takes one out.
fn pick(picked: &mut Vec<SelectedStream>, select: SelectStream, session: &Session) -> Answer<()> {
    let SelectStream { add_stream, remove_stream, has_audio, has_video } = select;
    let (stream_id, adds) = match (add_stream, remove_stream) {
        (Some(id), None) => (id, true),
        (None, Some(id)) => (id, false),
        _ => return Err(Refused::bad("Invalid request: addStream or removeStream")),
    };
    let (has_audio, has_video) = (has_audio.unwrap_or(true), has_video.unwrap_or(true));
    if !has_audio && !has_video {
        return Err(Refused::bad("Invalid request: audio or video must be taken"));
    }
    let is_picked = picked.iter().any(|stream| stream.stream_id == stream_id);
    if !session.streams.contains_key(&stream_id) && (adds || !is_picked) {
        return Err(Refused::not_found("stream"));
    }
    picked.retain(|stream| stream.stream_id != stream_id);
    if adds {
        picked.push(SelectedStream { stream_id, has_audio, has_video });
    }
    Ok(())
}
