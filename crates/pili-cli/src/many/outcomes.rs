//! What is written of each thing: all in JSON, in a text what was answered, if anything.

use serde::Serialize;
use serde_json::{Map, Value};

use super::{Verb, engine::Tally};
use crate::{
    failure::Result,
    output::{Format, List, Output},
};

#[derive(Debug)]
pub(super) struct Outcomes {
    verb: Verb,
    format: Format,
    list: List,
}

impl Outcomes {
    pub(super) fn new(verb: Verb, output: Output) -> Self {
        Self { verb, format: output.format(), list: output.list(verb.answer) }
    }

    pub(super) fn push<T: Serialize>(&mut self, name: &str, outcome: &Result<T>) -> Result {
        match outcome {
            Ok(answer) => match self.verb.answer.apply(answer)? {
                Value::Object(answer) => self.row(name, "done", None, answer),
                _ => self.row(name, "done", None, Map::new()),
            },
            Err(failure) if failure.is_of_nothing() => {
                self.row(name, "nothing", Some(failure.line()), Map::new())
            }
            Err(failure) => self.row(name, "failed", Some(failure.line()), Map::new()),
        }
    }

    /// Writes what was left, and all that waits to be aligned.
    pub(super) fn end(mut self, tally: &Tally) -> Result {
        for (name, why) in &tally.left {
            self.row(name, "left", Some((*why).to_owned()), Map::new())?;
        }
        self.list.end()
    }

    fn row(
        &mut self,
        name: &str,
        outcome: &str,
        error: Option<String>,
        mut row: Map<String, Value>,
    ) -> Result {
        if self.format == Format::Text && row.is_empty() {
            return Ok(());
        }
        row.insert("name".to_owned(), name.into());
        row.insert("outcome".to_owned(), outcome.into());
        row.insert("error".to_owned(), error.into());
        self.list.push(&row)
    }
}
