//! Prints what a list of 1 000 000 streams holds in memory while it is read, as a sentence.

use std::{alloc::System, process::ExitCode};

use pili_bench::{list, server};
use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};

#[global_allocator]
static COUNTED: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

fn main() -> ExitCode {
    if server::is_asked() {
        server::serve();
        return ExitCode::SUCCESS;
    }
    let held = || {
        let seen = COUNTED.stats();
        seen.bytes_allocated - seen.bytes_deallocated
    };
    let [early, whole] = list::most_held(&server::start(), held);
    println!(
        "A list of 1 000 000 streams, read key by key, holds at most {} KiB; of the first 100 000, {} KiB.",
        whole >> 10,
        early >> 10,
    );
    ExitCode::SUCCESS
}
