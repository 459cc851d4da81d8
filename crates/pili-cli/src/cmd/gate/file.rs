//! The file, as it is now and as it changes.

use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use pili_gate::{Gate, Settings};

use crate::{
    failure::{Failure, Result},
    output::{self, Output},
};

/// How often it is looked at.
const EVERY: Duration = Duration::from_millis(500);

/// A file with settings, and its text as it was taken last.
pub(super) struct File {
    path: PathBuf,
    text: String,
}

impl File {
    pub(super) fn read(path: &Path) -> Result<(Self, Settings)> {
        let wrong = |why: String| Failure::usage(format_args!("--config {}: {why}", path.display()));
        let text = fs::read_to_string(path).map_err(|error| wrong(error.to_string()))?;
        let settings = settings(&text).map_err(wrong)?;
        Ok((Self { path: path.to_owned(), text }, settings))
    }

    /// Gives each change to the gate, for ever. A file is taken once it stays the same for a moment, for it may be half
    /// written; the text is compared, so that it does not matter how it is replaced.
    pub(super) async fn follow(mut self, gate: &Gate, output: Output) {
        let mut ticks = tokio::time::interval(EVERY);
        let mut seen = Ok(self.text.clone());
        loop {
            ticks.tick().await;
            let read = tokio::fs::read_to_string(&self.path).await.map_err(|error| error.to_string());
            let is_settled = read == seen;
            seen = read;
            match &seen {
                Ok(text) if is_settled && *text != self.text => self.text.clone_from(text),
                // It may be there again in a moment.
                _ => continue,
            }
            self.take(gate, output);
        }
    }

    fn take(&self, gate: &Gate, output: Output) {
        let path = self.path.display();
        match settings(&self.text) {
            Ok(settings) => {
                output.note(format_args!("{path} is read anew; hubs: {}", settings.policy.len()));
                gate.replace(settings);
            }
            Err(why) => {
                gate.kept();
                output::complain(format_args!("{path} is refused, and what held before stays: {why}"));
            }
        }
    }
}

fn settings(text: &str) -> std::result::Result<Settings, String> {
    let settings: Settings = text.parse().map_err(|error: pili_gate::ConfigError| error.to_string())?;
    if settings.policy.is_empty() { Err("there is no hub in it".to_owned()) } else { Ok(settings) }
}
