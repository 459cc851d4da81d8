//! Error answers.

use pili_core::{ApiError, Error, ErrorKind, Response, Vendor as _};
use pili_oss::Oss;
use serde_json::{Value, json};

use super::{loose, xml};
use crate::{
    case::Case,
    outcome::{Outcome, holds},
};

pub(super) fn response(case: Case<'_>) -> Outcome {
    let response = xml::read(case, "/input")?;
    compare(case, case.at("/expected")?, &Oss::error(&response), &response)
}

/// Ours are trimmed, as the vendor's own examples need it.
fn trim(value: &mut Value) {
    match value {
        Value::String(text) => *text = text.trim().to_owned(),
        Value::Object(members) => members.values_mut().for_each(trim),
        _ => {}
    }
}

/// Compares what we read of an error with what oss2 did.
pub(super) fn compare(case: Case<'_>, expected: &Value, error: &ApiError, response: &Response) -> Outcome {
    let detail = |name: &str| error.details.get(name);
    let refused = Error::api::<pili_oss::Oss>(error.clone(), response);
    holds(refused.kind() == ErrorKind::Api, || "is no error of the service".to_owned())?;
    let ours = json!({
        "http_status": error.status.as_u16(),
        "code": error.code,
        "message": error.message,
        "request_id": refused.request_id(),
        "ec": detail("EC"),
        "argument_name": detail("ArgumentName"),
        "argument_value": detail("ArgumentValue"),
        "details": error.details,
    });
    let mut expected = expected.clone();
    if let Some(members) = expected.as_object_mut() {
        // The name of oss2's own class, and the case's own remarks.
        members.retain(|name, _| ours.get(name).is_some());
        members.values_mut().for_each(trim);
    }
    loose::compare(case, &expected, &ours)
}
