//! What is published, and by which clock.

use std::{
    fs,
    process::Command,
    thread::sleep,
    time::{Duration, Instant},
};

use pili_media::{
    flv::{self, Tag, TagKind},
    rtmp::{Pace, Publisher},
};

use super::{
    Stage,
    clips::Clip,
    frames::{Frames, Reading, SLACK_MS},
};
use crate::{ffmpeg, refusals, srt};

const PAUSE: Duration = Duration::from_secs(1);
/// In the middle of a clip, and by how much the clock jumps there.
const JUMP_AT_MS: u32 = 6_000;
const JUMP_MS: u32 = 3_600_000;

/// A publish, and what is allowed of its times.
#[derive(Clone, Copy, Debug)]
pub(super) struct Publish {
    pub(super) name: &'static str,
    pub(super) clip: Clip,
    over: Over,
    clock: Clock,
    /// How often the clip is published.
    pub(super) times: usize,
    /// By how much frames may move against each other.
    pub(super) slack_ms: f64,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Over {
    Rtmp,
    Srt,
}

#[derive(Clone, Copy, Debug)]
enum Clock {
    /// It begins at so many seconds.
    From(&'static str),
    Jumps,
}

pub(super) fn publishes() -> Vec<Publish> {
    let plain = |name, clip| Publish {
        name,
        clip,
        over: Over::Rtmp,
        clock: Clock::From("0"),
        times: 1,
        slack_ms: SLACK_MS,
    };
    let over_srt = |name, clip| Publish { over: Over::Srt, ..plain(name, clip) };
    let from = |name, seconds| Publish { clock: Clock::From(seconds), ..plain(name, Clip::Plain) };
    vec![
        plain("H.264 with B-frames, and AAC", Clip::Plain),
        plain("one endless GOP", Clip::OneGop),
        plain("sound alone", Clip::Audio),
        plain("pictures alone", Clip::Video),
        plain("HEVC", Clip::Hevc),
        plain("AV1", Clip::Av1),
        plain("VP9", Clip::Vp9),
        plain("Opus", Clip::Opus),
        plain("MP3", Clip::Mp3),
        from("a clock that begins at five hours", "18000"),
        from("a clock that passes 2^31 ms", "2147477.648"),
        from("a clock that passes 2^32 ms", "4294961.296"),
        // The step of the frame at the jump is not known.
        Publish {
            clock: Clock::Jumps,
            slack_ms: 45.0,
            ..plain("a clock that jumps by an hour", Clip::Plain)
        },
        // A new publish has a new clock.
        Publish {
            times: 2,
            slack_ms: f64::MAX,
            ..plain("a publisher that comes back after a second", Clip::Plain)
        },
        over_srt("H.264 with B-frames, and AAC, over SRT", Clip::Plain),
        over_srt("HEVC over SRT", Clip::Hevc),
        over_srt("Opus over SRT", Clip::Opus),
        over_srt("MP3 over SRT", Clip::Mp3),
        over_srt("sound alone over SRT", Clip::Audio),
        // The clock of a transport stream counts to 95443.7 seconds.
        Publish {
            clock: Clock::From("95436"),
            ..over_srt("a clock that passes 2^33 ticks over SRT", Clip::Plain)
        },
    ]
}

impl Publish {
    /// The stream's key.
    pub(super) fn key(&self) -> String {
        let letters = self.name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' });
        letters.collect::<String>().to_lowercase()
    }

    pub(super) fn is_over_srt(&self) -> bool {
        self.over == Over::Srt
    }

    /// Compares what was seen with what was published. ffmpeg closes a connection of SRT with packets that it did not send:
    /// there the last frame may be torn, and the last second missing.
    pub(super) fn judge(
        &self,
        seen: &Frames,
        source: &Frames,
        compare: fn(&Frames, &Frames, f64) -> Result<(), String>,
    ) -> Result<(), String> {
        if self.is_over_srt() {
            let seen = seen.without_last(1);
            compare(&seen, &source.cut_off(&seen), self.slack_ms)
        } else {
            compare(seen, source, self.slack_ms)
        }
    }

    /// How segments of it are compared.
    pub(super) fn in_segments(&self) -> Reading {
        match self.clip {
            clip if !clip.is_in_transport_streams() => Reading::Copy,
            Clip::Mp3 | Clip::Video => Reading::Decoded,
            _ => Reading::FromTransportStream,
        }
    }

    /// Publishes the clip in real time, as often as it should be.
    pub(super) fn run(&self, stage: Stage<'_>, key: &str, clip: &str) -> Result<(), String> {
        for time in 0..self.times {
            if time > 0 {
                sleep(PAUSE);
            }
            let url = match self.over {
                Over::Rtmp => refusals::publish_url(stage.demo, key)?,
                // What was sent last must not be dropped when ffmpeg ends.
                Over::Srt => srt::publish_url(stage.demo, key)? + "&linger=5",
            };
            match self.clock {
                Clock::From(seconds) => {
                    let ran = Command::new(&stage.tools.new)
                        .args(["-nostdin", "-loglevel", "error", "-re", "-i", clip, "-c", "copy"])
                        .args(["-output_ts_offset", seconds, "-f", ffmpeg::format(&url), &url])
                        .output()
                        .map_err(|error| error.to_string())?;
                    if !ran.status.success() {
                        return Err(format!("the publish: {}", String::from_utf8_lossy(&ran.stderr)));
                    }
                }
                Clock::Jumps => jumping(&url, clip)?,
            }
        }
        Ok(())
    }
}

/// No encoder at hand sets its clock at will.
fn jumping(url: &str, clip: &str) -> Result<(), String> {
    let file = fs::read(clip).map_err(|error| error.to_string())?;
    let tags = flv::read(&file).map_err(|error| error.to_string())?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let sending = async {
        let mut publisher = Publisher::connect(url).await?;
        let begun = Instant::now();
        for tag in tags {
            let due = Duration::from_millis(tag.timestamp.into());
            tokio::time::sleep(due.saturating_sub(begun.elapsed())).await;
            let jumped = tag.kind != TagKind::Script && tag.timestamp >= JUMP_AT_MS;
            let timestamp = tag.timestamp + if jumped { JUMP_MS } else { 0 };
            publisher.send_all(&[Tag::new(tag.kind, timestamp, tag.body)], Pace::Fast).await?;
        }
        publisher.finish().await
    };
    let sent = runtime.map_err(|error| error.to_string())?.block_on(sending);
    sent.map(drop).map_err(|error| error.to_string())
}
