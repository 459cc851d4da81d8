//! Figures of a running stream, from the packets themselves.

use std::{net::SocketAddr, time::SystemTime};

use crate::{AudioInfo, Gops, Protocol, Publish, VideoInfo};

/// A live stream at this moment, from the packets themselves: [`Media::live`](crate::Media::live) tells it.
///
/// ```
/// use std::sync::Arc;
/// use futures_util::StreamExt as _;
/// use pili_auth::Clock;
/// use pili_media::{Limits, Media, Protocol, StreamId, flv, rtmp::{self, Pace, Publisher}};
/// use tokio::net::TcpListener;
/// # use pili_media::{Admission, Gate, Refusal};
/// # struct Open;
/// # impl Gate for Open {
/// #     fn admit_publish(&self, asked: &Admission) -> Result<StreamId, Refusal> { self.admit_play(asked) }
/// #     fn admit_play(&self, asked: &Admission) -> Result<StreamId, Refusal> { Ok(StreamId::new(&asked.app, &asked.name)) }
/// # }
///
/// # #[tokio::main] async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let media = Media::new(Arc::new(Open), Clock::system(), Limits::default());
/// let listener = TcpListener::bind("127.0.0.1:0").await?;
/// let address = listener.local_addr()?;
/// tokio::spawn(rtmp::serve(listener, media.clone()));
/// let mut publisher = Publisher::connect(&format!("rtmp://{address}/shows/evening")).await?;
/// publisher.send_all(&flv::read(include_bytes!("../tests/data/clip.flv"))?, Pace::Fast).await?;
///
/// let evening = StreamId::new("shows", "evening");
/// let body = media.flv(&evening, "play.example.com".to_owned(), address).expect("it is live");
/// let mut body = std::pin::pin!(body);
/// body.next().await; // A key frame has come, and codecs' configurations before it.
///
/// let live = media.live(&evening).expect("it is live");
/// assert_eq!(live.video.as_ref().and_then(|video| video.size), Some((160, 90)));
/// assert_eq!(live.mp4_type().as_deref(), Some("video/mp4; codecs=\"avc1.4d400b,mp4a.40.2\""));
/// assert_eq!(live.viewers[0].protocol, Protocol::Flv);
///
/// assert_eq!(media.live_ids(), [evening.clone()]);
/// assert!(media.cut(&evening, "the show is over"));
/// # Ok(()) }
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct LiveStats {
    /// The publish that feeds it.
    pub publish: Publish,
    /// Bits per second received over the last five seconds.
    pub bps: u64,
    /// Of that, pictures.
    pub video_bps: u64,
    /// Of that, sound.
    pub audio_bps: u64,
    /// Messages of pictures per second over the last five seconds.
    pub video_fps: u64,
    /// Messages of sound per second.
    pub audio_fps: u64,
    /// Messages of script data per second.
    pub data_fps: u64,
    /// Bytes received since the publish began.
    pub received: u64,
    /// Distances between key frames.
    pub gop: Gops,
    /// What is known of the pictures.
    pub video: Option<VideoInfo>,
    /// What is known of the sound.
    pub audio: Option<AudioInfo>,
    /// Who watches now.
    pub viewers: Vec<ViewerStats>,
}

impl LiveStats {
    /// The media type under which a browser takes the stream as MP4 (`MediaSource.addSourceBuffer`), such as
    /// `video/mp4; codecs="avc1.64001f,mp4a.40.2"` (RFC 6381), or that of the clip in [`LiveStats`]; `None` if MP4 does not
    /// carry it.
    pub fn mp4_type(&self) -> Option<String> {
        let video = self.video.as_ref().map(|video| video.parameter.as_deref());
        let audio = self.audio.as_ref().map(|audio| audio.parameter.as_deref());
        let codecs: Option<Vec<&str>> = video.into_iter().chain(audio).collect();
        let codecs = codecs.filter(|codecs| !codecs.is_empty())?;
        Some(format!("video/mp4; codecs=\"{}\"", codecs.join(",")))
    }

    /// Bits per second sent to all [viewers](LiveStats) over the last five seconds.
    pub fn viewers_bps(&self) -> u64 {
        self.viewers.iter().map(|viewer| viewer.bps).sum()
    }
}

/// One viewer at this moment, of those of [`LiveStats`].
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ViewerStats {
    /// How it watches.
    pub protocol: Protocol,
    /// `host[:port]` by which it came.
    pub domain: String,
    /// Its address.
    pub client: SocketAddr,
    /// When it came.
    pub started: SystemTime,
    /// Bytes sent so far.
    pub bytes: u64,
    /// Bits per second over the last five seconds.
    pub bps: u64,
}
