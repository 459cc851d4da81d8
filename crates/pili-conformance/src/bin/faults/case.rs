//! A call that meets a fault.

use std::{
    fmt,
    time::{Duration, Instant},
};

use pili_core::Operation;
use pili_live::{Hub, Pili};

use crate::{
    client,
    fault::{Fault, Step, WELL, Way},
    judge::{Outcome, Seen},
    peer::Peer,
    table::FAMILIES,
};

/// A call that takes longer hangs: every limit on a call is below.
const HANGS: Duration = Duration::from_secs(60);

#[derive(Clone, Copy, Debug)]
pub(crate) struct Case {
    pub(crate) fault: &'static Fault,
    pub(crate) call: Call,
    pub(crate) times: Times,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Call {
    /// One that may be repeated.
    Read,
    /// One that may not.
    Write,
}

/// Which attempts meet the fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Times {
    Always,
    /// The first; the others are served well.
    Once,
}

impl Case {
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        FAMILIES.iter().flat_map(|family| family.faults).flat_map(Self::of)
    }

    fn of(fault: &'static Fault) -> impl Iterator<Item = Self> {
        let times = [Times::Always, Times::Once];
        let times = times.into_iter().filter(|times| *times == Times::Always || fault.way.heals());
        times.flat_map(move |times| [Call::Read, Call::Write].map(|call| Self { fault, call, times }))
    }
}

impl fmt::Display for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} meets {:?} {:?}", self.call, self.fault.name, self.times)
    }
}

pub(crate) async fn run(case: Case) -> Seen {
    let way = case.fault.way;
    let steps: &[Step] = case.fault.steps;
    let later = if case.times == Times::Once { WELL } else { steps };
    let peer = Peer::start(way, steps, later).await;
    let client = client::of(case.fault, peer.address());
    let stream = Hub::new("shows").stream("evening");
    if way == Way::Reused {
        let first = client.send(stream.info()).await;
        assert!(first.is_ok(), "the call before the fault: {first:?}");
        // So that what the peer does with the idle connection is there before the next call.
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    let before = peer.effects();
    let begun = Instant::now();
    let outcome = match case.call {
        Call::Read => outcome(&client, stream.info()).await,
        Call::Write => outcome(&client, stream.create()).await,
    };
    Seen { case, outcome, effects: peer.effects() - before, took: begun.elapsed() }
}

async fn outcome<O>(client: &pili_live::Client, operation: O) -> Outcome
where
    O: Operation<Api = Pili, Output: Send> + Send + Sync + 'static,
{
    match tokio::time::timeout(HANGS, client.send(operation)).await {
        Ok(Ok(_)) => Outcome::Done,
        Ok(Err(error)) => Outcome::Failed(error),
        Err(_) => Outcome::Hung,
    }
}
