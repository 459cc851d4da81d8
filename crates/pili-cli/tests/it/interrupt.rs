#![cfg(unix)]

use std::{
    collections::BTreeSet,
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Command, Stdio},
    time::Duration,
};

use pili::{Endpoint, live::Hub};
use pili_local::{DEMO_HUB, Listen, Local, Server};
use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;

const STREAMS: usize = 40;

/// A service with streams, and their keys.
async fn service() -> (Local, Server, Vec<String>) {
    let local = Local::demo();
    let server = local.serve(Listen::any()).await.unwrap();
    let client = pili::live::builder(local.credentials().clone()).transport(local.transport());
    let keys: Vec<String> = (0..STREAMS).map(|number| format!("s{number}")).collect();
    for key in &keys {
        client.send(Hub::new(DEMO_HUB).stream(&**key).create()).await.unwrap();
    }
    (local, server, keys)
}

/// Disables the streams of a file two at a time; interrupts after the first outcome if told so.
fn disable(endpoint: &Endpoint, folder: &Path, file: &str, interrupt: bool) -> (Vec<Value>, Option<i32>) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_pili"))
        .args([&format!("--local={endpoint}"), "--jsonl", "stream", "disable", "--jobs", "2"])
        .args(["--from-file", file, "--failures", "left.txt"])
        .current_dir(folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut told: Vec<String> = lines.by_ref().take(1).map(Result::unwrap).collect();
    if interrupt {
        kill_process(Pid::from_child(&child), Signal::INT).unwrap();
    }
    told.extend(lines.map(Result::unwrap));
    let outcomes = told.iter().map(|line| serde_json::from_str(line).unwrap()).collect();
    (outcomes, child.wait().unwrap().code())
}

fn of_outcome(outcomes: &[Value], outcome: &str) -> Vec<String> {
    let these = outcomes.iter().filter(|told| told["outcome"] == outcome);
    these.map(|told| told["name"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_interrupted_job_is_finished_by_its_file_with_none_done_twice_and_none_forgotten() {
    let (local, server, keys) = service().await;
    let endpoint = server.endpoint();
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("all.txt"), keys.join("\n")).unwrap();
    let slow = local.faults().on("pili.stream.disable").unwrap().delay(Duration::from_millis(30));
    slow.times(STREAMS as u32).inject().unwrap();
    let (first, exit) = disable(&endpoint, folder.path(), "all.txt", true);
    let (done, left) = (of_outcome(&first, "done"), of_outcome(&first, "left"));
    assert_eq!((exit, done.len() + left.len()), (Some(6), STREAMS), "{first:?}");
    assert!(!done.is_empty() && !left.is_empty(), "{first:?}");
    let (second, exit) = disable(&endpoint, folder.path(), "left.txt", false);
    assert_eq!((exit, of_outcome(&second, "done").len()), (Some(0), left.len()));
    let all: Vec<String> = [done, of_outcome(&second, "done")].concat();
    assert_eq!(all.iter().collect::<BTreeSet<_>>(), keys.iter().collect());
    assert_eq!(all.len(), STREAMS);
    assert_eq!(std::fs::read_to_string(folder.path().join("left.txt")).unwrap(), "");
}
