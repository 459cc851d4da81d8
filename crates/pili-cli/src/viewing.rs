//! A stream over HTTP-FLV, tag by tag.

use std::fmt;

use axum::body::{Body, BodyDataStream};
use bytes::Bytes;
use futures_util::StreamExt as _;
use http::StatusCode;
use http_body_util::Empty;
use hyper_util::{client::legacy, rt::TokioExecutor};
use pili_media::flv::{Reader, Tag};

/// HTTP's answer for what is not there, and Qiniu's.
const NOT_LIVE: [u16; 3] = [404, 612, 619];

/// One viewer, with a connection of its own.
#[derive(Debug)]
pub(crate) struct Viewing {
    body: BodyDataStream,
    reader: Reader,
}

/// Why there is nothing to see.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum ViewError {
    NotLive,
    /// The service answers so.
    Answer(StatusCode),
    NoAnswer(String),
    Broken(String),
}

impl Viewing {
    /// Asks for it, and waits until it is admitted.
    pub(crate) async fn open(url: &str) -> Result<Self, ViewError> {
        let uri = url.parse().map_err(|_| ViewError::NoAnswer(format!("{url} is no URL")))?;
        let client = legacy::Client::builder(TokioExecutor::new()).build_http::<Empty<Bytes>>();
        let response = client.get(uri).await.map_err(|error| ViewError::NoAnswer(causes(&error)))?;
        match response.status() {
            status if status.is_success() => {}
            status if NOT_LIVE.contains(&status.as_u16()) => return Err(ViewError::NotLive),
            status => return Err(ViewError::Answer(status)),
        }
        let body = Body::new(response.into_body()).into_data_stream();
        Ok(Self { body, reader: Reader::new() })
    }

    /// The next tag; `None` when the stream has ended.
    pub(crate) async fn next(&mut self) -> Result<Option<Tag>, ViewError> {
        let broken = |error: &dyn fmt::Display| ViewError::Broken(format!("the connection broke: {error}"));
        loop {
            if let Some(tag) = self.reader.next_tag().map_err(|error| broken(&error))? {
                return Ok(Some(tag));
            }
            match self.body.next().await {
                None => return Ok(None),
                Some(bytes) => self.reader.push(&bytes.map_err(|error| broken(&error))?),
            }
        }
    }
}

impl fmt::Display for ViewError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotLive => f.write_str("the stream is not live"),
            Self::Answer(status) => write!(f, "the service answers {}", status.as_u16()),
            Self::NoAnswer(error) => write!(f, "no connection: {error}"),
            Self::Broken(error) => f.write_str(error),
        }
    }
}

/// The innermost of the causes, which says what happened.
fn causes(error: &dyn std::error::Error) -> String {
    std::iter::successors(Some(error), |error| error.source())
        .last()
        .map(ToString::to_string)
        .unwrap_or_default()
}
