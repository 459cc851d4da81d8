//! The command as a script sees it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod demo;
mod help;
mod interrupt;
mod listen;
mod local;
mod outputs;
mod pipes;
mod reached;
mod stage;
