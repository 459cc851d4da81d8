//! The recordings of all streams.

use std::{
    cmp::Reverse,
    collections::HashMap,
    io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError},
    time::Duration,
};

use crate::{
    StreamId,
    budget::Budget,
    kept::Order,
    recording::{Recording, Worth},
    spill::{Folder, Found, Writer},
};

pub(crate) type SharedRecording = Arc<Mutex<Recording>>;

/// The recordings of all streams, in memory and perhaps in a folder.
#[derive(Debug)]
pub(crate) struct Archive {
    budget: Budget,
    order: Order,
    recordings: Mutex<HashMap<StreamId, SharedRecording>>,
    spill: OnceLock<(Folder, Writer)>,
}

impl Archive {
    /// One that is in memory alone.
    pub(crate) fn new(budget: Budget) -> Self {
        Self { budget, order: Order::default(), recordings: Mutex::default(), spill: OnceLock::new() }
    }

    /// Writes segments into a folder from now on, and finds the recordings that are there.
    pub(crate) fn write_to(self: &Arc<Self>, folder: &Path) -> io::Result<()> {
        let folder = Folder::open(folder)?;
        for Found { id, folder, segments, lost } in folder.recordings()? {
            let recording = Recording::of_files(self.order.clone(), folder, segments, lost);
            lock(&self.recordings).entry(id).or_insert_with(|| Arc::new(Mutex::new(recording)));
        }
        let (writer, woken) = Writer::new();
        self.spill.set((folder, writer)).map_err(|_| io::Error::other("recordings are written already"))?;
        Writer::run(Arc::downgrade(self), woken)
    }

    pub(crate) fn budget(&self) -> &Budget {
        &self.budget
    }

    /// The recording to which a publish adds.
    pub(crate) fn of(&self, id: &StreamId) -> SharedRecording {
        let folder = || self.spill.get().map(|(folder, _)| folder.of(id));
        let new = || Arc::new(Mutex::new(Recording::new(self.order.clone(), folder())));
        lock(&self.recordings).entry(id.clone()).or_insert_with(new).clone()
    }

    pub(crate) fn find(&self, id: &StreamId) -> Option<SharedRecording> {
        lock(&self.recordings).get(id).cloned()
    }

    pub(crate) fn recordings(&self) -> Vec<SharedRecording> {
        lock(&self.recordings).values().cloned().collect()
    }

    /// Lets go of what was needed least recently, and of what is in a file as well before that, until so many bytes
    /// are free.
    pub(crate) fn let_go(&self, free: usize) {
        self.let_go_of(free, |_| true);
    }

    /// The same, but for what is lost by it to whoever watches now.
    pub(crate) fn let_go_of_unlisted(&self, free: usize) {
        self.let_go_of(free, |worth| !(worth.is_only_here && worth.is_listed));
    }

    /// The same of recordings alone that weigh more than this.
    pub(crate) fn let_go_of_large(&self, free: usize, beyond: usize) {
        let is_large = |recording: &SharedRecording| lock(recording).weight() > beyond;
        let large = self.recordings().into_iter().filter(is_large);
        self.drop_until(free, worths(large, |_| true));
        self.wake();
    }

    fn let_go_of(&self, free: usize, filter: impl Fn(&Worth) -> bool) {
        let in_memory = self.in_memory(filter);
        self.drop_until(free, in_memory);
        self.wake();
    }

    /// The same for what is in a file as well, so that nothing is lost.
    pub(crate) fn let_go_of_written(&self, free: usize) {
        let in_memory = self.in_memory(|worth| !worth.is_only_here);
        self.drop_until(free, in_memory);
    }

    /// Gives up segments that are still growing and weigh more than this, the largest first, until so many bytes are
    /// free.
    pub(crate) fn give_up_growing(&self, free: usize, beyond: usize) {
        let weighed = self.recordings().into_iter().map(|recording| {
            let weight = lock(&recording).growing_weight();
            (weight, recording)
        });
        let mut large: Vec<_> = weighed.filter(|(weight, _)| *weight > beyond).collect();
        large.sort_by_key(|(weight, _)| Reverse(*weight));
        for (_, recording) in large {
            if self.budget.has_room_for(free) {
                return;
            }
            lock(&recording).give_up_growing();
        }
    }

    fn drop_until(&self, free: usize, in_memory: Vec<(Worth, SharedRecording)>) {
        for (worth, recording) in in_memory {
            if self.budget.has_room_for(free) {
                return;
            }
            lock(&recording).let_go(worth.number);
        }
    }

    /// Forgets the other recordings; gives their files.
    pub(crate) fn keep(&self, is_kept: impl Fn(&StreamId) -> bool) -> Vec<PathBuf> {
        let mut recordings = lock(&self.recordings);
        let gone: Vec<_> = recordings.extract_if(|id, _| !is_kept(id)).collect();
        gone.iter().flat_map(|(_, recording)| lock(recording).forget_all()).collect()
    }

    /// The segments in memory, those that are worth least first.
    fn in_memory(&self, filter: impl Fn(&Worth) -> bool) -> Vec<(Worth, SharedRecording)> {
        worths(self.recordings(), filter)
    }

    pub(crate) fn writer(&self) -> Option<&Writer> {
        self.spill.get().map(|(_, writer)| writer)
    }

    /// There may be something to write.
    pub(crate) fn wake(&self) {
        self.writer().into_iter().for_each(Writer::wake);
    }

    /// What is to be written, what was tried least and needed least recently first.
    pub(crate) fn unwritten(&self) -> Vec<(SharedRecording, u64)> {
        let mut found = self.in_memory(|worth| worth.is_only_here);
        found.sort_by_key(|(worth, _)| (worth.tries, worth.needed));
        found.into_iter().map(|(worth, recording)| (recording, worth.number)).collect()
    }

    pub(crate) fn has_unwritten(&self) -> bool {
        self.recordings().iter().any(|recording| lock(recording).has_unwritten())
    }

    /// Waits until all is written, or cannot be.
    pub(crate) async fn written(&self) {
        let Some(writer) = self.writer() else { return };
        self.wake();
        while self.has_unwritten() && !writer.is_failing() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
}

/// The segments in memory of some recordings, those that are worth least first.
fn worths(
    recordings: impl IntoIterator<Item = SharedRecording>,
    filter: impl Fn(&Worth) -> bool,
) -> Vec<(Worth, SharedRecording)> {
    let mut found = Vec::new();
    for recording in recordings {
        let worths = lock(&recording).in_memory().filter(&filter).collect::<Vec<_>>();
        found.extend(worths.into_iter().map(|worth| (worth, recording.clone())));
    }
    found.sort_by_key(|(worth, _)| *worth);
    found
}

pub(crate) fn lock<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}
