use std::fmt;

use serde::Serialize;

use crate::ffmpeg;

/// What to try while `--stay` keeps the service up.
#[derive(Debug, Serialize)]
pub(super) struct Stay {
    pub(super) api: String,
    pub(super) hub: &'static str,
    pub(super) stream_key: &'static str,
    pub(super) publish_url: String,
    pub(super) flv_url: String,
    pub(super) rtmp_url: String,
}

impl fmt::Display for Stay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { api, publish_url, flv_url, rtmp_url, .. } = self;
        write!(
            f,
            "The service stays up at {api}; Ctrl-C ends it. To paste into other terminals:\n\n\
             # publish a test picture and a tone\n\
             {}\n\n\
             # watch over HTTP-FLV\nffplay '{flv_url}'\n\n\
             # watch over RTMP\nffplay '{rtmp_url}'",
            ffmpeg::publish_test_picture(publish_url)
        )
    }
}
