//! Sends a callback, and tells of it in events.

use bytes::Bytes;
use http::Request;
use pili_gate::callback::Delivery;

use crate::events::{EventKind, Events, without_query};

pub(super) async fn send<T>(request: Request<Bytes>, delivery: &Delivery, tried: T, events: &Events) {
    let told = |attempt: Result<http::StatusCode, String>| {
        let (kind, reason) = match attempt {
            Ok(status) => (EventKind::CallbackSent, status.as_u16().to_string()),
            Err(why) => (EventKind::CallbackFailed, why),
        };
        events.tell(kind, without_query(&delivery.url), |event| event.reason = Some(reason));
    };
    delivery.send(request, tried, told).await;
}
