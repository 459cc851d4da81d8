use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use pili_opentok::{
    OutputMode, StreamMode,
    archive::{ArchiveInfo, ArchiveStatus, Transcription, TranscriptionProperties, TranscriptionStatus},
    composed::SelectedStream,
    wire::ArchiveStart,
};

use super::{
    composed::{Composed, check_layout},
    kept::{Kept, find},
    refused::{Answer, Body, Refused},
    state::{OpenTok, World},
};
use crate::data::Table;

impl Kept for ArchiveInfo {
    const WHAT: &'static str = "archive";

    fn all(world: &mut World) -> &mut Table<String, Self> {
        &mut world.archives
    }

    fn session_id(&self) -> &str {
        &self.session_id
    }

    /// The file of one that stopped is made.
    fn come_up(&mut self) {
        if self.status != ArchiveStatus::Stopped {
            return;
        }
        self.status = ArchiveStatus::Available;
        self.size = 1 + self.duration.as_secs() * 100_000;
        self.url = Some(format!("http://localhost/archives/{}/archive.mp4", self.id));
        if let Some(transcription) = &mut self.transcription {
            transcription.status = Some(TranscriptionStatus::Failed);
            transcription.reason = Some("pili-local transcribes nothing".to_owned());
        }
    }

    fn is_listed(&self) -> bool {
        self.status != ArchiveStatus::Deleted
    }
}

impl Composed for ArchiveInfo {
    fn stream_mode(&self) -> &StreamMode {
        &self.stream_mode
    }

    fn picked(&mut self) -> &mut Vec<SelectedStream> {
        &mut self.streams
    }
}

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
    check_transcription(&start)?;
    start.layout.as_ref().map_or(Ok(()), check_layout)?;
    let mut world = state.world();
    world.routed(&start.session_id, "initiate archives")?;
    let same = |archive: &ArchiveInfo| {
        archive.session_id == start.session_id && archive.multi_archive_tag == start.multi_archive_tag
    };
    if world.archives.values().any(|archive| runs(archive) && same(archive)) {
        return Err(Refused::new(409, "The session is being archived already").coded(15001));
    }
    Ok(Json(started(&mut world, start)))
}

/// Only the files of single streams are transcribed (spec 7.1).
fn check_transcription(start: &ArchiveStart) -> Answer<()> {
    let individual = start.output_mode == Some(OutputMode::Individual);
    if start.has_transcription == Some(true) && (!individual || start.has_audio == Some(false)) {
        return Err(Refused::bad("Only individual archives with audio are transcribed"));
    }
    Ok(())
}

pub(super) fn started(world: &mut World, start: ArchiveStart) -> ArchiveInfo {
    let (id, now) = (world.id(), Some(world.clock.now()));
    let output_mode = start.output_mode.unwrap_or_default();
    let composed = output_mode == OutputMode::Composed;
    world.layouts.extend(start.layout.map(|layout| (id.clone(), layout)));
    let archive = ArchiveInfo {
        id,
        status: ArchiveStatus::Started,
        session_id: start.session_id,
        project_id: Some(world.caller.id().to_owned()),
        partner_id: world.caller.partner_id(),
        created_at: now,
        updated_at: now,
        name: start.name.unwrap_or_default(),
        reason: String::new(),
        duration: Default::default(),
        size: 0,
        has_audio: start.has_audio.unwrap_or(true),
        has_video: start.has_video.unwrap_or(true),
        output_mode,
        stream_mode: start.stream_mode.unwrap_or_default(),
        streams: Vec::new(),
        resolution: composed.then(|| start.resolution.unwrap_or_default()),
        url: None,
        multi_archive_tag: start.multi_archive_tag,
        max_bitrate: start.max_bitrate,
        quantization_parameter: start.quantization_parameter,
        has_transcription: start.has_transcription.unwrap_or_default(),
        transcription_properties: None,
        transcription: transcription(start.has_transcription, start.transcription_properties),
    };
    world.archives.insert(archive.id.clone(), archive.clone());
    world.tell_archive(&archive);
    archive
}

fn transcription(wanted: Option<bool>, properties: Option<TranscriptionProperties>) -> Option<Transcription> {
    let TranscriptionProperties { primary_language_code, has_summary } = properties.unwrap_or_default();
    let status = Some(TranscriptionStatus::Requested);
    (wanted == Some(true)).then_some(Transcription {
        status,
        primary_language_code,
        has_summary,
        url: None,
        reason: None,
    })
}

/// Stops a recording: its length is known, its file is not made yet.
pub(super) async fn stop(
    State(state): State<OpenTok>,
    Path((_, id)): Path<(String, String)>,
) -> Answer<Json<ArchiveInfo>> {
    let now = state.clock.now();
    let mut world = state.world();
    let uploads = world.upload_target.is_some();
    let archive: &mut ArchiveInfo = find(&mut world, &id)?;
    if !runs(archive) {
        return Err(Refused::new(409, "The archive is not being recorded"));
    }
    archive.status = ArchiveStatus::Stopped;
    archive.duration =
        archive.created_at.and_then(|start| now.duration_since(start).ok()).unwrap_or_default();
    archive.reason = "user initiated".to_owned();
    archive.updated_at = Some(now);
    let stopped = archive.clone();
    archive.come_up();
    if uploads {
        // Only the owner of that place can fetch it there.
        (archive.status, archive.url) = (ArchiveStatus::Uploaded, None);
    }
    let made = archive.clone();
    world.tell_archive(&stopped);
    world.tell_archive(&made);
    Ok(Json(stopped))
}

pub(super) async fn delete(
    State(state): State<OpenTok>,
    Path((_, id)): Path<(String, String)>,
) -> Answer<StatusCode> {
    let mut world = state.world();
    let archive: &mut ArchiveInfo = find(&mut world, &id)?;
    if !matches!(archive.status, ArchiveStatus::Available | ArchiveStatus::Uploaded | ArchiveStatus::Deleted)
    {
        return Err(Refused::new(409, format!("The archive is {}", archive.status)));
    }
    archive.status = ArchiveStatus::Deleted;
    archive.url = None;
    let deleted = archive.clone();
    world.tell_archive(&deleted);
    Ok(StatusCode::NO_CONTENT)
}

pub(super) fn runs(archive: &ArchiveInfo) -> bool {
    matches!(archive.status, ArchiveStatus::Started | ArchiveStatus::Paused)
}
