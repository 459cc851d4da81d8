//! Archives: recordings of sessions (spec 7).
//!
//! Example: [`Start::name`](crate::archive::Start::name).

mod delete;
pub(crate) mod start;
mod transcription;

use std::time::{Duration, SystemTime};

use pili_core::{Endpoint, Result, Url, null_as_default, open_enum, time::unix_millis};
use serde::{Deserialize, Serialize};

use crate::{
    Layout, Project, Resolution, StreamMode,
    composed::{self, Composed, SelectedStream},
    id::Id,
    listed::{self, Listed},
    noun::Noun,
    read::{number, or_true, project, seconds, yes},
};

pub use delete::Delete;
pub use start::Start;
pub use transcription::{Transcription, TranscriptionProperties, TranscriptionStatus};

/// Reads an archive: `opentok.archive.info`.
///
/// Example: [`Archive::stop`].
pub type Info = listed::Info<Archive>;
/// Lists archives, newest first, deleted ones left out: `opentok.archive.list`.
///
/// Example: [`List::offset`](crate::listed::List::offset).
pub type List = listed::List<Archive>;
/// Stops an archive: `opentok.archive.stop`.
///
/// Example: [`Archive::stop`].
pub type Stop = composed::Stop<Archive>;
/// Changes the layout of an archive: `opentok.archive.set_layout`.
///
/// Example: [`Archive::stop`].
pub type SetLayout = composed::SetLayout<Archive>;
/// Adds a stream to an archive: `opentok.archive.add_stream`.
///
/// Example: [`Archive::stop`].
pub type AddStream = composed::AddStream<Archive>;
/// Takes a stream out of an archive: `opentok.archive.remove_stream`.
///
/// Example: [`Archive::stop`].
pub type RemoveStream = composed::RemoveStream<Archive>;

/// An archive. Builds operations; holds no client.
///
/// Example: [`webhook`](crate::webhook).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Archive {
    pub(crate) project: Project,
    pub(crate) id: Id,
}

impl Archive {
    /// Reads the archive. Example: [`Archive::stop`].
    pub fn info(&self) -> Info {
        listed::Info(self.clone())
    }

    /// Stops the archive.
    ///
    /// ```no_run
    /// # async fn run(client: pili_opentok::Client) -> pili_opentok::core::Result<()> {
    /// use pili_opentok::{Project, composed::Layout};
    ///
    /// let archive = Project::new("45678123").archive("b40ef09b-3811-4726-b508-e41a0f96c68f");
    /// client.send(archive.set_layout(Layout::BEST_FIT)).await?;
    /// client.send(archive.add_stream("stream-1")).await?;
    /// client.send(archive.remove_stream("stream-2")).await?;
    /// client.send(archive.stop()).await?;
    /// println!("{:?}", client.send(archive.info()).await?.status);
    /// client.send(archive.delete()).await?;
    /// # Ok(()) }
    /// ```
    pub fn stop(&self) -> Stop {
        composed::Stop(self.clone())
    }

    /// Changes the layout while the archive runs. Example: [`Archive::stop`].
    pub fn set_layout(&self, layout: Layout) -> SetLayout {
        composed::SetLayout { noun: self.clone(), layout }
    }

    /// Adds a stream to an archive whose streams are picked by hand, or changes which of its tracks are taken.
    /// Example: [`Archive::stop`].
    pub fn add_stream(&self, id: impl Into<String>) -> AddStream {
        composed::AddStream::new(self, id)
    }

    /// Takes a stream out of an archive whose streams are picked by hand. Example: [`Archive::stop`].
    pub fn remove_stream(&self, id: impl Into<String>) -> RemoveStream {
        composed::RemoveStream::new(self, id)
    }
}

impl Noun for Archive {
    fn url(&self, endpoint: &Endpoint) -> Result<Url> {
        Ok(self.project.url(endpoint)?.path([Self::SEGMENT]).id(self.id.checked()?))
    }
}

impl Listed for Archive {
    type Info = ArchiveInfo;
    const INFO_NAME: &'static str = "opentok.archive.info";
    const LIST_NAME: &'static str = "opentok.archive.list";
    const SEGMENT: &'static str = "archive";
}

