use std::sync::Arc;

use crate::frame::Frame;

/// What every viewer needs before the first frame.
#[derive(Clone, Debug, Default)]
pub(crate) struct Setup {
    pub(crate) metadata: Option<Arc<Frame>>,
    pub(crate) video: Option<Arc<Frame>>,
    pub(crate) audio: Option<Arc<Frame>>,
    /// Whether sound or pictures were seen so far, with or without a configuration.
    pub(crate) has_audio: bool,
    pub(crate) has_video: bool,
}

impl Setup {
    pub(crate) fn frames(&self) -> impl Iterator<Item = Arc<Frame>> {
        [&self.metadata, &self.video, &self.audio].into_iter().flatten().cloned()
    }

    pub(crate) fn is_same_video(&self, other: &Self) -> bool {
        self.video.as_ref().map(Arc::as_ptr) == other.video.as_ref().map(Arc::as_ptr)
    }
}
