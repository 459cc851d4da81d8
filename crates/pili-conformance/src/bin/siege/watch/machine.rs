use std::{
    thread,
    time::{Duration, Instant},
};

use super::Book;

const STEP: Duration = Duration::from_millis(20);

/// Sleeps again and again, in a thread of its own until the program ends: what a sleep takes beyond its time is the
/// machine's, and stretches every wait there is.
pub(super) fn watch(book: Book) {
    thread::spawn(move || {
        loop {
            let begun = Instant::now();
            thread::sleep(STEP);
            book.paused(begun.elapsed().saturating_sub(STEP));
        }
    });
}
