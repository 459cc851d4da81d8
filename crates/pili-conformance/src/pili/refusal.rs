use std::error::Error;

use crate::{
    case::Case,
    outcome::{Difference, Outcome, same},
};

pub(super) const ARGUMENTS: &str = "invalid args";
pub(super) const MODE: &str = "unsupported security type";
pub(super) const RULE: &str = "invalid rule";

/// Our typed refusal, under the word the vectors use for it.
#[derive(Clone, Debug)]
pub(super) struct Refusal {
    word: &'static str,
    text: String,
}

impl Refusal {
    pub(super) fn new(word: &'static str, text: impl Into<String>) -> Self {
        Self { word, text: text.into() }
    }
}

/// Whatever our functions refuse is an argument, unless the caller knows better.
impl<E: Error> From<E> for Refusal {
    fn from(error: E) -> Self {
        Self::new(ARGUMENTS, error.to_string())
    }
}

/// Compares a text of ours, or our refusal, with the member of `expected` of that name, or with its `error`.
/// A contested case may be refused.
pub(super) fn judge(case: Case<'_>, name: &str, produced: Result<String, Refusal>) -> Outcome {
    match (case.text("/expected/error"), produced) {
        (Ok(word), Err(refusal)) => same(&format!("refusal ({})", refusal.text), word, refusal.word),
        (Ok(word), Ok(text)) => {
            Err(Difference::new(format!("expected the refusal `{word}`, produced `{text}`")))
        }
        (Err(_), Ok(text)) => same(name, case.text(&format!("/expected/{name}"))?, text.as_str()),
        (Err(_), Err(_)) if case.tagged("contested") => Ok(()),
        (Err(_), Err(refusal)) => Err(Difference::new(format!("refused: {}", refusal.text))),
    }
}
