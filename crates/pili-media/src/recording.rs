//! The segments of a stream that are still held: for HLS, for recordings, for snapshots.

use std::{
    collections::{BTreeSet, VecDeque},
    ops::Range,
    path::PathBuf,
    sync::Arc,
    time::{Duration, SystemTime},
};

use tokio::sync::watch;

use super::{
    Segmenting, Spans,
    frame::Frame,
    kept::{Facts, Held, Kept, Order},
    lost::Lost,
    segment::{Segment, Segmenter},
    setup::Setup,
    spans::within,
    spill,
    ts::Counters,
};

#[derive(Debug)]
pub(crate) struct Recording {
    /// In the order of their numbers, which is that of their starts.
    kept: VecDeque<Kept>,
    /// The numbers of those in memory.
    in_memory: BTreeSet<u64>,
    lost: Lost,
    /// Whether what is written of it is not true any more.
    is_lost_unwritten: bool,
    /// Cuts the publish that is going on.
    segmenter: Option<Segmenter>,
    /// Between publishes.
    counters: Counters,
    next: u64,
    /// Breaks in all segments so far.
    breaks: u64,
    /// What the last segment of this process was decoded with.
    last: Option<Configured>,
    order: Order,
    /// Where its segments are written.
    folder: Option<PathBuf>,
    segmenting: Segmenting,
    /// When the last publish ended; `None` while one goes on.
    ended: Option<SystemTime>,
    listing: Listing,
    /// The number of the next segment, to be told of.
    added: watch::Sender<u64>,
}

/// A configuration, and the first segment that has it.
#[derive(Debug)]
struct Configured {
    map: u64,
    setup: Setup,
}

/// What the live playlist lists: what was published without a pause longer than the grace.
#[derive(Clone, Copy, Debug, Default)]
struct Listing {
    /// Its first segment.
    from: u64,
    /// The longest that a segment may be; fixed with the first one.
    target: Option<Duration>,
}

/// A live playlist as it stands.
#[derive(Debug)]
pub(crate) struct Listed {
    pub(crate) segments: Vec<Held>,
    pub(crate) breaks_before: u64,
    pub(crate) target: Duration,
    pub(crate) has_ended: bool,
    /// Tells of the next segment.
    pub(crate) added: watch::Receiver<u64>,
}

/// A segment in memory, and what there is to say for keeping it: the least is let go first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Worth {
    /// Whether it is nowhere else.
    pub(crate) is_only_here: bool,
    /// Whether a live playlist lists it.
    pub(crate) is_listed: bool,
    pub(crate) needed: u64,
    pub(crate) number: u64,
    /// How often it could not be written.
    pub(crate) tries: u32,
}

impl Recording {
    pub(crate) fn new(order: Order, folder: Option<PathBuf>) -> Self {
        Self {
            kept: VecDeque::new(),
            in_memory: BTreeSet::new(),
            lost: Lost::default(),
            is_lost_unwritten: false,
            segmenter: None,
            counters: Counters::default(),
            next: 0,
            breaks: 0,
            last: None,
            order,
            folder,
            segmenting: Segmenting::default(),
            ended: None,
            listing: Listing::default(),
            added: watch::Sender::new(0),
        }
    }

    /// One whose segments, in the order of their numbers, are in files.
    pub(crate) fn of_files(order: Order, folder: PathBuf, files: Vec<(Facts, usize)>, lost: Lost) -> Self {
        let mut recording = Self { lost, ..Self::new(order, Some(folder)) };
        for (facts, weight) in files {
            recording.keep(facts, weight, None);
        }
        recording.listing.from = recording.next;
        recording.ended = recording.kept.back().map(|last| last.facts.end());
        recording
    }

    /// A publish begins; after a long pause with a playlist of its own.
    pub(crate) fn begin(&mut self, now: SystemTime, segmenting: Segmenting) {
        if self.has_ended(now) {
            self.listing = Listing { from: self.next, target: None };
        }
        (self.segmenting, self.ended) = (segmenting, None);
        self.segmenter = Some(Segmenter::new(segmenting.target, self.counters));
    }

