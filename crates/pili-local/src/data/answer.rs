use axum::{
    Router,
    extract::{Request, State},
    middleware::{self, Next},
    response::{IntoResponse, Response},
};

use super::Data;
use crate::reply::Refused;

/// Lets no answer out before what it tells of is kept: what the call itself changed, and what it saw of others'. A call
/// that may have changed something, and of which that cannot be kept, is answered with 507 and why.
pub(crate) fn once_kept(router: Router, data: Data) -> Router {
    match data.is_on() {
        true => router.layer(middleware::from_fn_with_state(data, wait)),
        false => router,
    }
}

async fn wait(State(data): State<Data>, request: Request, next: Next) -> Response {
    let only_reads = request.method().is_safe();
    let seen = data.seen();
    let response = next.run(request).await;
    match data.kept_since(seen).await {
        Err(unkept) if !only_reads && response.status().is_success() => {
            Refused::new(507, unkept.to_string()).into_response()
        }
        _ => response,
    }
}
