use std::collections::BTreeMap;

use pili_core::{Error, Result, open_enum};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::id::check_filled;

/// How audio is written on a WebSocket (spec 13.3).
///
/// Example: [`JsonAudio`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum AudioTransport {
    /// Frames of 16-bit PCM as they are, in binary messages. The default.
    #[default]
    Binary,
    /// Text messages that hold a frame among other things.
    Json(JsonAudio),
}

/// Messages in JSON that hold a frame of 16-bit PCM.
///
/// ```
/// # use pili_opentok::session::{AudioTransport, JsonAudio};
/// // {"pcm": "AAAB…", "call": 7}
/// let transport: AudioTransport = JsonAudio::base64().audio_field("pcm").static_field("call", 7).into();
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "it does nothing until a WebSocket is connected with it"]
pub struct JsonAudio {
    audio_field: Option<String>,
    receive_audio_field: Option<String>,
    static_fields: BTreeMap<String, Value>,
}

impl JsonAudio {
    /// The frame in Base64, the only encoding there is. Example: [`JsonAudio`].
    pub fn base64() -> Self {
        Self { audio_field: None, receive_audio_field: None, static_fields: BTreeMap::new() }
    }

    /// The member that holds the frame; without it `audio`. Example: [`JsonAudio`].
    pub fn audio_field(self, name: impl Into<String>) -> Self {
        Self { audio_field: Some(name.into()), ..self }
    }

    /// The member in which the WebSocket sends audio back; without it the one it is sent in. Example: [`JsonAudio`].
    pub fn receive_audio_field(self, name: impl Into<String>) -> Self {
        Self { receive_audio_field: Some(name.into()), ..self }
    }

    /// Adds a member that every message to the WebSocket has. Example: [`JsonAudio`].
    pub fn static_field(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.static_fields.insert(name.into(), value.into());
        self
    }

    fn check(&self) -> Result<()> {
        let audio = self.audio_field.as_deref().unwrap_or("audio");
        check_filled("audio field", audio)?;
        check_filled("receive audio field", self.receive_audio_field.as_deref().unwrap_or(audio))?;
        self.static_fields.keys().try_for_each(|name| check_filled("static field", name))?;
        if self.static_fields.contains_key(audio) {
            return Err(Error::invalid("static field", "must not have the name of the audio field"));
        }
        Ok(())
    }
}

impl From<JsonAudio> for AudioTransport {
    fn from(json: JsonAudio) -> Self {
        Self::Json(json)
    }
}

impl AudioTransport {
    /// As it is sent.
    pub(super) fn body(&self) -> Result<AudioTransportBody> {
        let Self::Json(json) = self else { return Ok(AudioTransportBody::default()) };
        json.check()?;
        let JsonAudio { audio_field, receive_audio_field, static_fields } = json.clone();
        let static_fields = Some(static_fields).filter(|fields| !fields.is_empty());
        let (transport, encoding) = (AudioTransportType::Json, Some(AudioEncoding::Base64));
        Ok(AudioTransportBody { transport, encoding, audio_field, receive_audio_field, static_fields })
    }
}

/// How audio is written; the names of its members are in snake case, unlike all others.
#[doc(hidden)]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AudioTransportBody {
    pub transport: AudioTransportType,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoding: Option<AudioEncoding>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audio_field: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub receive_audio_field: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub static_fields: Option<BTreeMap<String, Value>>,
}

open_enum! {
    /// The kind of messages.
    #[doc(hidden)]
    #[derive(Default)]
    AudioTransportType {
        #[doc(hidden)]
        #[default]
        Binary = "binary",
        #[doc(hidden)]
        Json = "json",
    }
}

open_enum! {
    /// The form of a frame.
    #[doc(hidden)]
    AudioEncoding {
        #[doc(hidden)]
        Base64 = "base64",
    }
}
