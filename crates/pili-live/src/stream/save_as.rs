use std::time::SystemTime;

use pili_core::{
    Endpoint, Error, Idempotency, Operation, Request, Response, Result, Span, decode_object,
    time::unix_seconds,
};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Format, Stream};
use crate::{
    Pili,
    noun::check_span,
    saving::{named, setters_of_jobs},
};

impl Stream {
    /// Saves what was published as a file in the hub's storage bucket.
    ///
    /// ```no_run
    /// # async fn run(client: pili_live::Client) -> pili_live::core::Result<()> {
    /// # use pili_live::Hub;
    /// # let (begun, ended) = (std::time::UNIX_EPOCH, std::time::UNIX_EPOCH);
    /// // With a name it may be repeated safely: the same file is made again.
    /// let save = Hub::new("shows").stream("evening").save_as().span(begun..ended).file_name("evening.m3u8");
    /// println!("{}", client.send(save).await?.fname);
    /// # Ok(()) }
    /// ```
    pub fn save_as(&self) -> SaveAs {
        SaveAs { stream: self.clone(), span: Span::default(), body: SaveAsBody::default() }
    }
}

/// Which segment a playback may begin with, by what the segment holds.
///
/// Example: [`SaveAs::expire`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FirstTs {
    /// Any segment.
    Any,
    /// One with video.
    Video,
    /// One with audio.
    Audio,
    /// One with both.
    Both,
}

/// How long the segments of a playback are kept.
///
/// Example: [`SaveAs::expire`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Expiry {
    /// As long as without the playback; the call then answers faster.
    Untouched,
    /// For ever.
    Never,
    /// For this many days.
    Days(u32),
}

/// Saves a playback: `POST /v2/hubs/{hub}/streams/{key}/saveas` (spec 4.1; vendor page 2777).
///
/// Fails with [`Reason::NotFound`](pili_core::Reason::NotFound) for an unknown stream and
/// [`Reason::NoData`](pili_core::Reason::NoData) when nothing was published in the span. Without a file name the
/// service invents one, so such a call is not repeated blindly.
///
/// Example: [`Stream::save_as`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct SaveAs {
    stream: Stream,
    span: Span,
    body: SaveAsBody,
}

/// What is saved, and how; members that are not set are not sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[allow(missing_docs, reason = "each member is documented at its setter in `SaveAs`")]
pub struct SaveAsBody {
    #[serde(with = "unix_seconds::option", skip_serializing_if = "Option::is_none")]
    pub start: Option<SystemTime>,
    #[serde(with = "unix_seconds::option", skip_serializing_if = "Option::is_none")]
    pub end: Option<SystemTime>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fname: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<Format>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pipeline: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notify: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expire_days: Option<Expiry>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub persistent_delete_after_days: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_ts_type: Option<FirstTs>,
}

setters_of_jobs!(SaveAs);

impl SaveAs {
    /// Only what was published in this span; an open start is the first publish, an open end is now.
    /// Example: [`Stream::save_as`].
    pub fn span(self, span: impl Into<Span>) -> Self {
        Self { span: span.into(), ..self }
    }

    /// The file's name in the bucket; without it the service invents one. Example: [`Stream::save_as`].
    pub fn file_name(mut self, name: impl Into<String>) -> Self {
        self.body.fname = Some(name.into());
        self
    }

    /// The container; without it an HLS playlist. Example: [`SaveAs::expire`].
    pub fn format(mut self, format: Format) -> Self {
        self.body.format = Some(format);
        self
    }

    /// How long the segments are kept. The vendor's newest page calls it without effect.
    ///
    /// ```no_run
    /// # async fn run(client: pili_live::Client) -> pili_live::core::Result<()> {
    /// use pili_live::{Hub, stream::{Expiry, FirstTs, Format}};
    ///
    /// let save = Hub::new("shows")
    ///     .stream("evening")
    ///     .save_as()
    ///     .file_name("evening.mp4")
    ///     .format(Format::Mp4)
    ///     .expire(Expiry::Days(30))
    ///     .delete_after_days(7)
    ///     .first_ts(FirstTs::Video)
    ///     .pipeline("transcoders")
    ///     .notify("https://hooks.example.com/saved");
    /// println!("{:?}", client.send(save).await?.persistent_id);
    /// # Ok(()) }
    /// ```
    pub fn expire(mut self, expiry: Expiry) -> Self {
        self.body.expire_days = Some(expiry);
        self
    }

