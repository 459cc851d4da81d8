//! Every codec and every odd clock, published by ffmpeg, then played and saved in every container that carries it.
//! What comes out is what went in: bit for bit, in the same order, and when it should be shown.

mod clips;
mod frames;
mod publishes;
mod tools;

use std::{thread, time::Duration};

use pili_live::{
    Hub,
    stream::{Format, Saved},
};

use self::{
    clips::Clips,
    frames::{Frames, Reading},
    publishes::{Publish, publishes},
    tools::Tools,
};
use crate::{Outcome, demo::Demo, refusals};

/// Publishes that run at once: so many that players come in time on two processors.
const AT_ONCE: usize = 4;
/// Players come after the first key frames, those of HLS after the first segment.
const LATER: Duration = Duration::from_millis(2_500);
const AFTER_A_SEGMENT: Duration = Duration::from_secs(4);

/// Runs all of them, those over SRT on the service that takes it; gives what each came to.
pub(crate) fn run(
    demo: &Demo,
    over_srt: &Demo,
    is_wanted: impl Fn(&str) -> bool,
) -> Vec<(&'static str, Outcome)> {
    let prepared = Tools::find().and_then(|tools| Ok((Clips::make(&tools)?, tools)));
    let (clips, tools) = match prepared {
        Ok(prepared) => prepared,
        Err(error) => return vec![("clips of every codec are made", Err(error))],
    };
    let stage = |publish: &Publish| {
        let demo = if publish.is_over_srt() { over_srt } else { demo };
        Stage { demo, tools: &tools, clips: &clips }
    };
    let stage = &stage;
    let mut outcomes = Vec::new();
    let wanted: Vec<_> = publishes().into_iter().filter(|publish| is_wanted(publish.name)).collect();
    for wave in wanted.chunks(AT_ONCE) {
        thread::scope(|scope| {
            let prove = |publish| scope.spawn(move || stage(publish).prove(publish));
            let running: Vec<_> = wave.iter().map(|publish| (publish.name, prove(publish))).collect();
            for (name, proof) in running {
                outcomes.push((name, proof.join().unwrap_or_else(|_| Err("it panicked".to_owned()))));
            }
        });
    }
    outcomes
}

/// Where all of it happens.
#[derive(Clone, Copy)]
struct Stage<'a> {
    demo: &'a Demo,
    tools: &'a Tools,
    clips: &'a Clips,
}

impl Stage<'_> {
    /// Publishes, plays meanwhile, and saves afterwards.
    fn prove(self, publish: &Publish) -> Outcome {
        let clip = self.clips.path(publish.clip);
        let source = |reading| frames::read(&self.tools.new, &clip, &[], reading);
        let (copied, decoded) = (source(Reading::Copy)?, source(publish.in_segments())?);
        let (copied, decoded) = (copied.repeated(publish.times), decoded.repeated(publish.times));
        let key = publish.key();
        thread::scope(|scope| {
            let live = |extension: &'static str| {
                let url = self.url(&key, extension);
                scope.spawn(move || {
                    thread::sleep(LATER);
                    frames::read(&self.tools.new, &url, &[], Reading::Copy)
                })
            };
            let players = [("FLV", live(".flv")), ("MP4", live(".mp4")), ("RTMP", live(""))];
            let hls = scope.spawn(|| {
                thread::sleep(AFTER_A_SEGMENT);
                let begin = ["-live_start_index", "0"];
                frames::read(&self.tools.old, &self.url(&key, ".m3u8"), &begin, publish.in_segments())
            });
            publish.run(self, &key, &clip)?;
            for (name, player) in players {
                let seen = player.join().map_err(|_| "a player panicked")?;
                // What came before a pause is gone for who is connected.
                if publish.times == 1 {
                    seen.and_then(|seen| publish.judge(&seen, &copied, Frames::ends))
                        .map_err(|error| format!("live {name}: {error}"))?;
                }
            }
            let seen = hls.join().map_err(|_| "a player panicked")?;
            seen.and_then(|seen| publish.judge(&seen, &decoded, Frames::ends))
                .map_err(|error| format!("live HLS: {error}"))
        })?;
        for (format, program, reading, expected) in [
            (Format::Flv, &self.tools.new, Reading::Copy, &copied),
            (Format::Mp4, &self.tools.old, Reading::Copy, &copied),
            (Format::M3u8, &self.tools.old, publish.in_segments(), &decoded),
        ] {
            let saved = self.save(&key, format.clone())?;
            let url = format!("{}/{}/files/{}", self.demo.text("api"), self.demo.text("hub"), saved.fname);
            let seen = frames::read(program, &url, &[], reading);
            seen.and_then(|seen| publish.judge(&seen, expected, Frames::is))
                .map_err(|error| format!("saved as {format:?}: {error}"))?;
        }
        Ok(())
    }

    fn save(self, key: &str, format: Format) -> Result<Saved, String> {
        let stream = Hub::new(self.demo.text("hub")).stream(key);
        refusals::call(self.demo, stream.save_as().format(format))
    }

    fn url(self, key: &str, extension: &str) -> String {
        match extension {
            "" => self.demo.text("rtmp_url").replace("/stage", &format!("/{key}")),
            _ => format!("{}/{}/{key}{extension}", self.demo.text("api"), self.demo.text("hub")),
        }
    }
}
