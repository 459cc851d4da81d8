use std::{
    env,
    io::{BufRead as _, BufReader},
    process::{Child, Command, Stdio},
};

use serde_json::Value;

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
