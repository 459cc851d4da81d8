use std::{path::Path, process::Stdio};

use bytesize::ByteSize;
use pili_conformance::Service;

use crate::Outcome;

/// What the service may hold of frames.
const MEMORY: ByteSize = ByteSize::mib(64);
/// Of 512 bytes: what one file of the data folder may hold, as on a disk that is full.
const BLOCKS: u32 = 12 * 1024;
/// Connections of all assaults together, and some.
const FILES: u64 = 20_000;
/// Connections of the largest assault, and some.
const LEAST_FILES: u64 = 9_000;

/// `pili local` on a small disk.
pub(crate) fn start(data: &Path) -> Outcome<Service> {
    let mut command = Service::command_with_room(BLOCKS)?;
    command.args(["--srt-port", "0", "--memory", &MEMORY.to_string(), "--data"]).arg(data);
    Ok(Service::start(command.env("PILI_LOG", "error").stderr(Stdio::null()))?)
}

/// Lets this process, and the service that it starts, hold as many connections as one assault makes, and more if more
/// are allowed.
#[cfg(unix)]
pub(crate) fn allow_files() -> Outcome {
    use rustix::process::{Resource, getrlimit, setrlimit};

    let mut limit = getrlimit(Resource::Nofile);
    let allowed = limit.maximum.unwrap_or(FILES).min(FILES);
    if allowed < LEAST_FILES {
        return Err(format!("{LEAST_FILES} open files are needed, and {allowed} are allowed").into());
    }
    limit.current = Some(limit.current.unwrap_or(allowed).max(allowed));
    Ok(setrlimit(Resource::Nofile, limit)?)
}

#[cfg(not(unix))]
pub(crate) fn allow_files() -> Outcome {
    Ok(())
}
