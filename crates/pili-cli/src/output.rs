//! What goes to standard output and standard error.

use std::{
    fmt::Display,
    io::{self, Write as _},
};

use serde::Serialize;
use tracing_subscriber::EnvFilter;

/// Writes a line to standard output at once. A reader that has gone away is no reason to fail.
pub(crate) fn line(text: impl Display) {
    let mut out = io::stdout().lock();
    let _ = writeln!(out, "{text}").and_then(|()| out.flush());
}

/// Writes a value as one line of JSON.
pub(crate) fn json(value: &impl Serialize) {
    line(serde_json::to_string(value).unwrap_or_default());
}

/// Writes a complaint to standard error.
pub(crate) fn complain(text: impl Display) {
    let _ = writeln!(io::stderr(), "pili: {text}");
}

/// Sends the log to standard error.
pub(crate) fn log_to_stderr(filter: &str) {
    let filter = EnvFilter::try_new(filter).unwrap_or_else(|_| EnvFilter::new("warn"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(io::stderr).init();
}
