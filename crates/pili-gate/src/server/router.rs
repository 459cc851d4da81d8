//! Routes: hooks, figures, whether it is up, and calls.

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::{ConnectInfo, Request, State},
    response::{IntoResponse, Response},
    routing::{any, get},
};
use http::{StatusCode, header::CONTENT_TYPE};

use super::{Caller, Gate, api};
use crate::Engine;

/// No hook has a larger body.
const MOST_BODY: usize = 64 << 10;

impl Gate {
    /// The routes: `/hooks/<engine>`, `/metrics` and `/healthz`; and of Pili's API, signed by an account, those that say whether
    /// a stream is live, disable and enable it.
    ///
    /// Who asks is told by the extension [`Caller`] or axum's `ConnectInfo<SocketAddr>`; a request with neither is refused.
    ///
    /// ```no_run
    /// use pili_auth::Clock;
    /// use pili_gate::Gate;
    ///
    /// # fn run() -> Result<(), Box<dyn std::error::Error>> {
    /// let gate = Gate::new("[[hubs]]\nname = \"shows\"\npublish = { rule = \"none\" }".parse()?, Clock::system(), |_| {});
    /// // Beside routes of one's own.
    /// let app = axum::Router::new().merge(gate.router());
    /// # drop(app);
    /// # Ok(()) }
    /// ```
    pub fn router(&self) -> Router {
        Router::new()
            .route("/hooks/{*hook}", any(hook))
            .route("/metrics", get(metrics))
            .route("/healthz", get(|| async { "ok\n" }))
            .merge(api::routes(self))
            .with_state(self.clone())
    }
}

async fn hook(State(gate): State<Gate>, request: Request) -> Response {
    let (mut head, body) = request.into_parts();
    let connection = head.extensions.get::<ConnectInfo<std::net::SocketAddr>>().map(|info| info.0.ip());
    if let (None, Some(address)) = (head.extensions.get::<Caller>(), connection) {
        head.extensions.insert(Caller(address));
    }
    let Ok(body) = to_bytes(body, MOST_BODY).await else { return too_large(head.uri.path()) };
    match gate.answer(&http::Request::from_parts(head, body)).await {
        Some(answer) => answer.map(Body::from),
        None => (StatusCode::NOT_FOUND, "there is no such engine\n").into_response(),
    }
}

/// A refusal in the engine's own words.
fn too_large(path: &str) -> Response {
    let name = path.split('/').nth(2).unwrap_or_default();
    match Engine::named(name) {
        Some(engine) => engine.refuse(None, "the hook is cut short, or too large").map(Body::from),
        None => StatusCode::PAYLOAD_TOO_LARGE.into_response(),
    }
}

async fn metrics(State(gate): State<Gate>) -> Response {
    let content_type = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    match gate.figures() {
        Ok(figures) => ([(CONTENT_TYPE, content_type)], figures).into_response(),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    }
}
