use serde::{Deserialize, Serialize};

use super::{
    LayoutBody, OutputMode, Resolution, SelectedStream, StreamMode,
    open::open_enum,
    read::{as_number, or_default, or_true, text, yes},
};

/// An archive: a recording of a session (spec 14.1).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ArchiveInfo {
    /// Its id.
    pub id: String,
    /// How far it is.
    pub status: ArchiveStatus,
    /// The session it records.
    pub session_id: String,
    /// The project's API key.
    #[serde(
        default,
        deserialize_with = "text",
        serialize_with = "as_number",
        skip_serializing_if = "Option::is_none"
    )]
    pub project_id: Option<String>,
    /// The same under its former name.
    #[serde(
        default,
        deserialize_with = "text",
        serialize_with = "as_number",
        skip_serializing_if = "Option::is_none"
    )]
    pub partner_id: Option<String>,
    /// When it was started, in ms.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<u64>,
    /// When it last changed, in ms.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<u64>,
    /// The name it was given; empty if none.
    #[serde(default, deserialize_with = "or_default")]
    pub name: String,
    /// Why it stopped or failed; empty if it did not.
    #[serde(default, deserialize_with = "or_default")]
    pub reason: String,
    /// Its length in seconds; 0 while it is recorded.
    #[serde(default, deserialize_with = "or_default")]
    pub duration: u64,
    /// Its size in bytes; 0 until the file is made.
    #[serde(default, deserialize_with = "or_default")]
    pub size: u64,
    /// Whether audio is recorded.
    #[serde(default = "yes", deserialize_with = "or_true")]
    pub has_audio: bool,
    /// Whether video is recorded.
    #[serde(default = "yes", deserialize_with = "or_true")]
    pub has_video: bool,
    /// One file or one per stream.
    #[serde(default, deserialize_with = "or_default")]
    pub output_mode: OutputMode,
    /// How its streams are picked.
    #[serde(default, deserialize_with = "or_default")]
    pub stream_mode: StreamMode,
    /// The streams that were picked by hand.
    #[serde(default, deserialize_with = "or_default", skip_serializing_if = "Vec::is_empty")]
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
    #[serde(default, deserialize_with = "or_default")]
    pub has_transcription: bool,
    /// How it is transcribed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transcription_properties: Option<TranscriptionProperties>,
    /// The transcription.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transcription: Option<Transcription>,
}

open_enum! {
    /// How far an archive is.
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

/// How an archive is transcribed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct TranscriptionProperties {
    /// The language spoken, such as `en-US` (BCP 47).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub primary_language_code: Option<String>,
    /// Whether a summary is made too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub has_summary: Option<bool>,
}

/// The transcription of an archive.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct Transcription {
    /// How far it is.
    #[serde(deserialize_with = "or_default")]
    pub status: String,
    /// Where it can be fetched.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Why it failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The language spoken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub primary_language_code: Option<String>,
    /// Whether there is a summary.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub has_summary: Option<bool>,
}

/// The body that starts an archive; members that are not set are not sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
#[allow(missing_docs, reason = "each member is documented at its setter in `StartArchive`")]
pub struct ArchiveStart {
    pub session_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub has_audio: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub has_video: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub output_mode: Option<OutputMode>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stream_mode: Option<StreamMode>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resolution: Option<Resolution>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub layout: Option<LayoutBody>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub multi_archive_tag: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_bitrate: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quantization_parameter: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub has_transcription: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transcription_properties: Option<TranscriptionProperties>,
}
