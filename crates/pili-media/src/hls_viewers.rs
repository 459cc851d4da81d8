//! Players of HLS: they hold no connection, but come for a playlist or a segment every few seconds.

use std::{collections::HashMap, net::IpAddr, sync::Arc, time::Duration};

use tokio::time::Instant;

use super::meter::Meter;

/// Past this many, further ones are served and not counted.
const MOST: usize = 10_000;

/// Told apart by address and domain: two players behind one address are one.
#[derive(Debug, Default)]
pub(super) struct HlsViewers(HashMap<(IpAddr, String), Seen>);

#[derive(Debug)]
struct Seen {
    meter: Arc<Meter>,
    last: Instant,
}

impl HlsViewers {
    /// A player that has not come for this long has gone.
    const GONE: Duration = Duration::from_secs(10);

    /// A player comes.
    pub(super) fn meet(&mut self, address: IpAddr, domain: &str, new: impl FnOnce() -> Meter) -> Arc<Meter> {
        let now = Instant::now();
        self.0.retain(|_, seen| seen.is_here(now));
        let key = (address, domain.to_owned());
        if self.0.len() >= MOST && !self.0.contains_key(&key) {
            return Arc::new(new());
        }
        let seen = self.0.entry(key).or_insert_with(|| Seen { meter: Arc::new(new()), last: now });
        seen.last = now;
        seen.meter.clone()
    }

    pub(super) fn meters(&self) -> impl Iterator<Item = &Arc<Meter>> {
        let now = Instant::now();
        self.0.values().filter(move |seen| seen.is_here(now)).map(|seen| &seen.meter)
    }
}

impl Seen {
    fn is_here(&self, now: Instant) -> bool {
        now.duration_since(self.last) < HlsViewers::GONE
    }
}

#[cfg(test)]
mod tests {
    use std::{net::SocketAddr, time::UNIX_EPOCH};

    use super::*;
    use crate::{Admission, Gate, Protocol, Refusal, StreamId, TrafficKey};

    struct Open;

    impl Gate for Open {
        fn admit_publish(&self, request: &Admission) -> Result<StreamId, Refusal> {
            self.admit_play(request)
        }

        fn admit_play(&self, request: &Admission) -> Result<StreamId, Refusal> {
            Ok(StreamId::new(&request.app, &request.name))
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_player_is_one_however_often_it_comes_and_none_once_it_stays_away() {
        let mut viewers = HlsViewers::default();
        let client = SocketAddr::from(([10, 0, 0, 1], 80));
        let gate: Arc<dyn Gate> = Arc::new(Open);
        let (id, domain) = (StreamId::new("hub", "key"), "a".to_owned());
        let key = TrafficKey { id, protocol: Protocol::Hls, domain };
        let new = || Meter::new(gate.clone(), key.clone(), client, UNIX_EPOCH, Arc::default());
        for _ in 0..3 {
            viewers.meet(client.ip(), "a", new);
            tokio::time::advance(Duration::from_secs(4)).await;
        }
        assert_eq!(viewers.meters().count(), 1);
        viewers.meet(client.ip(), "b", new);
        assert_eq!(viewers.meters().count(), 2);
        tokio::time::advance(HlsViewers::GONE).await;
        assert_eq!(viewers.meters().count(), 0);
    }
}