    /// Takes a frame that arrived now; gives the segment that it ends.
    pub(crate) fn push(
        &mut self,
        frame: Arc<Frame>,
        now: SystemTime,
        setup: impl FnOnce() -> Setup,
    ) -> Option<Arc<Segment>> {
        let segmenter = self.segmenter.as_mut()?;
        let ended = segmenter.push(frame, now, setup);
        let lost = segmenter.take_lost();
        lost.into_iter().for_each(|lost| self.missed(lost));
        Some(self.add(ended?))
    }

    /// The publish ends; gives its last segment.
    pub(crate) fn finish(&mut self, now: SystemTime) -> Option<Arc<Segment>> {
        self.ended = Some(now);
        let segmenter = self.segmenter.take()?;
        segmenter.gap().into_iter().for_each(|since| self.missed(since..now));
        let (last, counters) = segmenter.finish();
        self.counters = counters;
        last.map(|last| self.add(last))
    }

    fn add(&mut self, segment: Segment) -> Arc<Segment> {
        let segment = self.numbered(segment);
        self.keep(segment.facts(), segment.weight(), Some(segment.clone()));
        self.bound(&segment);
        self.last = Some(Configured { map: segment.map, setup: segment.setup.clone() });
        self.added.send_replace(self.next);
        segment
    }

    fn keep(&mut self, facts: Facts, weight: usize, memory: Option<Arc<Segment>>) {
        self.next = facts.number + 1;
        self.breaks += u64::from(facts.is_break);
        self.in_memory.extend(memory.as_ref().map(|_| facts.number));
        let (is_written, needed, breaks) = (memory.is_none(), self.order.next(), self.breaks);
        self.kept.push_back(Kept { facts, breaks, weight, memory, is_written, needed, tries: 0 });
    }

    pub(crate) fn get(&mut self, number: u64) -> Option<Held> {
        let index = self.index(number)?;
        Some(self.need(index))
    }

    /// One of those that go on with the configuration of this one.
    pub(crate) fn of_map(&mut self, map: u64) -> Option<Held> {
        let index = self.kept.iter().position(|kept| kept.facts.map == map)?;
        Some(self.need(index))
    }

    /// Segments that lie at least partly in this span, oldest first; the one that is still growing as it is now.
    pub(crate) fn between(&mut self, span: &Range<SystemTime>) -> Vec<Held> {
        let growing = self.growing().filter(|segment| segment.facts().is_in(span)).map(Held::Memory);
        let found = (0..self.kept.len()).filter(|index| self.kept[*index].facts.is_in(span));
        let found: Vec<_> = found.collect();
        found.into_iter().map(|index| self.need(index)).chain(growing).collect()
    }

    /// What is held of a span, and what is missing.
    pub(crate) fn spans(&self, span: &Range<SystemTime>, now: SystemTime) -> Spans {
        let growing = self.growing().map(|segment| segment.facts());
        let facts = self.kept.iter().map(|kept| kept.facts).chain(growing);
        let facts: Vec<_> = facts.filter(|facts| facts.is_in(span)).collect();
        let publishes = facts.chunk_by(|one, next| !next.is_break && next.number == one.number + 1);
        let held = publishes.filter_map(whole).collect();
        let gap = self.segmenter.as_ref().and_then(Segmenter::gap).map(|since| since..now);
        let gap = gap.and_then(|gap| within(&gap, span));
        Spans::new(held, self.lost.between(span.clone()).chain(gap))
    }

    /// Drops complete segments that lie wholly in a span; gives their files, which may be there or not.
    pub(crate) fn forget(&mut self, span: &Range<SystemTime>) -> Vec<PathBuf> {
        let is_gone = |kept: &Kept| kept.facts.start >= span.start && kept.facts.end() <= span.end;
        let (gone, kept): (VecDeque<_>, _) = std::mem::take(&mut self.kept).into_iter().partition(is_gone);
        self.kept = kept;
        self.lost.forget(span);
        self.lost_is_unwritten();
        self.in_memory.retain(|number| gone.iter().all(|kept| kept.facts.number != *number));
        gone.iter().filter_map(|kept| self.path(&kept.facts)).collect()
    }

