use std::collections::VecDeque;

use super::{figure::Figures, reading::Reading};

/// As many as a very wide window shows.
const MOST: usize = 256;

/// What is known of a stream: its last figures, and those before.
#[derive(Debug)]
pub(super) struct History {
    pub(super) key: String,
    pub(super) is_live: bool,
    /// The newest first.
    figures: VecDeque<Figures>,
}

impl History {
    pub(super) fn now(&self) -> Figures {
        self.figures.front().copied().unwrap_or_default()
    }

    /// One of the figures, the newest first.
    pub(super) fn of(&self, figure: impl Fn(&Figures) -> u64) -> Vec<u64> {
        self.figures.iter().map(figure).collect()
    }

    fn take(&mut self, reading: &Reading) {
        self.is_live = reading.live;
        self.figures.push_front(reading.status.as_ref().map(Figures::from).unwrap_or_default());
        self.figures.truncate(MOST);
    }
}

/// The streams in the order in which they were first read.
#[derive(Debug, Default)]
pub(super) struct Histories(pub(super) Vec<History>);

impl Histories {
    pub(super) fn take(&mut self, readings: &[Reading]) {
        for reading in readings {
            match self.0.iter_mut().find(|history| history.key == reading.key) {
                Some(history) => history.take(reading),
                None => {
                    let figures = VecDeque::new();
                    let mut history = History { key: reading.key.clone(), is_live: false, figures };
                    history.take(reading);
                    self.0.push(history);
                }
            }
        }
    }
}
