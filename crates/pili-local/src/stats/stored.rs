//! A minute as it is kept.

use pili_live::stream::StreamStat;
use serde::{Deserialize, Serialize};

use super::Minute;
use crate::{
    data::plain_rows,
    media::{Protocol, StreamId, TrafficKey},
};

plain_rows!(Minute);

#[derive(Serialize, Deserialize)]
pub(super) struct Stored {
    streams: Vec<(Id, StreamStat)>,
    sent: Vec<Flow>,
    received: Vec<Flow>,
}

/// Space and key.
type Id = (String, String);

#[derive(Serialize, Deserialize)]
struct Flow {
    id: Id,
    protocol: StoredProtocol,
    domain: String,
    bytes: u64,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Protocol", rename_all = "lowercase")]
enum ProtocolName {
    Rtmp,
    Flv,
    Mp4,
    Hls,
    Srt,
}

#[derive(Serialize, Deserialize)]
#[serde(transparent)]
struct StoredProtocol(#[serde(with = "ProtocolName")] Protocol);

impl From<Minute> for Stored {
    fn from(Minute { streams, sent, received }: Minute) -> Self {
        let streams = streams.into_iter().map(|(id, stat)| ((id.space, id.key), stat)).collect();
        let mut flows = [sent, received].map(|flows| flows.into_iter().map(Flow::from).collect::<Vec<_>>());
        // In an order, so that what did not change is written alike.
        flows.iter_mut().for_each(|flows| flows.sort_by(|one, other| one.place().cmp(&other.place())));
        let [sent, received] = flows;
        Self { streams, sent, received }
    }
}

impl From<Stored> for Minute {
    fn from(Stored { streams, sent, received }: Stored) -> Self {
        let streams = streams.into_iter().map(|((space, key), stat)| (StreamId { space, key }, stat));
        let bytes = |flows: Vec<Flow>| flows.into_iter().map(Flow::bytes).collect();
        Self { streams: streams.collect(), sent: bytes(sent), received: bytes(received) }
    }
}

impl From<(TrafficKey, u64)> for Flow {
    fn from((TrafficKey { id, protocol, domain }, bytes): (TrafficKey, u64)) -> Self {
        Self { id: (id.space, id.key), protocol: StoredProtocol(protocol), domain, bytes }
    }
}

impl Flow {
    fn place(&self) -> (&Id, Protocol, &str) {
        (&self.id, self.protocol.0, &self.domain)
    }

    fn bytes(self) -> (TrafficKey, u64) {
        let (space, key) = self.id;
        (
            TrafficKey { id: StreamId { space, key }, protocol: self.protocol.0, domain: self.domain },
            self.bytes,
        )
    }
}
