mod transport;

use std::collections::BTreeMap;

use http::Method;
use pili_core::{Endpoint, Error, Idempotency, Operation, Request, Response, Result, decode_object};
use serde::{Deserialize, Deserializer, Serialize, de::Error as _};
use serde_json::Value;

use crate::{
    OpenTok, Session, Token,
    id::{check_filled, check_ids},
    request,
};

#[cfg_attr(
    not(feature = "__wire"),
    allow(unused_imports, reason = "the local service alone names them")
)]
pub use transport::{AudioEncoding, AudioTransportBody, AudioTransportType};
pub use transport::{AudioTransport, JsonAudio};

impl Session {
    /// Sends the session's audio to a WebSocket (`ws://` or `wss://`), which joins with the token.
    ///
    /// ```no_run
    /// # async fn run(client: pili_opentok::Client, token: String) -> pili_opentok::core::Result<()> {
    /// use pili_opentok::{Project, session::JsonAudio};
    ///
    /// let connect = Project::new("45678123")
    ///     .session("session-id")
    ///     .connect_audio(token, "wss://audio.example.com")
    ///     .streams(["stream-1"])
    ///     .headers([("x-show", "evening")])
    ///     .audio_rate(16_000)
    ///     .bidirectional(true);
    /// println!("{:?}", client.send(connect).await?);
    /// # Ok(()) }
    /// ```
    pub fn connect_audio(&self, token: impl Into<Token>, uri: impl Into<String>) -> ConnectAudio {
        let (token, websocket) = (token.into(), WebSocket { uri: uri.into(), ..WebSocket::default() });
        ConnectAudio { session: self.clone(), token, websocket, transport: None }
    }
}

/// Connects a WebSocket, by the Audio Connector: `POST /connect` (spec 13.3). The service gives up after 6 s if it does not open.
///
/// Fails with [`Reason::Conflict`](pili_core::Reason::Conflict) unless the session is routed.
///
/// Example: [`Session::connect_audio`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct ConnectAudio {
    session: Session,
    token: Token,
    websocket: WebSocket,
    transport: Option<AudioTransport>,
}

impl ConnectAudio {
    /// Sends only these streams, 50 at most; without it all. Example: [`Session::connect_audio`].
    pub fn streams<T: Into<String>>(mut self, ids: impl IntoIterator<Item = T>) -> Self {
        self.websocket.streams = Some(ids.into_iter().map(Into::into).collect());
        self
    }

    /// Sends these headers with the first message, at most 512 bytes together. Example: [`Session::connect_audio`].
    pub fn headers<N: Into<String>, V: Into<String>>(
        mut self,
        headers: impl IntoIterator<Item = (N, V)>,
    ) -> Self {
        let headers = headers.into_iter().map(|(name, value)| (name.into(), value.into()));
        self.websocket.headers = Some(headers.collect());
        self
    }

    /// Whether the WebSocket sends audio back; without it it does not. Example: [`Session::connect_audio`].
    pub fn bidirectional(mut self, bidirectional: bool) -> Self {
        self.websocket.bidirectional = Some(bidirectional);
        self
    }

    /// Samples per second: 8000, 16 000 or 24 000. Example: [`Session::connect_audio`].
    pub fn audio_rate(mut self, hertz: u32) -> Self {
        self.websocket.audio_rate = Some(hertz);
        self
    }

    /// How audio is written on the WebSocket; without it as binary frames. Example: [`JsonAudio`].
    pub fn audio_transport(self, transport: impl Into<AudioTransport>) -> Self {
        Self { transport: Some(transport.into()), ..self }
    }

    fn check(&self) -> Result<()> {
        check_filled("token", self.token.as_str())?;
        check_filled("WebSocket URI", &self.websocket.uri)?;
        let streams = self.websocket.streams.as_deref().unwrap_or_default();
        check_ids("streams", streams)?;
        if streams.len() > 50 {
            return Err(Error::invalid("streams", "must be at most 50"));
        }
        if !matches!(self.websocket.audio_rate, None | Some(8000 | 16_000 | 24_000)) {
            return Err(Error::invalid("audio rate", "must be 8000, 16000 or 24000"));
        }
        let headers = self.websocket.headers.iter().flatten();
        if headers.map(|(name, value)| name.len() + value.len()).sum::<usize>() > 512 {
            return Err(Error::invalid("headers", "must be at most 512 bytes together"));
        }
        Ok(())
    }
}

impl Operation for ConnectAudio {
    type Output = AudioConnection;
    type Api = OpenTok;
    const NAME: &'static str = "opentok.session.connect_audio";
    const IDEMPOTENCY: Idempotency = Idempotency::NonIdempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        self.check()?;
        let session_id = self.session.id()?.to_owned();
        let audio_transport = self.transport.as_ref().map(AudioTransport::body).transpose()?;
        let websocket = WebSocket { audio_transport, ..self.websocket.clone() };
        let body = ConnectBody { session_id, token: self.token.clone(), websocket };
        request::json(Method::POST, self.session.project.url(endpoint)?.path(["connect"]), &body)
    }

    fn decode(&self, response: &Response) -> Result<AudioConnection> {
        decode_object(response)
    }
}

/// A WebSocket that takes the audio of a session (spec 13.3).
///
/// Example: [`Session::connect_audio`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct AudioConnection {
    /// Its id, for [`Project::audio_connector`](crate::Project::audio_connector).
    pub id: String,
    /// The connection that stands for it in the session.
    pub connection_id: String,
    /// Whether it sends audio back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bidirectional: Option<bool>,
}

/// The body that connects a WebSocket.
#[doc(hidden)]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ConnectBody {
    pub session_id: String,
    pub token: Token,
    pub websocket: WebSocket,
}

/// The WebSocket to connect; members that are not set are not sent.
#[doc(hidden)]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct WebSocket {
    pub uri: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub streams: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub headers: Option<BTreeMap<String, String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bidirectional: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audio_rate: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "object_or_text")]
    pub audio_transport: Option<AudioTransportBody>,
}

/// The vendor's SDK for Python alone writes the object as a text.
fn object_or_text<'de, D: Deserializer<'de>>(from: D) -> Result<Option<AudioTransportBody>, D::Error> {
    let object = match Option::<Value>::deserialize(from)? {
        Some(Value::String(text)) => serde_json::from_str(&text),
        other => serde_json::from_value(other.unwrap_or_default()),
    };
    object.map_err(D::Error::custom)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_audio_transport_is_read_as_an_object_and_as_a_text_of_one() {
        let read = |body: &str| serde_json::from_str::<WebSocket>(body).map(|it| it.audio_transport);
        let object = read(r#"{"uri":"u","audioTransport":{"transport":"binary"}}"#).unwrap();
        assert_eq!(object, Some(AudioTransport::Binary.body().unwrap()));
        assert_eq!(read(r#"{"uri":"u","audioTransport":"{\"transport\":\"binary\"}"}"#).unwrap(), object);
        for none in [r#"{"uri":"u"}"#, r#"{"uri":"u","audioTransport":null}"#] {
            assert_eq!(read(none).unwrap(), None);
        }
        for other in [r#"{"uri":"u","audioTransport":"binary"}"#, r#"{"uri":"u","audioTransport":7}"#] {
            assert!(read(other).is_err(), "{other}");
        }
    }
}
