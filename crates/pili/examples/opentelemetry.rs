//! Traces in OpenTelemetry: a span for each call, named for its operation, one in it for each attempt, and the
//! `traceparent` header on what is sent.
//!
//! Run with `cargo run -p pili --example opentelemetry`; it needs no network and prints its spans.

#![allow(clippy::print_stdout, reason = "an example prints what happened")]

use std::convert::Infallible;

use opentelemetry::{global, trace::TracerProvider as _};
use opentelemetry_sdk::{
    propagation::TraceContextPropagator,
    trace::{InMemorySpanExporter, SdkTracerProvider},
};
use pili::{
    core::{Request, Response},
    live::{Client, ENDPOINT, Hub},
};
use tower::util::MapRequestLayer;
use tracing_opentelemetry::OpenTelemetrySpanExt as _;
use tracing_subscriber::layer::SubscriberExt as _;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let exporter = InMemorySpanExporter::default();
    let provider = SdkTracerProvider::builder().with_simple_exporter(exporter.clone()).build();
    let layer = tracing_opentelemetry::layer().with_tracer(provider.tracer("shows"));
    tracing::subscriber::set_global_default(tracing_subscriber::registry().with(layer))?;
    global::set_text_map_propagator(TraceContextPropagator::new());

    let pretend = tower::service_fn(|request: Request| async move {
        println!("traceparent: {:?}", request.headers().get("traceparent"));
        let mut response = Response::new(r#"{"error": "stream not found"}"#.into());
        *response.status_mut() = http::StatusCode::from_u16(612).unwrap_or_default();
        Ok::<_, Infallible>(response)
    });
    let client = Client::builder(ENDPOINT).transport(pretend).layer(MapRequestLayer::new(with_traceparent));
    if let Err(error) = client.send(Hub::new("shows").stream("evening").live()).await {
        println!("{error}");
    }

    for span in exporter.get_finished_spans()? {
        println!("{:?} {} {:?}", span.span_kind, span.name, span.status);
    }
    Ok(())
}

/// Lets the service's own spans hang below the attempt's.
fn with_traceparent(mut request: Request) -> Request {
    let context = tracing::Span::current().context();
    global::get_text_map_propagator(|propagator| {
        propagator.inject_context(&context, &mut opentelemetry_http::HeaderInjector(request.headers_mut()));
    });
    request
}
