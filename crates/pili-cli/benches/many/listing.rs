//! A list that is longer than what the command may hold.

use std::{
    fs,
    io::{BufRead as _, BufReader},
    process::{Command, Stdio},
    time::Instant,
};

use tokio::runtime::Runtime;

use crate::counted::Counted;

const STREAMS: usize = 100_000;
/// Where the peak is looked at. The pipe holds the last few thousand lines when the command has ended.
const LOOKS: [usize; 4] = [10_000, 30_000, 60_000, 90_000];
/// What the peak may grow by from the first look to the last. The keys alone would be several MiB.
const MOST_KIB: u64 = 1024;

pub(crate) fn run(runtime: &Runtime) {
    let service = runtime.block_on(Counted::with_streams(STREAMS));
    let begun = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_pili"))
        .args([&format!("--local=http://{}", service.address), "--jsonl", "stream", "ls"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let (mut lines, mut peaks) = (0, Vec::new());
    for line in BufReader::new(child.stdout.take().unwrap()).lines() {
        assert!(line.unwrap().starts_with("{\"key\":\"s"));
        lines += 1;
        if LOOKS.contains(&lines) {
            peaks.push(peak(child.id()));
        }
    }
    assert_eq!((child.wait().unwrap().code(), lines), (Some(0), STREAMS));
    let shown: Vec<_> = LOOKS.iter().zip(&peaks).map(|(at, peak)| format!("{peak} KiB at {at}")).collect();
    let took = begun.elapsed().as_secs_f64();
    println!(
        "list {lines} streams as lines of JSON: {:.0} a second; peak {}",
        lines as f64 / took,
        shown.join(", ")
    );
    assert!(peaks[LOOKS.len() - 1] - peaks[0] <= MOST_KIB, "the peak is not flat");
}

/// The most memory that a process has held so far, in KiB.
fn peak(process: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    peak.trim().trim_end_matches(" kB").parse().unwrap()
}
