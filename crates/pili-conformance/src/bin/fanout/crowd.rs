//! Many viewers that take what they are sent and look at nothing, on one thread: each socket is emptied ten times a
//! second, in turn.

use std::{
    io::{self, ErrorKind, Read as _},
    net::TcpStream,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering::Relaxed},
    },
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use crate::{Outcome, hello::Way};

/// A part of the crowd is emptied in each.
const STEP: Duration = Duration::from_millis(5);
const STEPS: usize = 20;

/// Viewers, as long as this lives.
#[derive(Debug)]
pub(crate) struct Crowd {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<io::Result<()>>>,
}

#[derive(Debug, Default)]
struct Shared {
    bytes: AtomicU64,
    watching: AtomicU32,
    is_over: AtomicBool,
}

impl Crowd {
    /// Lets them come; each way is taken in turn.
    pub(crate) fn start(ways: Vec<Way>, viewers: u32) -> Self {
        let shared = Arc::<Shared>::default();
        let theirs = shared.clone();
        let thread = thread::spawn(move || theirs.watch(&ways, viewers));
        Self { shared, thread: Some(thread) }
    }

    /// Waits until all are there.
    pub(crate) async fn gathered(&self, viewers: u32) -> Outcome {
        let begun = Instant::now();
        while self.watching() < viewers {
            if self.thread.as_ref().is_none_or(JoinHandle::is_finished)
                || begun.elapsed() > Duration::from_secs(60)
            {
                return Err(format!("only {} of {viewers} viewers came in", self.watching()).into());
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        Ok(())
    }

    pub(crate) fn watching(&self) -> u32 {
        self.shared.watching.load(Relaxed)
    }

    /// Bytes received by all.
    pub(crate) fn bytes(&self) -> u64 {
        self.shared.bytes.load(Relaxed)
    }

    /// Sends them away.
    pub(crate) fn leave(mut self) -> Outcome {
        self.shared.is_over.store(true, Relaxed);
        let thread = self.thread.take().ok_or("they have left")?;
        Ok(thread.join().map_err(|_| "the viewers broke down")??)
    }
}

impl Drop for Crowd {
    fn drop(&mut self) {
        self.shared.is_over.store(true, Relaxed);
    }
}

impl Shared {
    fn watch(&self, ways: &[Way], viewers: u32) -> io::Result<()> {
        let mut crowd = Vec::new();
        let mut waiting = ways.iter().cycle().take(viewers as usize);
        let mut buffer = vec![0; 256 << 10];
        for step in 0.. {
            if self.is_over.load(Relaxed) {
                break;
            }
            let began = Instant::now();
            for way in waiting.by_ref().take(STEPS / 2) {
                crowd.push(enter(way)?);
                self.watching.fetch_add(1, Relaxed);
            }
            for viewer in crowd.iter_mut().skip(step % STEPS).step_by(STEPS) {
                self.empty(viewer, &mut buffer);
            }
            thread::sleep(STEP.saturating_sub(began.elapsed()));
        }
        Ok(())
    }

    /// Reads all that is there. A viewer that was sent away stays away.
    fn empty(&self, viewer: &mut Option<TcpStream>, buffer: &mut [u8]) {
        while let Some(stream) = viewer {
            match stream.read(buffer) {
                Ok(read) if read > 0 => {
                    self.bytes.fetch_add(read as u64, Relaxed);
                    if read < buffer.len() {
                        return;
                    }
                }
                Err(error) if error.kind() == ErrorKind::WouldBlock => return,
                _ => {
                    self.watching.fetch_sub(1, Relaxed);
                    *viewer = None;
                }
            }
        }
    }
}

fn enter(way: &Way) -> io::Result<Option<TcpStream>> {
    let stream = way.open()?;
    stream.set_nonblocking(true)?;
    Ok(Some(stream))
}