    /// Drops all complete segments; gives their files.
    pub(crate) fn forget_all(&mut self) -> Vec<PathBuf> {
        let last = self.kept.back().map_or(SystemTime::UNIX_EPOCH, |last| last.facts.end());
        self.forget(&(SystemTime::UNIX_EPOCH..last))
    }

    /// The last segments for a live playlist. Those before a hole are not listed: players count by number.
    pub(crate) fn listed(&mut self, now: SystemTime) -> Listed {
        let newest = self.kept.back().map_or(0, |kept| kept.facts.number);
        let in_a_row = self.kept.iter().rev().zip((self.listing.from..=newest).rev());
        let in_a_row = in_a_row.take_while(|(kept, number)| kept.facts.number == *number).count();
        let first = self.kept.len() - in_a_row.min(self.segmenting.listed);
        let before = |kept: &Kept| kept.breaks - u64::from(kept.facts.is_break);
        Listed {
            breaks_before: self.kept.get(first).map_or(self.breaks, before),
            segments: (first..self.kept.len()).map(|index| self.need(index)).collect(),
            target: self.listing.target.unwrap_or(self.segmenting.target),
            has_ended: self.has_ended(now),
            added: self.added.subscribe(),
        }
    }

    /// The segments in memory, and what each is worth.
    pub(crate) fn in_memory(&self) -> impl Iterator<Item = Worth> {
        self.in_memory.iter().filter_map(|number| {
            let kept = &self.kept[self.index(*number)?];
            let Kept { is_written, needed, tries, .. } = *kept;
            let is_listed = self.is_listed(*number);
            Some(Worth { is_only_here: !is_written, is_listed, needed, number: *number, tries })
        })
    }

    /// Bytes of its segments in memory.
    pub(crate) fn weight(&self) -> usize {
        let kept = self.in_memory.iter().filter_map(|number| self.kept.get(self.index(*number)?));
        kept.map(|kept| kept.weight).sum()
    }

    /// Whether whoever watches now may still come for the segment.
    fn is_listed(&self, number: u64) -> bool {
        let listed = u64::try_from(self.segmenting.listed).unwrap_or(u64::MAX);
        self.segmenter.is_some() && number.saturating_add(listed) >= self.next
    }

    /// Holds a segment no longer in memory; if it is not in a file either, it is lost.
    pub(crate) fn let_go(&mut self, number: u64) {
        let Some(index) = self.index(number) else { return };
        self.in_memory.remove(&number);
        self.kept[index].memory = None;
        if !self.kept[index].is_written {
            self.lose(number);
        }
    }

    /// The segment cannot be had any more; gives its file, if there is one.
    pub(crate) fn lose(&mut self, number: u64) -> Option<PathBuf> {
        let index = self.index(number)?;
        let gone = self.kept.remove(index)?;
        self.in_memory.remove(&number);
        // Frames do not arrive to the millisecond: what follows on leaves no gap, whatever the clock said.
        let next = self.kept.get(index).map(|kept| kept.facts);
        let next = next.filter(|next| next.number == number + 1 && !next.is_break);
        let end = next.map_or(gone.facts.end(), |next| next.start.max(gone.facts.end()));
        self.missed(gone.facts.start..end);
        self.path(&gone.facts)
    }

    /// Bytes of the segment that is still growing.
    pub(crate) fn growing_weight(&self) -> usize {
        self.segmenter.as_ref().map_or(0, Segmenter::weight)
    }

    /// Gives up the segment that is still growing; the next one begins with the next key frame.
    pub(crate) fn give_up_growing(&mut self) {
        self.segmenter.as_mut().into_iter().for_each(Segmenter::give_up);
    }

    /// A segment that is in memory alone, and where its file is to be.
    pub(crate) fn unwritten(&self, number: u64) -> Option<(Arc<Segment>, PathBuf)> {
        let kept = &self.kept[self.index(number)?];
        let segment = kept.memory.clone().filter(|_| !kept.is_written)?;
        Some((segment, self.path(&kept.facts)?))
    }