impl Composed for Archive {
    const STOP_NAME: &'static str = "opentok.archive.stop";
    const SET_LAYOUT_NAME: &'static str = "opentok.archive.set_layout";
    const ADD_STREAM_NAME: &'static str = "opentok.archive.add_stream";
    const REMOVE_STREAM_NAME: &'static str = "opentok.archive.remove_stream";
}

/// An archive: a recording of a session (spec 14.1).
///
/// Example: [`Session::start_archive`](crate::session::Session::start_archive).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct ArchiveInfo {
    /// Its id.
    pub id: String,
    /// How far it is.
    pub status: ArchiveStatus,
    /// The session it records.
    pub session_id: String,
    /// The project's API key or the application's ID.
    #[serde(flatten, with = "project::number")]
    pub project_id: Option<String>,
    /// The API key under its former name.
    #[serde(default, with = "number", skip_serializing_if = "Option::is_none")]
    pub partner_id: Option<String>,
    /// When it was started.
    #[serde(default, with = "unix_millis::option", skip_serializing_if = "Option::is_none")]
    pub created_at: Option<SystemTime>,
    /// When it last changed.
    #[serde(default, with = "unix_millis::option", skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<SystemTime>,
    /// The name it was given; empty if none.
    #[serde(default, deserialize_with = "null_as_default")]
    pub name: String,
    /// Why it stopped or failed; empty if it did not.
    #[serde(default, deserialize_with = "null_as_default")]
    pub reason: String,
    /// Its length; 0 while it is recorded.
    #[serde(default, with = "seconds")]
    pub duration: Duration,
    /// Its size in bytes; 0 until the file is made.
    #[serde(default, deserialize_with = "null_as_default")]
    pub size: u64,
    /// Whether audio is recorded.
    #[serde(default = "yes", deserialize_with = "or_true")]
    pub has_audio: bool,
    /// Whether video is recorded.
    #[serde(default = "yes", deserialize_with = "or_true")]
    pub has_video: bool,
    /// One file or one per stream.
    #[serde(default, deserialize_with = "null_as_default")]
    pub output_mode: OutputMode,
    /// How its streams are picked.
    #[serde(default, deserialize_with = "null_as_default")]
    pub stream_mode: StreamMode,
    /// The streams that were picked by hand.
    #[serde(default, deserialize_with = "null_as_default", skip_serializing_if = "Vec::is_empty")]
    pub streams: Vec<SelectedStream>,
    /// Of a composed archive.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resolution: Option<Resolution>,
    /// Where it can be fetched for 10 minutes; only while it is available.
    pub url: Option<String>,
    /// What tells it from other archives of the session.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub multi_archive_tag: Option<String>,
    /// Most bits per second.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_bitrate: Option<u64>,
    /// Quantisation, 15 (best) to 40.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quantization_parameter: Option<u64>,
    /// Whether it is transcribed.
    #[serde(default, deserialize_with = "null_as_default")]
    pub has_transcription: bool,
    /// The transcription under the other of its two names: [`transcription`](Self::transcription) reads both.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transcription_properties: Option<Transcription>,
    /// The transcription.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transcription: Option<Transcription>,
}

impl ArchiveInfo {
    /// The transcription, under whichever name the answer has it.
    ///
    /// Example: [`Start::name`](crate::archive::Start::name).
    pub fn transcription(&self) -> Option<&Transcription> {
        self.transcription.as_ref().or(self.transcription_properties.as_ref())
    }
}

open_enum! {
    /// How far an archive is.
    ///
    /// Example: [`Session::start_archive`](crate::session::Session::start_archive).
    #[derive(Default)]
    ArchiveStatus {
        /// It is recorded.
        #[default]
        Started = "started",
        /// Nobody is connected; it goes on when somebody is, or stops.
        Paused = "paused",
        /// It is made into files.
        Stopped = "stopped",
        /// It can be fetched from the service.
        Available = "available",
        /// It was uploaded to the project's storage.
        Uploaded = "uploaded",
        /// It could be fetched once.
        Expired = "expired",
        /// It could not be recorded.
        Failed = "failed",
        /// It was deleted.
        Deleted = "deleted",
    }
}

open_enum! {
    /// Whether an archive is one file or one per stream.
    ///
    /// Example: [`Start::name`].
    #[derive(Default)]
    OutputMode {
        /// One file of all streams.
        #[default]
        Composed = "composed",
        /// A file per stream.
        Individual = "individual",
    }
}
