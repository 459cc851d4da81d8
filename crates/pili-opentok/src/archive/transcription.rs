use pili_core::open_enum;
use serde::{Deserialize, Serialize};

/// How an archive is transcribed.
///
/// Example: [`Start::name`](crate::archive::Start::name).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct TranscriptionProperties {
    /// The language spoken, such as `en-US` (BCP 47).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub primary_language_code: Option<String>,
    /// Whether a summary is made too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub has_summary: Option<bool>,
}

/// The transcription of an archive.
///
/// Example: [`Session::start_archive`](crate::session::Session::start_archive).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct Transcription {
    /// How far it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<TranscriptionStatus>,
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

open_enum! {
    /// How far a transcription is.
    ///
    /// Example: [`Start::name`](crate::archive::Start::name).
    #[derive(Default)]
    TranscriptionStatus {
        /// It is asked for.
        #[default]
        Requested = "requested",
        /// It can be fetched.
        Available = "available",
        /// It could not be made.
        Failed = "failed",
    }
}
