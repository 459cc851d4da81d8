use std::{
    fs, io,
    path::{Component, Path, PathBuf},
};

use bytes::Bytes;

use crate::store::{File, Files};

pub(crate) const PLAYLIST: &str = "application/x-mpegURL";
const SEGMENT: &str = "video/mp2t";

/// The objects of a bucket: in memory, and in a folder where there is one.
#[derive(Debug, Default)]
pub(crate) struct Objects {
    files: Files,
    folder: Option<PathBuf>,
}

impl Objects {
    /// Objects that are kept in a folder as well.
    pub(crate) fn kept_in(folder: Option<PathBuf>) -> Self {
        Self { files: Files::default(), folder }
    }

    pub(crate) fn put_segment(&mut self, key: String, ts: Bytes) {
        self.put(key, SEGMENT, ts);
    }

    pub(crate) fn put_playlist(&mut self, key: String, text: String) {
        self.put(key, PLAYLIST, text.into());
    }

    pub(crate) fn get(&self, key: &str) -> Option<File> {
        self.files.get(key).or_else(|| self.read(key))
    }

    fn put(&mut self, key: String, content_type: &'static str, body: Bytes) {
        if let Some(path) = self.path(&key)
            && let Err(error) = write(&path, &body)
        {
            tracing::warn!(%error, path = %path.display(), "an object is kept in memory only");
        }
        self.files.put(key, content_type, body);
    }

    fn read(&self, key: &str) -> Option<File> {
        let body = fs::read(self.path(key)?).ok()?.into();
        let content_type = if key.ends_with(".ts") { SEGMENT } else { PLAYLIST };
        Some(File::new(content_type, body))
    }

    /// Where an object is kept; a key that would lead out of the folder is not.
    fn path(&self, key: &str) -> Option<PathBuf> {
        let is_inside = |part: Component<'_>| matches!(part, Component::Normal(_));
        let folder = self.folder.as_ref()?;
        Path::new(key).components().all(is_inside).then(|| folder.join(key))
    }
}

fn write(path: &Path, body: &[u8]) -> io::Result<()> {
    path.parent().map_or(Ok(()), fs::create_dir_all)?;
    fs::write(path, body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_leads_out_of_the_folder() {
        let objects = Objects::kept_in(Some("folder".into()));
        assert!(objects.path("channel/1.ts").is_some());
        for key in ["../1.ts", "channel/../../1.ts", "/etc/passwd"] {
            assert_eq!(objects.path(key), None, "{key}");
        }
    }
}
