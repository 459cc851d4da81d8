use std::process::Command;

use serde_json::Value;

/// What ffprobe sees of three seconds of a stream.
#[derive(Debug)]
pub(crate) struct Seen(Value);

pub(crate) fn look(url: &str) -> Result<Seen, String> {
    let output = Command::new("timeout")
        .args(["20", "ffprobe", "-loglevel", "error", "-of", "json", "-show_streams", "-show_packets"])
        .args(["-read_intervals", "%+3", url])
        .output()
        .map_err(|error| format!("ffprobe: {error}"))?;
    let said = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() || !said.is_empty() {
        return Err(format!("ffprobe {}: {said}", output.status));
    }
    serde_json::from_slice(&output.stdout).map(Seen).map_err(|error| error.to_string())
}

impl Seen {
    /// Both tracks, the right size, frames in order, and a key frame first.
    pub(crate) fn check(&self) -> Result<(), String> {
        let video = self.track("video")?;
        self.track("audio")?;
        if (&video["codec_name"], &video["width"], &video["height"])
            != (&"h264".into(), &640.into(), &360.into())
        {
            return Err(format!("the picture is not H.264 of 640x360: {video}"));
        }
        let pictures = self.packets("video");
        let first = pictures.first().ok_or("no picture came")?;
        if !first["flags"].as_str().is_some_and(|flags| flags.starts_with('K')) {
            return Err(format!("the first picture is no key frame: {first}"));
        }
        for kind in ["video", "audio"] {
            let times: Vec<f64> = self.packets(kind).into_iter().filter_map(time).collect();
            if times.len() < 20 || !times.is_sorted() {
                return Err(format!("the {kind} frames are too few or out of order: {times:?}"));
            }
        }
        Ok(())
    }

    fn track(&self, kind: &str) -> Result<&Value, String> {
        let tracks = self.0["streams"].as_array().ok_or("no tracks")?;
        tracks.iter().find(|track| track["codec_type"] == kind).ok_or(format!("no {kind} track"))
    }

    fn packets(&self, kind: &str) -> Vec<&Value> {
        let all = self.0["packets"].as_array().map_or(&[][..], |all| all);
        all.iter().filter(|packet| packet["codec_type"] == kind).collect()
    }
}

fn time(packet: &Value) -> Option<f64> {
    packet["dts_time"].as_str()?.parse().ok()
}
