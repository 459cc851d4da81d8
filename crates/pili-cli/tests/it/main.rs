//! The command as a script sees it.

mod demo;
mod local;
