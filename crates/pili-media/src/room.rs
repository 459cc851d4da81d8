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
            && !self.even_out(slack)
            && !self.free(slack)
            && budget.is_over()
        {
            self.forget_frames(slack / SLACK_OF_GOPS, 0);
        }
    }

    /// Drops what nobody who watches now comes for, and then what streams hold beyond an equal part for each: large
    /// pictures are no reason for a gap in another stream.
    fn even_out(&self, bytes: usize) -> bool {
        let (archive, lives) = (self.archive(), self.lives());
        let has_room = || archive.budget().has_room_for(bytes);
        let equal = archive.budget().limit() / lives.len().max(1);
        if !has_room() {
            archive.let_go_of_unlisted(bytes);
        }
        if !has_room() {
            archive.let_go_of_large(bytes, equal);
        }
        if !has_room() {
            lives.iter().for_each(|live| live.forget_past());
        }
        if !has_room() {
            archive.give_up_growing(bytes, equal);
        }
        if !has_room() {
            self.forget_frames(bytes / SLACK_OF_GOPS, equal);
        }
        !archive.budget().is_over()
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
            archive.give_up_growing(bytes, 0);
        }
        has_room()
    }

    /// Drops frames even of current GOPs that weigh more than this, of the largest first.
    fn forget_frames(&self, free: usize, beyond: usize) {
        let weighed = self.lives().into_iter().map(|live: Arc<Live>| (live.weight(), live));
        let mut large: Vec<_> = weighed.filter(|(weight, _)| *weight > beyond).collect();
        large.sort_by_key(|(weight, _)| Reverse(*weight));
        large.iter().for_each(|(_, live)| live.forget_until_free(free));
    }
}
