//! What a client is told for whom there is no place.

use std::{convert::Infallible, sync::Arc, time::Duration};

use axum::{
    http::{
        StatusCode,
        header::{CONNECTION, RETRY_AFTER},
    },
    response::{IntoResponse as _, Response},
};
use hyper::{Request, body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{net::TcpStream, time::timeout};

use super::{socket::Socket, visit::Line};
use crate::reply::Refused;

/// How long such a client is given to ask and to read the answer.
const MOMENT: Duration = Duration::from_secs(2);

/// Too much is going on; soon it may not be.
pub(super) fn answer(why: &str) -> Response {
    let refused = Refused::new(StatusCode::SERVICE_UNAVAILABLE.as_u16(), format!("{why}: try again later"));
    ([(RETRY_AFTER, "1"), (CONNECTION, "close")], refused).into_response()
}

/// Answers the first request of a connection, and closes it.
pub(super) async fn refuse(stream: TcpStream) {
    let line = Arc::new(Line::default());
    line.leave_unread();
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(MOMENT).keep_alive(false);
    let socket = TokioIo::new(Socket::new(stream, MOMENT, line));
    let _ = timeout(MOMENT, http.serve_connection(socket, service_fn(refusal))).await;
}

async fn refusal(_: Request<Incoming>) -> Result<Response, Infallible> {
    Ok(answer("all connections are taken, or all that one address may have"))
}
