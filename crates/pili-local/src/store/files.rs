use std::{collections::VecDeque, io, sync::Arc};

use bytes::Bytes;

use super::File;
use crate::data::{Data, Object, Objects};

/// What was saved in a hub's storage: playbacks, their segments, snapshots; or the objects of a bucket. In memory the oldest
/// go when it is full; in a folder all stay.
#[derive(Debug)]
pub(crate) enum Files {
    InMemory(InMemory),
    InFolder(Objects),
}

#[derive(Debug, Default)]
pub(crate) struct InMemory {
    files: VecDeque<(String, File)>,
    bytes: usize,
}

/// A saved file, wherever it is.
#[derive(Clone, Debug)]
pub(crate) enum Stored {
    InMemory(File),
    InFolder(Arc<Object>),
}

impl Default for Files {
    fn default() -> Self {
        Self::InMemory(InMemory::default())
    }
}

impl Files {
    /// The files that are kept under this name.
    pub(crate) fn of(data: &Data, name: String) -> Self {
        data.objects(name).map_or_else(Self::default, Self::InFolder)
    }

    /// Saves a file, in place of an older one of its name.
    pub(crate) fn put(&mut self, name: String, content_type: &'static str, body: Bytes) {
        match self {
            Self::InMemory(files) => files.put(name, content_type, body),
            Self::InFolder(objects) => objects.put(name, content_type.to_owned(), body),
        }
    }

    pub(crate) fn get(&self, name: &str) -> Option<Stored> {
        match self {
            Self::InMemory(files) => files.get(name).map(Stored::InMemory),
            Self::InFolder(objects) => objects.get(name).map(Stored::InFolder),
        }
    }

    /// The names of all files, and how many bytes each has.
    pub(crate) fn list(&self) -> Vec<(String, u64)> {
        match self {
            Self::InMemory(files) => files.list(),
            Self::InFolder(objects) => objects.list(),
        }
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        match self {
            Self::InMemory(files) => files.get(name).is_some(),
            Self::InFolder(objects) => objects.has(name),
        }
    }
}

impl Stored {
    /// The whole of it. What is on disk is read aside.
    pub(crate) async fn read(self) -> io::Result<File> {
        match self {
            Self::InMemory(file) => Ok(file),
            Self::InFolder(object) => {
                let content_type = object.content_type().to_owned();
                let body =
                    tokio::task::spawn_blocking(move || object.read()).await.map_err(io::Error::other)?;
                Ok(File::new(content_type, body?))
            }
        }
    }
}

impl InMemory {
    const MOST_BYTES: usize = 256 << 20;
    const MOST_FILES: usize = 10_000;

    fn put(&mut self, name: String, content_type: &'static str, body: Bytes) {
        self.remove(&name);
        self.bytes += body.len();
        self.files.push_back((name, File::new(content_type, body)));
        while self.bytes > Self::MOST_BYTES || self.files.len() > Self::MOST_FILES {
            let Some((_, oldest)) = self.files.pop_front() else { return };
            self.bytes -= oldest.body.len();
        }
    }

    fn list(&self) -> Vec<(String, u64)> {
        self.files.iter().map(|(name, file)| (name.clone(), file.body.len() as u64)).collect()
    }

    fn get(&self, name: &str) -> Option<File> {
        self.files.iter().find(|(other, _)| other == name).map(|(_, file)| file.clone())
    }

    fn remove(&mut self, name: &str) {
        if let Some(at) = self.files.iter().position(|(other, _)| other == name) {
            let removed = self.files.remove(at);
            self.bytes -= removed.map_or(0, |(_, file)| file.body.len());
        }
    }
}
