//! Sends a callback until it is accepted, as often as may be.

use std::time::Duration;

use bytes::Bytes;
use http::{Request, StatusCode};
use pili_core::{Endpoint, HyperTransport};
use pili_live::domain::CallbackConfig;
use tokio::time::{sleep, timeout};
use tower::ServiceExt as _;

/// How often a callback is sent, and what accepts it.
#[derive(Clone, Debug)]
pub(crate) struct Delivery {
    /// What it is called in the log.
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

/// `tried` is dropped after the first attempt, for whoever waits for that.
pub(crate) async fn send<T>(request: Request<Bytes>, delivery: Delivery, tried: T) {
    let url = &delivery.url;
    let transport = match transport(&request) {
        Ok(transport) => transport,
        Err(error) => return tracing::warn!(%error, url, "a callback cannot be sent"),
    };
    if accepted(&transport, &request, &delivery).await {
        return;
    }
    drop(tried);
    for pause in &delivery.pauses {
        sleep(*pause).await;
        if accepted(&transport, &request, &delivery).await {
            return;
        }
    }
    tracing::warn!(url, "a callback was given up");
}

async fn accepted(transport: &HyperTransport, request: &Request<Bytes>, delivery: &Delivery) -> bool {
    let url = &delivery.url;
    match timeout(delivery.timeout, transport.clone().oneshot(request.clone())).await {
        Ok(Ok(answer)) if delivery.accepted.takes(answer.status()) => {
            tracing::info!(url, "a callback was accepted");
            return true;
        }
        Ok(Ok(answer)) => tracing::info!(url, status = %answer.status(), "a callback was refused"),
        Ok(Err(error)) => tracing::info!(url, %error, "a callback did not arrive"),
        Err(_) => tracing::info!(url, "a callback was not answered in time"),
    }
    false
}

fn transport(request: &Request<Bytes>) -> pili_core::Result<HyperTransport> {
    let uri = request.uri();
    let authority = uri.authority().map_or("", |authority| authority.as_str());
    HyperTransport::new(&Endpoint::parse(&format!("{}://{authority}", uri.scheme_str().unwrap_or("http")))?)
}
