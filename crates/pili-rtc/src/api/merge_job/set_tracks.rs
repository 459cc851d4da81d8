use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result};
use serde::{Deserialize, Serialize};

use super::{MergeJob, Track};
use crate::api::Rtc;

impl MergeJob {
    /// Makes the merged stream of exactly these tracks. Example: [`Room::merge_job`](crate::Room::merge_job).
    pub fn set_tracks(&self, tracks: impl IntoIterator<Item = Track>) -> SetTracks {
        let all = Some(tracks.into_iter().collect());
        SetTracks {
            job: self.clone(),
            body: TracksBody { mode: TracksMode::All, add: None, remove: None, all },
        }
    }

    /// Puts tracks into the merged stream and takes others out. Example: [`Room::merge_job`](crate::Room::merge_job).
    pub fn change_tracks(
        &self,
        add: impl IntoIterator<Item = Track>,
        remove: impl IntoIterator<Item = Track>,
    ) -> SetTracks {
        let some = |tracks: Vec<Track>| Some(tracks).filter(|tracks| !tracks.is_empty());
        let (add, remove) = (some(add.into_iter().collect()), some(remove.into_iter().collect()));
        SetTracks { job: self.clone(), body: TracksBody { mode: TracksMode::Change, add, remove, all: None } }
    }
}

/// Sets or changes the tracks of a merge job:
/// `POST /v3/apps/{app}/rooms/{room}/merge_job/{id}/tracks` (spec 4.10).
///
/// What adding a track twice does is not documented, so a change is not repeated blindly.
///
/// Example: [`Room::merge_job`](crate::Room::merge_job).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct SetTracks {
    job: MergeJob,
    body: TracksBody,
}

impl Operation for SetTracks {
    type Output = ();
    type Api = Rtc;
    const NAME: &'static str = "rtc.merge_job.set_tracks";
    const IDEMPOTENCY: Idempotency = Idempotency::NonIdempotent;

    fn idempotency(&self) -> Idempotency {
        match self.body.mode {
            TracksMode::Change => Idempotency::NonIdempotent,
            TracksMode::All => Idempotency::Idempotent,
        }
    }

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        self.job.url(endpoint)?.path(["tracks"]).post_json(&self.body)
    }

    fn decode(&self, _: &Response) -> Result<()> {
        Ok(())
    }
}

/// The body that sets or changes the tracks of a merge job.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TracksBody {
    /// Which of both.
    #[serde(default)]
    pub mode: TracksMode,
    /// What is put in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub add: Option<Vec<Track>>,
    /// What is taken out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remove: Option<Vec<Track>>,
    /// All that there shall be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub all: Option<Vec<Track>>,
}

/// Whether tracks are changed or set: a number on the wire.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
#[allow(clippy::exhaustive_enums, reason = "part of the wire, where a forgotten case shall not compile")]
pub enum TracksMode {
    /// 0: add and remove.
    #[default]
    Change,
    /// 1: all.
    All,
}

impl TryFrom<u8> for TracksMode {
    type Error = &'static str;

    fn try_from(number: u8) -> Result<Self, &'static str> {
        match number {
            0 => Ok(Self::Change),
            1 => Ok(Self::All),
            _ => Err("must be 0 or 1"),
        }
    }
}

impl From<TracksMode> for u8 {
    fn from(mode: TracksMode) -> Self {
        match mode {
            TracksMode::Change => 0,
            TracksMode::All => 1,
        }
    }
}
