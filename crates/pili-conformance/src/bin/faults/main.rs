//! What the client makes of about 170 faults, against a server that counts what it carried out.
//!
//! Prints the page `docs/faults.md`; exits with 1 when a call broke one of the rules of `judge`.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "the page is the program's output")]

mod case;
mod client;
mod fault;
mod judge;
mod page;
mod peer;
mod table;

use std::{process::ExitCode, sync::Arc, time::Instant};

use tokio::{sync::Semaphore, task::JoinSet};

use case::Case;
use judge::Seen;
use table::FAMILIES;

/// So many calls at a time of those that wait for a limit, and that nothing else may then keep from their time.
const WAITING: usize = 128;
/// So many of the others, which are work.
const WORKING: usize = 8;

#[tokio::main]
async fn main() -> ExitCode {
    let begun = Instant::now();
    let seen = all().await;
    print!("{}", page::of(&seen));
    let wrong: Vec<String> =
        seen.iter().filter_map(|seen| Some(format!("{}: {}", seen.case, judge::wrong(seen)?))).collect();
    wrong.iter().for_each(|wrong| eprintln!("{wrong}"));
    let faults: usize = FAMILIES.iter().map(|family| family.faults.len()).sum();
    let calls = seen.len();
    let (wrong, time) = (wrong.len(), begun.elapsed().as_secs_f64());
    eprintln!("{faults} faults, {calls} calls, {wrong} that broke a rule, {time:.0} s");
    ExitCode::from(u8::from(wrong > 0))
}

/// Every case, in the order of the table.
async fn all() -> Vec<Seen> {
    let (waiting, working): (Vec<_>, Vec<_>) =
        Case::all().enumerate().partition(|(_, case)| case.fault.is_endless());
    let mut seen = at_once(working, WORKING).await;
    seen.extend(at_once(waiting, WAITING).await);
    seen.sort_by_key(|(place, _)| *place);
    seen.into_iter().map(|(_, seen)| seen).collect()
}

async fn at_once(cases: Vec<(usize, Case)>, at_once: usize) -> Vec<(usize, Seen)> {
    let room = Arc::new(Semaphore::new(at_once));
    let mut running = JoinSet::new();
    for (place, case) in cases {
        let room = room.clone();
        running.spawn(async move {
            let _room = room.acquire_owned().await;
            (place, case::run(case).await)
        });
    }
    running.join_all().await
}
