use std::{
    env,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    process::{Child, Command, Stdio},
};

use serde_json::{Value, json};

/// `pili demo --stay --json`, as long as this lives.
#[derive(Debug)]
pub(crate) struct Demo {
    child: Child,
    stay: Value,
}

impl Demo {
    /// Waits until every step has held.
    pub(crate) fn start() -> Result<Self, String> {
        let binary = env::var_os("PILI_BIN").ok_or("PILI_BIN is not set")?;
        let mut child = Command::new(binary)
            .args(["demo", "--stay", "--json"])
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| error.to_string())?;
        let out = child.stdout.take().ok_or("no output")?;
        let mut stay = Value::Null;
        for line in BufReader::new(out).lines() {
            let line: Value = serde_json::from_str(&line.map_err(|error| error.to_string())?)
                .map_err(|error| format!("a line is no JSON: {error}"))?;
            if line["ok"] == false {
                return Err(line.to_string());
            }
            if line["stay"].is_object() {
                stay = line["stay"].clone();
            }
            if line["steps"].is_number() {
                return Ok(Self { child, stay });
            }
        }
        Err("it ended".to_owned())
    }

    /// `pili local` that takes SRT too, and says of its stream what the demonstration would.
    pub(crate) fn with_srt() -> Result<Self, String> {
        let binary = env::var_os("PILI_BIN").ok_or("PILI_BIN is not set")?;
        let mut child = Command::new(binary)
            .args(["local", "--json", "--http-port", "0", "--rtmp-port", "0", "--srt-port", "0"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| error.to_string())?;
        let out = child.stdout.take().ok_or("no output")?;
        let mut line = String::new();
        BufReader::new(out).read_line(&mut line).map_err(|error| error.to_string())?;
        let ready: Value = serde_json::from_str(&line).map_err(|error| format!("no address: {error}"))?;
        let stream = &ready["stream"];
        let stay = json!({
            "api": ready["endpoint"],
            "http": ready["http"],
            "srt": ready["srt"],
            "hub": stream["hub"],
            "stream_key": stream["key"],
            "publish_url": stream["srt"],
            "rtmp_url": stream["rtmp"],
            "flv_url": stream["flv"],
        });
        Ok(Self { child, stay })
    }

    /// What happened last, oldest first; of a service that takes SRT.
    pub(crate) fn events(&self) -> Result<Vec<Value>, String> {
        let failed = |error: std::io::Error| error.to_string();
        let mut stream = TcpStream::connect(self.text("http")).map_err(failed)?;
        let host = self.text("http");
        let ask = format!(
            "GET /_local/events?last=100 HTTP/1.0\r\nHost: {host}\r\nAccept: application/json\r\n\r\n"
        );
        stream.write_all(ask.as_bytes()).map_err(failed)?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).map_err(failed)?;
        let (_, body) = answer.split_once("\r\n\r\n").ok_or("no answer")?;
        serde_json::from_str(body).map_err(|error| format!("{error}: {body}"))
    }

    /// A text of its last line: `publish_url`, `api` …
    pub(crate) fn text(&self, name: &str) -> &str {
        self.stay[name].as_str().unwrap_or_default()
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
