//! What the figures were measured on.

use std::{fs, process::Command};

/// Processor, cores, memory, system and programs, in one sentence each.
pub(crate) fn describe() -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let processor = field("/proc/cpuinfo", "model name");
    let memory = field("/proc/meminfo", "MemTotal");
    let gigabytes = memory.trim_end_matches(" kB").parse::<f64>().unwrap_or_default() / f64::from(1 << 20);
    let kernel = fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
    let release = kernel.split('-').next().unwrap_or_default().trim();
    format!("{cores} cores of {processor}, {gigabytes:.0} GB of memory, Linux {release}; {}.", nginx())
}

/// How many processes were ready to run, on average of the last minute.
pub(crate) fn load() -> String {
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    load.split(' ').next().unwrap_or_default().to_owned()
}

fn nginx() -> String {
    let told = Command::new("nginx").arg("-v").output().map(|output| output.stderr).unwrap_or_default();
    String::from_utf8_lossy(&told).trim().replace("nginx version: ", "")
}

fn field(path: &str, name: &str) -> String {
    let text = fs::read_to_string(path).unwrap_or_default();
    let line = text.lines().find(|line| line.starts_with(name)).unwrap_or_default();
    line.split_once(':').map(|(_, value)| value.trim().to_owned()).unwrap_or_default()
}
