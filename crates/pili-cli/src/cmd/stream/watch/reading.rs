use std::time::{Duration, SystemTime};

use futures_util::{StreamExt as _, stream, stream::LocalBoxStream};
use pili::live::{Client, Hub, stream::LiveStatus};
use serde::{Serialize, Serializer};
use tokio::time::{Interval, MissedTickBehavior, interval};

use crate::{
    args::Watched,
    clock,
    failure::{Failure, Result},
};

/// What one call of the live status takes, so that a reading is never more than two calls.
const MOST: usize = 100;

/// A reading of all streams at a time.
pub(super) type Readings = LocalBoxStream<'static, Result<Vec<Reading>>>;

/// What a stream did at a time. Members are those of the API, and three more.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Reading {
    #[serde(serialize_with = "rfc3339")]
    pub(super) at: SystemTime,
    pub(super) key: String,
    pub(super) live: bool,
    #[serde(flatten)]
    pub(super) status: Option<LiveStatus>,
}

/// Reads again and again. A reading that takes long delays the next one.
pub(super) fn every(length: Duration, client: Client, hub: Hub, watched: Watched) -> Result<Readings> {
    if watched.keys.len() > MOST {
        let failure = Failure::usage(format_args!("{MOST} streams can be watched at a time"));
        return Err(failure.advise("name fewer of them"));
    }
    let mut ticks = interval(length);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let reader = Reader { client, hub, keys: watched.keys, prefix: watched.prefix, ticks };
    let readings = stream::unfold(reader, async |mut reader| {
        reader.ticks.tick().await;
        Some((reader.read().await, reader))
    });
    Ok(readings.boxed_local())
}

struct Reader {
    client: Client,
    hub: Hub,
    keys: Vec<String>,
    prefix: Option<String>,
    ticks: Interval,
}

impl Reader {
    async fn read(&mut self) -> Result<Vec<Reading>> {
        self.find().await?;
        let (mut readings, at) = (Vec::new(), clock::now());
        if self.keys.is_empty() {
            return Ok(readings);
        }
        let mut statuses = self.client.items(self.hub.live_statuses(self.keys.iter().map(String::as_str)));
        while let Some(status) = statuses.next().await {
            let (key, status) = status?;
            readings.push(Reading { at, key: key.to_string(), live: status.is_some(), status });
        }
        Ok(readings)
    }

    /// Adds the streams of the prefix that have come. Those that have gone stay, to be seen offline.
    async fn find(&mut self) -> Result {
        let Some(prefix) = &self.prefix else { return Ok(()) };
        let limit = MOST as u32;
        let live = self.client.send(self.hub.streams().prefix(prefix).live_only().limit(limit)).await?;
        for item in live.items {
            if self.keys.len() < MOST && !self.keys.iter().any(|key| key == item.key.as_str()) {
                self.keys.push(item.key.to_string());
            }
        }
        Ok(())
    }
}

fn rfc3339<S: Serializer>(time: &SystemTime, to: S) -> std::result::Result<S::Ok, S::Error> {
    to.collect_str(&clock::rfc3339(*time))
}
