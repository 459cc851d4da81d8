use std::{
    env, fs,
    io::{BufRead as _, BufReader},
    process::{Child, Command, Stdio},
    time::Duration,
};

use bytesize::ByteSize;
use pili_auth::{Clock, Credentials};
use pili_core::Endpoint;
use pili_local::{DEMO_ACCESS_KEY, DEMO_HUB, DEMO_SECRET_KEY};
use pili_urls::{Domain, StreamPath, publish, publish::PublishAuth};
use serde_json::Value;

use crate::Outcome;

/// `pili local`, as long as this lives.
#[derive(Debug)]
pub(crate) struct Service {
    child: Child,
    addresses: Value,
}

impl Service {
    pub(crate) fn start(memory: ByteSize) -> Outcome<Self> {
        let binary = env::var_os("PILI_BIN").ok_or("PILI_BIN is not set")?;
        let mut child = Command::new(binary)
            .args(["local", "--http-port", "0", "--rtmp-port", "0", "--json", "--memory"])
            .arg(memory.to_string())
            .env("PILI_LOG", "warn")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let mut line = String::new();
        BufReader::new(child.stdout.take().ok_or("no output")?).read_line(&mut line)?;
        Ok(Self { child, addresses: serde_json::from_str(&line)? })
    }

    pub(crate) fn endpoint(&self) -> Outcome<Endpoint> {
        Ok(Endpoint::parse(&format!("http://{}", self.address("http")))?)
    }

    pub(crate) fn publish_url(&self, key: &str) -> Outcome<String> {
        let domain = Domain::new(self.address("rtmp"))?;
        let plain = publish::rtmp(&domain, &StreamPath::new(DEMO_HUB, key)?);
        let credentials = Credentials::new(DEMO_ACCESS_KEY, DEMO_SECRET_KEY);
        let expires_at = Clock::system().now() + Duration::from_secs(3_600);
        Ok(PublishAuth::ExpirySk { credentials, expires_at }.sign(&plain)?)
    }

    /// The most memory that was resident so far.
    pub(crate) fn peak(&self) -> Outcome<ByteSize> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).ok_or("no VmHWM")?;
        let kib = line.trim().trim_end_matches(" kB").parse()?;
        Ok(ByteSize::kib(kib))
    }

    fn address(&self, name: &str) -> &str {
        self.addresses[name].as_str().unwrap_or_default()
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
