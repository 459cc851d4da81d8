use std::{
    collections::{HashSet, VecDeque},
    fs, io,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
        mpsc::{self, Receiver, RecvTimeoutError, Sender},
    },
    thread::{self, JoinHandle},
    time::Duration,
};

use bytes::Bytes;
use tokio::sync::watch;

use super::{
    Changes, Unkept,
    object::{About, Object},
    writer::Writer,
};

/// An object to be written, and what is to be noted once it is.
pub(super) struct Job {
    pub(super) object: Arc<Object>,
    pub(super) changes: Changes,
}

/// The folder of objects, and the thread that writes into it, in the order in which they are put.
pub(super) struct Shelf {
    folder: PathBuf,
    next: AtomicU64,
    /// Files that were there at the start, and are no object's so far.
    unclaimed: Mutex<Unclaimed>,
    sender: Option<Sender<Job>>,
    sent: AtomicU64,
    progress: watch::Receiver<Progress>,
    thread: Option<JoinHandle<()>>,
}

type Unclaimed = HashSet<PathBuf>;

/// How many objects were tried to be written, and how many could not be at first.
#[derive(Clone, Debug, Default)]
struct Progress {
    tried: u64,
    failed: u64,
    why: Option<Unkept>,
}

/// How far writing had come when a call began: what failed before is not its own.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Seen {
    failed: u64,
}

impl Shelf {
    pub(super) fn start(folder: PathBuf, writer: Arc<Writer>) -> io::Result<Self> {
        let files = files(&folder)?;
        let last = files.iter().filter_map(|file| number(file)).max().unwrap_or_default();
        let (sender, jobs) = mpsc::channel();
        let (told, progress) = watch::channel(Progress::default());
        let thread = thread::Builder::new().name("objects".to_owned());
        let work = Work { jobs, writer, told, waiting: VecDeque::new() };
        let thread = Some(thread.spawn(move || work.run())?);
        let (next, unclaimed, sent) = (AtomicU64::new(last + 1), Mutex::new(files), AtomicU64::new(0));
        Ok(Self { folder, next, unclaimed, sender: Some(sender), sent, progress, thread })
    }

    pub(super) fn found(&self, about: About) -> Option<Arc<Object>> {
        let number = about.number;
        // Also of what is not whole, so that no other takes its number.
        self.next.fetch_max(number + 1, Ordering::Relaxed);
        let object = Object::found(&self.folder, about);
        if !object.is_whole() {
            tracing::warn!(number, "an object is left out: its file is not whole");
            return None;
        }
        self.unclaimed().remove(&self.folder.join(number.to_string()));
        Some(Arc::new(object))
    }

    /// Removes what is no object's: files that were being written, or replaced, when the service was ended.
    pub(super) fn sweep(&self) -> io::Result<()> {
        std::mem::take(&mut *self.unclaimed()).iter().try_for_each(fs::remove_file)
    }

    fn unclaimed(&self) -> MutexGuard<'_, Unclaimed> {
        self.unclaimed.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn new_object(&self, content_type: String, body: Bytes) -> Arc<Object> {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let about = About { number, bytes: body.len() as u64, content_type };
        Arc::new(Object::new(&self.folder, about, body))
    }

    pub(super) fn send(&self, job: Job) {
        self.sent.fetch_add(1, Ordering::SeqCst);
        if let Some(sender) = &self.sender {
            // It ends only after this.
            let _ = sender.send(job);
        }
    }

    pub(super) fn seen(&self) -> Seen {
        Seen { failed: self.progress.borrow().failed }
    }

    /// Waits until all that was put so far is in its file, or could not be written since.
    pub(super) async fn kept_since(&self, seen: Seen) -> Result<(), Unkept> {
        let sent = self.sent.load(Ordering::SeqCst);
        let mut progress = self.progress.clone();
        match progress.wait_for(|progress| progress.tried >= sent).await {
            Ok(progress) if progress.failed == seen.failed => Ok(()),
            Ok(progress) => progress.why.clone().map_or(Ok(()), Err),
            Err(_) => Err(Unkept::new("what writes objects has ended")),
        }
    }
}

/// Waits until all is written.
impl Drop for Shelf {
    fn drop(&mut self) {
        self.sender = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn files(folder: &Path) -> io::Result<Unclaimed> {
    fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect()
}

/// The number of the object that a file is of, or was to be.
fn number(file: &Path) -> Option<u64> {
    file.file_stem()?.to_str()?.parse().ok()
}

struct Work {
    jobs: Receiver<Job>,
    writer: Arc<Writer>,
    told: watch::Sender<Progress>,
    waiting: VecDeque<Job>,
}

impl Work {
    /// How soon what could not be written is tried again.
    const PAUSE: Duration = Duration::from_secs(1);
    /// What could not be written is held in memory up to this; then the oldest go.
    const MOST_BYTES: usize = 256 << 20;

    fn run(mut self) {
        loop {
            match self.next() {
                Ok(job) => {
                    self.again();
                    let failed = self.write(job).err();
                    self.told.send_modify(|progress| {
                        progress.tried += 1;
                        progress.failed += u64::from(failed.is_some());
                        progress.why = failed.or(progress.why.take());
                    });
                }
                Err(RecvTimeoutError::Timeout) => self.again(),
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    fn next(&self) -> Result<Job, RecvTimeoutError> {
        match self.waiting.is_empty() {
            true => self.jobs.recv().map_err(|_| RecvTimeoutError::Disconnected),
            false => self.jobs.recv_timeout(Self::PAUSE),
        }
    }

    /// Writes what could not be written so far. In the place of what was replaced since, something newer may lie already.
    fn again(&mut self) {
        let waiting = std::mem::take(&mut self.waiting);
        for job in waiting.into_iter().filter(|job| !job.object.is_replaced()) {
            let _ = self.write(job);
        }
    }

    /// What cannot be written waits, whole in memory.
    fn write(&mut self, job: Job) -> Result<(), Unkept> {
        match job.object.write() {
            Ok(()) => {
                self.writer.send(job.changes);
                Ok(())
            }
            Err(error) => {
                tracing::warn!(%error, "an object is in memory only");
                self.waiting.push_back(job);
                self.bound();
                Err(Unkept::new(format!("an object cannot be written: {error}")))
            }
        }
    }

    fn bound(&mut self) {
        let unwritten = |job: &Job| job.object.unwritten();
        let mut bytes: usize = self.waiting.iter().map(unwritten).sum();
        while bytes > Self::MOST_BYTES
            && let Some(oldest) = self.waiting.pop_front()
        {
            bytes -= unwritten(&oldest);
            oldest.object.forget();
        }
    }
}
