//! A request as the files describe it.

use bytes::Bytes;
use http::Request;
use pili_auth::Credentials;
use serde_json::Value;

use crate::{
    case::Case,
    outcome::{Difference, Outcome},
};

/// The request of a signing case: method, host, raw path and query, headers, body.
pub(crate) fn of_signing(case: Case<'_>) -> Outcome<Request<Bytes>> {
    let path = case.text("/request/path")?;
    let target = match case.get("/request/query").and_then(Value::as_str) {
        Some(query) => format!("{path}?{query}"),
        None => path.to_owned(),
    };
    let mut request = Request::builder().method(case.text("/request/method")?).uri(target);
    request = request.header("host", case.text("/request/host")?);
    for (name, value) in case.at("/request/headers")?.as_object().into_iter().flatten() {
        request = request.header(name, value.as_str().unwrap_or_default());
    }
    Ok(request.body(body(case)?)?)
}

/// The key pair of a signing case, or of a file of recordings.
pub(crate) fn credentials(keys: &Value) -> Outcome<Credentials> {
    let key = |name: &str| keys[name].as_str().ok_or_else(|| Difference::new(format!("there is no {name}")));
    Ok(Credentials::new(key("access_key")?, key("secret_key")?))
}

fn body(case: Case<'_>) -> Outcome<Bytes> {
    if case.get("/request/body_repeat").is_some() {
        let count = usize::try_from(case.number("/request/body_repeat/count")?)?;
        return Ok(case.text("/request/body_repeat/char")?.repeat(count).into());
    }
    Ok(case.text("/request/body_utf8").unwrap_or_default().to_owned().into())
}
