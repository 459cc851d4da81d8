//! Writes segments on a thread of its own, so that nobody who carries media waits for a disk.

use std::{
    io,
    path::PathBuf,
    sync::{
        Arc, Weak,
        atomic::{AtomicBool, Ordering},
        mpsc::{Receiver, SyncSender, sync_channel},
    },
    thread,
    time::Duration,
};

use super::{file, folder};
use crate::archive::{Archive, SharedRecording, lock};

/// How long the disk is left alone after it took nothing.
const PAUSE: Duration = Duration::from_secs(1);

/// Wakes the thread that writes. What there is to write it finds itself, so nothing queues up.
#[derive(Debug)]
pub(crate) struct Writer {
    wake: SyncSender<()>,
    is_failing: AtomicBool,
}

impl Writer {
    /// A writer, and what [`run`](Self::run) waits for.
    pub(crate) fn new() -> (Self, Receiver<()>) {
        let (wake, woken) = sync_channel(1);
        (Self { wake, is_failing: AtomicBool::new(false) }, woken)
    }

    /// Writes for this archive until it is dropped.
    pub(crate) fn run(archive: Weak<Archive>, woken: Receiver<()>) -> io::Result<()> {
        let work = move || {
            while woken.recv().is_ok()
                && let Some(archive) = archive.upgrade()
            {
                archive.write_out();
            }
        };
        thread::Builder::new().name("recordings".to_owned()).spawn(work).map(drop)
    }

    /// There is something to write.
    pub(crate) fn wake(&self) {
        // If it is full, the thread is about to look.
        let _ = self.wake.try_send(());
    }

    /// Whether the last attempt failed.
    pub(crate) fn is_failing(&self) -> bool {
        self.is_failing.load(Ordering::Relaxed)
    }

    /// Tells of the first of several failures alone.
    fn note(&self, written: &io::Result<()>) {
        match written {
            Ok(()) => self.is_failing.store(false, Ordering::Relaxed),
            Err(error) if !self.is_failing.swap(true, Ordering::Relaxed) => {
                tracing::warn!(%error, "recordings cannot be written, and are kept in memory as long as it suffices");
            }
            Err(_) => {}
        }
    }
}

impl Archive {
    /// Writes until there is nothing left to write.
    fn write_out(self: &Arc<Self>) {
        let Some(writer) = self.writer() else { return };
        while self.has_unwritten() && Arc::strong_count(self) > 1 {
            let written = self.write_all();
            writer.note(&written);
            if written.is_err() {
                thread::sleep(PAUSE);
            }
        }
    }

    /// What was tried least first, so that one segment that cannot be written does not stand in the way of others.
    fn write_all(&self) -> io::Result<()> {
        for (recording, number) in self.unwritten() {
            write_segment(&recording, number)?;
        }
        self.recordings().iter().try_for_each(write_lost)
    }
}

fn write_segment(recording: &SharedRecording, number: u64) -> io::Result<()> {
    let found = lock(recording).unwritten(number);
    let Some((segment, path)) = found else { return Ok(()) };
    folder::put(&path, &file::bytes(&segment)).inspect_err(|_| lock(recording).tried(number))?;
    if !lock(recording).written(number) {
        remove([path]);
    }
    Ok(())
}

fn write_lost(recording: &SharedRecording) -> io::Result<()> {
    let Some((folder, lost)) = lock(recording).take_unwritten_lost() else { return Ok(()) };
    folder::put_lost(&folder, &lost).inspect_err(|_| lock(recording).lost_is_unwritten())
}

/// Removes files of segments that nobody wants any more.
pub(crate) fn remove(paths: impl IntoIterator<Item = PathBuf>) {
    for path in paths {
        if let Err(error) = std::fs::remove_file(&path)
            && error.kind() != io::ErrorKind::NotFound
        {
            tracing::warn!(%error, path = %path.display(), "the file of a segment cannot be removed");
        }
    }
}
