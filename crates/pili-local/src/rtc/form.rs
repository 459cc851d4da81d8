use serde_json::{Map, Value};

use crate::reply::Refused;

/// The settings of an app in a form, where the vendor documents JSON: its Python SDK sends this, with Python's
/// `True` and `False`. What a form cannot hold is left out.
pub(super) fn settings(form: &[u8]) -> Result<Value, Refused> {
    let pairs = form_urlencoded::parse(form);
    pairs
        .map(|(name, text)| Ok((name.to_string(), member(&name, &text)?)))
        .collect::<Result<Map<_, _>, _>>()
        .map(Value::from)
}

fn member(name: &str, text: &str) -> Result<Value, Refused> {
    let invalid = || Refused::bad_argument(format!("invalid args: {name}"));
    match name {
        "maxUsers" => text.parse::<u32>().map(Value::from).map_err(|_| invalid()),
        "noAutoKickUser" => text.to_ascii_lowercase().parse::<bool>().map(Value::from).map_err(|_| invalid()),
        "mergePublishRtmp" => Ok(Value::Null),
        _ => Ok(text.into()),
    }
}
