//! Sources, as the tags that they give.

use std::time::Duration;

use bytes::Bytes;
use pili_core::{Endpoint, HyperTransport, Items, KeepOpen, OpenBody};
use tokio::time::timeout;
use tower::ServiceExt as _;

use super::place::{Readable, shown};
use crate::{
    flv::{Reader, Tag},
    rtmp::Player,
};

/// How long a source may be silent.
const SILENCE: Duration = Duration::from_secs(15);

/// A source that is open.
pub(super) enum Feed {
    Flv(Items<Bytes>, Reader),
    Rtmp(Box<Player>),
}

impl Feed {
    /// Opens a source, or says why it cannot be.
    pub(super) async fn open(url: &str) -> Result<Self, String> {
        let opening = async {
            match Readable::parse(url)? {
                Readable::Flv(endpoint, url) => flv(&endpoint, &url).await,
                Readable::Rtmp(url) => rtmp(&url).await,
            }
        };
        let opened = timeout(SILENCE, opening).await;
        let opened = opened.unwrap_or_else(|_| Err("it did not answer in time".to_owned()));
        opened.map_err(|why| format!("cannot pull {}: {why}", shown(url)))
    }

    /// The next tag; `None` when the source has ended. Nothing is lost if the future is dropped before it is ready.
    pub(super) async fn next(&mut self) -> Result<Option<Tag>, String> {
        let next = timeout(SILENCE, async {
            match self {
                Self::Flv(chunks, reader) => next_of_flv(chunks, reader).await,
                Self::Rtmp(player) => player.next().await.map_err(|error| error.to_string()),
            }
        });
        next.await.unwrap_or_else(|_| Err(format!("the source was silent for {} s", SILENCE.as_secs())))
    }
}

async fn flv(endpoint: &Endpoint, url: &str) -> Result<Feed, String> {
    let transport = HyperTransport::new(endpoint).map_err(|error| error.to_string())?;
    let request = http::Request::get(url).body(Bytes::new()).map_err(|error| error.to_string())?;
    let answer = transport.oneshot(KeepOpen::mark(request)).await.map_err(|error| error.to_string())?;
    if !answer.status().is_success() {
        return Err(format!("it answers {}", answer.status().as_u16()));
    }
    let chunks = OpenBody::take(&answer).map_err(|error| error.to_string())?;
    Ok(Feed::Flv(chunks, Reader::new()))
}

async fn next_of_flv(chunks: &mut Items<Bytes>, reader: &mut Reader) -> Result<Option<Tag>, String> {
    loop {
        if let Some(tag) = reader.next_tag().map_err(|error| error.to_string())? {
            return Ok(Some(tag));
        }
        match chunks.next().await {
            None => return Ok(None),
            Some(chunk) => reader.push(&chunk.map_err(|error| error.to_string())?),
        }
    }
}

async fn rtmp(url: &str) -> Result<Feed, String> {
    let player = Player::connect(url).await.map_err(|error| error.to_string())?;
    Ok(Feed::Rtmp(Box::new(player)))
}
