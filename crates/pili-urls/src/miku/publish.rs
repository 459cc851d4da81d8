//! Publish URLs, plain (spec 3.7; vendor page 12895).

use super::{StreamPath, extension};
use crate::{Domain, plain};

/// `rtmp://<domain>/<bucket>/<stream key>`.
///
/// ```
/// use pili_urls::{Domain, miku::{StreamPath, publish}};
/// let url = publish::rtmp(&Domain::new("publish.example.com")?, &StreamPath::new("bucket", "evening")?);
/// assert_eq!(url, "rtmp://publish.example.com/bucket/evening");
/// # Ok::<(), pili_urls::NameError>(())
/// ```
pub fn rtmp(domain: &Domain, stream: &StreamPath) -> String {
    plain::rtmp(domain, stream)
}

/// `srt://<host>:1935?streamid=#!::h=<bucket>/<stream key>,m=publish,domain=<host>`.
///
/// The port is always 1935 (UDP), so a port of `domain` is left out.
///
/// ```
/// use pili_urls::{Domain, miku::{StreamPath, publish}};
/// assert_eq!(
///     publish::srt(&Domain::new("publish.example.com")?, &StreamPath::new("demo-bucket", "evening")?),
///     "srt://publish.example.com:1935?streamid=#!::h=demo-bucket/evening,m=publish,domain=publish.example.com",
/// );
/// # Ok::<(), pili_urls::NameError>(())
/// ```
pub fn srt(domain: &Domain, stream: &StreamPath) -> String {
    plain::srt(domain, stream, "publish")
}

/// WHIP (WebRTC): `http://<domain>/<bucket>/<stream key>.whip`; `https` with [`Domain::https`], as browsers need it.
///
/// Example: [`miku`](crate::miku).
pub fn whip(domain: &Domain, stream: &StreamPath) -> String {
    plain::web(domain, stream, extension::WHIP)
}
