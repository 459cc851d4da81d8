//! The body of a request on its way in: it has to come in time, and shares what room there is with all others.

use std::{
    pin::Pin,
    sync::{Arc, OnceLock},
    task::{Context, Poll, ready},
    time::Duration,
};

use axum::{
    BoxError,
    body::{Body, BodyDataStream, Bytes, HttpBody},
    http::{StatusCode, header::CONNECTION},
    response::{IntoResponse as _, Response},
};
use futures_util::{StreamExt as _, stream};
use hyper::body::{Frame, Incoming, SizeHint};
use pili_media::places::Wait;
use tokio::time::{Instant, sleep_until};

use super::{
    crowded,
    visit::{Turn, Visit},
};
use crate::reply::Refused;

/// Why a body did not come whole.
#[derive(Clone, Copy, Debug)]
pub(super) enum Failure {
    /// It took longer than this.
    Late(Duration),
    /// Another took its place or its room.
    Crowded,
}

impl Failure {
    /// What the client is told, whatever the call would have said to half a body.
    pub(super) fn answer(self) -> Response {
        match self {
            Self::Late(limit) => {
                let message = format!("the request did not arrive within {} s", limit.as_secs_f32());
                ([(CONNECTION, "close")], Refused::new(StatusCode::REQUEST_TIMEOUT.as_u16(), message))
                    .into_response()
            }
            Self::Crowded => crowded::answer("there are too many unfinished requests"),
        }
    }
}

/// Where the failure of a body is found.
pub(super) type Outcome = Arc<OnceLock<Failure>>;

/// A body within its limits.
pub(super) fn body(incoming: Incoming, turn: &Turn, outcome: Outcome) -> Body {
    let announced = incoming.size_hint().lower();
    let frames = Body::new(incoming).into_data_stream();
    let receipt = Receipt { frames, visit: turn.visit.clone(), due: turn.due, outcome, is_whole: false };
    let body = Body::from_stream(stream::unfold(Some(receipt), Receipt::next_of));
    Body::new(Announced { body, announced })
}

/// A body that says how much of it is still to come, so that too much is refused before it is waited for.
struct Announced {
    body: Body,
    announced: u64,
}

impl HttpBody for Announced {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let frame = ready!(Pin::new(&mut self.body).poll_frame(context));
        if let Some(data) = frame.as_ref().and_then(|frame| frame.as_ref().ok()?.data_ref()) {
            self.announced = self.announced.saturating_sub(data.len() as u64);
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        let mut hint = SizeHint::new();
        hint.set_lower(self.announced);
        hint
    }
}

struct Receipt {
    frames: BodyDataStream,
    visit: Arc<Visit>,
    due: Instant,
    outcome: Outcome,
    is_whole: bool,
}

type Next = (Result<Bytes, BoxError>, Option<Receipt>);

impl Receipt {
    async fn next_of(receipt: Option<Self>) -> Option<Next> {
        let mut this = receipt?;
        match this.frame().await {
            Ok(Some(Ok(bytes))) => Some((Ok(bytes), Some(this))),
            Ok(Some(Err(error))) => Some((Err(error.into()), None)),
            Ok(None) => {
                this.is_whole = true;
                None
            }
            Err(failure) => {
                let _ = this.outcome.set(failure);
                Some((Err("the body did not come whole".into()), None))
            }
        }
    }

    async fn frame(&mut self) -> Result<Option<Result<Bytes, axum::Error>>, Failure> {
        let place = &self.visit.place;
        place.waits_for(Wait::Body);
        let frame = tokio::select! {
            biased;
            frame = self.frames.next() => frame,
            () = sleep_until(self.due) => return Err(Failure::Late(self.visit.limit)),
            () = place.given_up() => return Err(Failure::Crowded),
        };
        place.goes_on();
        match &frame {
            Some(Ok(bytes)) if !place.hold(bytes.len()) => Err(Failure::Crowded),
            _ => Ok(frame),
        }
    }
}

impl Drop for Receipt {
    fn drop(&mut self) {
        if !self.is_whole {
            self.visit.line.leave_unread();
        }
    }
}
