//! A job on many streams, at whose terminal a person sits who may lose patience.

use std::{
    io::{BufRead as _, BufReader},
    net::SocketAddr,
    path::Path,
    process::{Command, Stdio},
};

use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;

use super::terminal::Terminal;

/// How a job went.
#[derive(Debug)]
pub(crate) struct Job {
    pub(crate) outcomes: Vec<Value>,
    pub(crate) exit: Option<i32>,
    /// What was on the terminal.
    pub(crate) seen: String,
}

impl Job {
    /// Disables the streams that `chosen` says; interrupts after so many outcomes, if it is told so.
    pub(crate) fn disable(
        address: SocketAddr,
        folder: &Path,
        chosen: &[&str],
        interrupt_after: Option<usize>,
    ) -> Self {
        let terminal = Terminal::new(80, 24);
        let mut child = Command::new(env!("CARGO_BIN_EXE_pili"))
            .args([&format!("--local=http://{address}"), "--jsonl", "stream", "disable"])
            .args(chosen)
            .args(["--failures", "left.txt"])
            .current_dir(folder)
            .env("TERM", "xterm")
            .stdout(Stdio::piped())
            .stderr(terminal.stdio())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let first = interrupt_after.unwrap_or_default();
        let mut told: Vec<String> = lines.by_ref().take(first).map(Result::unwrap).collect();
        if first > 0 {
            kill_process(Pid::from_child(&child), Signal::INT).unwrap();
        }
        told.extend(lines.map(Result::unwrap));
        let outcomes = told.iter().map(|line| serde_json::from_str(line).unwrap()).collect();
        Self { outcomes, exit: child.wait().unwrap().code(), seen: terminal.text() }
    }

    /// The names of this outcome.
    pub(crate) fn of(&self, outcome: &str) -> Vec<String> {
        let these = self.outcomes.iter().filter(|told| told["outcome"] == outcome);
        these.map(|told| told["name"].as_str().unwrap().to_owned()).collect()
    }
}
