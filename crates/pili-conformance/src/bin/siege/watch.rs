//! Those who watch the good stream, and one who calls: what they see is what the siege does to the innocent.

mod calls;
mod hls;
mod machine;
mod viewers;

use std::{
    collections::BTreeMap,
    fmt,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use tokio::{task::JoinHandle, time::sleep};

use crate::{
    Outcome,
    field::{Field, GOOD},
    good,
};

/// No picture for so long is a gap, even if none is lost. The machine may be busy.
const PAUSE: Duration = Duration::from_secs(5);
/// Before the siege: every watcher has seen something by then.
const QUIET: Duration = Duration::from_secs(5);

/// What has been seen of the good stream.
#[derive(Clone, Debug, Default)]
pub(crate) struct Seen {
    /// Pictures, segments and answers, by who saw them.
    good: BTreeMap<&'static str, usize>,
    /// How long the longest wait for one of them was.
    longest: BTreeMap<&'static str, Duration>,
    /// How long the machine itself kept somebody waiting who asked for nothing but the time.
    pause: Duration,
    wrong: Vec<String>,
}

impl Seen {
    fn good(&mut self, who: &'static str, after: Duration) {
        *self.good.entry(who).or_default() += 1;
        let longest = self.longest.entry(who).or_default();
        *longest = after.max(*longest);
    }

    pub(crate) fn wrong(&self) -> Vec<String> {
        let silent = WATCHERS.iter().filter(|who| !self.good.contains_key(*who));
        let silent = silent.map(|who| format!("{who}: nothing was seen"));
        let late = self.longest.iter().filter(|(_, longest)| **longest > PAUSE);
        let late = late.map(|(who, longest)| format!("{who}: nothing for {longest:.1?}"));
        self.wrong.iter().cloned().chain(silent).chain(late).collect()
    }
}

impl fmt::Display for Seen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let of = |who: &&'static str| {
            let longest = self.longest.get(who).copied().unwrap_or_default();
            format!("{who} {} (at most {longest:.1?} apart)", self.good.get(who).copied().unwrap_or(0))
        };
        let told = WATCHERS.iter().map(of).collect::<Vec<_>>().join(", ");
        write!(f, "{told}; the machine paused for {:.1?} at most", self.pause)
    }
}

const WATCHERS: &[&str] = &["rtmp", "flv", "hls", "calls"];

/// What is seen, as those who see it write it down.
#[derive(Clone, Debug, Default)]
pub(crate) struct Book(Arc<Mutex<Seen>>);

impl Book {
    fn good(&self, who: &'static str, after: Duration) {
        self.write(|seen| seen.good(who, after));
    }

    fn paused(&self, pause: Duration) {
        self.write(|seen| seen.pause = seen.pause.max(pause));
    }

    fn wrong(&self, who: &'static str, what: impl fmt::Display) {
        self.write(|seen| seen.wrong.push(format!("{who}: {what}")));
    }

    fn write<T>(&self, with: impl FnOnce(&mut Seen) -> T) -> T {
        with(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

#[derive(Debug)]
pub(crate) struct Watch {
    book: Book,
    publisher: JoinHandle<Outcome>,
    watchers: Vec<JoinHandle<()>>,
}

impl Watch {
    pub(crate) async fn start(field: &Arc<Field>) -> Outcome<Self> {
        let publisher = good::publish(&field.publish_url(GOOD)?).await?;
        sleep(Duration::from_millis(500)).await;
        let book = Book::default();
        machine::watch(book.clone());
        let watchers = vec![
            tokio::spawn(viewers::rtmp(field.clone(), book.clone())),
            tokio::spawn(viewers::flv(field.clone(), book.clone())),
            tokio::spawn(hls::watch(field.clone(), book.clone())),
            tokio::spawn(calls::make(field.clone(), book.clone())),
        ];
        sleep(QUIET).await;
        let watch = Self { book, publisher, watchers };
        match watch.seen().await?.wrong() {
            wrong if wrong.is_empty() => Ok(watch),
            wrong => Err(format!("before the siege: {}", wrong.join("; ")).into()),
        }
    }

    /// Begins again.
    pub(crate) async fn forget(&self) -> Outcome {
        self.book.write(|seen| *seen = Seen::default());
        self.goes_on()
    }

    /// With what is still on its way.
    pub(crate) async fn seen(&self) -> Outcome<Seen> {
        sleep(Duration::from_secs(3)).await;
        self.goes_on()?;
        Ok(self.book.write(|seen| seen.clone()))
    }

    fn goes_on(&self) -> Outcome {
        if self.publisher.is_finished() { Err("the good publish has ended".into()) } else { Ok(()) }
    }

    pub(crate) async fn end(self) -> Outcome {
        self.watchers.iter().for_each(JoinHandle::abort);
        self.publisher.abort();
        Ok(())
    }
}
