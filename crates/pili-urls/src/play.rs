//! Play URLs: plain (spec 3.1), and with timestamp anti-leech (3.4).

mod anti_leech;
mod template;
mod timestamp;

pub use anti_leech::{AntiLeech, VerifiedPlay};
pub use timestamp::TimestampRule;

use crate::{Domain, StreamPath, plain};

/// `rtmp://<domain>/<hub>/<stream key>`.
///
/// ```
/// use pili_urls::{Domain, StreamPath, play};
/// let (domain, stream) = (Domain::new("live.example.com")?, StreamPath::new("demo-hub", "evening")?);
/// assert_eq!(play::rtmp(&domain, &stream), "rtmp://live.example.com/demo-hub/evening");
/// assert_eq!(play::hls(&domain, &stream), "http://live.example.com/demo-hub/evening.m3u8");
/// assert_eq!(play::hdl(&domain.https(), &stream), "https://live.example.com/demo-hub/evening.flv");
/// # Ok::<(), pili_urls::NameError>(())
/// ```
pub fn rtmp(domain: &Domain, stream: &StreamPath) -> String {
    plain::rtmp(domain, stream)
}

/// `http://<domain>/<hub>/<stream key>.m3u8`; `https` with [`Domain::https`].
///
/// Example: [`rtmp`].
pub fn hls(domain: &Domain, stream: &StreamPath) -> String {
    plain::web(domain, stream, "m3u8")
}

/// HTTP-FLV: `http://<domain>/<hub>/<stream key>.flv`; `https` with [`Domain::https`].
///
/// Example: [`rtmp`].
pub fn hdl(domain: &Domain, stream: &StreamPath) -> String {
    plain::web(domain, stream, "flv")
}

/// The stream's cover: `http://<domain>/<hub>/<stream key>.jpg`; `https` with [`Domain::https`].
///
/// ```
/// use pili_urls::{Domain, StreamPath, play};
/// let url = play::snapshot(&Domain::new("live.example.com")?, &StreamPath::new("demo-hub", "evening")?);
/// assert_eq!(url, "http://live.example.com/demo-hub/evening.jpg");
/// # Ok::<(), pili_urls::NameError>(())
/// ```
pub fn snapshot(domain: &Domain, stream: &StreamPath) -> String {
    plain::web(domain, stream, "jpg")
}
