//! Requests that SDKs sent: ours for the same call must mean the same.

use std::time::Duration;

use http::Request;
use pili_auth::{Credentials, Signer, jwt, opentok::ProjectJwt};

use super::{
    agree,
    build::{Unsaid, build},
    call::Call,
    compare::compare,
    interpret::{Answer, interpret},
};
use crate::{
    case::Case,
    outcome::{Difference, Outcome, holds, same, same_json},
    time,
};

/// A case of `request_bodies.json`.
pub(super) fn check(case: Case<'_>) -> Outcome {
    let call = Call::of(case)?;
    same("operation", case.text("/operation")?, call.operation.as_str())?;
    match build(api_key(case)?, &call) {
        Ok(request) => {
            same("Accept", "application/json", request.headers()["accept"].to_str()?)?;
            compare(case, &call, &request)
        }
        Err(unsaid) if is_excluded(&call, &unsaid) => Ok(()),
        Err(unsaid) => Err(Difference::new(format!("not built: {unsaid:?}"))),
    }
}

/// A recording of `wire/`: the request, its signature, and what the SDK read from the answer.
pub(super) fn wire(case: Case<'_>) -> Outcome {
    let call = Call::of(case)?;
    let operation = case.file["operation"].as_str().unwrap_or_default();
    same("operation", operation, call.operation.as_str())?;
    match build(api_key(case)?, &call) {
        Ok(request) => {
            compare(case, &call, &request)?;
            signed(case, request)?;
        }
        Err(unsaid) if is_excluded(&call, &unsaid) => {}
        Err(unsaid) => return Err(Difference::new(format!("not built: {unsaid:?}"))),
    }
    answered(case, operation)
}

/// What SDKs send and ours does not: what our types leave out by design, end-to-end encryption of a session that is
/// always archived, and the transcription of a composed archive (section 17).
fn is_excluded(call: &Call, unsaid: &Unsaid) -> bool {
    let encrypted = call.flag("e2ee") == Some(true) && call.text("archiveMode") == "always";
    let transcribed = call.flag("hasTranscription") == Some(true) && call.text("outputMode") == "composed";
    let contradiction = encrypted || transcribed;
    matches!(unsaid, Unsaid::ByDesign(_)) || (contradiction && matches!(unsaid, Unsaid::Refused(_)))
}

/// Our signature has the claims that all SDKs agree on, and a nonce, and lives no longer than it may.
fn signed(case: Case<'_>, mut request: Request<bytes::Bytes>) -> Outcome {
    let now = time::seconds(&case.file["clock_seconds"])?;
    let signer = ProjectJwt::new(Credentials::new(api_key(case)?, "any secret"));
    signer.sign(&mut request, now)?;
    signer.verify(&request, now)?;
    let token = request.headers()[case.text("/request/auth/header_name")?].to_str()?;
    let claims = jwt::claims(token)?;
    for (name, value) in case.at("/request/auth/claims_fixed")?.as_object().into_iter().flatten() {
        same_json(&format!("claim {name}"), value, &claims[name])?;
    }
    let length = time::between(&claims["iat"], &claims["exp"])?;
    holds(length == Duration::from_secs(180) && claims["jti"].is_string(), || format!("claims: {claims}"))
}

fn answered(case: Case<'_>, operation: &str) -> Outcome {
    let Some(served) = case.get("/response_served") else { return Ok(()) };
    match interpret(operation, served)? {
        Answer::Read(ours) => agree::with_result(&ours, case.value["sdk_result"].clone()),
        Answer::Refused(error) => Err(Difference::new(format!("the answer was refused: {error}"))),
    }
}

pub(super) fn api_key(case: Case<'_>) -> Outcome<&str> {
    case.file["api_key"].as_str().ok_or_else(|| Difference::new("the file has no API key"))
}
