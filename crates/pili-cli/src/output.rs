//! What goes to standard output and standard error: data on the one, everything else on the other.

mod cell;
mod list;
mod shape;
mod table;

use std::{
    fmt::Display,
    io::{self, IsTerminal as _, Write},
};

use anstream::{AutoStream, ColorChoice};
use serde::Serialize;
use tracing_subscriber::EnvFilter;

use crate::{
    exit::Exit,
    failure::{Failure, Result},
};

pub(crate) use list::List;
pub(crate) use shape::Shape;

/// In which form data is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Format {
    /// Aligned columns, for a person.
    #[default]
    Text,
    /// One document.
    Json,
    /// A line for each item, as it comes.
    JsonLines,
}

/// Where a command writes.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Output {
    format: Format,
    is_quiet: bool,
    colour: ColorChoice,
}

impl Output {
    pub(crate) fn new(format: Format, is_quiet: bool, colour: ColorChoice) -> Self {
        Self { format, is_quiet, colour }
    }

    pub(crate) fn format(&self) -> Format {
        self.format
    }

    pub(crate) fn is_quiet(&self) -> bool {
        self.is_quiet
    }

    /// Writes one thing: a line for each member, or a JSON document.
    pub(crate) fn item(&self, item: &impl Serialize, shape: &Shape) -> Result {
        let item = shape.apply(item)?;
        match self.format {
            Format::Text => self.text(table::of_members(&item, shape)),
            Format::Json => self.text(format_args!("{item:#}\n")),
            Format::JsonLines => self.text(format_args!("{item}\n")),
        }
    }

    /// Writes something whose essence is one text, such as a token: that alone, or a JSON document of all.
    pub(crate) fn essence(&self, text: impl Display, item: &impl Serialize, shape: &Shape) -> Result {
        match self.format {
            Format::Text => self.text(format_args!("{text}\n")),
            _ => self.item(item, shape),
        }
    }

    /// Begins a list, whose items are written as they come, where the form allows it.
    pub(crate) fn list(self, shape: &'static Shape) -> List {
        List::new(self, shape)
    }

    /// Writes a value as one line of JSON, in whichever form data is written.
    pub(crate) fn json_line(&self, value: &impl Serialize) -> Result {
        let json = serde_json::to_string(value).map_err(|error| Failure::new(Exit::Failed, error))?;
        self.text(format_args!("{json}\n"))
    }

    /// Writes a list of things that are all there.
    pub(crate) fn all<T: Serialize>(
        self,
        items: impl IntoIterator<Item = T>,
        shape: &'static Shape,
    ) -> Result {
        let mut list = self.list(shape);
        items.into_iter().try_for_each(|item| list.push(&item))?;
        list.end()
    }

    /// Writes text as it is, but for colours where they are not wanted.
    pub(crate) fn text(&self, text: impl Display) -> Result {
        let mut out = AutoStream::new(io::stdout().lock(), self.colour);
        write!(out, "{text}").and_then(|()| out.flush()).map_err(|error| Failure::output(&error))
    }

    /// Writes bytes as they are.
    pub(crate) fn bytes(&self, bytes: &[u8]) -> Result {
        let mut out = io::stdout().lock();
        out.write_all(bytes).and_then(|()| out.flush()).map_err(|error| Failure::output(&error))
    }

    /// Whether a person reads the output.
    pub(crate) fn is_terminal(&self) -> bool {
        io::stdout().is_terminal()
    }

    /// How many characters a line of the terminal has, or of an old one if there is none.
    pub(crate) fn width(&self) -> usize {
        terminal_size::terminal_size_of(io::stdout()).map_or(80, |(width, _)| usize::from(width.0))
    }

    /// Whether what is written to standard output is coloured.
    pub(crate) fn is_coloured(&self) -> bool {
        AutoStream::new(io::stdout(), self.colour).current_choice() != ColorChoice::Never
    }

    /// Tells on standard error how things went, unless that is not wanted.
    pub(crate) fn note(&self, text: impl Display) {
        if !self.is_quiet {
            say(text);
        }
    }
}

/// Writes a complaint to standard error.
pub(crate) fn complain(text: impl Display) {
    say(format_args!("pili: {text}"));
}

/// Writes a line to standard error.
pub(crate) fn say(text: impl Display) {
    let _ = writeln!(anstream::stderr(), "{text}");
}

/// Sends the log to standard error.
pub(crate) fn log_to_stderr(filter: &str) {
    let filter = EnvFilter::try_new(filter).unwrap_or_else(|_| EnvFilter::new("warn"));
    let is_coloured = AutoStream::choice(&io::stderr()) != ColorChoice::Never;
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(io::stderr).with_ansi(is_coloured).init();
}