    /// Days until the produced file is deleted; for a playlist only together with [`Expiry::Untouched`].
    /// Example: [`SaveAs::expire`].
    pub fn delete_after_days(mut self, days: u32) -> Self {
        self.body.persistent_delete_after_days = Some(days);
        self
    }

    /// Which segment it may begin with. Example: [`SaveAs::expire`].
    pub fn first_ts(mut self, first: FirstTs) -> Self {
        self.body.first_ts_type = Some(first);
        self
    }
}

impl Operation for SaveAs {
    type Output = Saved;
    type Api = Pili;
    const NAME: &'static str = "pili.stream.save_as";
    const IDEMPOTENCY: Idempotency = Idempotency::NonIdempotent;

    fn idempotency(&self) -> Idempotency {
        by_name(self.body.fname.as_ref())
    }

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        check_span(self.span)?;
        named("file name", self.body.fname.as_ref())?;
        self.body.format.as_ref().map_or(Ok(()), Format::check)?;
        if self.body.expire_days == Some(Expiry::Days(0)) {
            return Err(Error::invalid("expiry", "must be at least one day"));
        }
        check_days(self.body.persistent_delete_after_days)?;
        let body = SaveAsBody { start: self.span.start(), end: self.span.end(), ..self.body.clone() };
        self.stream.url(endpoint)?.path(["saveas"]).post_json(&body)
    }

    fn decode(&self, response: &Response) -> Result<Saved> {
        decode_object(response)
    }
}

/// What was saved, a playback or a snapshot.
///
/// Example: [`Stream::save_as`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct Saved {
    /// The file's name in the hub's storage bucket.
    pub fname: String,
    /// The background job, when the file is not ready yet.
    #[serde(rename = "persistentID", skip_serializing_if = "Option::is_none")]
    pub persistent_id: Option<String>,
    /// Where the saved span begins.
    #[serde(with = "unix_seconds::option", default, skip_serializing_if = "Option::is_none")]
    pub start: Option<SystemTime>,
    /// Where the saved span ends.
    #[serde(with = "unix_seconds::option", default, skip_serializing_if = "Option::is_none")]
    pub end: Option<SystemTime>,
}

/// Saving twice under one name makes one file; under invented names it makes two.
pub(super) fn by_name(name: Option<&String>) -> Idempotency {
    if name.is_some() { Idempotency::Idempotent } else { Idempotency::NonIdempotent }
}

/// 0 would keep it for ever.
pub(super) fn check_days(days: Option<u32>) -> Result<()> {
    if days == Some(0) {
        return Err(Error::invalid("delete after days", "must be at least one; leave it out to keep it"));
    }
    Ok(())
}

/// On the wire -1, 0 and a number of days.
impl Serialize for Expiry {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_i64(match self {
            Self::Untouched => -1,
            Self::Never => 0,
            Self::Days(days) => i64::from(*days),
        })
    }
}

impl<'de> Deserialize<'de> for Expiry {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        match i64::deserialize(from)? {
            -1 => Ok(Self::Untouched),
            0 => Ok(Self::Never),
            days => u32::try_from(days).map(Self::Days).map_err(serde::de::Error::custom),
        }
    }
}

/// On the wire 0 to 3.
impl Serialize for FirstTs {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_u8(*self as u8)
    }
}

impl<'de> Deserialize<'de> for FirstTs {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Ok(match u8::deserialize(from)? {
            0 => Self::Any,
            1 => Self::Video,
            2 => Self::Audio,
            3 => Self::Both,
            _ => return Err(serde::de::Error::custom("firstTsType must be 0 to 3")),
        })
    }
}
