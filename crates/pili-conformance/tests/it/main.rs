//! The program run as its users run it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod answers;
mod committed;
mod every;
mod runner;
mod secrets;
mod served;
mod times;

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

use serde_json::Value;
use tempfile::TempDir;

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

/// A folder with one committed file, changed.
struct Folder(TempDir);

impl Folder {
    /// Of a vendor's file, the vendor's name first.
    fn with(name: &str, change: impl FnOnce(&mut Value)) -> Self {
        let source = root().join("crates/pili-conformance/vectors").join(name);
        let mut file: Value = serde_json::from_slice(&fs::read(source).unwrap()).unwrap();
        change(&mut file);
        let folder = TempDir::new().unwrap();
        let (_, name) = name.split_once('/').unwrap();
        let copy = folder.path().join(name);
        fs::create_dir_all(copy.parent().unwrap()).unwrap();
        fs::write(copy, file.to_string()).unwrap();
        Self(folder)
    }

    fn path(&self) -> String {
        self.0.path().display().to_string()
    }
}

/// The root of the repository.
fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}
