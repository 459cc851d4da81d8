//! A run of a task.

use std::{future::Future, time::Duration};

use pili_live::{
    task::{Loops, Source, Status, VideoType},
    wire::task::{SeekBody, TaskBody},
};
use tokio::{
    sync::{mpsc, watch},
    time::{Instant, sleep, sleep_until, timeout},
};

use super::{
    check, feed::Feed, kept::Control, outlets::Outlets, place::shown, splice::Splice, store::REPEATED,
    tell::tell,
};
use crate::{relay::Relay, reply::Refused};

/// How long a stop waits until what is published is over.
const FAREWELL: Duration = Duration::from_secs(3);
/// Between two tries to connect again.
const PAUSE: Duration = Duration::from_secs(1);
/// A run of this length counts as connected again.
const LASTING: Duration = Duration::from_secs(60);

/// Starts a task.
pub(super) fn start(relay: &Relay, id: &str) -> Result<(), Refused> {
    let (stop, stopped) = watch::channel(false);
    let (seek, seeks) = mpsc::channel(1);
    let (running, over) = watch::channel(());
    let now = relay.ground.clock.now();
    let (number, task) = relay.tasks.task(id, |task| {
        if task.is_running() {
            return Err(REPEATED);
        }
        check::reachable(&task.settings)?;
        Ok((task.begin(now, Control { stop, seek, over }), task.clone()))
    })??;
    tell(relay, id, &task);
    let log = Log { relay: relay.clone(), id: id.to_owned() };
    let run = Run { settings: task.settings, log, stopped, seeks, splice: Splice::default() };
    let (of, id) = (relay.clone(), id.to_owned());
    relay.tasks.spawn(async move {
        let (status, message) = run.carry_out().await;
        end(&of, &id, number, status, &message);
        drop(running);
    });
    Ok(())
}

/// Stops a task. What is returned is over when what it published is.
pub(super) fn stop(relay: &Relay, id: &str) -> Result<impl Future<Output = ()> + use<>, Refused> {
    let running = relay.tasks.task(id, |task| task.is_running().then(|| (task.runs, task.control())))?;
    let Some((number, Some(mut control))) = running else { return Err(REPEATED) };
    control.stop.send_replace(true);
    end(relay, id, number, Status::Stopped, "stopped");
    Ok(async move {
        let _ = timeout(FAREWELL, async { while control.over.changed().await.is_ok() {} }).await;
    })
}

/// Stops all, as the service ends.
pub(super) async fn stop_all(relay: &Relay) {
    for id in relay.tasks.running() {
        if let Ok(stopping) = stop(relay, &id) {
            stopping.await;
        }
    }
    relay.tasks.abort(relay.ground.clock.now());
    relay.tasks.finish().await;
}

fn end(relay: &Relay, id: &str, number: u64, status: Status, message: &str) {
    if let Some(task) = relay.tasks.end(id, number, relay.ground.clock.now(), status, message) {
        tell(relay, id, &task);
    }
}

/// A task that runs.
struct Run {
    settings: TaskBody,
    log: Log,
    stopped: watch::Receiver<bool>,
    seeks: mpsc::Receiver<SeekBody>,
    splice: Splice,
}

/// Where lines of the log go.
struct Log {
    relay: Relay,
    id: String,
}

/// How a source was left.
enum Left {
    Ended,
    Broken(String),
    Stopped,
    Seek(SeekBody),
}

impl Run {
    /// To its end: how it ended, and what there is to say of it.
    async fn carry_out(mut self) -> (Status, String) {
        let mut outlets = Outlets::default();
        let end = self.all_passes(&mut outlets).await;
        outlets.finish().await;
        end
    }

    async fn all_passes(&mut self, outlets: &mut Outlets) -> (Status, String) {
        let mut left = self.settings.loop_times.unwrap_or_default();
        loop {
            let begun = Instant::now();
            if let Some(end) = self.pass(outlets).await {
                return end;
            }
            left = match left {
                Loops::None | Loops::Times(0) => {
                    return (Status::Finished, "the sources have ended".to_owned());
                }
                Loops::Times(times) => Loops::Times(times - 1),
                Loops::Endless => Loops::Endless,
            };
            // Sources that hold nothing are not gone through without a rest.
            if begun.elapsed() < PAUSE && self.pause().await {
                return (Status::Stopped, "stopped".to_owned());
            }
            self.log.note("from the first source again");
            if self.settings.sustain != Some(true) {
                outlets.finish().await;
            }
        }
    }

