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
pub fn rtmp(domain: &Domain, stream: &StreamPath) -> String {
    plain::rtmp(domain, stream)
}

/// `srt://<host>:1935?streamid=#!::h=<hub>/<stream key>,m=publish,domain=<host>` (vendor page 8170).
///
/// The port is always 1935 (UDP), so a port of `domain` is left out.
pub fn srt(domain: &Domain, stream: &StreamPath) -> String {
    plain::srt(domain, stream, "publish")
}
