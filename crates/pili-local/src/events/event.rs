use std::{
    net::SocketAddr,
    time::{Duration, SystemTime},
};

use jiff::Timestamp;
use pili_gate::Cause;
use serde::{Serialize, Serializer};

use super::Again;

/// Something that happened in the service: what, to whom, when and why.
///
/// `Display` is one line without time, fit for a terminal: nothing in it can move the cursor. Secrets and tokens are in
/// no event; what was to be signed is.
///
/// Example: [`Local::until`](crate::Local::until).
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Event {
    /// Counts up from 1.
    pub id: u64,
    /// When, by the service's clock.
    #[serde(serialize_with = "rfc3339")]
    pub time: SystemTime,
    /// What happened.
    pub kind: EventKind,
    /// What it happened to: `hub/key` of a stream, the method and path of a call, the URL of a callback without its query,
    /// the operation that meets a fault.
    pub subject: String,
    /// Why, or what there is to say of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Of a refusal: the reason in one word.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cause: Option<Cause>,
    /// Who publishes or plays.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub peer: Option<Peer>,
    /// Of a call.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub call: Option<Call>,
    /// The name of a file that was saved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// Of a signature that was refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signature: Option<RefusedSignature>,
    /// Whether the call can be sent again: `POST /_local/events/{id}/again`, which signs it right.
    #[serde(rename = "can_be_sent_again", serialize_with = "is_there", skip_serializing_if = "is_not_there")]
    pub(crate) again: Again,
}

/// What happened.
///
/// Example: [`Local::events`](crate::Local::events).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum EventKind {
    /// A publish began.
    PublishBegan,
    /// A publish ended; the reason says why if somebody ended it.
    PublishEnded,
    /// A publish was refused.
    PublishRefused,
    /// A play began.
    PlayBegan,
    /// A play ended.
    PlayEnded,
    /// A play was refused.
    PlayRefused,
    /// A segment of a stream is complete: what HLS and files are made of.
    Segment,
    /// A stream was saved as a file.
    Saved,
    /// A picture of a stream was saved as a file.
    Snapshot,
    /// A call was answered.
    Call,
    /// A callback or webhook was accepted.
    CallbackSent,
    /// A callback or webhook was not accepted; the reason says whether it is sent again.
    CallbackFailed,
    /// A fault waits for calls.
    FaultInjected,
    /// A call met a fault.
    FaultMet,
    /// The clock was moved.
    ClockMoved,
    /// All was set back to the beginning.
    Reset,
    /// What a file or a call names was made: hubs, buckets and so on.
    Seeded,
    /// A call was answered as the platform would, but what it asks for is not carried out here.
    NotDoneHere,
}

/// Who publishes or plays.
///
/// Example: [`Local::until`](crate::Local::until).
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Peer {
    /// The client's address.
    pub address: SocketAddr,
    /// `rtmp`, `srt`, `flv`, `mp4`, `hls`.
    pub protocol: &'static str,
    /// `host[:port]` by which it came.
    pub domain: String,
    /// How long it lasted, once it is over; in milliseconds over the wire.
    #[serde(
        rename = "lasted_ms",
        serialize_with = "milliseconds_or_none",
        skip_serializing_if = "Option::is_none"
    )]
    pub lasted: Option<Duration>,
    /// Bytes sent to a player, once it has gone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bytes: Option<u64>,
}

/// A call that was answered.
///
/// Example: [`Local::events`](crate::Local::events).
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Call {
    /// `POST`.
    pub method: String,
    /// The path and the query, without secrets.
    pub path: String,
    /// The name of the operation, if the call is known: `pili.stream.create`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operation: Option<&'static str>,
    /// The status of the answer, which may be one of the vendor's own.
    pub status: u16,
    /// How long the answer took; in milliseconds over the wire.
    #[serde(rename = "took_ms", serialize_with = "milliseconds")]
    pub took: Duration,
    /// The id of the request, which the answer told.
    pub request_id: String,
    /// Who called, over a socket.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client: Option<SocketAddr>,
}

