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
    media::{Segment, SnapshotError, export, vod_playlist},
    reply::Refused,
    service::Service,
};

pub(super) async fn save_as(
    State(service): State<Service>,
    at: Named,
    Body(asked): Body<SaveAsBody>,
) -> Result<Json<Saved>, Refused> {
    note_unheard(asked.notify.as_ref());
    let playback = Playback::of(&service, at, asked.start, asked.end)?;
    let format = asked.format.unwrap_or(Format::M3u8);
    let mut saved = Saved::default();
    (saved.start, saved.end) = (Some(playback.start()), Some(playback.end()));
    saved.fname = asked.fname.unwrap_or_else(|| playback.invented(format));
    saved.persistent_id = playback.save(&service, &saved.fname, format)?;
    Ok(Json(saved))
}

/// What was published in a span, at least one segment.
pub(super) struct Playback {
    at: Named,
    segments: Vec<Arc<Segment>>,
}

impl Playback {
    /// The segments of a span. Without a time, or with 0 for one, an end is open.
    pub(super) fn of(
        service: &Service,
        at: Named,
        start: Option<i64>,
        end: Option<i64>,
    ) -> Result<Self, Refused> {
        service.store.check_stream(&at.hub, &at.key)?;
        let start = start.and_then(moment).unwrap_or(UNIX_EPOCH);
        let end = end.and_then(moment).unwrap_or_else(|| service.clock.now() + Duration::from_secs(60));
        let segments = service.media.recorded(&at.id(), start, end);
        if segments.is_empty() { Err(Refused::new(619, "no data")) } else { Ok(Self { at, segments }) }
    }

    fn start(&self) -> i64 {
        self.segments.first().map_or(0, |first| unix_seconds(first.start))
    }

    fn end(&self) -> i64 {
        self.segments.last().map_or(0, |last| unix_seconds(last.end()))
    }

    fn invented(&self, format: Format) -> String {
        format!("{}-{}-{}.{}", self.at.key, self.start(), self.end(), extension(format))
    }

    /// Saves it as a file of the hub; the id of the job where the vendor makes such a file in the background.
    pub(super) fn save(
        &self,
        service: &Service,
        name: &str,
        format: Format,
    ) -> Result<Option<String>, Refused> {
        let file = self.file(name, format)?;
        service.store.hub(&self.at.hub, |hub| {
            if format == Format::M3u8 {
                for segment in &self.segments {
                    hub.files.put(uri_in(&self.at, segment), "video/mp2t", segment.ts.clone());
                }
            }
            hub.files.put(name.to_owned(), content_type(format), file);
        })?;
        Ok((format != Format::M3u8).then(|| format!("local.{name}")))
    }

    fn file(&self, name: &str, format: Format) -> Result<Bytes, Refused> {
        let file = match format {
            Format::Flv => export::flv(&self.segments),
            Format::Mp4 => export::mp4(&self.segments),
            _ => {
                let uri = |segment: &Segment| up(name) + &uri_in(&self.at, segment);
                Ok(vod_playlist(&self.segments, uri).into())
            }
        };
        file.map_err(|error| Refused::new(501, format!("not implemented by pili-local: {error}")))
    }
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
    let time = asked.time.and_then(moment);
    let picture = jpeg(&service, &at, time).await?;
    let mut saved = Saved::default();
    let taken = unix_seconds(time.unwrap_or_else(|| service.clock.now()));
    saved.fname = asked.fname.unwrap_or_else(|| format!("{}-{taken}.jpg", at.key));
    service.store.hub(&at.hub, |hub| hub.files.put(saved.fname.clone(), "image/jpeg", picture))?;
    Ok(Json(saved))
}

/// The last key frame, or that of a time. Decoding is work, so it is done aside.
pub(super) async fn jpeg(service: &Service, at: &Named, time: Option<SystemTime>) -> Result<Bytes, Refused> {
    let (media, id) = (service.media.clone(), at.id());
    let picture = tokio::task::spawn_blocking(move || media.snapshot(&id, time)).await;
    let picture = picture.map_err(|error| Refused::new(599, error.to_string()))?;
    picture.map_err(no_picture)
}

fn no_picture(error: SnapshotError) -> Refused {
    match error {
        SnapshotError::Nothing => Refused::new(619, "no data"),
        other => Refused::new(501, format!("not implemented by pili-local: {other}")),
    }
}

/// A time of the wire; 0 is as good as none.
fn moment(unix: i64) -> Option<SystemTime> {
    let seconds = u64::try_from(unix).ok().filter(|seconds| *seconds > 0)?;
    UNIX_EPOCH.checked_add(Duration::from_secs(seconds.min(u64::from(u32::MAX) * 16)))
}

/// Where a saved segment lies among the files.
fn uri_in(at: &Named, segment: &Segment) -> String {
    format!("segments/{}/{}.ts", at.key, segment.number)
}

/// From a file's folder up to the files' root.
fn up(name: &str) -> String {
    "../".repeat(name.matches('/').count())
}

pub(super) fn extension(format: Format) -> &'static str {
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

pub(super) fn note_unheard(notify: Option<&String>) {
    if notify.is_some() {
        tracing::warn!("files are ready when the call returns; `notify` is not called by pili-local");
    }
}

#[cfg(test)]
mod tests {
    use axum::{http::StatusCode, response::IntoResponse as _};

    use super::*;

    #[test]
    fn a_snapshot_that_this_build_cannot_make_is_not_implemented() {
        let refused = no_picture(SnapshotError::NotBuilt).into_response();
        assert_eq!(refused.status(), StatusCode::NOT_IMPLEMENTED);
    }
}
