use std::{
    fmt, io,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
        mpsc::{self, Receiver, RecvTimeoutError, Sender},
    },
    thread::{self, JoinHandle},
    time::Duration,
};

use tokio::sync::watch;

use super::{Changes, folder::Folder};

/// Writes changes on a thread of its own: all that have come together while the disk was busy at once.
pub(super) struct Writer {
    /// `None` once it ends.
    sender: Option<Sender<Changes>>,
    sent: AtomicU64,
    progress: watch::Receiver<Progress>,
    thread: Option<JoinHandle<()>>,
}

/// How many changes were tried to be written, and what hinders them, if anything does.
#[derive(Clone, Debug, Default)]
struct Progress {
    tried: u64,
    hindered: Option<Unkept>,
}

/// Why changes are not kept.
#[derive(Clone, Debug)]
pub(crate) struct Unkept(Arc<str>);

impl Unkept {
    pub(super) fn new(why: impl Into<Arc<str>>) -> Self {
        Self(why.into())
    }
}

impl fmt::Display for Unkept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: what was asked is done, but is lost if the service ends before it can be written",
            self.0
        )
    }
}

impl Writer {
    pub(super) fn start(folder: Folder) -> io::Result<Self> {
        let (sender, changes) = mpsc::channel();
        let (told, progress) = watch::channel(Progress::default());
        let thread = thread::Builder::new().name("data".to_owned());
        let thread =
            thread.spawn(move || Work { folder, changes, told, waiting: Changes::default() }.run())?;
        Ok(Self { sender: Some(sender), sent: AtomicU64::new(0), progress, thread: Some(thread) })
    }

    /// Never waits.
    pub(super) fn send(&self, changes: Changes) {
        self.sent.fetch_add(1, Ordering::SeqCst);
        if let Some(sender) = &self.sender {
            // It ends only after this.
            let _ = sender.send(changes);
        }
    }

    /// Waits until all that was sent so far is written, or cannot be.
    pub(super) async fn kept(&self) -> Result<(), Unkept> {
        let sent = self.sent.load(Ordering::SeqCst);
        let mut progress = self.progress.clone();
        match progress.wait_for(|progress| progress.tried >= sent).await {
            Ok(progress) => progress.hindered.clone().map_or(Ok(()), Err),
            Err(_) => Err(Unkept::new("what writes has ended")),
        }
    }
}

/// Waits until all is written.
impl Drop for Writer {
    fn drop(&mut self) {
        self.sender = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

struct Work {
    folder: Folder,
    changes: Receiver<Changes>,
    told: watch::Sender<Progress>,
    /// What could not be written yet.
    waiting: Changes,
}

impl Work {
    /// How soon what could not be written is tried again.
    const PAUSE: Duration = Duration::from_secs(1);

    fn run(mut self) {
        let mut goes_on = true;
        while goes_on {
            let taken;
            (taken, goes_on) = self.take();
            let hindered = self.write().err();
            self.told.send_modify(|progress| {
                if let Some(unkept) = &hindered
                    && progress.hindered.is_none()
                {
                    tracing::error!(%unkept, "cannot be kept");
                }
                progress.tried += taken;
                progress.hindered = hindered;
            });
        }
    }

    /// Waits for changes and takes all that are there; how many, and whether more may come.
    fn take(&mut self) -> (u64, bool) {
        let first = match self.waiting.is_empty() {
            true => self.changes.recv().map_err(|_| RecvTimeoutError::Disconnected),
            false => self.changes.recv_timeout(Self::PAUSE),
        };
        let all: Vec<_> = match first {
            Ok(first) => std::iter::once(first).chain(self.changes.try_iter()).collect(),
            Err(RecvTimeoutError::Timeout) => return (0, true),
            Err(RecvTimeoutError::Disconnected) => return (0, false),
        };
        let taken = all.len() as u64;
        all.into_iter().for_each(|changes| self.waiting.then(changes));
        (taken, true)
    }

    fn write(&mut self) -> Result<(), Unkept> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        if let Some(broken) = &self.waiting.broken {
            return Err(Unkept::new(broken.as_str()));
        }
        self.folder.write(&self.waiting).map_err(|error| Unkept::new(error.to_string()))?;
        std::mem::take(&mut self.waiting).gone_objects.iter().for_each(|object| object.go());
        Ok(())
    }
}
