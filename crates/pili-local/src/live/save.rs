//! Playbacks and snapshots, saved as files of the hub.

use std::{
    sync::Arc,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use axum::{Json, extract::State};
use bytes::Bytes;
use pili_auth::unix_seconds;
use pili_live::{
    stream::{Format, Picture},
    wire::{SaveAsBody, Saved, SnapshotBody},
};

use super::{body::Body, names::Named};
use crate::{
    media::{export, segment::Segment, snapshot::SnapshotError, vod_playlist},
    reply::Refused,
    service::Service,
};

pub(super) async fn save_as(
    State(service): State<Service>,
    at: Named,
    Body(asked): Body<SaveAsBody>,
) -> Result<Json<Saved>, Refused> {
    service.store.check_stream(&at.hub, &at.key)?;
    note_unheard(asked.notify.as_ref());
    let segments = recorded(&service, &at, &asked);
    let (Some(first), Some(last)) = (segments.first(), segments.last()) else {
        return Err(Refused::new(619, "no data"));
    };
    let mut saved = Saved::default();
    saved.start = Some(unix_seconds(first.start));
    saved.end = Some(unix_seconds(last.end()));
    let format = asked.format.unwrap_or(Format::M3u8);
    saved.fname = file_name(asked.fname, || invented(&at, first, last, extension(format)));
    saved.persistent_id = (format != Format::M3u8).then(|| format!("local.{}", saved.fname));
    let body = file(format, &segments)?;
    service.store.hub(&at.hub, |hub| {
        if format == Format::M3u8 {
            segments
                .iter()
                .for_each(|segment| hub.files.put(uri_in(&at, segment), "video/mp2t", segment.ts.clone()));
            let playlist = vod_playlist(&segments, |segment| up(&saved.fname) + &uri_in(&at, segment));
            hub.files.put(saved.fname.clone(), content_type(format), playlist.into());
        } else {
            hub.files.put(saved.fname.clone(), content_type(format), body);
        }
    })?;
    Ok(Json(saved))
}

pub(super) async fn snapshot(
    State(service): State<Service>,
    at: Named,
    Body(asked): Body<SnapshotBody>,
) -> Result<Json<Saved>, Refused> {
    service.store.check_stream(&at.hub, &at.key)?;
    note_unheard(asked.notify.as_ref());
    if asked.format == Some(Picture::Png) {
        return Err(Refused::new(501, "not implemented by pili-local: snapshots as png; use jpg"));
    }
    let picture = jpeg(&service, &at, asked.time.filter(|time| *time > 0).map(moment)).await?;
    let mut saved = Saved::default();
    let time = asked.time.unwrap_or(service.clock.unix());
    saved.fname = file_name(asked.fname, || format!("{}-{time}.jpg", at.key));
    service.store.hub(&at.hub, |hub| hub.files.put(saved.fname.clone(), "image/jpeg", picture))?;
    Ok(Json(saved))
}

/// The last key frame, or that of a time. Decoding is work, so it is done aside.
pub(super) async fn jpeg(service: &Service, at: &Named, time: Option<SystemTime>) -> Result<Bytes, Refused> {
    let (media, id) = (service.media.clone(), at.id());
    let picture = tokio::task::spawn_blocking(move || media.snapshot(&id, time)).await;
    let picture = picture.map_err(|error| Refused::new(599, error.to_string()))?;
    picture.map_err(|error| match error {
        SnapshotError::Nothing => Refused::new(619, "no data"),
        other => Refused::new(501, format!("not implemented by pili-local: {other}")),
    })
}

/// The segments of a span; 0 leaves an end open.
fn recorded(service: &Service, at: &Named, asked: &SaveAsBody) -> Vec<Arc<Segment>> {
    let start = moment(asked.start.unwrap_or(0));
    let end = asked
        .end
        .filter(|end| *end > 0)
        .map_or_else(|| service.clock.now() + Duration::from_secs(60), moment);
    service.media.recorded(&at.id(), start, end)
}

fn file(format: Format, segments: &[Arc<Segment>]) -> Result<Bytes, Refused> {
    let file = match format {
        Format::Flv => export::flv(segments),
        Format::Mp4 => export::mp4(segments),
        _ => Ok(Bytes::new()),
    };
    file.map_err(|error| Refused::new(501, format!("not implemented by pili-local: {error}")))
}

fn moment(unix: i64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(u64::try_from(unix).unwrap_or(0).min(u64::from(u32::MAX) * 16))
}

fn file_name(asked: Option<String>, invent: impl FnOnce() -> String) -> String {
    asked.filter(|name| !name.is_empty()).unwrap_or_else(invent)
}

fn invented(at: &Named, first: &Segment, last: &Segment, extension: &str) -> String {
    format!("{}-{}-{}.{extension}", at.key, unix_seconds(first.start), unix_seconds(last.end()))
}

/// Where a saved segment lies among the files.
fn uri_in(at: &Named, segment: &Segment) -> String {
    format!("segments/{}/{}.ts", at.key, segment.number)
}

/// From a file's folder up to the files' root.
fn up(name: &str) -> String {
    "../".repeat(name.matches('/').count())
}

fn extension(format: Format) -> &'static str {
    match format {
        Format::Flv => "flv",
        Format::Mp4 => "mp4",
        _ => "m3u8",
    }
}

fn content_type(format: Format) -> &'static str {
    match format {
        Format::Flv => "video/x-flv",
        Format::Mp4 => "video/mp4",
        _ => "application/vnd.apple.mpegurl",
    }
}

fn note_unheard(notify: Option<&String>) {
    if notify.is_some_and(|url| !url.is_empty()) {
        tracing::warn!("files are ready when the call returns; `notify` is not called by pili-local");
    }
}
