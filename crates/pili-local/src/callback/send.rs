//! Sends a callback until it is accepted, as often as its settings allow.

use std::time::Duration;

use bytes::Bytes;
use http::{Request, StatusCode};
use pili_core::{Endpoint, HyperTransport};
use pili_live::domain::CallbackConfig;
use tokio::time::{sleep, timeout};
use tower::ServiceExt as _;

/// How long to wait for an answer, where the settings do not say.
const TIMEOUT: Duration = Duration::from_secs(2);

pub(super) async fn send(request: Request<Bytes>, config: &CallbackConfig) {
    let transport = match transport(&request) {
        Ok(transport) => transport,
        Err(error) => return tracing::warn!(%error, url = config.url, "a callback cannot be sent"),
    };
    for attempt in 0..=config.retry_times.clamp(0, 5) {
        if attempt > 0 {
            sleep(config.retry_interval).await;
        }
        let limit = Some(config.timeout).filter(|limit| !limit.is_zero()).unwrap_or(TIMEOUT);
        let answer = timeout(limit, transport.clone().oneshot(request.clone())).await;
        match answer {
            Ok(Ok(answer)) if accepts(config, answer.status()) => {
                return tracing::info!(url = config.url, attempt, "a callback was accepted");
            }
            Ok(Ok(answer)) => {
                tracing::info!(url = config.url, status = %answer.status(), "a callback was refused")
            }
            Ok(Err(error)) => tracing::info!(url = config.url, %error, "a callback did not arrive"),
            Err(_) => tracing::info!(url = config.url, "a callback was not answered in time"),
        }
    }
    tracing::warn!(url = config.url, "a callback was given up");
}

fn transport(request: &Request<Bytes>) -> pili_core::Result<HyperTransport> {
    let uri = request.uri();
    let authority = uri.authority().map_or("", |authority| authority.as_str());
    HyperTransport::new(&Endpoint::parse(&format!("{}://{authority}", uri.scheme_str().unwrap_or("http")))?)
}

/// A code of 0 is any.
fn accepts(config: &CallbackConfig, status: StatusCode) -> bool {
    let status = i64::from(status.as_u16());
    match (config.success_code, config.fail_code) {
        (0, 0) => true,
        (0, fail) => status != fail,
        (success, _) => status == success,
    }
}
