use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use pili_opentok::{
    OutputMode,
    wire::{ArchiveInfo, ArchiveStart, ArchiveStatus, LayoutBody, Page, SelectStream},
};

use super::{
    layout,
    list::Window,
    picked,
    query::Query,
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
    start.layout.as_ref().map_or(Ok(()), layout::check)?;
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
    archive.partner_id = Some(state.key());
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
) -> Answer<Json<ArchiveInfo>> {
    layout::check(&layout)?;
    let mut world = state.world();
    let archive = find(&mut world, &id)?.clone();
    world.layouts.insert(id, layout);
    Ok(Json(archive))
}

pub(super) async fn select_stream(
    State(state): State<OpenTok>,
    Path((_, id)): Path<(String, String)>,
    Body(select): Body<SelectStream>,
) -> Answer<StatusCode> {
    let mut world = state.world();
    let archive = find(&mut world, &id)?;
    let (session, mode) = (archive.session_id.clone(), archive.stream_mode.clone());
    let streams = picked::changed(archive.streams.clone(), &mode, &select, world.session(&session)?)?;
    find(&mut world, &id)?.streams = streams;
    Ok(StatusCode::NO_CONTENT)
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
