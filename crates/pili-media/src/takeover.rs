//! A publish that takes the place of another.

use std::{sync::Arc, time::Duration};

use super::{
    Media, Publish, SecondPublisher, StreamId,
    archive::{SharedRecording, lock},
    live::{End, Live},
};

/// While somebody has it, nobody else begins or ends a publish of the stream: so the gate hears of them in their order.
pub(super) struct Turn<'a> {
    media: &'a Media,
    id: StreamId,
}

impl<'a> Turn<'a> {
    pub(super) fn new(media: &'a Media, id: &StreamId) -> Self {
        Self { media, id: id.clone() }
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.media.end_turn(&self.id);
    }
}

impl Media {
    /// Ends a publish in favour of another.
    pub(super) fn hand_over(&self, from: &Live, to: &Arc<Live>, reason: String, recording: &SharedRecording) {
        tracing::info!(id = %to.publish.id, reason, "a publisher gave way");
        from.finish(End::TakenOver(reason));
        from.succeed(to);
        let last = lock(recording).finish(to.publish.started);
        self.announce(&from.publish.id, last);
        let ended = Some(to.publish.started);
        self.gate().unpublished(&Publish { ended, cut: from.cut(), ..from.publish.clone() });
    }
}

/// Why a publisher gives way to a second one; `None` if it does not.
pub(super) fn reason(present: &Live, second: SecondPublisher, frozen: Duration) -> Option<String> {
    let silent = present.silent_for();
    match second {
        _ if silent >= frozen => {
            Some(format!("another publisher took over, since nothing had come for {silent:.1?}"))
        }
        SecondPublisher::TakesOver => Some("another publisher took over".to_owned()),
        SecondPublisher::Refused => None,
    }
}
