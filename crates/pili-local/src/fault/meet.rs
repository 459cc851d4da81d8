//! Where calls meet faults.

use std::{sync::Arc, time::Duration};

use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderValue, header::RETRY_AFTER},
    middleware::Next,
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use futures_util::stream;

use super::{Faults, waiting::Effect};
use crate::{body, events::EventKind, operation::Candidate, reply::Refused};

/// An API, as calls to it are told apart.
#[derive(Clone)]
pub(crate) struct Point {
    faults: Faults,
    candidates: Arc<Candidates>,
}

/// What a request may ask for, by its head.
type Candidates = dyn Fn(&Request) -> Vec<Candidate> + Send + Sync;

/// Which operation an answer is of. It rides in the response's extensions.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Called(pub(crate) &'static str);

impl Point {
    pub(crate) fn new(
        faults: &Faults,
        candidates: impl Fn(&Request) -> Vec<Candidate> + Send + Sync + 'static,
    ) -> Self {
        Self { faults: faults.clone(), candidates: Arc::new(candidates) }
    }

    /// What a request asks for. Its body is read only if it decides, and a fault waits for what it may be.
    async fn name(&self, request: Request) -> Result<(Option<&'static str>, Request), Refused> {
        let candidates = (self.candidates)(&request);
        match &*candidates {
            [] => Ok((None, request)),
            [Candidate { name, says: None }, ..] => Ok((Some(*name), request)),
            several if !several.iter().any(|one| self.faults.waiting.are_for(one.name)) => {
                Ok((None, request))
            }
            several => {
                let (head, body) = request.into_parts();
                let body = body::bytes(body, self.faults.limits.body).await?;
                let said = several.iter().find(|one| one.says.is_none_or(|says| says(&body)));
                Ok((said.map(|one| one.name), Request::from_parts(head, Body::from(body))))
            }
        }
    }
}

/// Lets a call meet the next fault that is for it, if there is one.
pub(crate) async fn meet(State(point): State<Point>, request: Request, next: Next) -> Response {
    let (name, request) = match point.name(request).await {
        Ok(named) => named,
        Err(refused) => return refused.into_response(),
    };
    let mut response = match point.faults.waiting.next(name) {
        Some(effect) => {
            let call = || format!("{} {}", request.method(), request.uri().path());
            let subject = name.map_or_else(call, str::to_owned);
            point
                .faults
                .events
                .tell(EventKind::FaultMet, subject, |event| event.reason = Some(effect.to_string()));
            effect.on(request, next).await
        }
        None => next.run(request).await,
    };
    if let Some(name) = name {
        response.extensions_mut().insert(Called(name));
    }
    response
}

impl Effect {
    async fn on(self, request: Request, next: Next) -> Response {
        tokio::time::sleep(self.delay).await;
        let response = match self.status {
            Some(status) => refuse(status.as_u16(), self.retry_after),
            None => next.run(request).await,
        };
        if self.cut { broken_off(response) } else { response }
    }
}

fn refuse(status: u16, retry_after: Option<Duration>) -> Response {
    let mut response = Refused::new(status, "a fault was asked for").into_response();
    if let Some(delay) = retry_after {
        let seconds = delay.as_secs() + u64::from(delay.subsec_nanos() > 0);
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

fn broken_off(response: Response) -> Response {
    let broken =
        stream::iter([Ok(Bytes::from_static(b"{")), Err(std::io::Error::other("a fault was asked for"))]);
    (response.status(), Body::from_stream(broken)).into_response()
}
