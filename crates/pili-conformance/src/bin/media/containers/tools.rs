use std::{path::PathBuf, process::Command};

/// Two ffmpegs: Debian's, and a newer one that writes and reads the codecs of enhanced RTMP.
#[derive(Debug)]
pub(super) struct Tools {
    pub(super) old: PathBuf,
    pub(super) new: PathBuf,
}

impl Tools {
    /// The newer one comes with the Python package imageio-ffmpeg.
    pub(super) fn find() -> Result<Self, String> {
        let tell = "import imageio_ffmpeg; print(imageio_ffmpeg.get_ffmpeg_exe())";
        let told = Command::new("python").args(["-c", tell]).output();
        let told = told.map_err(|error| format!("python: {error}"))?;
        if !told.status.success() {
            return Err(format!("imageio-ffmpeg: {}", String::from_utf8_lossy(&told.stderr)));
        }
        let new = String::from_utf8_lossy(&told.stdout).trim().into();
        Ok(Self { old: "ffmpeg".into(), new })
    }
}
