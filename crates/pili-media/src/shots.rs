//! What a viewer is sent next.

use std::sync::Arc;

use bytes::Bytes;

use crate::{
    batch::{Batch, Clock, Form},
    frame::Frame,
    setup::Setup,
};

/// Frames, and their times for this viewer.
#[derive(Debug)]
pub(crate) struct Shots {
    /// Set where they do not follow on from those before: the viewer came in here, after falling behind or from the
    /// publish before. It is sent first.
    pub(crate) entry: Option<Setup>,
    /// Whether they are the first of all.
    pub(crate) is_opening: bool,
    pub(crate) batch: Arc<Batch>,
    /// Its zero is this viewer's first frame.
    pub(crate) clock: Clock,
}

impl Shots {
    /// What the stream holds, where they are the first of all.
    pub(crate) fn opening(&self) -> Option<&Setup> {
        self.entry.as_ref().filter(|_| self.is_opening)
    }

    /// All frames, those of the setup included.
    pub(crate) fn frames(&self) -> impl Iterator<Item = Arc<Frame>> {
        self.setup().chain(self.batch.frames.iter().cloned())
    }

    /// What the viewer is sent, with this before it.
    pub(crate) fn bytes(&self, form: Form, head: Option<Bytes>) -> Vec<Bytes> {
        let first = self.batch.frames.first().map_or(0, |frame| frame.time);
        let setup = self.setup().flat_map(|frame| form.of(&frame, self.clock.at(first)));
        head.into_iter().chain(setup).chain(self.batch.bytes(form, self.clock)).collect()
    }

    fn setup(&self) -> impl Iterator<Item = Arc<Frame>> {
        self.entry.iter().flat_map(Setup::frames)
    }
}
