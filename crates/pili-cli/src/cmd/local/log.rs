//! What happens, a line each.

use anstyle::{AnsiColor, Style};
use jiff::{Timestamp, tz::TimeZone};
use pili_local::{Event, EventKind};

use crate::{
    args,
    context::Context,
    output::{Format, Output},
};

const BEGAN: Style = AnsiColor::Green.on_default();
const REFUSED: Style = AnsiColor::Red.on_default();
const WARNED: Style = AnsiColor::Yellow.on_default();
const PLAIN: Style = Style::new();
const TIME: Style = Style::new().dimmed();

/// Where events go: to standard error for a person, or to standard output as lines of JSON.
pub(super) struct Log {
    output: Output,
    is_json: bool,
    is_verbose: bool,
    /// Nobody reads them any more.
    is_unheard: bool,
}

impl Log {
    pub(super) fn new(args: &args::Local, context: &Context) -> Self {
        let is_json = !args.json && context.output.format() == Format::JsonLines;
        Self { output: context.output, is_json, is_verbose: context.is_verbose(), is_unheard: false }
    }

    pub(super) fn tell(&mut self, event: &Event) {
        match self.is_json {
            true if self.is_unheard => {}
            true => self.is_unheard = self.output.json_line(event).is_err(),
            false if event.kind == EventKind::Segment && !self.is_verbose => {}
            false => self.output.note(line(event)),
        }
    }
}

fn line(event: &Event) -> String {
    let style = style(event);
    let time = Timestamp::try_from(event.time).map(|time| time.to_zoned(TimeZone::system()));
    let time = time.map_or_else(|_| "--:--:--".to_owned(), |time| time.strftime("%H:%M:%S").to_string());
    format!("{TIME}{time}{TIME:#} {style}{event}{style:#}")
}

fn style(event: &Event) -> Style {
    let is_bad_call = event.call.as_ref().is_some_and(|call| call.status >= 400);
    match event.kind {
        EventKind::PublishBegan | EventKind::PlayBegan => BEGAN,
        EventKind::PublishRefused | EventKind::PlayRefused | EventKind::CallbackFailed => REFUSED,
        EventKind::FaultInjected | EventKind::FaultMet | EventKind::NotDoneHere => WARNED,
        EventKind::Call if is_bad_call => REFUSED,
        _ => PLAIN,
    }
}
