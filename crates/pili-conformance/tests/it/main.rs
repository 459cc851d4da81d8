//! The program run as its users run it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod committed;
mod runner;

use std::{
    path::Path,
    process::{Command, Output},
};

/// What one run said.
#[derive(Debug)]
struct Run {
    success: bool,
    lines: Vec<String>,
}

impl Run {
    fn of<S: AsRef<std::ffi::OsStr>>(arguments: impl IntoIterator<Item = S>) -> Self {
        let program = env!("CARGO_BIN_EXE_pili-conformance");
        let output = Command::new(program).args(arguments).current_dir(root()).output().unwrap();
        let Output { status, stdout, .. } = output;
        let lines = String::from_utf8(stdout).unwrap().lines().map(str::to_owned).collect();
        Self { success: status.success(), lines }
    }

    fn last(&self) -> &str {
        self.lines.last().map_or("", String::as_str)
    }
}

/// The root of the repository.
fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}
