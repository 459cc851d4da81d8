//! Prints how often memory is taken, for the named groups or for all: a line of JSON a row. Apart from the times,
//! because counting takes time.

use std::{alloc::System, env, process::ExitCode};

use pili_bench::{GROUPS, server};
use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};

#[global_allocator]
static COUNTED: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

fn main() -> ExitCode {
    if server::is_asked() {
        server::serve();
        return ExitCode::SUCCESS;
    }
    let names: Vec<String> = env::args().skip(1).collect();
    let address = server::start();
    for (name, rows) in GROUPS {
        if names.is_empty() || names.iter().any(|wanted| wanted == name) {
            for mut row in rows(&address) {
                println!("{}", row.count(|| COUNTED.stats().allocations));
            }
        }
    }
    ExitCode::SUCCESS
}
