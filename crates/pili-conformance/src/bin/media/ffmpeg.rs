use std::{
    io::Read as _,
    process::{Child, Command, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

const TEST_PICTURE: [&str; 9] =
    ["-re", "-f", "lavfi", "-i", "testsrc2=size=640x360:rate=25", "-f", "lavfi", "-i", "sine"];
const CODECS: [&str; 10] =
    ["-c:v", "libx264", "-preset", "veryfast", "-g", "25", "-pix_fmt", "yuv420p", "-c:a", "aac"];

/// In which a protocol carries what is published.
pub(crate) fn format(url: &str) -> &'static str {
    if url.starts_with("srt://") { "mpegts" } else { "flv" }
}

/// An ffmpeg that publishes, as `pili demo --stay` says how to.
#[derive(Debug)]
pub(crate) struct Ffmpeg(Child);

impl Ffmpeg {
    pub(crate) fn publish(url: &str) -> Result<Self, String> {
        let child = Command::new("ffmpeg")
            .args(["-nostdin", "-loglevel", "error"])
            .args(TEST_PICTURE)
            .args(CODECS)
            .args(["-t", "20", "-f", format(url), url])
            .stderr(Stdio::piped())
            .spawn();
        child.map(Self).map_err(|error| format!("ffmpeg: {error}"))
    }

    /// Ends a publish that must still run.
    pub(crate) fn stop(mut self) -> Result<(), String> {
        let ended = self.0.try_wait().map_err(|error| error.to_string())?;
        let _ = self.0.kill();
        let said = self.said();
        ended.map_or(Ok(()), |status| Err(format!("the publish ended too soon, {status}: {said}")))
    }

    /// What it says when it ends by itself within `limit`, which must be a failure.
    pub(crate) fn fails_within(mut self, limit: Duration) -> Result<String, String> {
        let begun = Instant::now();
        loop {
            match self.0.try_wait().map_err(|error| error.to_string())? {
                Some(status) if status.success() => return Err("the publish was accepted".to_owned()),
                Some(_) => return Ok(self.said()),
                None if begun.elapsed() > limit => return Err(format!("it still runs after {limit:?}")),
                None => sleep(Duration::from_millis(20)),
            }
        }
    }

    fn said(&mut self) -> String {
        let mut text = String::new();
        let _ = self.0.wait();
        if let Some(err) = &mut self.0.stderr {
            let _ = err.read_to_string(&mut text);
        }
        text
    }
}

impl Drop for Ffmpeg {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
