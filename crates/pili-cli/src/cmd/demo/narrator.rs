use std::fmt::{self, Display};

use anstyle::{AnsiColor, Style};
use serde::Serialize;

use super::stay::Stay;
use crate::{
    failure::{Failure, Result},
    output::{Format, Output},
};

const TITLE: Style = Style::new().bold();
const CALL: Style = AnsiColor::Cyan.on_default();
const URL: Style = Style::new().dimmed();
const HELD: Style = AnsiColor::Green.on_default().bold();
const FAILED: Style = AnsiColor::Red.on_default().bold();

/// Tells each step: what it is, the call, the URL, and what came of it.
#[derive(Debug)]
pub(super) struct Narrator {
    output: Output,
    json: bool,
    steps: u32,
    failed: u32,
    /// Why nobody can be told any more.
    unheard: Option<Failure>,
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
    pub(super) fn new(json: bool, output: Output) -> Self {
        let json = json || output.format() != Format::Text;
        Self { output, json, steps: 0, failed: 0, unheard: None }
    }

    /// The heading over the steps of a product.
    pub(super) fn chapter(&mut self, title: &str) {
        if !self.json {
            self.line(format_args!("\n{TITLE}{title}{TITLE:#}"));
        }
    }

    /// Begins a step: what is about to be done.
    pub(super) fn step<'a>(&'a mut self, title: &'a str, call: &'a str, url: &'a str) -> Telling<'a> {
        self.steps += 1;
        if !self.json {
            let number = self.steps;
            self.line(format_args!("\n{TITLE}{number}. {title}{TITLE:#}\n   {CALL}{call}{CALL:#}"));
            if !url.is_empty() {
                self.line(format_args!("   {URL}{url}{URL:#}"));
            }
        }
        Telling { narrator: self, title, call, url }
    }

    /// What to try while the service stays up.
    pub(super) fn stay(&mut self, stay: Option<Stay>) {
        match stay {
            Some(stay) if self.json => self.json(&serde_json::json!({ "stay": stay })),
            Some(stay) => self.line(format_args!("\n{stay}")),
            None => {}
        }
    }

    /// The last line.
    ///
    /// # Errors
    /// When something could not be written.
    pub(super) fn close(mut self, ok: bool) -> Result {
        let Self { steps, failed, .. } = self;
        match (self.json, ok) {
            (true, _) => self.json(&serde_json::json!({ "ok": ok, "steps": steps, "failed": failed })),
            (false, true) => self.line(format_args!("\n{HELD}All {steps} steps held.{HELD:#}")),
            (false, false) => self.line(format_args!(
                "\n{FAILED}Step {steps} failed{FAILED:#}; `pili --log debug demo` says more."
            )),
        }
        self.unheard.map_or(Ok(()), Err)
    }

    fn line(&mut self, line: fmt::Arguments<'_>) {
        let written = self.output.text(format_args!("{line}\n"));
        self.unheard = self.unheard.take().or(written.err());
    }

    fn json(&mut self, value: &impl Serialize) {
        let written = self.output.json_line(value);
        self.unheard = self.unheard.take().or(written.err());
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
    /// Tells the outcome; `None` when the step failed, or there is nobody to tell.
    pub(super) fn outcome<T, E: Display>(
        self,
        result: std::result::Result<T, E>,
        say: impl FnOnce(&T) -> String,
    ) -> Option<T> {
        let outcome = match &result {
            Ok(value) => say(value),
            Err(error) => error.to_string(),
        };
        let is_heard = self.print(result.is_ok(), &outcome);
        result.ok().filter(|_| is_heard)
    }

    fn print(self, ok: bool, outcome: &str) -> bool {
        let Self { narrator, title, call, url } = self;
        narrator.failed += u32::from(!ok);
        let (style, word) = if ok { (HELD, "ok:") } else { (FAILED, "FAILED:") };
        match narrator.json {
            true => narrator.json(&Step { step: narrator.steps, title, call, url, ok, outcome }),
            false => narrator.line(format_args!("   {style}{word}{style:#} {outcome}")),
        }
        narrator.unheard.is_none()
    }
}