/// What is known of a signature that was refused. It never holds a key, a token or a signature.
///
/// Example: [`Local::until`](crate::Local::until).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct RefusedSignature {
    /// The text that should have been signed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub string_to_sign: Option<String>,
    /// The text that was signed, if a known mistake explains the signature.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub string_signed: Option<String>,
    /// The byte at which the two part.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part_at: Option<usize>,
    /// The access key, or what identifies the key else, that was named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access_key: Option<String>,
    /// The time that was signed: when a URL begins or ends to be good. The service's own is that of the event.
    #[serde(serialize_with = "rfc3339_or_none", skip_serializing_if = "Option::is_none")]
    pub signed_time: Option<SystemTime>,
}

/// Why something was refused, as far as its signature goes.
#[derive(Clone, Debug)]
pub(crate) struct Explained {
    pub(crate) cause: Cause,
    pub(crate) signature: RefusedSignature,
}

impl Event {
    pub(super) fn new(kind: EventKind, subject: String, time: SystemTime) -> Self {
        let (id, reason, cause, peer, call, file, signature, again) = Default::default();
        Self { id, time, kind, subject, reason, cause, peer, call, file, signature, again }
    }

    /// Whether this happened to this subject: `event.is(EventKind::PublishBegan, "demo/evening")`.
    /// Example: [`Local::until`](crate::Local::until).
    pub fn is(&self, kind: EventKind, subject: &str) -> bool {
        self.kind == kind && self.subject == subject
    }

    /// Whether this is a call of an operation: `event.is_call_of("pili.stream.create")`.
    /// Example: [`Local::events`](crate::Local::events).
    pub fn is_call_of(&self, operation: &str) -> bool {
        self.call.as_ref().is_some_and(|call| call.operation == Some(operation))
    }

    pub(crate) fn explain(&mut self, explained: Option<Explained>) {
        self.cause = explained.as_ref().map(|explained| explained.cause);
        let signature = explained.map(|explained| explained.signature);
        self.signature = signature.filter(|signature| *signature != RefusedSignature::default());
    }
}

impl Explained {
    /// With its texts changed.
    pub(super) fn hide(mut self, hidden: impl Fn(&str) -> String) -> Self {
        let Self { signature: RefusedSignature { string_to_sign, string_signed, .. }, .. } = &mut self;
        for text in [string_to_sign, string_signed].into_iter().flatten() {
            *text = hidden(text);
        }
        self
    }
}

impl RefusedSignature {
    /// Longer texts, as those that end with a body, are cut off.
    const MOST: usize = 4096;

    /// Of the text to sign, and the one that was signed.
    pub(crate) fn of(to_sign: &str, signed: Option<&str>) -> Self {
        let same = |signed: &str| {
            to_sign.bytes().zip(signed.bytes()).take_while(|(one, other)| one == other).count()
        };
        Self {
            part_at: signed.map(same),
            string_to_sign: Some(cut(to_sign, Self::MOST)),
            string_signed: signed.map(|signed| cut(signed, Self::MOST)),
            ..Self::default()
        }
    }

    pub(crate) fn access_key(self, access_key: Option<&str>) -> Self {
        Self { access_key: access_key.map(str::to_owned), ..self }
    }
}

impl Serialize for EventKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

fn cut(text: &str, most: usize) -> String {
    if text.len() <= most {
        text.to_owned()
    } else {
        text[..text.floor_char_boundary(most)].to_owned() + "…"
    }
}

fn is_there<S: Serializer>(again: &Again, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_bool(again.is_there())
}

fn is_not_there(again: &Again) -> bool {
    !again.is_there()
}

fn rfc3339<S: Serializer>(time: &SystemTime, serializer: S) -> Result<S::Ok, S::Error> {
    let time = Timestamp::try_from(*time).map_err(serde::ser::Error::custom)?;
    serializer.collect_str(&time)
}

fn rfc3339_or_none<S: Serializer>(time: &Option<SystemTime>, serializer: S) -> Result<S::Ok, S::Error> {
    match time.map(Timestamp::try_from) {
        // A URL may name a time that no clock shows.
        Some(Ok(time)) => serializer.collect_str(&time),
        _ => serializer.serialize_none(),
    }
}

fn milliseconds<S: Serializer>(length: &Duration, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64(length.as_micros() as f64 / 1000.0)
}

fn milliseconds_or_none<S: Serializer>(length: &Option<Duration>, serializer: S) -> Result<S::Ok, S::Error> {
    match length {
        Some(length) => milliseconds(length, serializer),
        None => serializer.serialize_none(),
    }
}
