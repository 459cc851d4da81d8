//! It is watched over HTTP-FLV and HLS, and pictured.

use pili::urls::play;

use super::{
    super::{
        fetch::{beside, fetch, segments},
        watch::watch,
    },
    Narrator, Story,
};

/// The length of a packet of a transport stream, and its first byte.
const PACKET: (usize, u8) = (188, 0x47);
const JPEG: &[u8] = &[0xFF, 0xD8, 0xFF];

impl Story {
    pub(super) async fn play(&mut self, narrator: &mut Narrator) -> Option<()> {
        self.over_flv(narrator).await?;
        self.over_hls(narrator).await?;
        if cfg!(feature = "snapshot") { self.picture(narrator).await } else { Some(()) }
    }

    async fn over_flv(&self, narrator: &mut Narrator) -> Option<()> {
        let url = play::hdl(&self.http()?, &self.path);
        let step = narrator.step("Watch it over HTTP-FLV", "play::hdl(&domain, &stream)", &url);
        step.outcome(watch(&url, 50).await, |seen| {
            let (width, height) = seen.size.unwrap_or_default();
            format!(
                "{} pictures of {width}x{height} and {} sound frames, in order, from a key frame on",
                seen.video, seen.audio
            )
        })
        .map(drop)
    }

    async fn over_hls(&self, narrator: &mut Narrator) -> Option<()> {
        let url = play::hls(&self.http()?, &self.path);
        let step = narrator.step("Watch it over HLS", "play::hls(&domain, &stream)", &url);
        let watched = async {
            let segments = segments(&url).await?;
            let first = fetch(&beside(&url, &segments[0])).await?;
            let is_ts = first.len().is_multiple_of(PACKET.0) && first.first() == Some(&PACKET.1);
            if is_ts { Ok((segments.len(), first.len())) } else { Err("no transport stream".to_owned()) }
        };
        step.outcome(watched.await, |(count, bytes)| {
            format!("a playlist of {count} so far; the first segment is {} KiB of MPEG-TS", bytes / 1024)
        })
        .map(drop)
    }

    async fn picture(&self, narrator: &mut Narrator) -> Option<()> {
        let call = "client.send(stream.snapshot().file_name(\"evening.jpg\"))";
        let cover = play::snapshot(&self.http()?, &self.path);
        let step = narrator.step("Save a picture of it, and look at its cover", call, &cover);
        let taken = async {
            let snapshot = self.stream.snapshot().file_name("evening.jpg");
            let saved = self.client.send(snapshot).await.map_err(|error| error.to_string())?;
            let picture = fetch(&cover).await?;
            if picture.starts_with(JPEG) {
                Ok((saved.fname, picture.len()))
            } else {
                Err("no JPEG".to_owned())
            }
        };
        step.outcome(taken.await, |(name, bytes)| format!("saved as {name}; {} KiB of JPEG", bytes / 1024))
            .map(drop)
    }
}
