//! Playbacks and snapshots, saved as files of the hub.

use std::{
    sync::Arc,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use axum::{Json, extract::State};
use bytes::Bytes;
use pili_auth::unix_seconds;
use pili_live::{
    stream::{Format, Picture, Saved},
    wire::{SaveAsBody, SnapshotBody},
};

use super::{body::Body, job::Job, names::Named};
use crate::{
    events::EventKind,
    live::Pili,
    media::{
        HlsFile, NotHeld, Segment, SnapshotError,
        export::{self, ExportError},
        vod_playlist,
    },
    reply::Refused,
};

pub(super) async fn save_as(
    State(pili): State<Pili>,
    at: Named,
    Body(asked): Body<SaveAsBody>,
) -> Result<Json<Saved>, Refused> {
    let playback = Playback::of(&pili, at, asked.start, asked.end).await?;
    let format = asked.format.unwrap_or(Format::M3u8);
    let fname = asked.fname.unwrap_or_else(|| playback.invented(&format));
    playback.save(&pili, &fname, &format).await?;
    let asked = Asked { pipeline: asked.pipeline.as_deref(), notify: asked.notify.as_deref() };
    let persistent_id = playback.job(&pili, &fname, &format, asked);
    Ok(Json(Saved { fname, persistent_id, start: playback.start(), end: playback.end() }))
}

/// A file's name stays below the hub's files.
fn check_name(name: &str) -> Result<(), Refused> {
    let is_name = |part: &str| !matches!(part, "" | "." | "..") && !part.contains(['\\', '\0']);
    match name.split('/').all(is_name) {
        true => Ok(()),
        false => Err(Refused::bad_argument(
            "invalid args: fname must be names with / between them, none of them .. or empty",
        )),
    }
}

/// How a job is to be done, and whom to tell.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Asked<'a> {
    pub(super) pipeline: Option<&'a str>,
    pub(super) notify: Option<&'a str>,
}

/// What was published in a span, at least one segment.
#[derive(Clone)]
pub(super) struct Playback {
    at: Named,
    segments: Vec<Arc<Segment>>,
}

impl Playback {
    /// The segments of a span, all of which must be held. Without a time, or with 0 for one, an end is open.
    pub(super) async fn of(
        pili: &Pili,
        at: Named,
        start: Option<SystemTime>,
        end: Option<SystemTime>,
    ) -> Result<Self, Refused> {
        pili.store.check_stream(&at.hub, &at.key)?;
        let start = start.and_then(given).unwrap_or(UNIX_EPOCH);
        let end = end.and_then(given).unwrap_or_else(|| pili.ground.clock.now() + Duration::from_secs(60));
        let segments = pili.media.recorded(&at.id(), start..end).await.map_err(not_held)?;
        if segments.is_empty() { Err(Refused::new(619, "no data")) } else { Ok(Self { at, segments }) }
    }

    fn start(&self) -> Option<SystemTime> {
        self.segments.first().map(|first| first.start)
    }

    fn end(&self) -> Option<SystemTime> {
        self.segments.last().map(|last| last.end())
    }

    fn invented(&self, format: &Format) -> String {
        let seconds = |time: Option<SystemTime>| time.map_or(0, unix_seconds);
        format!("{}-{}-{}.{}", self.at.key, seconds(self.start()), seconds(self.end()), extension(format))
    }

    /// Saves it as a file of the hub. Making one is work, so it is done aside.
    pub(super) async fn save(&self, pili: &Pili, name: &str, format: &Format) -> Result<(), Refused> {
        check_name(name)?;
        let (file, parts) = aside({
            let (playback, name, format) = (self.clone(), name.to_owned(), format.clone());
            move || playback.files(&name, &format)
        })
        .await??;
        pili.store.hub(&self.at.hub, |hub| {
            for (part, content) in parts {
                hub.files.put(uri_in(&self.at, part), part.content_type(), content);
            }
            hub.files.put(name.to_owned(), content_type(format), file);
        })?;
        told(pili, EventKind::Saved, &self.at, name);
        Ok(())
    }

    /// The id of the job where the vendor makes such a file in the background, or where somebody is to be told; who is.
    pub(super) fn job(&self, pili: &Pili, name: &str, format: &Format, asked: Asked<'_>) -> Option<String> {
        let is_job = *format != Format::M3u8 || asked.notify.is_some();
        let command = format!("avthumb/{}", extension(format));
        let job = is_job.then(|| Job::done(pili, &self.at, &command, name, asked.pipeline));
        job.map(|job| job.tell(pili, asked.notify))
    }

    /// It as a file, and what that names.
    fn files(&self, name: &str, format: &Format) -> Result<(Bytes, Vec<(HlsFile, Bytes)>), Refused> {
        let parts = if *format == Format::M3u8 { self.parts()? } else { Vec::new() };
        Ok((self.file(name, format)?, parts))
    }

