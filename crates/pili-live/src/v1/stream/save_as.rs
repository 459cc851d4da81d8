use std::time::SystemTime;

use pili_core::{
    Endpoint, Error, Idempotency, Operation, Request, Response, Result, Span, decode_object, null_as_default,
    time::unix_seconds,
};
use serde::{Deserialize, Serialize};

use super::{Format, Stream};
use crate::{Pili, noun::check_span, saving::setters_of_jobs};

impl Stream {
    /// Saves a span of what was published as a file of a name in the hub's storage bucket.
    ///
    /// ```no_run
    /// # async fn run(client: pili_live::Client, since: std::time::SystemTime) -> pili_live::core::Result<()> {
    /// use pili_live::{stream::{Format, Picture}, v1::Stream};
    /// let stream = Stream::new("z1.shows.evening");
    /// let save = stream.save_as("evening.mp4", since..).format(Format::Mp4).pipeline("p").notify("https://hooks.example.com");
    /// println!("{:?}", client.send(save).await?);
    /// let picture = stream.snapshot("evening.jpg", Picture::Jpg).time(since).pipeline("p").notify("https://hooks.example.com");
    /// println!("{:?}", client.send(picture).await?);
    /// println!("{:?}", client.send(stream.segments().span(since..).limit(100)).await?);
    /// # Ok(()) }
    /// ```
    pub fn save_as(&self, name: impl Into<String>, span: impl Into<Span>) -> SaveAs {
        let span = span.into();
        let (start, end) = (span.start(), span.end());
        let body = SaveAsBody { name: name.into(), start, end, format: None, notify: None, pipeline: None };
        SaveAs { stream: self.clone(), span, body }
    }
}

/// Saves a playback: `POST /v1/streams/{id}/saveas` (spec 4.6). Under one name a repeat makes the same file.
///
/// Example: [`Stream::save_as`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct SaveAs {
    stream: Stream,
    span: Span,
    body: SaveAsBody,
}

/// What is saved, and how.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "each member is documented at its setter in `SaveAs`")]
pub struct SaveAsBody {
    pub name: String,
    #[serde(with = "unix_seconds::option", default)]
    pub start: Option<SystemTime>,
    #[serde(with = "unix_seconds::option", default)]
    pub end: Option<SystemTime>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<Format>,
    #[serde(rename = "notifyUrl", skip_serializing_if = "Option::is_none")]
    pub notify: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pipeline: Option<String>,
}

setters_of_jobs!(SaveAs);

impl SaveAs {
    /// The container; without it an HLS playlist. Example: [`Stream::save_as`].
    pub fn format(mut self, format: Format) -> Self {
        self.body.format = Some(format);
        self
    }
}

impl Operation for SaveAs {
    type Output = Saved;
    type Api = Pili;
    const NAME: &'static str = "pili1.stream.save_as";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        check_name(&self.body.name)?;
        check_span(self.span)?;
        self.body.format.as_ref().map_or(Ok(()), Format::check)?;
        self.stream.url(endpoint)?.path(["saveas"]).post_json(&self.body)
    }

    fn decode(&self, response: &Response) -> Result<Saved> {
        decode_object(response)
    }
}

/// This API invents no names.
pub(super) fn check_name(name: &str) -> Result<()> {
    if name.is_empty() { Err(Error::invalid("name", "must not be empty")) } else { Ok(()) }
}

/// What was saved, a playback or a snapshot.
///
/// Example: [`Stream::save_as`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct Saved {
    /// Where a playback can be watched at once.
    #[serde(default, deserialize_with = "null_as_default")]
    pub url: String,
    /// Where the file will be. The one member that no answer lacks.
    #[serde(deserialize_with = "null_as_default")]
    pub target_url: String,
    /// The background job.
    #[serde(default, deserialize_with = "null_as_default")]
    pub persistent_id: String,
}
