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

use super::{body::Body, names::Named};
use crate::{
    live::Pili,
    media::{
        Segment, SnapshotError,
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
    note_unheard(asked.notify.as_ref());
    let playback = Playback::of(&pili, at, asked.start, asked.end)?;
    let format = asked.format.unwrap_or(Format::M3u8);
    let fname = asked.fname.unwrap_or_else(|| playback.invented(&format));
    let persistent_id = playback.save(&pili, &fname, &format)?;
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

/// What was published in a span, at least one segment.
pub(super) struct Playback {
    at: Named,
    segments: Vec<Arc<Segment>>,
}

impl Playback {
    /// The segments of a span. Without a time, or with 0 for one, an end is open.
    pub(super) fn of(
        pili: &Pili,
        at: Named,
        start: Option<SystemTime>,
        end: Option<SystemTime>,
    ) -> Result<Self, Refused> {
        pili.store.check_stream(&at.hub, &at.key)?;
        let start = start.and_then(given).unwrap_or(UNIX_EPOCH);
        let end = end.and_then(given).unwrap_or_else(|| pili.ground.clock.now() + Duration::from_secs(60));
        let segments = pili.media.recorded(&at.id(), start, end);
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

    /// Saves it as a file of the hub; the id of the job where the vendor makes such a file in the background.
    pub(super) fn save(&self, pili: &Pili, name: &str, format: &Format) -> Result<Option<String>, Refused> {
        check_name(name)?;
        let file = self.file(name, format)?;
        let parts = if *format == Format::M3u8 { self.parts()? } else { Vec::new() };
        pili.store.hub(&self.at.hub, |hub| {
            for (uri, ts) in parts {
                hub.files.put(uri, "video/mp2t", ts);
            }
            hub.files.put(name.to_owned(), content_type(format), file);
        })?;
        Ok((*format != Format::M3u8).then(|| format!("local.{name}")))
    }

    fn parts(&self) -> Result<Vec<(String, Bytes)>, Refused> {
        let part =
            |segment: &Arc<Segment>| Ok((uri_in(&self.at, segment), segment.ts().map_err(not_written)?));
        self.segments.iter().map(part).collect()
    }

    fn file(&self, name: &str, format: &Format) -> Result<Bytes, Refused> {
        let file = match format {
            Format::Flv => export::flv(&self.segments),
            Format::Mp4 => export::mp4(&self.segments),
            Format::M3u8 => {
                let uri = |segment: &Segment| up(name) + &uri_in(&self.at, segment);
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
    note_unheard(asked.notify.as_ref());
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
    Ok(Json(Saved { fname, persistent_id: None, start: None, end: None }))
}

/// The last key frame, or that of a time. Decoding is work, so it is done aside.
pub(super) async fn jpeg(pili: &Pili, at: &Named, time: Option<SystemTime>) -> Result<Bytes, Refused> {
    let (media, id) = (pili.media.clone(), at.id());
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

/// SDKs send -1 for a time that is not given; one further than recordings reckon is as good as none.
fn given(time: SystemTime) -> Option<SystemTime> {
    const FURTHEST: Duration = Duration::from_secs(u32::MAX as u64 * 16);
    Some(time).filter(|time| time.duration_since(UNIX_EPOCH).is_ok_and(|since| since < FURTHEST))
}

/// Where a saved segment lies among the files: by when it was published, for numbers begin anew with the service.
fn uri_in(at: &Named, segment: &Segment) -> String {
    let since = segment.start.duration_since(UNIX_EPOCH).unwrap_or_default();
    format!("segments/{}/{}.ts", at.key, since.as_millis())
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
