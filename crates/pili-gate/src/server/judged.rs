//! A verdict as it is told: a line of a log.

use std::{
    fmt,
    net::IpAddr,
    time::{Duration, SystemTime},
};

use jiff::Timestamp;
use serde::{Serialize, Serializer};

use crate::{Ask, Cause, Engine, Verdict};

/// A verdict with what there is to tell of it. It holds no key, no token and no signature.
///
/// `Display` is one line, fit for a terminal: nothing in it can move the cursor. As JSON it is one object.
///
/// Example: [`Gate::replace`](crate::Gate::replace).
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Judged {
    /// When, by the gate's clock.
    #[serde(serialize_with = "rfc3339")]
    pub time: SystemTime,
    /// Who asked.
    #[serde(serialize_with = "engine")]
    pub engine: Engine,
    /// `publish` or `play`; `None` where the hook could not be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub action: Option<&'static str>,
    /// Whether it was asked of a stream that goes on.
    #[serde(skip_serializing_if = "is_false")]
    pub goes_on: bool,
    /// `rtmp`, `hls` and so on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub protocol: Option<&'static str>,
    /// `hub/key`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stream: Option<String>,
    /// The client's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<IpAddr>,
    /// The engine's name for the connection.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session: Option<String>,
    /// Whether it was allowed.
    pub allowed: bool,
    /// Why not, in one word.
    #[serde(serialize_with = "cause", skip_serializing_if = "Option::is_none")]
    pub cause: Option<Cause>,
    /// Why not; of what was allowed, what there is to say of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The access key that signed, or that the URL names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access_key: Option<String>,
    /// The text that should have been signed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub string_to_sign: Option<String>,
    /// The text that was signed, if a known mistake explains the signature.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub string_signed: Option<String>,
    /// The time in the URL.
    #[serde(serialize_with = "rfc3339_or_none", skip_serializing_if = "Option::is_none")]
    pub signed_time: Option<SystemTime>,
    /// How long the verdict took.
    #[serde(rename = "took_us", serialize_with = "microseconds")]
    pub took: Duration,
}

impl Judged {
    /// Of an ask, or of a hook that could not be read.
    pub(super) fn new(engine: Engine, ask: Option<&Ask>, verdict: &Verdict, time: SystemTime) -> Self {
        let refused = verdict.as_ref().err();
        let explanation = refused.map(|refused| refused.explanation.clone()).unwrap_or_default();
        let admitted = verdict.as_ref().ok();
        let relay = || admitted.filter(|admitted| admitted.is_relay).map(|_| "a relay".to_owned());
        let unsure = || admitted.and_then(|admitted| admitted.unsure.clone());
        Self {
            time,
            engine,
            action: ask.map(|ask| ask.action.name()),
            goes_on: ask.is_some_and(|ask| ask.moment == crate::Moment::GoingOn),
            protocol: ask.map(|ask| ask.protocol.name()),
            stream: ask.map(stream),
            address: ask.and_then(|ask| ask.address),
            session: ask.and_then(|ask| ask.session.clone()),
            allowed: verdict.is_ok(),
            cause: refused.map(|refused| refused.cause),
            reason: refused.map(|refused| refused.reason.clone()).or_else(unsure).or_else(relay),
            access_key: admitted.and_then(|admitted| admitted.access_key.clone()).or(explanation.access_key),
            string_to_sign: explanation.string_to_sign,
            string_signed: explanation.string_signed,
            signed_time: admitted.and_then(|admitted| admitted.expires_at).or(explanation.signed_time),
            took: Duration::ZERO,
        }
    }
}

impl fmt::Display for Judged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let verdict = if self.allowed { "allowed" } else { "refused" };
        write!(f, "{} {} {verdict}", self.engine, self.action.unwrap_or("hook"))?;
        if let Some(stream) = &self.stream {
            write!(f, " {}", stream.escape_debug())?;
        }
        if let Some(address) = self.address {
            write!(f, " from {address}")?;
        }
        if let Some(protocol) = self.protocol {
            write!(f, " by {protocol}")?;
        }
        if let Some(key) = &self.access_key {
            write!(f, ", key {}", key.escape_debug())?;
        }
        match (&self.reason, self.cause) {
            (Some(reason), Some(cause)) => write!(f, ": {} ({})", reason.escape_debug(), cause.name()),
            (Some(reason), None) => write!(f, ": {}", reason.escape_debug()),
            (None, _) => Ok(()),
        }
    }
}

/// `hub/key`, without what may be a token behind a `?`.
fn stream(ask: &Ask) -> String {
    let name = format!("{}/{}", ask.hub, ask.key);
    name.split_once('?').map_or_else(|| name.clone(), |(name, _)| format!("{name}?…"))
}

fn is_false(value: &bool) -> bool {
    !value
}

fn engine<S: Serializer>(engine: &Engine, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(engine.name())
}

fn cause<S: Serializer>(cause: &Option<Cause>, to: S) -> Result<S::Ok, S::Error> {
    cause.map(Cause::name).serialize(to)
}

pub(super) fn rfc3339<S: Serializer>(time: &SystemTime, to: S) -> Result<S::Ok, S::Error> {
    rfc3339_or_none(&Some(*time), to)
}

fn rfc3339_or_none<S: Serializer>(time: &Option<SystemTime>, to: S) -> Result<S::Ok, S::Error> {
    let text = time.and_then(|time| Timestamp::try_from(time).ok()).map(|time| time.to_string());
    text.serialize(to)
}

fn microseconds<S: Serializer>(length: &Duration, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_u64(u64::try_from(length.as_micros()).unwrap_or(u64::MAX))
}
