use std::{
    collections::VecDeque,
    time::{Duration, Instant},
};

use pili_conformance::Service;
use tokio::task::JoinSet;

use crate::{
    Outcome,
    clients::Clients,
    fact::Fact,
    service,
    work::{Answered, Worker},
};

const KILLS: u32 = 50;

/// After each kill what was answered in the last lives is looked for; at the end all of it.
const LIVES: usize = 2;

/// Kills a service while it is worked on, and looks whether all that it answered is there.
pub(crate) async fn outlasts() -> Outcome<String> {
    let folder = tempfile::tempdir()?;
    let (mut all, mut last) = (Vec::new(), VecDeque::new());
    let mut longest = Duration::ZERO;
    for round in 0..KILLS {
        let begun = Instant::now();
        let service = service::start(folder.path())?;
        longest = longest.max(begun.elapsed());
        let clients = Clients::of(service.addresses)?;
        check(&clients, last.iter().flatten()).await?;
        let answered = live(service, clients, round).await?;
        all.extend(answered.iter().cloned());
        last.push_back(answered);
        if last.len() > LIVES {
            last.pop_front();
        }
    }
    let service = service::start(folder.path())?;
    check(&Clients::of(service.addresses)?, all.iter()).await?;
    Ok(format!("{KILLS} kills, {} answers, the slowest start {} ms", all.len(), longest.as_millis()))
}

/// Works on a service for a while, and kills it in the midst.
async fn live(service: Service, clients: Clients, round: u32) -> Outcome<Vec<Fact>> {
    let answered = Answered::default();
    let worker = || Worker { clients: clients.clone(), answered: answered.clone(), round };
    let mut work = JoinSet::new();
    work.spawn(worker().streams());
    work.spawn(worker().rooms());
    work.spawn(worker().sessions());
    work.spawn(worker().recordings());
    work.spawn(worker().channels());
    // At any moment of what goes on.
    let life = Duration::from_millis(100 + u64::from(round) * 37 % 300);
    tokio::select! {
        () = tokio::time::sleep(life) => {}
        // They end only by failing.
        Some(ended) = work.join_next() => ended??,
    }
    service.kill()?;
    work.shutdown().await;
    Ok(answered.take())
}

async fn check(clients: &Clients, facts: impl Iterator<Item = &Fact>) -> Outcome {
    for fact in facts {
        fact.check(clients).await?;
    }
    Ok(())
}
