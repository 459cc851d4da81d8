//! Session ids taken apart (section 3).

use pili_auth::opentok::SessionId;
use serde_json::Value;

use crate::{
    case::Case,
    outcome::{Difference, Outcome, holds, same},
};

pub(super) fn check(case: Case<'_>) -> Outcome {
    let key = case.text("/api_key")?;
    let parsed = SessionId::parse(case.value["session_id"].as_str().unwrap_or_default());
    let belongs = parsed.as_ref().is_ok_and(|id| id.api_key() == key);
    let fits = match case.text("/recommended")? {
        "accept" => belongs,
        "reject" => !belongs,
        "free" => true,
        other => return Err(Difference::new(format!("`{other}` is not known"))),
    };
    holds(fits, || format!("expected {}, produced {parsed:?}", case.value["recommended"]))?;
    match parsed {
        Ok(id) if belongs => reads(case, &id),
        _ => Ok(()),
    }
}

/// The fields are those that the SDKs read.
fn reads(case: Case<'_>, id: &SessionId) -> Outcome {
    let fields = case.list("/python/fields");
    let field = |index: usize| fields.get(index).and_then(Value::as_str).unwrap_or_default();
    if !fields.is_empty() {
        same("API key", field(1), id.api_key())?;
        same("location", field(2), id.location().unwrap_or_default())?;
    }
    let seconds = id.created_at().map(pili_auth::unix_seconds);
    match field(3).parse::<i64>() {
        Ok(milliseconds) => same("creation", milliseconds.div_euclid(1000), seconds.unwrap_or_default()),
        Err(_) => holds(seconds.is_some() || field(3).is_empty(), || format!("creation: `{}`", field(3))),
    }
}
