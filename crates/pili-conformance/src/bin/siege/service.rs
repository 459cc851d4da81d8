use std::{
    env, fs,
    io::{BufRead as _, BufReader},
    net::SocketAddr,
    path::Path,
    process::{Child, Command, Stdio},
};

use bytesize::ByteSize;
use serde::Deserialize;

use crate::Outcome;

/// What the service may hold of frames.
const MEMORY: ByteSize = ByteSize::mib(64);
/// Of 512 bytes: what one file of the data folder may hold, as on a disk that is full.
const BLOCKS: u32 = 12 * 1024;
/// Connections of all assaults together, and some.
const FILES: u64 = 20_000;
/// Connections of the largest assault, and some.
const LEAST_FILES: u64 = 9_000;

/// `pili local` on a small disk, as long as this lives.
#[derive(Debug)]
pub(crate) struct Service {
    child: Child,
    pub(crate) addresses: Addresses,
}

#[derive(Clone, Copy, Debug, Deserialize)]
pub(crate) struct Addresses {
    pub(crate) http: SocketAddr,
    pub(crate) rtmp: SocketAddr,
    pub(crate) srt: SocketAddr,
}

impl Service {
    pub(crate) fn start(data: &Path) -> Outcome<Self> {
        let pili = env::var_os("PILI_BIN").ok_or("PILI_BIN is not set")?;
        let script = format!("trap '' XFSZ; ulimit -f {BLOCKS}; exec \"$0\" \"$@\"");
        let mut child = Command::new("sh")
            .args(["-c", &script])
            .arg(pili)
            .args(["local", "--json", "--http-port", "0", "--rtmp-port", "0", "--srt-port", "0", "--memory"])
            .arg(MEMORY.to_string())
            .arg("--data")
            .arg(data)
            .env("PILI_LOG", "error")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let mut line = String::new();
        BufReader::new(child.stdout.take().ok_or("no output")?).read_line(&mut line)?;
        Ok(Self { child, addresses: serde_json::from_str(&line)? })
    }

    /// The most memory that was resident so far.
    pub(crate) fn resident(&self) -> Outcome<ByteSize> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line =
            status.lines().find_map(|line| line.strip_prefix("VmHWM:")).ok_or("the service is gone")?;
        Ok(ByteSize::kib(line.trim().trim_end_matches(" kB").parse()?))
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
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