    /// Whether anything is in memory alone.
    pub(crate) fn has_unwritten(&self) -> bool {
        self.is_lost_unwritten || self.in_memory().any(|worth| worth.is_only_here)
    }

    /// The segment could not be written this time.
    pub(crate) fn tried(&mut self, number: u64) {
        let index = self.index(number);
        index.into_iter().for_each(|index| self.kept[index].tries += 1);
    }

    /// There is a file of the segment now; `false` if it is not wanted any more.
    pub(crate) fn written(&mut self, number: u64) -> bool {
        let index = self.index(number);
        index.map(|index| self.kept[index].is_written = true).is_some()
    }

    /// A segment that was read from its file is in memory again.
    pub(crate) fn read_back(&mut self, segment: &Arc<Segment>) {
        if let Some(index) = self.index(segment.number) {
            self.kept[index].memory = Some(segment.clone());
            self.in_memory.insert(segment.number);
        }
    }

    /// What was lost, to be written; `None` if that is done.
    pub(crate) fn take_unwritten_lost(&mut self) -> Option<(PathBuf, Lost)> {
        let folder = self.folder.clone().filter(|_| self.is_lost_unwritten)?;
        self.is_lost_unwritten = false;
        Some((folder, self.lost.clone()))
    }

    pub(crate) fn lost_is_unwritten(&mut self) {
        self.is_lost_unwritten = self.folder.is_some();
    }

    fn missed(&mut self, span: Range<SystemTime>) {
        self.lost.add(span);
        self.lost_is_unwritten();
    }

    /// Whether nobody has published for longer than the grace.
    fn has_ended(&self, now: SystemTime) -> bool {
        let gone = self.ended.map(|ended| now.duration_since(ended).unwrap_or_default());
        gone.is_some_and(|gone| gone >= self.segmenting.grace)
    }

    /// The first segment of a playlist decides how long all may be.
    fn bound(&mut self, segment: &Segment) {
        let target = self.segmenting.target.max(segment.duration);
        let target = *self.listing.target.get_or_insert(target);
        if segment.duration > target + Duration::from_millis(500) {
            let length = segment.duration.as_secs_f64();
            tracing::warn!(length, ?target, "key frames are further apart than the playlist says");
        }
    }

    fn growing(&self) -> Option<Arc<Segment>> {
        self.segmenter.as_ref().and_then(Segmenter::so_far).map(|segment| self.numbered(segment))
    }

    fn numbered(&self, segment: Segment) -> Arc<Segment> {
        let is_break = segment.is_break && self.next > 0;
        // What is sent faster than it is played arrives all at once; the order of times is that of numbers.
        let after = self.kept.back().map(|last| last.facts.start + Duration::from_millis(1));
        let start = after.map_or(segment.start, |after| segment.start.max(after));
        let last = self.last.as_ref().filter(|last| !is_break && last.setup.is_same(&segment.setup));
        let map = last.map_or(self.next, |last| last.map);
        Arc::new(Segment { number: self.next, is_break, start, map, ..segment })
    }

    /// Somebody asks for this segment.
    fn need(&mut self, index: usize) -> Held {
        let (needed, folder) = (self.order.next(), self.folder.as_deref());
        let kept = &mut self.kept[index];
        kept.needed = needed;
        match &kept.memory {
            Some(segment) => Held::Memory(segment.clone()),
            None => Held::File {
                path: spill::path(folder.unwrap_or("".as_ref()), &kept.facts),
                facts: kept.facts,
                weight: kept.weight,
            },
        }
    }

    fn path(&self, facts: &Facts) -> Option<PathBuf> {
        self.folder.as_deref().map(|folder| spill::path(folder, facts))
    }

    fn index(&self, number: u64) -> Option<usize> {
        self.kept.binary_search_by_key(&number, |kept| kept.facts.number).ok()
    }
}

/// From the first to the last of these as long as they are played: what was sent faster than that arrived in less.
fn whole(publish: &[Facts]) -> Option<Range<SystemTime>> {
    let start = publish.first()?.start;
    Some(start..start + publish.iter().map(|facts| facts.duration).sum())
}
