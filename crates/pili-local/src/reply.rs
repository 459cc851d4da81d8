//! Answers that every API of the service gives: refusals, request ids, and 501 for what it does not know.

use std::{
    borrow::Cow,
    fmt,
    sync::atomic::{AtomicU64, Ordering},
};

use axum::{
    Extension, Json, Router,
    extract::Request,
    http::{HeaderName, HeaderValue, StatusCode},
    middleware::{self, Next},
    response::{IntoResponse, Response},
};
use serde_json::json;

use crate::events::{self, Events};

/// What the service refuses: a status, as it answers calls with, and the reason.
///
/// Over the wire it is `{"error": …}`. It rides in the response's extensions, for APIs of another form.
///
/// Example: [`Local::connect`](crate::Local::connect).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    status: u16,
    message: Cow<'static, str>,
}

impl Refused {
    pub(crate) fn new(status: u16, message: impl Into<Cow<'static, str>>) -> Self {
        Self { status, message: message.into() }
    }

    pub(crate) const fn fixed(status: u16, message: &'static str) -> Self {
        Self { status, message: Cow::Borrowed(message) }
    }

    pub(crate) fn not_found(message: &'static str) -> Self {
        Self::new(612, message)
    }

    pub(crate) fn bad_argument(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(400, message)
    }

    /// The status, which may be one of the vendor's own (spec 5).
    ///
    /// ```
    /// use pili_local::Local;
    ///
    /// let refused = Local::demo().urls("no-hub", "evening").unwrap_err();
    /// assert_eq!((refused.status(), refused.message()), (612, "hub not found"));
    /// ```
    pub fn status(&self) -> u16 {
        self.status
    }

    /// The reason, in the words of the answer: a vendor's where they are known, as those of [`status`](Self::status).
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.status, self.message)
    }
}

impl std::error::Error for Refused {}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        (status, Extension(self.clone()), Json(json!({ "error": self.message }))).into_response()
    }
}

/// A call that this service does not know: never a misleading 404.
pub(crate) async fn not_implemented(request: Request) -> Refused {
    let route = format!("{} {}", request.method(), request.uri().path());
    Refused::new(501, format!("not implemented by pili-local: {route}"))
}

/// Every answer carries an id to find it by in the log, and may be read by any web page.
pub(crate) fn with_request_ids(router: Router, events: Events) -> Router {
    static REQUESTS: AtomicU64 = AtomicU64::new(1);
    router.layer(middleware::from_fn(move |request: Request, next: Next| {
        let (asked, events) = (events::log(&request), events.clone());
        async move {
            let id = format!("local-{:08x}", REQUESTS.fetch_add(1, Ordering::Relaxed));
            let mut response = next.run(request).await;
            if let Some(asked) = asked {
                asked.answered(&response, &id, &events);
            }
            if let Ok(id) = HeaderValue::from_str(&id) {
                response.headers_mut().insert(HeaderName::from_static("x-reqid"), id);
            }
            response
        }
    }))
}
