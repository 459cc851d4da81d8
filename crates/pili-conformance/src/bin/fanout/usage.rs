//! What a process has used, as the system counts it.

use std::{fs, time::Duration};

use crate::Outcome;

/// The system counts in hundredths of a second.
const TICK: Duration = Duration::from_millis(10);

/// Time on a processor so far, in the program and in the system on its behalf.
pub(crate) fn cpu(process: u32) -> Outcome<Duration> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat"))?;
    // The program's name, in brackets, may hold spaces.
    let (_, fields) = stat.rsplit_once(')').ok_or("no such process")?;
    let ticks = fields.split_whitespace().skip(11).take(2).map(str::parse::<u32>);
    Ok(TICK * ticks.sum::<Result<u32, _>>()?)
}

/// Bytes in memory.
pub(crate) fn resident(process: u32) -> Outcome<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).ok_or("it has ended")?;
    let kilobytes = line.trim().trim_end_matches("kB").trim();
    Ok(kilobytes.parse::<u64>()? << 10)
}

/// Lets this process, and those that it starts, hold as many connections as there are viewers.
#[cfg(unix)]
pub(crate) fn allow_files(viewers: u32) -> Outcome {
    use rustix::process::{Resource, getrlimit, setrlimit};

    let needed = u64::from(viewers) + 200;
    let mut limit = getrlimit(Resource::Nofile);
    if limit.current.is_none_or(|current| current >= needed) {
        return Ok(());
    }
    limit.current = Some(needed);
    limit.maximum = limit.maximum.map(|maximum| maximum.max(needed));
    setrlimit(Resource::Nofile, limit)
        .map_err(|error| format!("{needed} open files are not allowed: {error}").into())
}

#[cfg(not(unix))]
pub(crate) fn allow_files(_: u32) -> Outcome {
    Ok(())
}
