//! What a call tells tracing: a span for the call, named for the operation, and one for each attempt, with the
//! fields that OpenTelemetry's conventions name.

use tracing::{Span, field::Empty};

use crate::{Api, CallInfo, Endpoint, Operation, Request, Response, Result, Vendor};

pub(super) fn call<O: Operation>(endpoint: &Endpoint) -> Span {
    tracing::info_span!(
        "call",
        otel.name = O::NAME,
        otel.kind = "client",
        otel.status_code = Empty,
        error.r#type = Empty,
        server.address = endpoint.host_name(),
        server.port = endpoint.port(),
        attempts = Empty,
    )
}

pub(super) fn end<T>(span: &Span, call: &CallInfo, outcome: &Result<T>) {
    if span.is_disabled() {
        return;
    }
    span.record("attempts", call.attempts());
    match outcome {
        Ok(_) => span.record("otel.status_code", "OK"),
        Err(error) => {
            span.record("otel.status_code", "ERROR").record("error.type", error.type_name().as_ref())
        }
    };
}

pub(super) fn attempt(request: &Request, endpoint: &Endpoint, call: &CallInfo) -> Span {
    tracing::debug_span!(
        "attempt",
        otel.name = request.method().as_str(),
        otel.kind = "client",
        otel.status_code = Empty,
        error.r#type = Empty,
        http.request.method = request.method().as_str(),
        http.request.resend_count = call.attempts().saturating_sub(1),
        http.response.status_code = Empty,
        server.address = endpoint.host_name(),
        server.port = endpoint.port(),
        url.path = request.uri().path(),
        request_id = Empty,
    )
}

pub(super) fn end_attempt<A: Api>(span: &Span, outcome: &Result<Response>) {
    if span.is_disabled() {
        return;
    }
    match outcome {
        Ok(response) => {
            let status = response.status();
            span.record("http.response.status_code", status.as_u16());
            if let Some(id) = A::Vendor::request_id(response.headers()) {
                span.record("request_id", id);
            }
            if !status.is_success() {
                span.record("otel.status_code", "ERROR").record("error.type", status.as_str());
            }
        }
        Err(error) => {
            span.record("otel.status_code", "ERROR").record("error.type", error.type_name().as_ref());
        }
    }
}
