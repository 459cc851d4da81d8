use serde::Serialize;

use super::{Format, Output, Shape, table};
use crate::failure::Result;

/// A list that is being written. Lines of JSON and single columns go out as they come, so that a list may be
/// longer than memory; columns wait for the end, to be aligned.
#[derive(Debug)]
#[must_use = "a list is whole when it is ended"]
pub(crate) struct List {
    output: Output,
    shape: &'static Shape,
    rows: Vec<Vec<String>>,
    is_begun: bool,
    /// Whether programs too are told the names of columns in a text.
    is_headed: bool,
}

impl List {
    pub(super) fn new(output: Output, shape: &'static Shape) -> Self {
        Self { output, shape, rows: Vec::new(), is_begun: false, is_headed: false }
    }

    /// With the names of its columns, whoever reads it.
    pub(crate) fn headed(self) -> Self {
        Self { is_headed: true, ..self }
    }

    pub(crate) fn push(&mut self, item: &impl Serialize) -> Result {
        let item = self.shape.apply(item)?;
        match self.output.format {
            Format::JsonLines => self.output.text(format_args!("{item}\n"))?,
            Format::Json => {
                self.output.text(format_args!("{}\n{item}", if self.is_begun { "," } else { "[" }))?;
            }
            Format::Text => match (&table::row(&item, self.shape)[..], self.is_a_column()) {
                ([cell], true) => self.output.text(format_args!("{cell}\n"))?,
                (row, _) => self.rows.push(row.to_vec()),
            },
        }
        self.is_begun = true;
        Ok(())
    }

    /// Writes what is still to be written.
    pub(crate) fn end(self) -> Result {
        match self.output.format {
            Format::JsonLines => Ok(()),
            Format::Json => self.output.text(if self.is_begun { "\n]\n" } else { "[]\n" }),
            Format::Text => {
                if self.output.is_terminal() && !self.is_begun {
                    self.output.note("(none)");
                }
                let is_read = self.is_headed || self.output.is_terminal();
                let with_header = is_read && !self.rows.is_empty();
                self.output.text(table::of_rows(self.rows, self.shape, with_header))
            }
        }
    }

    fn is_a_column(&self) -> bool {
        self.shape.columns.len() == 1
    }
}
