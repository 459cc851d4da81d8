//! The targets, a file for each subject. Adding one is adding a row.

mod answers;
mod callbacks;
mod keys;
mod local;
mod media;
mod names;
mod requests;
mod srt_session;
mod tokens;
mod transport_stream;
mod urls;

#[path = "../../pili-conformance/tests/it/every.rs"]
mod every;

use crate::target::Target;

pub(crate) const ALL: &[&[Target]] = &[
    answers::TARGETS,
    callbacks::TARGETS,
    keys::TARGETS,
    local::TARGETS,
    media::TARGETS,
    names::TARGETS,
    requests::TARGETS,
    tokens::TARGETS,
    srt_session::TARGETS,
    transport_stream::TARGETS,
    urls::TARGETS,
];

/// A moment at which all that the seeds sign is good.
fn now() -> std::time::SystemTime {
    std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_767_225_600)
}

fn in_an_hour() -> std::time::SystemTime {
    now() + std::time::Duration::from_secs(3600)
}

fn keys() -> pili_auth::Credentials {
    pili_auth::Credentials::new("access", "secret-key")
}

fn text(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes).ok()
}

fn bytes<T: Into<Vec<u8>>>(texts: impl IntoIterator<Item = T>) -> Vec<Vec<u8>> {
    texts.into_iter().map(Into::into).collect()
}
