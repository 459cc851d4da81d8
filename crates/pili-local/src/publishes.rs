//! Who published what: kept for the history of streams, which the media plane has in memory.

use std::{collections::HashMap, net::SocketAddr, time::SystemTime};

use serde::{Deserialize, Serialize};

use crate::{
    data::{Changes, Data, Keeps, Locked, Single, Table, plain_rows},
    media::{Media, Protocol, Publish, StreamId},
};

/// Publishes that are kept; the oldest go first.
const MOST: usize = 100_000;

/// What is kept of publishes; nothing without a folder.
#[derive(Debug)]
pub(crate) struct Publishes {
    record: Locked<Record>,
    are_kept: bool,
}

#[derive(Debug)]
struct Record {
    /// In the order in which they began.
    publishes: Table<u64, Kept>,
    next: u64,
    /// Those that go on.
    live: HashMap<StreamId, u64>,
    /// When something was seen to be live last.
    seen: Single<Seen>,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Seen(Option<SystemTime>);

/// Without its query, which may hold a token.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Kept {
    space: String,
    key: String,
    #[serde(default)]
    over: Over,
    client: SocketAddr,
    server: SocketAddr,
    started: SystemTime,
    ended: Option<SystemTime>,
}

/// How it came.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Over {
    #[default]
    Rtmp,
    Srt,
}

impl From<Protocol> for Over {
    fn from(protocol: Protocol) -> Self {
        match protocol {
            Protocol::Srt => Self::Srt,
            Protocol::Rtmp | Protocol::Flv | Protocol::Mp4 | Protocol::Hls => Self::Rtmp,
        }
    }
}

impl From<Over> for Protocol {
    fn from(over: Over) -> Self {
        match over {
            Over::Rtmp => Self::Rtmp,
            Over::Srt => Self::Srt,
        }
    }
}

plain_rows!(Kept, Seen);

impl Keeps for Record {
    fn keep(&mut self, changes: &mut Changes) {
        let Self { publishes, next: _, live: _, seen } = self;
        publishes.keep(changes);
        seen.keep(changes);
    }
}

impl Publishes {
    /// What is kept of earlier ones. Those that went on when the service ended, ended when they were last seen.
    pub(crate) fn new(data: &Data) -> Self {
        let (publishes, seen): (Table<u64, Kept>, Single<Seen>) =
            (data.table("publishes"), data.single("seen"));
        let next = publishes.keys().next_back().map_or(0, |last| last + 1);
        let record = Locked::new(Record { publishes, next, live: HashMap::new(), seen }, data);
        record.lock().close();
        Self { record, are_kept: data.is_on() }
    }

    /// Tells the media plane of earlier ones.
    pub(crate) fn remind(&self, media: &Media) {
        self.record
            .lock()
            .publishes
            .values()
            .cloned()
            .map(Publish::from)
            .for_each(|past| media.remember(past));
    }

    /// Forgets all.
    pub(crate) fn clear(&self) {
        let mut record = self.record.lock();
        record.publishes.clear();
        record.live.clear();
    }

    pub(crate) fn began(&self, publish: &Publish) {
        if self.are_kept {
            self.record.lock().begin(publish);
        }
    }

    pub(crate) fn ended(&self, publish: &Publish) {
        if self.are_kept {
            self.record.lock().end(publish);
        }
    }

    /// Something is live at this time, if anything is.
    pub(crate) fn seen(&self, now: SystemTime) {
        if self.are_kept {
            let mut record = self.record.lock();
            if !record.live.is_empty() {
                record.seen.0 = Some(now);
            }
        }
    }
}

impl Record {
    fn begin(&mut self, publish: &Publish) {
        let Publish { id, protocol, client, server, started, ended, .. } = publish.clone();
        self.live.insert(id.clone(), self.next);
        let StreamId { space, key } = id;
        let kept = Kept { space, key, over: protocol.into(), client, server, started, ended };
        self.publishes.insert(self.next, kept);
        self.next += 1;
        if self.publishes.len() > MOST {
            self.publishes.pop_first();
        }
    }

    fn end(&mut self, publish: &Publish) {
        if let Some(number) = self.live.remove(&publish.id)
            && let Some(kept) = self.publishes.get_mut(&number)
        {
            kept.ended = publish.ended;
        }
    }

    fn close(&mut self) {
        let seen = self.seen.0;
        let open: Vec<_> = self
            .publishes
            .iter()
            .filter(|(_, kept)| kept.ended.is_none())
            .map(|(number, _)| *number)
            .collect();
        for number in open {
            if let Some(kept) = self.publishes.get_mut(&number) {
                kept.ended = seen.max(Some(kept.started));
            }
        }
    }
}

impl From<Kept> for Publish {
    fn from(Kept { space, key, over, client, server, started, ended }: Kept) -> Self {
        let span = started..ended.unwrap_or(started);
        Self::over(StreamId { space, key }, over.into(), span, client, server)
    }
}
