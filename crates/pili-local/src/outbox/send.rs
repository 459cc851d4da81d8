//! Sends a callback until it is accepted, as often as may be.

use std::{error::Error, iter, time::Duration};

use bytes::Bytes;
use http::{Request, StatusCode};
use pili_core::{Endpoint, HyperTransport};
use pili_live::domain::CallbackConfig;
use tokio::time::{sleep, timeout};
use tower::ServiceExt as _;

use crate::events::{EventKind, Events, without_query};

/// How often a callback is sent, and what accepts it.
#[derive(Clone, Debug)]
pub(crate) struct Delivery {
    /// What it is called in events, where it has no query.
    pub(crate) url: String,
    /// How long an answer is waited for.
    pub(crate) timeout: Duration,
    /// What is waited before each repeat.
    pub(crate) pauses: Vec<Duration>,
    pub(crate) accepted: Accepted,
}

/// What answer accepts a callback.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Accepted {
    Any,
    AllBut(u16),
    Only(u16),
    Success,
}

impl Delivery {
    /// How long to wait for an answer, where the settings do not say.
    const TIMEOUT: Duration = Duration::from_secs(2);

    /// That of a domain.
    pub(crate) fn of(config: &CallbackConfig) -> Self {
        let times = usize::try_from(config.retry_times.clamp(0, 5)).unwrap_or_default();
        Self {
            url: config.url.clone(),
            timeout: Some(config.timeout).filter(|limit| !limit.is_zero()).unwrap_or(Self::TIMEOUT),
            pauses: vec![config.retry_interval; times],
            accepted: match (config.success_code, config.fail_code) {
                (None, None) => Accepted::Any,
                (None, Some(fail)) => Accepted::AllBut(fail),
                (Some(success), _) => Accepted::Only(success),
            },
        }
    }
}

impl Accepted {
    fn takes(self, status: StatusCode) -> bool {
        let code = status.as_u16();
        match self {
            Self::Any => true,
            Self::AllBut(fail) => code != fail,
            Self::Only(success) => code == success,
            Self::Success => status.is_success(),
        }
    }
}

pub(super) async fn send<T>(request: Request<Bytes>, delivery: &Delivery, tried: T, events: &Events) {
    let told = |kind, reason: String| {
        events.tell(kind, without_query(&delivery.url), |event| event.reason = Some(reason));
    };
    let transport = match transport(&request) {
        Ok(transport) => transport,
        Err(error) => return told(EventKind::CallbackFailed, format!("it cannot be sent: {error}")),
    };
    let (mut tried, mut pauses) = (Some(tried), delivery.pauses.iter());
    loop {
        let answer = attempt(&transport, &request, delivery).await;
        drop(tried.take());
        let why = match answer {
            Ok(status) => return told(EventKind::CallbackSent, status.as_u16().to_string()),
            Err(why) => why,
        };
        let Some(pause) = pauses.next() else {
            return told(EventKind::CallbackFailed, format!("{why}; it was given up"));
        };
        told(EventKind::CallbackFailed, format!("{why}; it is sent again in {pause:?}"));
        sleep(*pause).await;
    }
}

/// Sends it once: the status that accepts it, or why it is not accepted.
async fn attempt(
    transport: &HyperTransport,
    request: &Request<Bytes>,
    delivery: &Delivery,
) -> Result<StatusCode, String> {
    match timeout(delivery.timeout, transport.clone().oneshot(request.clone())).await {
        Ok(Ok(answer)) if delivery.accepted.takes(answer.status()) => Ok(answer.status()),
        Ok(Ok(answer)) => Err(format!("refused with {}", answer.status().as_u16())),
        Ok(Err(error)) => Err(format!("it did not arrive: {}", innermost(&*error))),
        Err(_) => Err("it was not answered in time".to_owned()),
    }
}

/// The cause that says what happened; what is above it may name the whole URL.
fn innermost(error: &(dyn Error + 'static)) -> String {
    iter::successors(Some(error), |error| (*error).source())
        .last()
        .map(ToString::to_string)
        .unwrap_or_default()
}

fn transport(request: &Request<Bytes>) -> pili_core::Result<HyperTransport> {
    let uri = request.uri();
    let authority = uri.authority().map_or("", |authority| authority.as_str());
    HyperTransport::new(&Endpoint::parse(&format!("{}://{authority}", uri.scheme_str().unwrap_or("http")))?)
}
