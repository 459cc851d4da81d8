//! The command as a script sees it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod counted;
mod demo;
mod gate;
mod help;
#[cfg(unix)]
mod interrupt;
#[cfg(unix)]
mod job;
mod listen;
mod load;
mod local;
mod outputs;
mod pipes;
mod reached;
mod stage;
#[cfg(unix)]
mod terminal;
#[cfg(unix)]
mod watch;
