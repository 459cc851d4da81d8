//! Command lines of ffmpeg, to be pasted.

const TEST_PICTURE: &str = "-re -f lavfi -i testsrc2=size=640x360:rate=25 -f lavfi -i sine";
const CODECS: &str = "-c:v libx264 -preset veryfast -g 25 -pix_fmt yuv420p -c:a aac";

/// Publishes a test picture and a tone.
pub(crate) fn publish_test_picture(url: &str) -> String {
    format!("ffmpeg {TEST_PICTURE} {CODECS} -f flv '{url}'")
}

/// The same over SRT.
pub(crate) fn publish_over_srt(url: &str) -> String {
    format!("ffmpeg {TEST_PICTURE} {CODECS} -f mpegts '{url}'")
}
