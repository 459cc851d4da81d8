//! Frames that are asked for and perhaps in files alone.

use std::{ops::Range, sync::Arc, time::SystemTime};

use tokio::task::spawn_blocking;

use crate::{
    Media, NotHeld, Segment, StreamId,
    archive::lock,
    kept::{Facts, Held},
    spill,
};

impl Media {
    /// What there is of a span, if nothing of it is missing.
    pub(crate) fn held(&self, id: &StreamId, span: &Range<SystemTime>) -> Result<Vec<Held>, NotHeld> {
        let Some(recording) = self.recording(id) else { return Ok(Vec::new()) };
        let mut recording = lock(&recording);
        let spans = recording.spans(span, self.now());
        if spans.missing.is_empty() { Ok(recording.between(span)) } else { Err(NotHeld::Missing(spans)) }
    }

    /// Segments in memory as they are, others off the tasks that carry media.
    pub(crate) async fn load(&self, id: &StreamId, held: Vec<Held>) -> Result<Vec<Arc<Segment>>, NotHeld> {
        if held.iter().all(|held| held.missing_weight() == 0) {
            return self.read(id, held);
        }
        let (media, id, bytes) = (self.clone(), id.clone(), missing_weight(&held));
        let read = spawn_blocking(move || media.read(&id, held)).await;
        // It fails where the runtime ends.
        read.unwrap_or(Err(NotHeld::TooLarge { bytes, memory: self.limits().memory }))
    }

    /// Segments in memory as they are, others from their files. Blocks meanwhile.
    pub(crate) fn read(&self, id: &StreamId, held: Vec<Held>) -> Result<Vec<Arc<Segment>>, NotHeld> {
        let bytes = missing_weight(&held);
        // One at a time, so that the room that was found is still there.
        let _turn = (bytes > 0).then(|| lock(self.reading()));
        let (archive, memory) = (self.archive(), self.limits().memory);
        if bytes > 0 && !archive.budget().has_room_for(bytes) {
            archive.let_go_of_written(bytes);
        }
        if bytes > 0 && !archive.budget().has_room_for(bytes) {
            return Err(NotHeld::TooLarge { bytes, memory });
        }
        let read = held.into_iter().map(|held| self.read_one(id, held));
        read.collect()
    }

    /// A segment that was read is in memory again: who asks once may ask again.
    fn read_one(&self, id: &StreamId, held: Held) -> Result<Arc<Segment>, NotHeld> {
        let was_in_memory = held.missing_weight() == 0;
        let segment = held.read(self.archive().budget()).map_err(|facts| self.lose(id, &facts))?;
        if !was_in_memory && let Some(recording) = self.recording(id) {
            lock(&recording).read_back(&segment);
        }
        Ok(segment)
    }

    /// A file gave no segment.
    fn lose(&self, id: &StreamId, facts: &Facts) -> NotHeld {
        let span = facts.start..facts.end();
        if let Some(recording) = self.recording(id) {
            let path = lock(&recording).lose(facts.number);
            spill::remove(path);
            self.archive().wake();
        }
        NotHeld::Missing(self.spans(id, &span))
    }
}

fn missing_weight(held: &[Held]) -> usize {
    held.iter().map(Held::missing_weight).sum()
}
