//! `pili local --data` is killed fifty times while it is worked on: all that it answered is there when it starts again. And
//! on a full disk nothing broken is served. Needs `PILI_BIN`.

#![allow(clippy::print_stdout, reason = "a test program")]

mod clients;
mod fact;
mod full;
mod kept;
mod service;
mod work;

use std::process::ExitCode;

/// The outcome of a check: what went wrong, if anything.
type Outcome<T = ()> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

fn main() -> ExitCode {
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => {
            println!("FAILED  {error}");
            return ExitCode::FAILURE;
        }
    };
    let outcomes = [
        ("what was answered outlasts fifty kills", runtime.block_on(kept::outlasts())),
        ("on a full disk nothing broken is served", runtime.block_on(full::serves_nothing_broken())),
    ];
    let failed = outcomes.iter().filter(|(name, outcome)| !holds(name, outcome)).count();
    println!("{} passed, {failed} failed", outcomes.len() - failed);
    ExitCode::from(u8::from(failed > 0))
}

fn holds(name: &str, outcome: &Outcome<String>) -> bool {
    match outcome {
        Ok(figures) => println!("ok      {name}: {figures}"),
        Err(error) => println!("FAILED  {name}: {error}"),
    }
    outcome.is_ok()
}
