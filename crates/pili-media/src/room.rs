//! What goes when memory is full.

use std::{cmp::Reverse, sync::Arc};

use crate::{Media, Refusal, live::Live};

/// What is freed at once, and must be free for a new stream: this part of all. It need not be done for every frame.
const SLACK: usize = 64;
/// The part of that which is taken off current GOPs: so little that no new stream comes in by it.
const SLACK_OF_GOPS: usize = 16;

impl Media {
    /// Keeps to the budget after a frame was taken.
    pub(crate) fn make_room(&self) {
        let budget = self.archive().budget();
        let slack = budget.limit() / SLACK;
        // Whoever is at it already does it for all.
        if budget.is_over()
            && let Ok(_turn) = self.room().try_lock()
            && !self.free(slack)
            && budget.is_over()
        {
            self.forget_frames(slack / SLACK_OF_GOPS);
        }
    }

    /// Why there is no place for another stream, if that is so.
    pub(crate) fn check_room(&self) -> Result<(), Refusal> {
        let limit = self.archive().budget().limit();
        if self.free(limit / SLACK) {
            return Ok(());
        }
        let live = self.live_ids().len();
        Err(Refusal::new(format!("the {live} streams that are live take all of {limit} bytes of memory")))
    }

    /// Drops what viewers and the current GOP do without: segments first, then frames for slow viewers, then segments
    /// that are still growing.
    fn free(&self, bytes: usize) -> bool {
        let (archive, has_room) = (self.archive(), || self.archive().budget().has_room_for(bytes));
        if !has_room() {
            archive.let_go(bytes);
        }
        if !has_room() {
            self.lives().iter().for_each(|live| live.forget_past());
        }
        if !has_room() {
            archive.give_up_growing(bytes);
        }
        has_room()
    }

    /// Drops frames even of current GOPs, of the largest first.
    fn forget_frames(&self, free: usize) {
        let mut lives = self.lives();
        lives.sort_by_cached_key(|live: &Arc<Live>| Reverse(live.weight()));
        lives.iter().for_each(|live| live.forget_until_free(free));
    }
}
