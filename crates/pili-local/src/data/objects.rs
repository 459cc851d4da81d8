use std::{
    collections::{BTreeMap, HashMap, VecDeque},
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
    Changes, Data, Unkept,
    object::{About, Object},
    table::Kept,
    writer::Writer,
};

/// Objects by name, each in a file of the folder.
#[derive(Debug)]
pub(crate) struct Objects {
    objects: BTreeMap<String, Arc<Object>>,
    kept: Kept<String>,
}

impl Objects {
    /// Those that are kept under this name. What is not whole is none.
    pub(super) fn of(data: &Data, name: String) -> Self {
        let mut kept = Kept::of(data, name);
        let found = kept.take::<About>().into_iter();
        let found = found.filter_map(|(name, about)| Some((name, data.found(about)?)));
        Self { objects: found.collect(), kept }
    }

    pub(crate) fn get(&self, name: &str) -> Option<Arc<Object>> {
        self.objects.get(name).cloned()
    }

    /// The names of all, and how many bytes each has.
    pub(crate) fn list(&self) -> Vec<(String, u64)> {
        self.objects.iter().map(|(name, object)| (name.clone(), object.about().bytes)).collect()
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.objects.contains_key(name)
    }

    /// Puts an object in the place of any of its name. It is written beside, and whole until then.
    pub(crate) fn put(&mut self, name: String, content_type: String, body: Bytes) {
        let data = self.kept.data().clone();
        let Some(shelf) = data.shelf() else { return };
        let object = shelf.new_object(content_type, body);
        let before = self.objects.insert(name.clone(), object.clone());
        let mut changes = Changes::default();
        self.kept.put(name, object.about(), &mut changes);
        changes.gone_objects.extend(before);
        shelf.send(Job { object, changes });
    }
}

/// An object to be written, and what is to be noted once it is.
struct Job {
    object: Arc<Object>,
    changes: Changes,
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

type Unclaimed = HashMap<PathBuf, Option<u64>>;

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
        let last = files.values().flatten().copied().max().unwrap_or_default();
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
        std::mem::take(&mut *self.unclaimed()).keys().try_for_each(fs::remove_file)
    }

    fn unclaimed(&self) -> MutexGuard<'_, Unclaimed> {
        self.unclaimed.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn new_object(&self, content_type: String, body: Bytes) -> Arc<Object> {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let about = About { number, bytes: body.len() as u64, content_type };
        Arc::new(Object::new(&self.folder, about, body))
    }

    fn send(&self, job: Job) {
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

/// Paths by the number that each is called; what is temporary is called none.
fn files(folder: &Path) -> io::Result<Unclaimed> {
    let file = |entry: io::Result<fs::DirEntry>| {
        let entry = entry?;
        Ok((entry.path(), entry.file_name().to_str().and_then(|name| name.parse().ok())))
    };
    fs::read_dir(folder)?.map(file).collect()
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

    /// Writes what could not be written so far.
    fn again(&mut self) {
        for job in std::mem::take(&mut self.waiting) {
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
