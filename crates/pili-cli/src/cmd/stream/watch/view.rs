//! The view on a terminal, which is put back as it was however the view ends.

mod draw;
mod keys;
mod screen;

use std::time::Duration;

use crossterm::event::EventStream;
use futures_util::StreamExt as _;

use super::{history::Histories, is_final, reading::Readings};
use crate::{cmd::local::until_stopped, failure::Result, output::Output};
use keys::Action;
use screen::Screen;

/// What stands above all.
#[derive(Debug)]
pub(super) struct Title {
    pub(super) hub: String,
    pub(super) every: Duration,
}

/// What is shown.
#[derive(Debug)]
struct View<'a> {
    title: &'a Title,
    histories: Histories,
    /// The stream in the first row.
    first: usize,
    /// Why the last reading failed.
    trouble: Option<String>,
    is_coloured: bool,
}

pub(super) async fn run(mut readings: Readings, title: &Title, output: Output) -> Result {
    // The signals first: none may end the program while it has the window.
    let mut stopped = std::pin::pin!(until_stopped());
    let mut screen = Screen::open()?;
    let mut events = EventStream::new();
    let is_coloured = output.is_coloured();
    let mut view = View { title, histories: Histories::default(), first: 0, trouble: None, is_coloured };
    loop {
        tokio::select! {
            () = &mut stopped => return Ok(()),
            event = events.next() => match event.map(keys::action) {
                // Whoever sat there has gone.
                None | Some(Action::Leave) => return Ok(()),
                Some(Action::Scroll(rows)) => view.scroll(rows),
                Some(Action::Redraw) => {}
                Some(Action::Nothing) => continue,
            },
            reading = readings.next() => match reading {
                None => return Ok(()),
                Some(Err(failure)) if is_final(&failure) => return Err(failure),
                Some(Err(failure)) => view.trouble = Some(failure.line()),
                Some(Ok(reading)) => {
                    view.trouble = None;
                    view.histories.take(&reading);
                }
            },
        }
        screen.draw(|frame| draw::draw(&view, frame))?;
    }
}

impl View<'_> {
    fn scroll(&mut self, rows: isize) {
        let last = self.histories.0.len().saturating_sub(1);
        self.first = self.first.saturating_add_signed(rows).min(last);
    }
}
