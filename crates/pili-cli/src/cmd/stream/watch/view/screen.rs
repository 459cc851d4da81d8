use std::io;

use ratatui::{DefaultTerminal, Frame};

use crate::failure::{Failure, Result};

/// The whole window, given back when this is dropped; a panic gives it back too.
#[derive(Debug)]
pub(super) struct Screen(DefaultTerminal);

impl Screen {
    pub(super) fn open() -> Result<Self> {
        ratatui::try_init().map(Self).map_err(|error| {
            // Half of it may have been done.
            ratatui::restore();
            failed(&error)
        })
    }

    pub(super) fn draw(&mut self, draw: impl FnOnce(&mut Frame<'_>)) -> Result {
        self.0.draw(draw).map(drop).map_err(|error| failed(&error))
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        // It complains on standard error where it cannot; nothing more can be done then.
        ratatui::restore();
    }
}

fn failed(error: &io::Error) -> Failure {
    Failure::output(error)
}
