use std::{
    borrow::Cow,
    sync::{Arc, OnceLock},
};

use bytes::Bytes;
use http::HeaderValue;

/// A saved file, in memory.
#[derive(Clone, Debug)]
pub(crate) struct File {
    pub(crate) content_type: Cow<'static, str>,
    pub(crate) body: Bytes,
    /// Reckoned when it is first asked for.
    etag: Arc<OnceLock<HeaderValue>>,
}

impl File {
    pub(crate) fn new(content_type: impl Into<Cow<'static, str>>, body: Bytes) -> Self {
        Self { content_type: content_type.into(), body, etag: Arc::default() }
    }

    /// Tells its bytes from any others, as OSS does: by their MD5.
    pub(crate) fn etag(&self) -> &HeaderValue {
        self.etag.get_or_init(|| {
            let tag = HeaderValue::from_str(&format!("\"{:X}\"", md5::compute(&self.body)));
            tag.unwrap_or(HeaderValue::from_static("\"\""))
        })
    }
}
