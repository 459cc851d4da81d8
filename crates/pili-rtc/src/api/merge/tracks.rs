use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result};

use crate::Rtc;
use crate::api::{
    Room,
    check::path_id,
    wire::{MergeTrack, MergeTracks},
};

impl Room {
    /// Puts tracks into a merged stream and takes others out.
    pub fn change_merge_tracks(
        &self,
        id: impl Into<String>,
        add: impl IntoIterator<Item = MergeTrack>,
        remove: impl IntoIterator<Item = MergeTrack>,
    ) -> Tracks {
        let (add, remove) = (add.into_iter().collect(), remove.into_iter().collect());
        Tracks { room: self.clone(), id: id.into(), body: MergeTracks::change(add, remove) }
    }

    /// Makes a merged stream of exactly these tracks.
    pub fn set_merge_tracks(
        &self,
        id: impl Into<String>,
        tracks: impl IntoIterator<Item = MergeTrack>,
    ) -> Tracks {
        let body = MergeTracks::all(tracks.into_iter().collect());
        Tracks { room: self.clone(), id: id.into(), body }
    }
}

/// Changes the tracks of a merge job: `POST /v3/apps/{app}/rooms/{room}/merge_job/{id}/tracks` (spec 4.10).
///
/// What adding a track twice does is not documented, so a change is not repeated blindly.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Tracks {
    room: Room,
    id: String,
    body: MergeTracks,
}

impl Operation for Tracks {
    type Output = ();
    type Api = Rtc;
    const NAME: &'static str = "rtc.merge_v3.tracks";
    const IDEMPOTENCY: Idempotency = Idempotency::NonIdempotent;

    fn idempotency(&self) -> Idempotency {
        if self.body.all.is_some() { Idempotency::Idempotent } else { Idempotency::NonIdempotent }
    }

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        path_id("job id", &self.id)?;
        self.room.url(endpoint)?.path(["merge_job", &self.id, "tracks"]).post_json(&self.body)
    }

    fn decode(&self, _: &Response) -> Result<()> {
        Ok(())
    }
}
