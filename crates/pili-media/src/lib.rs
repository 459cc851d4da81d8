//! A media plane for live streams: RTMP in; RTMP, HTTP-FLV and HLS out; recordings, files and snapshots of what
//! was published. It knows streams and frames, and asks a [`Gate`] about everything else.
//!
//! A gate says who may publish and play, and hears of what came of it:
//!
//! ```
//! use std::sync::Arc;
//!
//! use futures_util::StreamExt as _;
//! use pili_media::{Admission, Gate, Limits, Media, Refusal, StreamId, flv::Tag, rtmp};
//!
//! /// Lets in whoever knows the word; anybody may watch.
//! struct Word;
//!
//! impl Gate for Word {
//!     fn admit_publish(&self, asked: &Admission) -> Result<StreamId, Refusal> {
//!         match asked.query.as_deref() {
//!             Some("word=sesame") => self.admit_play(asked),
//!             _ => Err(Refusal::new("the word is wrong")),
//!         }
//!     }
//!
//!     fn admit_play(&self, asked: &Admission) -> Result<StreamId, Refusal> {
//!         Ok(StreamId::new(&asked.app, &asked.name))
//!     }
//! }
//! # use bytes::Bytes;
//! # use pili_media::{flv::TagKind, rtmp::Publisher};
//! # #[tokio::main] async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let key_frame = Tag::new(TagKind::Video, 0, Bytes::from_static(&[0x17, 1, 0, 0, 0]));
//!
//! let media = Media::new(Arc::new(Word), pili_auth::Clock::system(), Limits::default());
//! let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
//! let address = listener.local_addr()?;
//! tokio::spawn(rtmp::serve(listener, media.clone()));
//!
//! // Publishing, over RTMP:
//! let url = format!("rtmp://{address}/shows/evening");
//! let refused = Publisher::connect(&url).await.unwrap_err();
//! assert!(refused.to_string().contains("the word is wrong"));
//! let mut publisher = Publisher::connect(&format!("{url}?word=sesame")).await?;
//! publisher.send_all(&[key_frame], rtmp::Pace::Fast).await?;
//!
//! // Playing, as the body of an answer over HTTP, whoever makes that:
//! let evening = StreamId::new("shows", "evening");
//! let body = media.flv(&evening, "play.example.com".to_owned(), address).expect("it is live");
//! let mut body = std::pin::pin!(body);
//! let first = body.next().await.expect("a key frame is there");
//! assert!(first.starts_with(b"FLV"));
//! assert_eq!(media.live(&evening).expect("it is live").viewers.len(), 1);
//! # Ok(()) }
//! ```
//!
//! [`Media`] also gives what front ends over HTTP answer with: live playlists and segments of HLS, what was recorded
//! in a span ([`Media::recorded`], which [`export`] makes files of), snapshots, and figures. Calls that ask for one
//! of these by a [`StreamId`] are not put to the gate: ask it first, as a front end that knows the request can.
//!
//! All that a client can make it hold is bounded: see [`Limits`].
//!
//! # Features
//!
//! | feature | what it adds |
//! |---|---|
//! | `snapshot` | pictures of a stream as JPEG, which need a decoder of H.264; without it, asking for one is an error |
//! | `srt` | publishes over SRT: [`srt`] |

mod annex_b;
mod archive;
mod archived;
mod batch;
mod bell;
mod budget;
mod chunk;
mod codec;
mod container;
#[cfg(feature = "srt")]
mod demux;
pub mod export;
pub mod flv;
mod frame;
mod gate;
mod gops;
mod history;
pub mod hls;
mod hls_file;
mod hls_viewers;
mod http_flv;
mod http_mp4;
mod intake;
mod kept;
mod limits;
mod live;
mod loading;
mod lost;
mod meter;
mod mp4;
mod muxed;
mod no_playlist;
mod no_start;
mod not_held;
mod parts;
pub mod places;
mod protocol;
mod publish;
mod recording;
mod registry;
mod room;
pub mod rtmp;
mod second_publisher;
mod segment;
mod segmenting;
mod setup;
mod shots;
mod snapshot;
mod spans;
mod spill;
#[cfg(feature = "srt")]
pub mod srt;
mod stats;
mod stream_id;
mod tag_kind;
mod takeover;
mod tape;
mod timeline;
mod traffic;
mod ts;
mod viewer;
mod window;
mod wire;

#[cfg(test)]
mod tests;

pub use archived::vod_playlist;
pub use codec::{AudioInfo, Codec, CodecCode, VideoInfo};
pub use container::Container;
pub use gate::{Admission, Gate, Refusal, RefusedBy};
pub use gops::Gops;
pub use hls_file::{HlsFile, NoHlsFile};
pub use limits::Limits;
pub use no_playlist::NoPlaylist;
pub use no_start::NoStart;
pub use not_held::NotHeld;
pub use protocol::Protocol;
pub use publish::Publish;
pub use registry::Media;
pub use second_publisher::SecondPublisher;
pub use segment::Segment;
pub use segmenting::Segmenting;
pub use snapshot::SnapshotError;
pub use spans::Spans;
pub use stats::{LiveStats, ViewerStats};
pub use stream_id::StreamId;
use tag_kind::TagKind;
pub use traffic::{Sum, TrafficKey};
