//! The frames of a clip or of what was made of it, as ffmpeg reads them.

use std::{path::Path, process::Command};

/// What rounding to a container's unit of time takes: RTMP counts milliseconds, and so does what is compared with it.
pub(super) const SLACK_MS: f64 = 2.0;

/// Frames of either kind.
const A_SECOND: usize = 50;

/// How frames are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// As they are encoded.
    Copy,
    /// Pictures decoded, and AAC without what a transport stream puts before it.
    FromTransportStream,
    /// Pictures decoded.
    Decoded,
}

impl Reading {
    fn arguments(self) -> &'static [&'static str] {
        match self {
            Self::Copy => &["-c", "copy"],
            Self::Decoded => &["-c:a", "copy", "-fps_mode", "passthrough"],
            Self::FromTransportStream => {
                &["-c:a", "copy", "-fps_mode", "passthrough", "-bsf:a", "aac_adtstoasc"]
            }
        }
    }
}

/// The frames of both kinds.
#[derive(Clone, Debug, Default)]
pub(super) struct Frames {
    video: Vec<Frame>,
    audio: Vec<Frame>,
}

#[derive(Clone, Debug)]
struct Frame {
    /// When it is shown.
    ms: f64,
    hash: String,
}

/// Reads until the end. What ffmpeg says of that end is its own: it takes the end of a live stream for an error.
pub(super) fn read(program: &Path, input: &str, before: &[&str], reading: Reading) -> Result<Frames, String> {
    let output = Command::new("timeout")
        .arg("60")
        .arg(program)
        .args(["-nostdin", "-loglevel", "error"])
        .args(before)
        .args(["-i", input, "-map", "0:v?", "-map", "0:a?", "-copyts"])
        .args(reading.arguments())
        .args(["-f", "framemd5", "-"])
        .output()
        .map_err(|error| error.to_string())?;
    let frames = Frames::parse(&String::from_utf8_lossy(&output.stdout));
    if frames.video.is_empty() && frames.audio.is_empty() {
        return Err(format!("no frame of {input}: {}", String::from_utf8_lossy(&output.stderr)));
    }
    Ok(frames)
}

impl Frames {
    fn parse(text: &str) -> Self {
        let mut scales = [0.0; 2];
        let mut is_video = [false; 2];
        let mut frames = Self::default();
        for line in text.lines() {
            if let Some((track, scale)) = header(line, "#tb ") {
                let mut parts = scale.split('/').filter_map(|part| part.parse::<f64>().ok());
                scales[track] = 1_000.0 * parts.next().unwrap_or(0.0) / parts.next().unwrap_or(1.0);
            } else if let Some((track, kind)) = header(line, "#media_type ") {
                is_video[track] = kind == "video";
            } else if !line.starts_with('#') {
                let fields: Vec<&str> = line.split(',').map(str::trim).collect();
                // What a container says beside a frame may follow.
                let [track, _, shown, _, _, hash, ..] = fields[..] else { continue };
                let (Ok(track), Ok(shown)) = (track.parse::<usize>(), shown.parse::<f64>()) else { continue };
                let frame = Frame { ms: shown * scales[track], hash: hash.to_owned() };
                if is_video[track] { frames.video.push(frame) } else { frames.audio.push(frame) }
            }
        }
        frames
    }

    /// It so many times, one after the other.
    pub(super) fn repeated(&self, times: usize) -> Self {
        let repeated = |frames: &[Frame]| frames.iter().cycle().take(frames.len() * times).cloned().collect();
        Self { video: repeated(&self.video), audio: repeated(&self.audio) }
    }

    /// Without the last so many of each kind.
    pub(super) fn without_last(&self, count: usize) -> Self {
        let without = |frames: &[Frame]| frames[..frames.len().saturating_sub(count)].to_vec();
        Self { video: without(&self.video), audio: without(&self.audio) }
    }

    /// The frames of a source up to the last of these, where its publisher lost what came after.
    pub(super) fn cut_off(&self, source: &Self) -> Self {
        Self { video: up_to_last(&self.video, &source.video), audio: up_to_last(&self.audio, &source.audio) }
    }

    /// Whether these are the last frames of a source, and a good part of it.
    pub(super) fn ends(&self, source: &Self, slack_ms: f64) -> Result<(), String> {
        self.are(source, slack_ms, |seen, expected| seen * 4 >= expected)
    }

    /// Whether these are the frames of a source, but for sound before the first picture.
    pub(super) fn is(&self, source: &Self, slack_ms: f64) -> Result<(), String> {
        self.are(source, slack_ms, |seen, expected| seen + 4 >= expected)
    }

    fn are(&self, source: &Self, slack_ms: f64, is_enough: fn(usize, usize) -> bool) -> Result<(), String> {
        let video = last_of("pictures", &self.video, &source.video, is_enough)?;
        let audio = last_of("sound", &self.audio, &source.audio, is_enough)?;
        let spread = |shifts: &[f64]| {
            let (least, most) =
                shifts.iter().fold((f64::MAX, f64::MIN), |(a, b), ms| (a.min(*ms), b.max(*ms)));
            (!shifts.is_empty()).then_some((least, most))
        };
        let (video, audio) = (spread(&video), spread(&audio));
        // Where frames may move against each other, sound may against pictures; else by what a millisecond's rounding takes.
        let apart_ms = if slack_ms > SLACK_MS { slack_ms } else { 1.0 };
        for (least, most) in video.into_iter().chain(audio) {
            if most - least > slack_ms {
                return Err(format!("frames moved by {least:.1} to {most:.1} ms"));
            }
        }
        if let (Some(video), Some(audio)) = (video, audio) {
            let apart = ((video.0 + video.1) - (audio.0 + audio.1)).abs() / 2.0;
            if apart > apart_ms {
                return Err(format!("pictures and sound moved apart by {apart:.1} ms"));
            }
        }
        Ok(())
    }
}

fn up_to_last(seen: &[Frame], source: &[Frame]) -> Vec<Frame> {
    let last = seen.last().and_then(|last| source.iter().rposition(|frame| frame.hash == last.hash));
    let end = last.map_or(source.len(), |last| last + 1);
    source[..if end + A_SECOND < source.len() { source.len() } else { end }].to_vec()
}

/// By how much each frame was moved, if these are the last of a source.
fn last_of(
    what: &str,
    seen: &[Frame],
    source: &[Frame],
    is_enough: fn(usize, usize) -> bool,
) -> Result<Vec<f64>, String> {
    let (count, expected) = (seen.len(), source.len());
    let Some(first) = expected.checked_sub(count).filter(|_| is_enough(count, expected)) else {
        return Err(format!("{count} of {expected} {what} came"));
    };
    let pairs: Vec<_> = seen.iter().zip(&source[first..]).collect();
    match pairs.iter().position(|(seen, source)| seen.hash != source.hash) {
        Some(at) => Err(format!("of {what}, frame {at} of the last {count} differs")),
        None => Ok(pairs.iter().map(|(seen, source)| seen.ms - source.ms).collect()),
    }
}

fn header<'a>(line: &'a str, name: &str) -> Option<(usize, &'a str)> {
    let (track, value) = line.strip_prefix(name)?.split_once(':')?;
    Some((track.trim().parse().ok().filter(|track| *track < 2)?, value.trim()))
}
