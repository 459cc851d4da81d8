use http::Method;
use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result, open_enum};
use serde::{Deserialize, Serialize};

use super::Composed;
use crate::{
    OpenTok, Tracks, answer,
    id::Id,
    read::{or_true, yes},
    request,
};

open_enum! {
    /// How the streams of an archive or broadcast are picked.
    ///
    /// Example: [`Start::name`](crate::archive::Start::name).
    #[derive(Default)]
    StreamMode {
        /// All that there are.
        #[default]
        Auto = "auto",
        /// Those that are added.
        Manual = "manual",
    }
}

/// A stream of an archive or broadcast whose streams are picked by hand.
///
/// Example: [`Session::start_archive`](crate::session::Session::start_archive).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct SelectedStream {
    /// The stream.
    pub stream_id: String,
    /// Whether its audio is taken.
    #[serde(default = "yes", deserialize_with = "or_true")]
    pub has_audio: bool,
    /// Whether its video is taken.
    #[serde(default = "yes", deserialize_with = "or_true")]
    pub has_video: bool,
}

/// The body that adds a stream, or changes which of its tracks are taken, or takes one out.
#[doc(hidden)]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct SelectStream {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub add_stream: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub has_audio: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub has_video: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remove_stream: Option<String>,
}

impl SelectStream {
    fn request(&self, noun: &impl Composed, endpoint: &Endpoint) -> Result<Request> {
        request::json(Method::PATCH, noun.url(endpoint)?.path(["streams"]), self)
    }
}

/// Adds a stream to an archive or a broadcast: `PATCH /archive/{id}/streams` (spec 7.4). Fails with
/// [`Reason::Conflict`](pili_core::Reason::Conflict) (405) unless that was started with [`StreamMode::Manual`].
///
/// Example: [`Archive::stop`](crate::archive::Archive::stop).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct AddStream<N> {
    noun: N,
    stream: Id,
    tracks: Tracks,
}

impl<N: Composed> AddStream<N> {
    pub(crate) fn new(noun: &N, id: impl Into<String>) -> Self {
        Self { noun: noun.clone(), stream: Id::new("stream id", id), tracks: Tracks::Both }
    }

    /// Which of its tracks are taken; without it both.
    ///
    /// ```
    /// use pili_opentok::{ENDPOINT, Project, Tracks, core::Operation as _};
    /// let add = Project::new("45678123").archive("archive-1").add_stream("stream-1").tracks(Tracks::AudioOnly);
    /// let body = add.encode(&ENDPOINT)?.into_body();
    /// assert!(std::str::from_utf8(&body).is_ok_and(|body| body.contains(r#""hasVideo":false"#)));
    /// # Ok::<(), pili_opentok::core::Error>(())
    /// ```
    pub fn tracks(self, tracks: Tracks) -> Self {
        Self { tracks, ..self }
    }
}

impl<N: Composed> Operation for AddStream<N> {
    type Output = ();
    type Api = OpenTok;
    const NAME: &'static str = N::ADD_STREAM_NAME;
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        let body = SelectStream {
            add_stream: Some(self.stream.checked()?.to_owned()),
            has_audio: Some(self.tracks.has_audio()),
            has_video: Some(self.tracks.has_video()),
            remove_stream: None,
        };
        body.request(&self.noun, endpoint)
    }

    fn decode(&self, response: &Response) -> Result<()> {
        answer::nothing(response)
    }
}

/// Takes a stream out of an archive or a broadcast: `PATCH /archive/{id}/streams` (spec 7.4).
///
/// Example: [`Archive::stop`](crate::archive::Archive::stop).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct RemoveStream<N> {
    noun: N,
    stream: Id,
}

impl<N: Composed> RemoveStream<N> {
    pub(crate) fn new(noun: &N, id: impl Into<String>) -> Self {
        Self { noun: noun.clone(), stream: Id::new("stream id", id) }
    }
}

impl<N: Composed> Operation for RemoveStream<N> {
    type Output = ();
    type Api = OpenTok;
    const NAME: &'static str = N::REMOVE_STREAM_NAME;
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        let stream = self.stream.checked()?.to_owned();
        let body = SelectStream { remove_stream: Some(stream), ..SelectStream::default() };
        body.request(&self.noun, endpoint)
    }

    fn decode(&self, response: &Response) -> Result<()> {
        answer::nothing(response)
    }
}
