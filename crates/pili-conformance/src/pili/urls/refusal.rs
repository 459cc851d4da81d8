use std::error::Error;

use crate::{
    case::Case,
    outcome::{Difference, Outcome, same},
};

pub(super) const ARGUMENTS: &str = "invalid args";
pub(super) const MODE: &str = "unsupported security type";

/// Our typed refusal, under the word the vectors use for it.
#[derive(Debug)]
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

/// Compares a URL of ours, or our refusal, with what the case expects. A contested case may be refused.
pub(super) fn judge(case: Case<'_>, produced: Result<String, Refusal>) -> Outcome {
    match (case.text("/expected/error"), produced) {
        (Ok(word), Err(refusal)) => same(&format!("refusal ({})", refusal.text), word, refusal.word),
        (Ok(word), Ok(url)) => {
            Err(Difference::new(format!("expected the refusal `{word}`, produced `{url}`")))
        }
        (Err(_), Ok(url)) => same("url", case.text("/expected/url")?, url.as_str()),
        (Err(_), Err(_)) if case.tagged("contested") => Ok(()),
        (Err(_), Err(refusal)) => Err(Difference::new(format!("refused: {}", refusal.text))),
    }
}
