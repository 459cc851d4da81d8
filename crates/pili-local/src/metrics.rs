//! `/metrics`: figures of the service, as Prometheus reads them (OpenMetrics text).

use std::{collections::BTreeMap, fmt, sync::Arc};

use axum::{
    Router,
    extract::State,
    http::header::CONTENT_TYPE,
    response::{IntoResponse, Response},
    routing::get,
};
use prometheus_client::{
    collector::Collector,
    encoding::{DescriptorEncoder, EncodeMetric, text},
    metrics::{MetricType, counter::ConstCounter, gauge::ConstGauge},
    registry::Registry,
};

use crate::{
    events::Events,
    media::{Media, Protocol, Sum},
    reply::Refused,
};

pub(crate) fn router(events: &Events, media: Media) -> Router {
    let mut registry = Registry::with_prefix("pili");
    events.figures().register(&mut registry);
    registry.register_collector(Box::new(Now(media)));
    Router::new().route("/metrics", get(show)).with_state(Arc::new(registry))
}

async fn show(State(registry): State<Arc<Registry>>) -> Result<Response, Refused> {
    let mut figures = String::new();
    text::encode(&mut figures, &registry).map_err(|error| Refused::new(500, error.to_string()))?;
    let content_type = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    Ok(([(CONTENT_TYPE, content_type)], figures).into_response())
}

/// What is read off the media plane when it is asked for.
#[derive(Debug)]
struct Now(Media);

impl Collector for Now {
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> fmt::Result {
        let live: Vec<_> = self.0.live_ids().iter().filter_map(|id| self.0.live(id)).collect();
        let gauge = ConstGauge::new(i64::try_from(live.len()).unwrap_or(i64::MAX));
        gauge.encode(encoder.encode_descriptor(
            "live_streams",
            "Streams that are published now",
            None,
            MetricType::Gauge,
        )?)?;

        for (name, help, bytes) in [
            ("memory_bytes", "Bytes held of live streams and recordings", self.0.memory_used()),
            ("memory_limit_bytes", "Bytes that may be", self.0.limits().memory),
        ] {
            let gauge = ConstGauge::new(i64::try_from(bytes).unwrap_or(i64::MAX));
            gauge.encode(encoder.encode_descriptor(name, help, None, MetricType::Gauge)?)?;
        }

        let mut viewers = BTreeMap::<_, i64>::new();
        live.iter()
            .flat_map(|stream| &stream.viewers)
            .for_each(|viewer| *viewers.entry(viewer.protocol).or_default() += 1);
        let help = "Who watches now, by protocol";
        let mut family = encoder.encode_descriptor("viewers", help, None, MetricType::Gauge)?;
        for (protocol, count) in viewers {
            ConstGauge::new(count).encode(family.encode_family(&label(protocol))?)?;
        }
        bytes(
            &mut encoder,
            "received_bytes",
            "Bytes received from publishers, by protocol",
            self.0.intake(),
        )?;
        bytes(&mut encoder, "sent_bytes", "Bytes sent to players, by protocol", self.0.traffic())
    }
}

fn bytes(encoder: &mut DescriptorEncoder<'_>, name: &str, help: &str, sums: Vec<Sum>) -> fmt::Result {
    let mut by_protocol = BTreeMap::<_, u64>::new();
    sums.iter().for_each(|sum| *by_protocol.entry(sum.key.protocol).or_default() += sum.bytes);
    let mut family = encoder.encode_descriptor(name, help, None, MetricType::Counter)?;
    for (protocol, bytes) in by_protocol {
        ConstCounter::new(bytes).encode(family.encode_family(&label(protocol))?)?;
    }
    Ok(())
}

fn label(protocol: Protocol) -> [(&'static str, &'static str); 1] {
    [("protocol", protocol.name())]
}
