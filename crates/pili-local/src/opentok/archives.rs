use axum::{
    Json,
    extract::{Path, Query, State},
    http::StatusCode,
};
use pili_opentok::{
    OutputMode, StreamMode,
    wire::{ArchiveInfo, ArchiveStart, ArchiveStatus, LayoutBody, Page, SelectStream, SelectedStream},
};

use super::{
    list::Window,
    refused::{Answer, Body, Refused},
    state::{OpenTok, World},
};

pub(super) async fn start(
    State(state): State<OpenTok>,
    Body(start): Body<ArchiveStart>,
) -> Answer<Json<ArchiveInfo>> {
    if start.resolution.is_some() && start.output_mode == Some(OutputMode::Individual) {
        return Err(Refused::bad("Resolution cannot be set for an individual archive"));
    }
    if start.has_audio == Some(false) && start.has_video == Some(false) {
        return Err(Refused::bad("An archive must have audio or video"));
    }
    start.layout.as_ref().map_or(Ok(()), check_layout)?;
    let mut world = state.world();
    world.routed(&start.session_id, "initiate archives")?;
    let same = |archive: &ArchiveInfo| {
        archive.session_id == start.session_id && archive.multi_archive_tag == start.multi_archive_tag
    };
    if world.archives.values().any(|archive| runs(archive) && same(archive)) {
        return Err(Refused::new(409, "The session is being archived already").coded(15001));
    }
    let archive = started(&state, &mut world, start);
    Ok(Json(archive))
}

pub(super) fn started(state: &OpenTok, world: &mut World, start: ArchiveStart) -> ArchiveInfo {
    let mut archive = ArchiveInfo::default();
    archive.id = world.id();
    world.layouts.extend(start.layout.map(|layout| (archive.id.clone(), layout)));
    archive.session_id = start.session_id;
    archive.project_id = Some(state.key());
    archive.created_at = Some(state.milliseconds());
    archive.updated_at = archive.created_at;
    archive.name = start.name.unwrap_or_default();
    archive.has_audio = start.has_audio.unwrap_or(true);
    archive.has_video = start.has_video.unwrap_or(true);
    archive.output_mode = start.output_mode.unwrap_or_default();
    archive.stream_mode = start.stream_mode.unwrap_or_default();
    let composed = archive.output_mode == OutputMode::Composed;
    archive.resolution = composed.then(|| start.resolution.unwrap_or_default());
    archive.multi_archive_tag = start.multi_archive_tag;
    archive.max_bitrate = start.max_bitrate;
    archive.quantization_parameter = start.quantization_parameter;
    archive.has_transcription = start.has_transcription.unwrap_or_default();
    archive.transcription_properties = start.transcription_properties;
    world.archives.insert(archive.id.clone(), archive.clone());
    archive
}

pub(super) async fn stop(
    State(state): State<OpenTok>,
    Path((_, id)): Path<(String, String)>,
) -> Answer<Json<ArchiveInfo>> {
    let now = state.milliseconds();
    let mut world = state.world();
    let archive = find(&mut world, &id)?;
    if !runs(archive) {
        return Err(Refused::new(409, "The archive is not being recorded"));
    }
    end(archive, now, "user initiated");
    Ok(Json(archive.clone()))
}

/// Stops a recording: its length is known, its file is not made yet.
pub(super) fn end(archive: &mut ArchiveInfo, now: u64, reason: &str) {
    archive.status = ArchiveStatus::Stopped;
    archive.duration = now.saturating_sub(archive.created_at.unwrap_or(now)) / 1000;
    archive.reason = reason.to_owned();
    archive.updated_at = Some(now);
}

pub(super) async fn get(
    State(state): State<OpenTok>,
    Path((_, id)): Path<(String, String)>,
) -> Answer<Json<ArchiveInfo>> {
    let mut world = state.world();
    let archive = find(&mut world, &id)?;
    make_file(archive);
    Ok(Json(archive.clone()))
}

pub(super) async fn list(
    State(state): State<OpenTok>,
    Query(window): Query<Window>,
) -> Answer<Json<Page<ArchiveInfo>>> {
    let mut world = state.world();
    world.archives.values_mut().for_each(make_file);
    let kept = world.archives.values().filter(|archive| archive.status != ArchiveStatus::Deleted).cloned();
    window.page(kept, |archive| &archive.session_id).map(Json)
}

