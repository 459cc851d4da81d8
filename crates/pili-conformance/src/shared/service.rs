use std::{
    env,
    ffi::OsString,
    fs,
    io::{self, BufRead as _, BufReader},
    net::SocketAddr,
    process::{Child, Command, Stdio},
    time::Duration,
};

use bytesize::ByteSize;
use pili_auth::{Clock, Credentials};
use pili_local::{DEMO_ACCESS_KEY, DEMO_HUB, DEMO_SECRET_KEY};
use pili_urls::{SignError, publish::PublishAuth};
use serde::Deserialize;

/// `pili local` in a process of its own, which is killed when this goes.
///
/// ```no_run
/// use pili_conformance::Service;
///
/// let service = Service::start(Service::command()?.args(["--memory", "64MiB"]))?;
/// println!("{}", service.addresses.http);
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug)]
pub struct Service {
    process: Child,
    /// Where it listens.
    pub addresses: Addresses,
}

/// Where a service listens.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Addresses {
    /// For calls, HTTP-FLV, HLS and the console.
    pub http: SocketAddr,
    /// For RTMP.
    pub rtmp: SocketAddr,
    /// For SRT, if it was asked for.
    pub srt: Option<SocketAddr>,
}

impl Addresses {
    /// Where a stream of the demo hub is published, for an hour.
    ///
    /// # Errors
    /// When the stream cannot be called so.
    pub fn publish_url(&self, key: &str) -> Result<String, SignError> {
        let credentials = Credentials::new(DEMO_ACCESS_KEY, DEMO_SECRET_KEY);
        let expires_at = Clock::system().now() + Duration::from_secs(3_600);
        PublishAuth::ExpirySk { credentials, expires_at }
            .sign(&format!("rtmp://{}/{DEMO_HUB}/{key}", self.rtmp))
    }
}

impl Service {
    /// What starts it on free ports; more can be asked of it.
    ///
    /// # Errors
    /// When `PILI_BIN` names no program.
    pub fn command() -> io::Result<Command> {
        let mut command = Command::new(program()?);
        command.args(ARGUMENTS);
        Ok(command)
    }

    /// The same, of one whose files may not grow beyond so many blocks of 512 bytes, as on a disk that is full: writing
    /// on fails.
    ///
    /// # Errors
    /// As [`command`](Self::command).
    pub fn command_with_room(blocks: u32) -> io::Result<Command> {
        let mut command = Command::new("sh");
        let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
        command.args(["-c", &script]).arg(program()?).args(ARGUMENTS);
        Ok(command)
    }

    /// Starts it, and waits until it is ready.
    ///
    /// # Errors
    /// When it does not start.
    pub fn start(command: &mut Command) -> io::Result<Self> {
        let mut process = command.stdout(Stdio::piped()).spawn()?;
        let mut ready = String::new();
        process.stdout.take().map(|stdout| BufReader::new(stdout).read_line(&mut ready)).transpose()?;
        match serde_json::from_str(&ready) {
            Ok(addresses) => Ok(Self { process, addresses }),
            Err(error) => {
                process.wait()?;
                Err(io::Error::other(format!("it did not start: {error}")))
            }
        }
    }

    /// The number of its process.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.process.id()
    }

    /// The most memory that was resident so far.
    ///
    /// # Errors
    /// When it is gone, or there is no `/proc`.
    pub fn peak(&self) -> io::Result<ByteSize> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kib = line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok());
        kib.map(ByteSize::kib).ok_or_else(|| io::Error::other("the service is gone"))
    }

    /// Kills it, without a word: SIGKILL.
    ///
    /// # Errors
    /// When that cannot be done.
    pub fn kill(mut self) -> io::Result<()> {
        self.process.kill()?;
        self.process.wait().map(drop)
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

const ARGUMENTS: [&str; 6] = ["local", "--json", "--http-port", "0", "--rtmp-port", "0"];

fn program() -> io::Result<OsString> {
    env::var_os("PILI_BIN").ok_or_else(|| io::Error::other("PILI_BIN names no program"))
}
