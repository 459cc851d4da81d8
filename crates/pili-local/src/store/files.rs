use std::collections::VecDeque;

use bytes::Bytes;

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
}

impl Files {
    const MOST_BYTES: usize = 256 << 20;
    const MOST_FILES: usize = 10_000;

    /// Saves a file, in place of an older one of its name.
    pub(crate) fn put(&mut self, name: String, content_type: &'static str, body: Bytes) {
        self.remove(&name);
        self.bytes += body.len();
        self.files.push_back((name, File { content_type, body }));
        while self.bytes > Self::MOST_BYTES || self.files.len() > Self::MOST_FILES {
            let Some((_, oldest)) = self.files.pop_front() else { return };
            self.bytes -= oldest.body.len();
        }
    }

    pub(crate) fn get(&self, name: &str) -> Option<File> {
        self.files.iter().find(|(other, _)| other == name).map(|(_, file)| file.clone())
    }

    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(|(name, _)| &**name)
    }

    fn remove(&mut self, name: &str) {
        if let Some(at) = self.files.iter().position(|(other, _)| other == name) {
            let removed = self.files.remove(at);
            self.bytes -= removed.map_or(0, |(_, file)| file.body.len());
        }
    }
}
