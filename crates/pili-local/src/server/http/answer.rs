use std::{
    convert::Infallible,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

use axum::{
    Router,
    body::{Body, Bytes},
    extract::ConnectInfo,
    response::Response,
};
use hyper::{
    Request,
    body::{Body as HttpBody, Frame, Incoming, SizeHint},
};
use tower::ServiceExt as _;

use super::{
    receive::{self, Outcome},
    visit::{Turn, Visit},
};
use crate::visitors::CameTo;

/// Answers a request, of which the routes are told who asks and what address was asked.
pub(super) async fn answer(
    router: Router,
    visit: Arc<Visit>,
    mut request: Request<Incoming>,
) -> Result<Response, Infallible> {
    let (turn, outcome) = (visit.begin(), Outcome::default());
    request.extensions_mut().insert(ConnectInfo(visit.peer));
    request.extensions_mut().insert(CameTo(visit.local));
    let request = request.map(|body| match body.is_end_stream() {
        true => Body::empty(),
        false => receive::body(body, &turn, outcome.clone()),
    });
    let response = router.oneshot(request).await?;
    let response = outcome.get().map_or(response, |failure| failure.answer());
    Ok(response.map(|body| Body::new(Answer { body, _turn: turn })))
}

/// The body of an answer: its turn lasts as long.
struct Answer {
    body: Body,
    _turn: Turn,
}

impl HttpBody for Answer {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