pub(super) async fn delete(
    State(state): State<OpenTok>,
    Path((_, id)): Path<(String, String)>,
) -> Answer<StatusCode> {
    let mut world = state.world();
    let archive = find(&mut world, &id)?;
    make_file(archive);
    if !matches!(archive.status, ArchiveStatus::Available | ArchiveStatus::Uploaded | ArchiveStatus::Deleted)
    {
        return Err(Refused::new(409, format!("The archive is {}", archive.status)));
    }
    archive.status = ArchiveStatus::Deleted;
    archive.url = None;
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn set_layout(
    State(state): State<OpenTok>,
    Path((_, id)): Path<(String, String)>,
    Body(layout): Body<LayoutBody>,
) -> Answer<StatusCode> {
    check_layout(&layout)?;
    let mut world = state.world();
    find(&mut world, &id)?;
    world.layouts.insert(id, layout);
    Ok(StatusCode::OK)
}

pub(super) async fn select_stream(
    State(state): State<OpenTok>,
    Path((_, id)): Path<(String, String)>,
    Body(select): Body<SelectStream>,
) -> Answer<StatusCode> {
    let mut world = state.world();
    let archive = find(&mut world, &id)?;
    let (session, mode) = (archive.session_id.clone(), archive.stream_mode.clone());
    let mut streams = std::mem::take(&mut archive.streams);
    let outcome = world.session(&session).and_then(|session| {
        let known = |id: &str| session.streams.contains_key(id);
        select_one(&mut streams, &mode, &select, known)
    });
    find(&mut world, &id)?.streams = streams;
    outcome.map(|()| StatusCode::NO_CONTENT)
}

/// Adds a stream or takes it out, of an archive or a broadcast whose streams are picked by hand.
pub(super) fn select_one(
    streams: &mut Vec<SelectedStream>,
    mode: &StreamMode,
    select: &SelectStream,
    known: impl Fn(&str) -> bool,
) -> Answer<()> {
    if *mode != StreamMode::Manual {
        return Err(Refused::new(405, "Streams can be picked only with streamMode manual"));
    }
    let (id, adds) = match (&select.add_stream, &select.remove_stream) {
        (Some(id), None) => (id, true),
        (None, Some(id)) => (id, false),
        _ => return Err(Refused::bad("Invalid request: addStream or removeStream")),
    };
    let (has_audio, has_video) = (select.has_audio.unwrap_or(true), select.has_video.unwrap_or(true));
    if !has_audio && !has_video {
        return Err(Refused::bad("Invalid request: audio or video must be taken"));
    }
    if !known(id) && (adds || !streams.iter().any(|stream| stream.stream_id == *id)) {
        return Err(Refused::not_found("stream"));
    }
    streams.retain(|stream| stream.stream_id != *id);
    if adds {
        let mut stream = SelectedStream::default();
        stream.stream_id.clone_from(id);
        (stream.has_audio, stream.has_video) = (has_audio, has_video);
        streams.push(stream);
    }
    Ok(())
}

/// The rules of layouts (spec 7.3).
pub(super) fn check_layout(layout: &LayoutBody) -> Answer<()> {
    use pili_opentok::wire::LayoutType;
    let styled = layout.stylesheet.as_ref().is_some_and(|sheet| !sheet.is_empty());
    let good = match &layout.kind {
        LayoutType::Custom => styled && layout.screenshare_type.is_none(),
        LayoutType::BestFit => !styled,
        LayoutType::Pip | LayoutType::VerticalPresentation | LayoutType::HorizontalPresentation => {
            !styled && layout.screenshare_type.is_none()
        }
        _ => false,
    };
    if good { Ok(()) } else { Err(Refused::bad("Invalid layout")) }
}

pub(super) fn runs(archive: &ArchiveInfo) -> bool {
    matches!(archive.status, ArchiveStatus::Started | ArchiveStatus::Paused)
}

/// The file of a stopped archive is made by the time somebody looks.
fn make_file(archive: &mut ArchiveInfo) {
    if archive.status == ArchiveStatus::Stopped {
        archive.status = ArchiveStatus::Available;
        archive.size = 1 + archive.duration * 100_000;
        archive.url = Some(format!("http://localhost/archives/{}/archive.mp4", archive.id));
    }
}

fn find<'a>(world: &'a mut World, id: &str) -> Answer<&'a mut ArchiveInfo> {
    world.archives.get_mut(id).ok_or_else(|| Refused::not_found("archive"))
}
