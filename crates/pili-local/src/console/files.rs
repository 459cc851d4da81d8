//! The files of the page, which lie in the program.

use axum::{
    extract::Path,
    http::{
        HeaderName, HeaderValue,
        header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE},
    },
    response::{IntoResponse, Response},
};

use crate::reply::Refused;

macro_rules! files {
    ($($name:literal),+ $(,)?) => {
        &[$(($name, include_str!(concat!("../../console/", $name)))),+]
    };
}

const FILES: &[(&str, &str)] = files![
    "index.html",
    "console.css",
    "api.js",
    "chart.js",
    "copy.js",
    "dom.js",
    "format.js",
    "main.js",
    "player.js",
    "words.js",
    "view/log.js",
    "view/streams.js",
    "view/tests.js",
    "view/things.js",
    "view/urls.js",
];

/// Nothing but what comes from here, and no page around it.
const HEADERS: [(HeaderName, HeaderValue); 2] = [
    (
        CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(
            "default-src 'self'; media-src 'self' blob:; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'",
        ),
    ),
    (CACHE_CONTROL, HeaderValue::from_static("no-cache")),
];

pub(super) async fn page() -> Response {
    file(Path("index.html".to_owned())).await
}

pub(super) async fn file(Path(name): Path<String>) -> Response {
    match FILES.iter().find(|(known, _)| *known == name) {
        Some((_, text)) => (HEADERS, [(CONTENT_TYPE, content_type(&name))], *text).into_response(),
        None => Refused::new(404, "the console has no such file").into_response(),
    }
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        _ => "text/javascript; charset=utf-8",
    }
}
