//! What starting and updating a job have in common.

use pili_core::{Error, Result, null_as_default};
use serde::{Deserialize, Serialize};

use super::{Input, Kind, Output, Start, Update};
use crate::{StretchMode, api::setters::setters};

/// The body that starts and replaces a job of v4; members that are not set are not sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobBody {
    /// The job's id; required for an update, otherwise the service invents one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// What it does.
    #[serde(rename = "type")]
    pub kind: Kind,
    /// What is merged.
    #[serde(default, deserialize_with = "null_as_default")]
    pub inputs: Vec<Input>,
    /// Where it goes.
    #[serde(default, deserialize_with = "null_as_default")]
    pub outputs: Vec<Output>,
    /// How it is merged.
    #[serde(default, deserialize_with = "null_as_default", skip_serializing_if = "JobConfig::is_empty")]
    pub config: JobConfig,
}

/// How a job merges.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "each member is documented at its setter")]
pub struct JobConfig {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fps: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kbps: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub width: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub height: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hold_last_frame: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audio_only: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stretch_mode: Option<StretchMode>,
}

impl JobBody {
    pub(super) fn new(id: Option<String>, kind: Kind) -> Self {
        Self { id, kind, inputs: Vec::new(), outputs: Vec::new(), config: JobConfig::default() }
    }

    /// The service encodes in blocks of two pixels.
    pub(super) fn check(&self) -> Result<()> {
        for (field, length) in [("width", self.config.width), ("height", self.config.height)] {
            if length.is_some_and(|length| length == 0 || length % 2 != 0) {
                return Err(Error::invalid(field, "must be even and not 0"));
            }
        }
        Ok(())
    }
}

impl JobConfig {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

macro_rules! parts {
    ($($type:ident),+) => {$(
        impl $type {
            /// Adds something to merge. Example: [`Start`](crate::job::Start).
            pub fn input(mut self, input: Input) -> Self {
                self.body.inputs.push(input);
                self
            }

            /// Adds a place where it goes. Example: [`Start`](crate::job::Start).
            pub fn output(mut self, output: Output) -> Self {
                self.body.outputs.push(output);
                self
            }
        }
    )+};
}

parts!(Start, Update);

setters! { Start, Update: [body, config] {
    /// Frames per second. Example: [`Start`].
    fps(u32),
    /// Bit rate in kbit/s. Example: [`Room::job`](crate::Room::job).
    kbps(u32),
    /// Width of the picture in pixels, an even number. Example: [`Room::job`](crate::Room::job).
    width(u32),
    /// Height of the picture in pixels, an even number. Example: [`Room::job`](crate::Room::job).
    height(u32),
    /// Whether the last picture of a track that stops stays. Example: [`Room::job`](crate::Room::job).
    hold_last_frame(bool),
    /// Only the sound. Example: [`Room::start_job`](crate::Room::start_job).
    audio_only(bool),
    /// How pictures fill their place. Example: [`Room::job`](crate::Room::job).
    stretch_mode(StretchMode),
} }
