use std::fmt::Display;

use serde::Serialize;

use super::stay::Stay;
use crate::output;

/// Tells each step: what it is, the call, the URL, and what came of it.
#[derive(Debug)]
pub(super) struct Narrator {
    json: bool,
    steps: u32,
    failed: u32,
}

/// One step, as `--json` prints it.
#[derive(Debug, Serialize)]
struct Step<'a> {
    step: u32,
    title: &'a str,
    call: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    url: &'a str,
    ok: bool,
    outcome: &'a str,
}

impl Narrator {
    pub(super) fn new(json: bool) -> Self {
        Self { json, steps: 0, failed: 0 }
    }

    /// Begins a step: what is about to be done.
    pub(super) fn step<'a>(&'a mut self, title: &'a str, call: &'a str, url: &'a str) -> Telling<'a> {
        self.steps += 1;
        if !self.json {
            output::line(format_args!("\n{}. {title}\n   {call}", self.steps));
            if !url.is_empty() {
                output::line(format_args!("   {url}"));
            }
        }
        Telling { narrator: self, title, call, url }
    }

    /// What to try while the service stays up.
    pub(super) fn stay(&self, stay: &Stay) {
        match self.json {
            true => output::json(&serde_json::json!({ "stay": stay })),
            false => output::line(format_args!("\n{stay}")),
        }
    }

    /// The last line.
    pub(super) fn close(&self, ok: bool) {
        let Self { steps, failed, .. } = self;
        match (self.json, ok) {
            (true, _) => output::json(&serde_json::json!({ "ok": ok, "steps": steps, "failed": failed })),
            (false, true) => output::line(format_args!("\nAll {steps} steps held.")),
            (false, false) => {
                output::line(format_args!("\nStep {steps} failed; `pili --log debug demo` says more."))
            }
        }
    }
}

/// A step whose outcome is still to be told.
#[derive(Debug)]
pub(super) struct Telling<'a> {
    narrator: &'a mut Narrator,
    title: &'a str,
    call: &'a str,
    url: &'a str,
}

impl Telling<'_> {
    /// Tells the outcome; `None` when the step failed.
    pub(super) fn outcome<T, E: Display>(
        self,
        result: Result<T, E>,
        say: impl FnOnce(&T) -> String,
    ) -> Option<T> {
        let outcome = match &result {
            Ok(value) => say(value),
            Err(error) => error.to_string(),
        };
        self.print(result.is_ok(), &outcome);
        result.ok()
    }

    fn print(self, ok: bool, outcome: &str) {
        let Self { narrator, title, call, url } = self;
        narrator.failed += u32::from(!ok);
        if narrator.json {
            return output::json(&Step { step: narrator.steps, title, call, url, ok, outcome });
        }
        output::line(format_args!("   {} {outcome}", if ok { "ok:" } else { "FAILED:" }));
    }
}
