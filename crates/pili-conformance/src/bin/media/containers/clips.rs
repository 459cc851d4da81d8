//! The sources: small pictures and a tone in every codec.

use std::{env, fs, path::PathBuf, process::Command};

use super::Tools;

const SECONDS: &str = "12";
const H264: &[&str] = &["-c:v", "libx264", "-preset", "veryfast", "-g", "25", "-sc_threshold", "0"];

/// A clip by its codecs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Clip {
    /// H.264 with B-frames, and AAC.
    Plain,
    /// The same in one endless GOP.
    OneGop,
    /// AAC alone.
    Audio,
    /// H.264 alone.
    Video,
    Hevc,
    Av1,
    Vp9,
    Opus,
    Mp3,
}

impl Clip {
    const ALL: [Self; 9] = [
        Self::Plain,
        Self::OneGop,
        Self::Audio,
        Self::Video,
        Self::Hevc,
        Self::Av1,
        Self::Vp9,
        Self::Opus,
        Self::Mp3,
    ];

    /// Whether HLS sends it in transport streams, which write pictures in another form.
    pub(super) fn is_in_transport_streams(self) -> bool {
        !matches!(self, Self::Hevc | Self::Av1 | Self::Vp9 | Self::Opus)
    }

    fn codecs(self) -> Vec<&'static str> {
        let (video, audio): (&[_], &[_]) = match self {
            Self::Plain => (H264, &["-c:a", "aac"]),
            Self::OneGop => (&["-c:v", "libx264", "-preset", "veryfast", "-g", "9999"], &["-c:a", "aac"]),
            Self::Audio => (&["-vn"], &["-c:a", "aac"]),
            Self::Video => (H264, &["-an"]),
            Self::Hevc => (
                &["-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=error:keyint=25"],
                &["-c:a", "aac"],
            ),
            Self::Av1 => (
                &["-c:v", "libaom-av1", "-cpu-used", "8", "-usage", "realtime", "-g", "25"],
                &["-c:a", "aac"],
            ),
            Self::Vp9 => (
                &["-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-g", "25"],
                &["-c:a", "aac"],
            ),
            Self::Opus => (H264, &["-c:a", "libopus"]),
            Self::Mp3 => (H264, &["-c:a", "libmp3lame", "-ar", "44100"]),
        };
        [video, audio].concat()
    }
}

/// Files in a folder that goes with this.
#[derive(Debug)]
pub(super) struct Clips(PathBuf);

impl Clips {
    pub(super) fn make(tools: &Tools) -> Result<Self, String> {
        let folder = env::temp_dir().join(format!("pili-media-suite-{}", std::process::id()));
        fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
        let clips = Self(folder);
        for clip in Clip::ALL {
            let made = Command::new(&tools.new)
                .args(["-nostdin", "-loglevel", "error", "-f", "lavfi", "-i", "testsrc2=size=160x90:rate=25"])
                .args(["-f", "lavfi", "-i", "sine=sample_rate=48000", "-t", SECONDS, "-pix_fmt", "yuv420p"])
                .args(clip.codecs())
                .args(["-f", "flv", &clips.path(clip)])
                .output()
                .map_err(|error| error.to_string())?;
            if !made.status.success() {
                return Err(format!("{clip:?}: {}", String::from_utf8_lossy(&made.stderr)));
            }
        }
        Ok(clips)
    }

    pub(super) fn path(&self, clip: Clip) -> String {
        self.0.join(format!("{clip:?}.flv")).to_string_lossy().into_owned()
    }
}

impl Drop for Clips {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
