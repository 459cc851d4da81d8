//! Faults that the next calls meet, for tests of retries and limits.

use std::{
    collections::VecDeque,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderValue, StatusCode, header::RETRY_AFTER},
    middleware::Next,
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use futures_util::stream;
use serde::Deserialize;

use crate::{Limits, reply::Refused, service::Service};

/// One fault, as posted to `/_local/faults`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Fault {
    /// Waits this many ms first.
    delay_ms: u64,
    /// Answers with this status instead of handling the call.
    status: Option<u16>,
    /// Says so in `Retry-After`, in seconds.
    retry_after: Option<u32>,
    /// Handles the call, then breaks the answer off.
    cut: bool,
    /// How many calls it meets; 1 if left out.
    times: Option<u32>,
}

/// The faults that are still to come.
#[derive(Debug, Default)]
pub(crate) struct Faults(Mutex<VecDeque<Fault>>);

impl Faults {
    /// # Errors
    /// When the fault could not be met, or there is no room for it: none of it is added.
    pub(crate) fn add(&self, fault: &Fault, limits: &Limits) -> Result<(), Refused> {
        check(fault, limits)?;
        let mut queue = self.queue();
        let (waiting, copies) = (queue.len(), fault.times.unwrap_or(1) as usize);
        if waiting + copies > limits.faults {
            return Err(Refused::bad_argument(format!(
                "no more than {} faults may wait for calls: {waiting} do, and {copies} more were asked for; DELETE \
                 /_local/faults clears them",
                limits.faults
            )));
        }
        queue.extend(std::iter::repeat_n(fault, copies).cloned());
        Ok(())
    }

    pub(crate) fn clear(&self) {
        self.queue().clear();
    }

    fn next(&self) -> Option<Fault> {
        self.queue().pop_front()
    }

    fn queue(&self) -> std::sync::MutexGuard<'_, VecDeque<Fault>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Lets a call meet the next fault, if there is one.
pub(crate) async fn meet(State(service): State<Service>, request: Request, next: Next) -> Response {
    let Some(fault) = service.faults.next() else { return next.run(request).await };
    tracing::info!(?fault, "a call meets a fault");
    tokio::time::sleep(Duration::from_millis(fault.delay_ms)).await;
    if let Some(status) = fault.status {
        return refuse(status, fault.retry_after);
    }
    let response = next.run(request).await;
    if fault.cut { broken_off(response) } else { response }
}

fn refuse(status: u16, retry_after: Option<u32>) -> Response {
    let mut response = Refused::new(status, "a fault was asked for").into_response();
    if let Some(seconds) = retry_after {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

fn broken_off(response: Response) -> Response {
    let broken =
        stream::iter([Ok(Bytes::from_static(b"{")), Err(std::io::Error::other("a fault was asked for"))]);
    (response.status(), Body::from_stream(broken)).into_response()
}

/// What could not be met is refused when it is posted.
fn check(fault: &Fault, limits: &Limits) -> Result<(), Refused> {
    let longest = limits.fault_delay;
    if fault.status.is_some_and(|status| StatusCode::from_u16(status).is_err()) {
        return Err(Refused::bad_argument("status must be from 100 to 999"));
    }
    if Duration::from_millis(fault.delay_ms) > longest {
        return Err(Refused::bad_argument(format!("delay_ms must be at most {}", longest.as_millis())));
    }
    if fault.times == Some(0) {
        return Err(Refused::bad_argument("times must be at least 1"));
    }
    Ok(())
}
