use std::{
    env,
    io::{BufRead as _, BufReader},
    net::SocketAddr,
    path::Path,
    process::{Child, Command, Stdio},
};

use serde::Deserialize;

use crate::Outcome;

/// Digits, as keys of OpenTok's projects are.
pub(crate) const ACCESS_KEY: &str = "45678123";
pub(crate) const SECRET_KEY: &str = "9f0c4e1b7a2d5c8e3f60718293a4b5c6d7e8f901";

/// A service in a process of its own, which is killed when this goes.
#[derive(Debug)]
pub(crate) struct Service {
    process: Child,
    pub(crate) addresses: Addresses,
}

#[derive(Clone, Copy, Debug, Deserialize)]
pub(crate) struct Addresses {
    pub(crate) http: SocketAddr,
    pub(crate) rtmp: SocketAddr,
}

impl Service {
    pub(crate) fn start(data: &Path) -> Outcome<Self> {
        let mut command = Command::new(pili()?);
        command.args(ARGUMENTS).arg(data);
        Self::spawn(command)
    }

    /// One whose files may not grow beyond so many blocks of 512 bytes, as on a disk that is full: writing on fails.
    pub(crate) fn start_with_room(data: &Path, blocks: u32) -> Outcome<Self> {
        let mut command = Command::new("sh");
        let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
        command.args(["-c", &script]).arg(pili()?).args(ARGUMENTS).arg(data);
        Self::spawn(command)
    }

    fn spawn(mut command: Command) -> Outcome<Self> {
        command.env("PILI_LOCAL_SECRET_KEY", SECRET_KEY).stdout(Stdio::piped());
        let mut process = command.spawn()?;
        let mut ready = String::new();
        let stdout = process.stdout.take().ok_or("no output")?;
        BufReader::new(stdout).read_line(&mut ready)?;
        match serde_json::from_str(&ready) {
            Ok(addresses) => Ok(Self { process, addresses }),
            Err(error) => {
                process.wait()?;
                Err(format!("it did not start: {error}").into())
            }
        }
    }

    /// Kills it, without a word: SIGKILL.
    pub(crate) fn kill(mut self) -> Outcome {
        self.process.kill()?;
        self.process.wait()?;
        Ok(())
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

const ARGUMENTS: [&str; 9] =
    ["local", "--json", "--http-port", "0", "--rtmp-port", "0", "--access-key", ACCESS_KEY, "--data"];

fn pili() -> Outcome<std::ffi::OsString> {
    env::var_os("PILI_BIN").ok_or_else(|| "PILI_BIN names no program".into())
}
