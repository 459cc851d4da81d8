use std::{
    fs::{self, OpenOptions},
    io::{self, Write as _},
    path::{Path, PathBuf},
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use bytes::Bytes;
use serde::{Deserialize, Serialize};

use super::row::plain_rows;

/// A body in a file of its own: in memory as well until it is written.
#[derive(Debug)]
pub(crate) struct Object {
    path: PathBuf,
    about: About,
    memory: Mutex<Option<Bytes>>,
    /// Whether another has its place.
    is_replaced: AtomicBool,
    /// Whether its file goes with it.
    is_gone: AtomicBool,
}

/// What is kept of an object beside its file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct About {
    /// Its file's name.
    pub(super) number: u64,
    pub(super) bytes: u64,
    pub(super) content_type: String,
}

plain_rows!(About);

impl Object {
    /// A new one, to be written.
    pub(super) fn new(folder: &Path, about: About, body: Bytes) -> Self {
        Self::of(folder, about, Some(body))
    }

    /// One that is in its file.
    pub(super) fn found(folder: &Path, about: About) -> Self {
        Self::of(folder, about, None)
    }

    fn of(folder: &Path, about: About, memory: Option<Bytes>) -> Self {
        let path = folder.join(about.number.to_string());
        Self {
            path,
            about,
            memory: Mutex::new(memory),
            is_replaced: AtomicBool::new(false),
            is_gone: AtomicBool::new(false),
        }
    }

    pub(super) fn about(&self) -> &About {
        &self.about
    }

    /// Whether its file is there, and whole.
    pub(super) fn is_whole(&self) -> bool {
        fs::metadata(&self.path).is_ok_and(|file| file.len() == self.about.bytes)
    }

    pub(crate) fn content_type(&self) -> &str {
        &self.about.content_type
    }

    /// The whole of it, from memory or its file. It may block.
    pub(crate) fn read(&self) -> io::Result<Bytes> {
        if let Some(body) = self.memory() {
            return Ok(body);
        }
        let body = fs::read(&self.path)?;
        match body.len() as u64 == self.about.bytes {
            true => Ok(body.into()),
            false => Err(io::ErrorKind::UnexpectedEof.into()),
        }
    }

    /// What only memory has of it, in bytes.
    pub(super) fn unwritten(&self) -> usize {
        self.memory().map_or(0, |body| body.len())
    }

    /// Lets go of what could not be written.
    pub(super) fn forget(&self) {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner).take();
    }

    /// Writes its file: whole under its name, or not at all.
    pub(super) fn write(&self) -> io::Result<()> {
        let Some(body) = self.memory() else { return Ok(()) };
        let temporary = self.path.with_extension(TEMPORARY);
        let written = write(&temporary, &body).and_then(|()| fs::rename(&temporary, &self.path));
        match &written {
            Ok(()) => self.forget(),
            // Its room is needed, and nothing of use is in it.
            Err(_) => drop(fs::remove_file(&temporary)),
        }
        written
    }

    /// Another has its place, in memory.
    pub(super) fn replace(&self) {
        self.is_replaced.store(true, Ordering::Release);
    }

    pub(super) fn is_replaced(&self) -> bool {
        self.is_replaced.load(Ordering::Acquire)
    }

    /// Another has its place, in the folder: its file goes when the last reader has gone.
    pub(super) fn go(&self) {
        self.is_gone.store(true, Ordering::Release);
    }

    fn memory(&self) -> Option<Bytes> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Drop for Object {
    fn drop(&mut self) {
        if self.is_gone.load(Ordering::Acquire) {
            let _ = fs::remove_file(&self.path);
        }
    }
}

const TEMPORARY: &str = "part";

fn write(path: &Path, body: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(body)?;
    file.sync_data()
}
