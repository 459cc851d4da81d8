//! Publish URLs: plain (spec 3.1), authenticated (3.2, 3.3), and the check of a server (vendor page 6678).

mod auth;
mod key;
mod request;
mod rule;
mod signature;
mod srt;

pub use auth::PublishAuth;
pub use key::PublishKey;
pub use request::PublishRequest;
pub use rule::PublishRule;
pub use srt::SrtSignature;

use crate::{Domain, StreamPath, plain};

/// `rtmp://<domain>/<hub>/<stream key>`.
///
/// ```
/// use pili_urls::{Domain, StreamPath, publish};
/// let url = publish::rtmp(&Domain::new("pub.example.com")?, &StreamPath::new("demo-hub", "evening")?);
/// assert_eq!(url, "rtmp://pub.example.com/demo-hub/evening");
/// # Ok::<(), pili_urls::NameError>(())
/// ```
pub fn rtmp(domain: &Domain, stream: &StreamPath) -> String {
    plain::rtmp(domain, stream)
}

/// `srt://<host>:1935?streamid=#!::h=<hub>/<stream key>,m=publish,domain=<host>` (vendor page 8170).
///
/// The port is always 1935 (UDP), so a port of `domain` is left out.
///
/// ```
/// use pili_urls::{Domain, StreamPath, publish};
/// let url = publish::srt(&Domain::new("pub.example.com")?, &StreamPath::new("demo-hub", "evening")?);
/// assert!(url.starts_with("srt://pub.example.com:1935?streamid=#!::h=demo-hub/evening,m=publish"));
/// # Ok::<(), pili_urls::NameError>(())
/// ```
pub fn srt(domain: &Domain, stream: &StreamPath) -> String {
    plain::srt(domain, stream, "publish")
}
