//! Signed callbacks (section 23.5), signed by others; and ours, which ours checks.

use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::Request;
use pili_auth::{
    Signer as _,
    opentok::{CallbackSigner, CallbackVerifier},
    unix_seconds,
};
use serde_json::{Value, json};

use super::applications::refused;
use crate::{
    case::Case,
    outcome::{Outcome, same_json},
};

pub(super) fn check(case: Case<'_>) -> Outcome {
    let (now, verifier) = (case.time("/input/now")?, verifier(case));
    let request = request(case)?;
    let verdict = verifier.verify(&request, now);
    if let Some(refusal) = case.get("/expected/refused") {
        return refused(refusal, verdict);
    }
    let callback = verdict?;
    let read = json!({
        "signed_at": unix_seconds(callback.signed_at),
        "covers_body": callback.covers_body,
        "id": callback.id,
        "api_key": callback.api_key,
        "application_id": callback.application_id,
    });
    same_json("what it says", case.at("/expected")?, &read)?;
    ours(case, request, now)
}

/// The same callback, signed by ours.
fn ours(case: Case<'_>, mut request: Request<Bytes>, now: SystemTime) -> Outcome {
    let secret = case.list("/input/secrets").last().and_then(Value::as_str).unwrap_or_default();
    CallbackSigner::new(secret).sign(&mut request, now)?;
    CallbackVerifier::new(secret).verify(&request, now)?;
    Ok(())
}

fn verifier(case: Case<'_>) -> CallbackVerifier {
    let mut secrets = case.list("/input/secrets").iter().filter_map(Value::as_str);
    let first = CallbackVerifier::new(secrets.next().unwrap_or_default());
    let mut verifier = secrets.fold(first, CallbackVerifier::or);
    if let Some(seconds) = case.get("/input/max_age").and_then(Value::as_u64) {
        verifier = verifier.max_age(Duration::from_secs(seconds));
    }
    if case.get("/input/accept_unhashed") == Some(&Value::Bool(true)) {
        verifier = verifier.accept_unhashed();
    }
    verifier
}

fn request(case: Case<'_>) -> Outcome<Request<Bytes>> {
    let request = Request::post("https://hooks.example.com/opentok");
    let request = request.header("authorization", case.text("/input/authorization")?);
    Ok(request.body(Bytes::from(case.text("/input/body")?.to_owned()))?)
}
