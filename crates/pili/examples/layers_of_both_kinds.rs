//! A stack of both kinds: a rate limit around whole calls, and a header and a count around each attempt.
//!
//! Run with `cargo run -p pili --example layers_of_both_kinds`; it needs no network.

#![allow(clippy::print_stdout, reason = "an example prints what happened")]

use std::{
    convert::Infallible,
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};

use http::{HeaderName, HeaderValue};
use pili::{
    Credentials,
    auth::qiniu::QiniuV2,
    core::{CallInfo, Request, Response},
    live::{Client, ENDPOINT, Hub},
};
use tower::{BoxError, ServiceBuilder, ServiceExt as _, util::MapRequestLayer};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), BoxError> {
    // Busy the first time it is asked.
    static ASKED: AtomicU32 = AtomicU32::new(0);
    let pretend = tower::service_fn(|_: Request| async {
        let mut response = Response::new(r#"{"startAt": 1700000000}"#.into());
        if ASKED.fetch_add(1, Ordering::Relaxed) == 0 {
            *response.status_mut() = http::StatusCode::SERVICE_UNAVAILABLE;
        }
        Ok::<_, Infallible>(response)
    });

    // Around each attempt: it sees every one, signed, and which call it belongs to.
    let attempts = MapRequestLayer::new(|mut request: Request| {
        let call = CallInfo::of(&request).map_or("", CallInfo::operation);
        println!("attempt of {call}");
        let name = HeaderName::from_static("x-team");
        request.headers_mut().insert(name, HeaderValue::from_static("video"));
        request
    });
    let client = Client::builder(ENDPOINT)
        .signer(QiniuV2::new(Credentials::new("access-key", "secret-key")))
        .transport(pretend)
        .layer(attempts);

    // Around whole calls: ten a second, and what comes faster waits in a queue.
    let calls = ServiceBuilder::new().buffer(100).rate_limit(10, Duration::from_secs(1)).service(client);
    let live = calls.oneshot(Hub::new("shows").stream("evening").live()).await?;
    println!("one call, and the stream is live: {}", live.is_some());
    Ok(())
}
