//! The work itself: what is begun is finished, and what is not begun is known.

use std::collections::{BTreeMap, BTreeSet};

use futures_util::{Stream, StreamExt as _, stream::FuturesUnordered};

use crate::failure::{Failure, Result};

/// How it went.
#[derive(Debug, Default)]
pub(super) struct Tally {
    pub(super) done: usize,
    /// What there was nothing to do for.
    pub(super) idle: Vec<(String, Failure)>,
    pub(super) failed: Vec<(String, Failure)>,
    /// What was not done, and why.
    pub(super) left: Vec<(String, &'static str)>,
    pub(super) stop: Option<Stop>,
}

/// Why nothing more was begun.
#[derive(Debug)]
pub(super) enum Stop {
    Interrupted,
    /// What befell one would befall all others.
    Hopeless,
    Output(#[allow(dead_code, reason = "told by its Debug in tests")] Failure),
}

/// Does it to each name once, at most `jobs` at a time. The first interrupt begins nothing more; the second one
/// waits for nothing more.
pub(super) async fn each<T, F: Future<Output = Result<T>>>(
    names: Vec<String>,
    jobs: usize,
    act: impl Fn(String) -> F,
    interrupts: impl Stream<Item = ()>,
    mut report: impl FnMut(&str, &Result<T>) -> Result,
) -> Tally {
    let mut waiting = once_each(names).into_iter();
    let (mut running, mut in_flight) = (FuturesUnordered::new(), BTreeMap::new());
    let mut interrupts = std::pin::pin!(interrupts.fuse());
    let mut tally = Tally::default();
    loop {
        while tally.stop.is_none() && running.len() < jobs {
            let Some((number, name)) = waiting.next() else { break };
            let acting = act(name.clone());
            in_flight.insert(number, name);
            running.push(async move { (number, acting.await) });
        }
        tokio::select! {
            biased;
            Some(()) = interrupts.next() => match tally.stop {
                Some(Stop::Interrupted) => break,
                _ => tally.stop = Some(Stop::Interrupted),
            },
            finished = running.next() => {
                let Some((number, outcome)) = finished else { break };
                let name = in_flight.remove(&number).unwrap_or_default();
                let reported = report(&name, &outcome);
                tally.take(name, outcome, reported);
            }
        }
    }
    tally.left =
        in_flight.into_values().map(|name| (name, "it was under way, and may have been done")).collect();
    tally.left.extend(waiting.map(|(_, name)| (name, "not begun")));
    tally
}

impl Tally {
    fn take<T>(&mut self, name: String, outcome: Result<T>, reported: Result) {
        match outcome {
            Ok(_) => self.done += 1,
            Err(failure) if failure.is_of_nothing() => self.idle.push((name, failure)),
            Err(failure) => {
                if failure.is_of_all() {
                    self.stop.get_or_insert(Stop::Hopeless);
                }
                self.failed.push((name, failure));
            }
        }
        if let Err(failure) = reported {
            self.stop.get_or_insert(Stop::Output(failure));
        }
    }
}

/// The names in their order, each once, numbered.
fn once_each(names: Vec<String>) -> Vec<(usize, String)> {
    let mut seen = BTreeSet::new();
    names.into_iter().filter(|name| seen.insert(name.clone())).enumerate().collect()
}

#[cfg(test)]
mod tests;
