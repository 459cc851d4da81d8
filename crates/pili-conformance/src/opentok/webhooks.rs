//! Bodies of webhooks (section 24): read as documented, and once signed, received the same.

use std::time::{SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use http::Request;
use pili_auth::{
    Signer as _,
    opentok::{CallbackSigner, CallbackVerifier},
};
use pili_opentok::webhook::{
    self, CallDetails, ConnectionDetails, Event, EventKind, StreamDetails, WebhookError,
};
use serde_json::{Value, json};

use crate::{
    case::Case,
    outcome::{Difference, Outcome, holds, same, same_json},
};

pub(super) fn check(case: Case<'_>) -> Outcome {
    let body = Bytes::from(case.text("/input/body")?.to_owned());
    let read = webhook::parse(body.clone());
    if let Some(member) = case.get("/expected/refused").and_then(Value::as_str) {
        return match read {
            Err(WebhookError::Field { name, .. }) => same("the member", member, name.as_str()),
            Err(WebhookError::NotAnObject(_)) => same("the member", member, "body"),
            other => Err(Difference::new(format!("expected a refusal of `{member}`, produced {other:?}"))),
        };
    }
    let event = read?;
    same_json("what it says", case.at("/expected")?, &said(&event)?)?;
    holds(event.body() == &body, || "the body is not the one that arrived".to_owned())?;
    received(event, body)
}

fn received(event: Event, body: Bytes) -> Outcome {
    let mut request = Request::new(body);
    CallbackSigner::new("a secret").sign(&mut request, UNIX_EPOCH)?;
    let mut received = webhook::receive(&request, &CallbackVerifier::new("a secret"), UNIX_EPOCH)?;
    let signed = received.signature.take().is_some();
    holds(signed && received == event, || "once signed, it is read as another event".to_owned())
}

fn said(event: &Event) -> Outcome<Value> {
    let mut said = json!({
        "name": event.name(),
        "kind": event.kind.name(),
        "monitoring": event.kind.monitoring(),
        "session_id": event.session_id,
        "project_id": event.project_id,
        "application_id": event.application_id,
        "timestamp": millis(event.timestamp)?,
        "reason": event.reason,
    });
    match &event.kind {
        EventKind::ConnectionCreated(it) | EventKind::ConnectionDestroyed(it) => {
            said["connection"] = connection(it)?;
        }
        EventKind::StreamCreated(it) | EventKind::StreamDestroyed(it) => said["stream"] = stream(it)?,
        EventKind::CallCreated(it) | EventKind::CallUpdated(it) | EventKind::CallDestroyed(it) => {
            said["call"] = call(it);
        }
        EventKind::Archive(it) => {
            let transcription = it.transcription.as_ref().map(|it| &it.status);
            said["archive"] = json!({
                "id": it.id, "status": it.status, "updated_at": millis(it.updated_at)?, "transcription": transcription,
            });
        }
        EventKind::Broadcast(it) => said["broadcast"] = json!({ "id": it.id, "status": it.status }),
        EventKind::Render(it) => said["render"] = json!({ "id": it.id, "status": it.status }),
        EventKind::Captions(it) => said["captions"] = json!({ "id": it.captions_id, "status": it.status }),
        EventKind::Other(_) => said["kind"] = "other".into(),
        _ => {}
    }
    Ok(said)
}

fn connection(it: &ConnectionDetails) -> Outcome<Value> {
    Ok(json!({ "id": it.id, "created_at": millis(it.created_at)?, "data": it.data }))
}

fn stream(it: &StreamDetails) -> Outcome<Value> {
    Ok(json!({
        "id": it.id,
        "connection": connection(&it.connection)?,
        "created_at": millis(it.created_at)?,
        "name": it.name,
        "video_type": it.video_type,
    }))
}

fn call(it: &CallDetails) -> Value {
    json!({ "id": it.id, "connection_id": it.connection_id })
}

fn millis(time: Option<SystemTime>) -> Outcome<Option<u64>> {
    let since = time.map(|time| time.duration_since(UNIX_EPOCH)).transpose()?;
    Ok(since.map(|since| u64::try_from(since.as_millis())).transpose()?)
}
