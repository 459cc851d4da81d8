//! Who may publish and play: the media plane asks here.

use std::{sync::Arc, time::Duration};

use pili_auth::{Clock, Credentials};
use pili_urls::{Verified, publish::PublishRequest};

use crate::{
    media::{Admission, Gate, Refusal, Segmenting, StreamId},
    reply::Refused,
    store::{Store, Stream},
};

/// Decides by hub, stream and publish rule.
#[derive(Debug)]
pub(crate) struct Door {
    credentials: Credentials,
    clock: Clock,
    store: Arc<Store>,
}

impl Door {
    pub(crate) fn new(credentials: Credentials, clock: Clock, store: Arc<Store>) -> Self {
        Self { credentials, clock, store }
    }

    /// Creates the stream if need be: it comes into being on its first publish.
    fn enter(&self, id: &StreamId, verified: &Verified) -> Result<(), Refusal> {
        let now = self.clock.unix();
        self.store.hub(&id.space, |hub| {
            let stream = hub.streams.entry(id.key.clone()).or_insert_with(|| Stream::new(now));
            may_use(stream, now)?;
            if let Some(nonce) = verified.nonce() {
                if nonce <= stream.nonce {
                    return Err(Refusal::new(format!(
                        "the nonce {nonce} is not above the last, {}",
                        stream.nonce
                    )));
                }
                stream.nonce = nonce;
            }
            stream.updated_at = now;
            Ok(())
        })?
    }
}

impl Gate for Door {
    fn admit_publish(&self, request: &Admission) -> Result<StreamId, Refusal> {
        let path = format!("/{}/{}", request.app, request.name);
        let asked = PublishRequest::new(&path, request.query.as_deref().unwrap_or_default());
        let rule = self.store.hub(&request.app, |hub| hub.publish_rule(&self.credentials))?;
        let verified =
            rule.verify(&asked, self.clock.now()).map_err(|refusal| Refusal::new(refusal.to_string()))?;
        let id = StreamId::new(&request.app, &request.name);
        self.enter(&id, &verified)?;
        Ok(id)
    }

    /// Short, so that a playback saved while the stream is live lacks little at its end.
    fn segmenting(&self, _: &StreamId) -> Segmenting {
        Segmenting { target: Duration::from_secs(2), listed: 5 }
    }

    fn admit_play(&self, request: &Admission) -> Result<StreamId, Refusal> {
        let now = self.clock.unix();
        self.store.stream(&request.app, &request.name, |stream| may_use(stream, now))??;
        Ok(StreamId::new(&request.app, &request.name))
    }
}

fn may_use(stream: &Stream, now: i64) -> Result<(), Refusal> {
    stream.disabled(now).map_or(Ok(()), |reason| Err(Refusal::new(reason)))
}

impl From<Refused> for Refusal {
    fn from(refused: Refused) -> Self {
        Self::new(refused.message())
    }
}
