use std::{fmt, time::Duration};

use bytes::Bytes;
use http::Request;
use pili_core::{
    Client, Endpoint, Operation,
    auth::{Clock, Signer},
};
use pili_local::{Listen, Local, Server};
use pili_media::{
    flv,
    rtmp::{Pace, Publisher},
};
use tower::ServiceExt as _;

use crate::outcome::{Difference, Outcome};

/// Two seconds of H.264 and AAC.
const CLIP: &[u8] = include_bytes!("../../../pili-media/tests/data/clip.flv");

/// A local service, in process, and what its callers know.
pub(crate) struct Stage {
    pub(crate) local: Local,
    pub(crate) clock: Clock,
}

/// What the service said.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    body: Bytes,
}

impl Stage {
    /// Sends an operation of ours, so that what a recording names is there.
    pub(crate) async fn prepare<O: Operation>(
        &self,
        signer: impl Signer + 'static,
        operation: O,
    ) -> Outcome<O::Output> {
        let client = Client::<O::Api>::builder(Endpoint::parse("http://127.0.0.1")?).signer(signer);
        let client = client.clock(self.clock.clone()).transport(self.local.transport());
        let sent = client.send(operation).await;
        sent.map_err(|error| Difference::from(error).within(O::NAME))
    }

    /// Sends a request as it is.
    pub(crate) async fn send(&self, request: Request<Bytes>) -> Outcome<Answer> {
        let answer = self.local.transport().oneshot(request).await;
        let answer = answer.map_err(|error| Difference::new(error.to_string()))?;
        Ok(Answer { status: answer.status().as_u16(), body: answer.into_body() })
    }

    /// The same service on sockets, to publish to.
    pub(crate) async fn serve(&self) -> Outcome<Server> {
        Ok(self.local.serve(Listen::any()).await?)
    }
}

impl Answer {
    pub(crate) fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let body = String::from_utf8_lossy(&self.body);
        write!(f, "{} {}", self.status, body.split_whitespace().collect::<Vec<_>>().join(" "))
    }
}

/// Publishes the clip, and goes on.
pub(crate) async fn publish(url: &str) -> Outcome<Publisher> {
    let mut publisher = Publisher::connect(url).await?;
    publisher.send_all(&flv::read(CLIP)?, Pace::Fast).await?;
    Ok(publisher)
}

/// How long what is signed for a publish is good for.
pub(crate) const GOOD_FOR: Duration = Duration::from_secs(3600);
