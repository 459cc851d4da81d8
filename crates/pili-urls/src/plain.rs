//! URLs without authentication: checked parts put together, nothing escaped.

use std::fmt::Display;

use crate::Domain;

/// The port of SRT URLs, whatever the domain's.
pub(crate) const SRT_PORT: u16 = 1935;

/// `rtmp://<domain><path>`.
pub(crate) fn rtmp(domain: &Domain, path: impl Display) -> String {
    format!("rtmp://{domain}{path}")
}

/// `http://<domain><path>.<extension>`; `https` with [`Domain::https`].
pub(crate) fn web(domain: &Domain, path: impl Display, extension: &str) -> String {
    format!("{}://{domain}{path}.{extension}", domain.web_scheme())
}

/// `srt://<host>:1935?streamid=#!::h=<path>,m=<mode>,domain=<host>`.
pub(crate) fn srt(domain: &Domain, path: impl Display, mode: &str) -> String {
    let (host, path) = (domain.host(), path.to_string());
    let path = path.trim_start_matches('/');
    format!("srt://{host}:{SRT_PORT}?streamid=#!::h={path},m={mode},domain={host}")
}
