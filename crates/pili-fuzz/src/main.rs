//! Mutated input for every parser and verifier: `pili-fuzz --seconds N [--runs N] [--each SECONDS] [TARGET…]`, or `cargo xtask fuzz`.
//!
//! Input comes from seeds that are good, changed by a mutator of our own, so that a stable toolchain is enough. Of every
//! input holds: *no panic, bounded time and memory*; of a verifier also: *a mutant that still verifies means the same*.
//!
//! Each target runs in a process of its own, which ends with the input that broke a rule in a file.

mod arguments;
mod child;
mod mutator;
mod parent;
mod request;
mod target;
mod targets;

use std::process::ExitCode;

use cap::Cap;

/// More than this a target may not hold, however small its input: then it is ended.
const MOST_BYTES: usize = 1 << 30;

#[global_allocator]
static ALLOCATOR: Cap<std::alloc::System> = Cap::new(std::alloc::System, usize::MAX);

fn main() -> ExitCode {
    let outcome =
        arguments::Arguments::of(std::env::args().skip(1)).and_then(|arguments| match &arguments.one {
            Some(target) => child::run(target, &arguments),
            None => parent::run(&arguments),
        });
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(wrong) => {
            eprintln!("{wrong}");
            ExitCode::FAILURE
        }
    }
}
