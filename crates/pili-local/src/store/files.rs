use std::{
    collections::VecDeque,
    sync::{Arc, OnceLock},
};

use bytes::Bytes;
use http::HeaderValue;

/// What was saved in a hub's storage: playbacks, their segments, snapshots. The oldest go when it is full.
#[derive(Debug, Default)]
pub(crate) struct Files {
    files: VecDeque<(String, File)>,
    bytes: usize,
}

/// A saved file.
#[derive(Clone, Debug)]
pub(crate) struct File {
    pub(crate) content_type: &'static str,
    pub(crate) body: Bytes,
    /// Reckoned when it is first asked for.
    etag: Arc<OnceLock<HeaderValue>>,
}

impl File {
    pub(crate) fn new(content_type: &'static str, body: Bytes) -> Self {
        Self { content_type, body, etag: Arc::default() }
    }

    /// Tells its bytes from any others, as OSS does: by their MD5.
    pub(crate) fn etag(&self) -> &HeaderValue {
        self.etag.get_or_init(|| {
            let tag = HeaderValue::from_str(&format!("\"{:X}\"", md5::compute(&self.body)));
            tag.unwrap_or(HeaderValue::from_static("\"\""))
        })
    }
}

impl Files {
    const MOST_BYTES: usize = 256 << 20;
    const MOST_FILES: usize = 10_000;

    /// Saves a file, in place of an older one of its name.
    pub(crate) fn put(&mut self, name: String, content_type: &'static str, body: Bytes) {
        self.remove(&name);
        self.bytes += body.len();
        self.files.push_back((name, File::new(content_type, body)));
        while self.bytes > Self::MOST_BYTES || self.files.len() > Self::MOST_FILES {
            let Some((_, oldest)) = self.files.pop_front() else { return };
            self.bytes -= oldest.body.len();
        }
    }

    pub(crate) fn get(&self, name: &str) -> Option<File> {
        self.files.iter().find(|(other, _)| other == name).map(|(_, file)| file.clone())
    }

    fn remove(&mut self, name: &str) {
        if let Some(at) = self.files.iter().position(|(other, _)| other == name) {
            let removed = self.files.remove(at);
            self.bytes -= removed.map_or(0, |(_, file)| file.body.len());
        }
    }
}