    /// The files that a playlist names.
    fn parts(&self) -> Result<Vec<(HlsFile, Bytes)>, Refused> {
        let mut parts = Vec::new();
        for segment in &self.segments {
            let file = segment.file().map_err(ExportError::Codec).map_err(not_written)?;
            let map = segment.map().filter(|map| parts.iter().all(|(known, _)| known != map));
            for file in map.into_iter().chain([file]) {
                parts.push((file, segment.content(file).map_err(not_written)?));
            }
        }
        Ok(parts)
    }

    fn file(&self, name: &str, format: &Format) -> Result<Bytes, Refused> {
        let file = match format {
            Format::Flv => export::flv(&self.segments),
            Format::Mp4 => export::mp4(&self.segments),
            Format::M3u8 => {
                let uri = |part| up(name) + &uri_in(&self.at, part);
                vod_playlist(&self.segments, uri).map(Bytes::from)
            }
            _ => return Err(Refused::bad_argument("invalid args: format must be m3u8, mp4 or flv")),
        };
        file.map_err(not_written)
    }
}

fn not_written(error: ExportError) -> Refused {
    Refused::new(501, format!("not implemented by pili-local: {error}"))
}

pub(super) async fn snapshot(
    State(pili): State<Pili>,
    at: Named,
    Body(asked): Body<SnapshotBody>,
) -> Result<Json<Saved>, Refused> {
    pili.store.check_stream(&at.hub, &at.key)?;
    match asked.format {
        None | Some(Picture::Jpg) => {}
        Some(Picture::Png) => {
            return Err(Refused::new(501, "not implemented by pili-local: snapshots as png; use jpg"));
        }
        Some(_) => return Err(Refused::bad_argument("invalid args: format must be jpg or png")),
    }
    asked.fname.as_deref().map_or(Ok(()), check_name)?;
    let time = asked.time.and_then(given);
    let picture = jpeg(&pili, &at, time).await?;
    let taken = unix_seconds(time.unwrap_or_else(|| pili.ground.clock.now()));
    let fname = asked.fname.unwrap_or_else(|| format!("{}-{taken}.jpg", at.key));
    pili.store.hub(&at.hub, |hub| hub.files.put(fname.clone(), "image/jpeg", picture))?;
    told(&pili, EventKind::Snapshot, &at, &fname);
    let job = |_| Job::done(&pili, &at, "vframe/jpg", &fname, asked.pipeline.as_deref());
    let job = asked.notify.as_ref().map(job);
    let persistent_id = job.map(|job| job.tell(&pili, asked.notify.as_deref()));
    Ok(Json(Saved { fname, persistent_id, start: None, end: None }))
}

fn told(pili: &Pili, kind: EventKind, at: &Named, file: &str) {
    pili.ground.events.tell(kind, at.id().to_string(), |event| event.file = Some(file.to_owned()));
}

/// The last key frame, or that of a time. Decoding is work, so it is done aside.
pub(super) async fn jpeg(pili: &Pili, at: &Named, time: Option<SystemTime>) -> Result<Bytes, Refused> {
    let (media, id) = (pili.media.clone(), at.id());
    aside(move || media.snapshot(&id, time)).await?.map_err(no_picture)
}

/// Work that would keep others waiting.
async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Refused> {
    tokio::task::spawn_blocking(work).await.map_err(|error| Refused::new(599, error.to_string()))
}

/// A part of what was asked for would be a wrong answer; this one tells what can be asked for instead.
fn not_held(error: NotHeld) -> Refused {
    Refused::new(619, format!("no data: {error}; more is held with a larger --memory, and all with --data"))
}

fn no_picture(error: SnapshotError) -> Refused {
    match error {
        SnapshotError::Nothing => Refused::new(619, "no data"),
        SnapshotError::NotHeld(error) => not_held(error),
        other => Refused::new(501, format!("not implemented by pili-local: {other}")),
    }
}

/// SDKs send -1 for a time that is not given; one further than recordings reckon is as good as none.
fn given(time: SystemTime) -> Option<SystemTime> {
    const FURTHEST: Duration = Duration::from_secs(u32::MAX as u64 * 16);
    Some(time).filter(|time| time.duration_since(UNIX_EPOCH).is_ok_and(|since| since < FURTHEST))
}

/// Where a part of a saved playlist lies among the files.
fn uri_in(at: &Named, part: HlsFile) -> String {
    format!("segments/{}/{part}", at.key)
}

/// From a file's folder up to the files' root.
fn up(name: &str) -> String {
    "../".repeat(name.matches('/').count())
}

pub(super) fn extension(format: &Format) -> &'static str {
    match format {
        Format::Flv => "flv",
        Format::Mp4 => "mp4",
        _ => "m3u8",
    }
}

fn content_type(format: &Format) -> &'static str {
    match format {
        Format::Flv => "video/x-flv",
        Format::Mp4 => "video/mp4",
        _ => "application/vnd.apple.mpegurl",
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
