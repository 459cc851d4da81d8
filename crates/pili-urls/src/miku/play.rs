//! Play URLs, plain (spec 3.7; vendor page 12895).

use super::{StreamPath, extension};
use crate::{Domain, plain};

/// `rtmp://<domain>/<bucket>/<stream key>`.
///
/// ```
/// use pili_urls::{Domain, miku::{StreamPath, play}};
/// let (domain, stream) = (Domain::new("live.example.com")?, StreamPath::new("bucket", "evening")?);
/// assert_eq!(play::rtmp(&domain, &stream), "rtmp://live.example.com/bucket/evening");
/// assert_eq!(play::hls(&domain, &stream), "http://live.example.com/bucket/evening.m3u8");
/// # Ok::<(), pili_urls::NameError>(())
/// ```
pub fn rtmp(domain: &Domain, stream: &StreamPath) -> String {
    plain::rtmp(domain, stream)
}

/// HTTP-FLV, which Pili calls HDL: `http://<domain>/<bucket>/<stream key>.flv`; `https` with [`Domain::https`].
///
/// Example: [`miku`](crate::miku).
pub fn flv(domain: &Domain, stream: &StreamPath) -> String {
    plain::web(domain, stream, extension::FLV)
}

/// `http://<domain>/<bucket>/<stream key>.m3u8`; `https` with [`Domain::https`].
///
/// Example: [`rtmp`].
pub fn hls(domain: &Domain, stream: &StreamPath) -> String {
    plain::web(domain, stream, extension::HLS)
}

/// `srt://<host>:1935?streamid=#!::h=<bucket>/<stream key>,m=request,domain=<host>`.
///
/// The port is always 1935 (UDP), so a port of `domain` is left out.
///
/// ```
/// use pili_urls::{Domain, miku::{StreamPath, play}};
/// assert_eq!(
///     play::srt(&Domain::new("live.example.com")?, &StreamPath::new("demo-bucket", "evening")?),
///     "srt://live.example.com:1935?streamid=#!::h=demo-bucket/evening,m=request,domain=live.example.com",
/// );
/// # Ok::<(), pili_urls::NameError>(())
/// ```
pub fn srt(domain: &Domain, stream: &StreamPath) -> String {
    plain::srt(domain, stream, "request")
}

/// WHEP (WebRTC): `http://<domain>/<bucket>/<stream key>.whep`; `https` with [`Domain::https`].
///
/// ```
/// use pili_urls::{Domain, miku::{StreamPath, play}};
/// let url = play::whep(&Domain::new("live.example.com")?.https(), &StreamPath::new("bucket", "evening")?);
/// assert_eq!(url, "https://live.example.com/bucket/evening.whep");
/// # Ok::<(), pili_urls::NameError>(())
/// ```
pub fn whep(domain: &Domain, stream: &StreamPath) -> String {
    plain::web(domain, stream, extension::WHEP)
}
