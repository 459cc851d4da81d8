//! A viewer over HTTP-FLV, who checks what arrives.

use std::time::Duration;

use pili_media::flv::{Tag, TagKind};
use tokio::time::timeout;

use crate::viewing::Viewing;

/// What a viewer saw.
#[derive(Debug, Default)]
pub(super) struct Seen {
    pub(super) video: u32,
    pub(super) audio: u32,
    pub(super) size: Option<(u32, u32)>,
    last: Option<u32>,
}

/// Watches until `frames` video frames have come.
pub(super) async fn watch(url: &str, frames: u32) -> Result<Seen, String> {
    timeout(Duration::from_secs(8), look(url, frames))
        .await
        .map_err(|_| "the picture did not come within 8 s")?
}

async fn look(url: &str, frames: u32) -> Result<Seen, String> {
    let mut viewing = Viewing::open(url).await.map_err(|error| error.to_string())?;
    let mut seen = Seen::default();
    while seen.video < frames {
        let tag = viewing.next().await.map_err(|error| error.to_string())?;
        seen.take(&tag.ok_or("the stream ended too soon")?)?;
    }
    seen.check()
}
impl Seen {
    fn take(&mut self, tag: &Tag) -> Result<(), String> {
        if tag.is_config() {
            self.size = tag.dimensions().or(self.size);
            return Ok(());
        }
        match tag.kind {
            TagKind::Video if self.video == 0 && !tag.is_key_frame() => {
                return Err("the first picture is no key frame".to_owned());
            }
            TagKind::Video => self.video += 1,
            TagKind::Audio => self.audio += 1,
            _ => return Ok(()),
        }
        if self.last.is_some_and(|last| tag.timestamp < last) {
            return Err(format!("a frame at {} ms comes after one at {:?} ms", tag.timestamp, self.last));
        }
        self.last = Some(tag.timestamp);
        Ok(())
    }

    fn check(self) -> Result<Self, String> {
        match (self.audio, self.size) {
            (0, _) => Err("no sound came".to_owned()),
            (_, None) => Err("the picture has no size".to_owned()),
            _ => Ok(self),
        }
    }
}