    /// All sources once; how the run ended, if it did.
    async fn pass(&mut self, outlets: &mut Outlets) -> Option<(Status, String)> {
        let sources = self.settings.source_urls.clone();
        let (mut at, mut skip) = (0, None);
        let mut retries = Retries::new(self.settings.retry_time);
        while let Some(source) = sources.get(at) {
            let begun = Instant::now();
            let left = self.play(source, skip.take().unwrap_or(source.seek), outlets).await;
            let is_live = source.video_type != VideoType::Vod;
            match left {
                Left::Stopped => return Some((Status::Stopped, "stopped".to_owned())),
                Left::Seek(to) => (at, skip) = (to.index as usize, Some(to.seek)),
                Left::Ended if !is_live => at += 1,
                Left::Ended if !retries.may(begun) => at += 1,
                Left::Broken(why) if !retries.may(begun) => return Some((Status::Failed, why)),
                Left::Ended | Left::Broken(_) => {
                    self.log.note("connecting again");
                    outlets.finish().await;
                    if self.pause().await {
                        return Some((Status::Stopped, "stopped".to_owned()));
                    }
                }
            }
        }
        None
    }

    /// One source, to its end.
    async fn play(&mut self, source: &Source, skip: Duration, outlets: &mut Outlets) -> Left {
        if let Err(why) = self.connect(outlets).await {
            return Left::Broken(why);
        }
        let url = source.url.as_str();
        let mut feed = tokio::select! {
            opened = Feed::open(url) => match opened {
                Ok(feed) => feed,
                Err(why) => return self.broken(why),
            },
            () = stopped(&mut self.stopped) => return Left::Stopped,
        };
        self.log.note(&format!("pulling {}", shown(url)));
        self.splice.next_source(skip);
        let paced = (source.video_type == VideoType::Vod).then(Instant::now);
        loop {
            let tag = tokio::select! {
                next = feed.next() => match next {
                    Ok(Some(tag)) => tag,
                    Ok(None) => return self.ended(url),
                    Err(why) => return self.broken(format!("{}: {why}", shown(url))),
                },
                () = stopped(&mut self.stopped) => return Left::Stopped,
                Some(to) = self.seeks.recv() => return self.sought(to),
            };
            let Some(tag) = self.splice.place(tag) else { continue };
            if let Some(begun) = paced {
                tokio::select! {
                    () = sleep_until(begun + self.splice.played()) => {}
                    () = stopped(&mut self.stopped) => return Left::Stopped,
                    Some(to) = self.seeks.recv() => return self.sought(to),
                }
            }
            for line in outlets.send(&tag).await {
                self.log.note(&line);
            }
            if outlets.are_gone() {
                return Left::Broken("nobody takes what is published".to_owned());
            }
        }
    }

    /// Connects to where it publishes, unless it is.
    async fn connect(&mut self, outlets: &mut Outlets) -> Result<(), String> {
        if !outlets.are_gone() {
            return Ok(());
        }
        let (connected, lines) = Outlets::connect(&self.settings.forward_urls).await;
        lines.iter().for_each(|line| self.log.note(line));
        *outlets = connected;
        self.splice = Splice::default();
        let last = || lines.last().cloned().unwrap_or_default();
        if outlets.are_gone() { Err(format!("cannot publish: {}", last())) } else { Ok(()) }
    }

    /// Waits until it is time to connect again; whether it was stopped meanwhile.
    async fn pause(&mut self) -> bool {
        tokio::select! {
            () = sleep(PAUSE) => false,
            () = stopped(&mut self.stopped) => true,
        }
    }

    fn ended(&self, url: &str) -> Left {
        self.log.note(&format!("{} has ended", shown(url)));
        Left::Ended
    }

    fn broken(&self, why: String) -> Left {
        self.log.note(&why);
        Left::Broken(why)
    }

    fn sought(&self, to: SeekBody) -> Left {
        self.log.note(&format!("to source {} at {} s", to.index, to.seek.as_secs()));
        Left::Seek(to)
    }
}

impl Log {
    fn note(&self, line: &str) {
        let now = self.relay.ground.clock.now();
        // A task that is gone has no log.
        let _ = self.relay.tasks.task(&self.id, |task| task.note(now, line));
    }
}

/// How long connecting again may still be tried.
struct Retries {
    time: Option<Duration>,
    until: Option<Instant>,
}

impl Retries {
    fn new(time: Option<Duration>) -> Self {
        Self { time, until: None }
    }

    /// Whether to try again after a run that began then.
    fn may(&mut self, begun: Instant) -> bool {
        let Some(time) = self.time else { return false };
        if begun.elapsed() >= LASTING {
            self.until = None;
        }
        let until = *self.until.get_or_insert(Instant::now() + time);
        Instant::now() + PAUSE < until
    }
}

async fn stopped(stop: &mut watch::Receiver<bool>) {
    // An error means that nobody can stop it any more: then it is not.
    if stop.wait_for(|stop| *stop).await.is_err() {
        std::future::pending::<()>().await;
    }
}
