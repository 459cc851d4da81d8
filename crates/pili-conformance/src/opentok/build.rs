//! Builds what a call asked for with the public API.

mod archives;
mod broadcasts;
mod others;
mod sessions;
mod values;

use pili_core::{Error, Operation, Request};
use pili_opentok::{ENDPOINT, Project};
use serde_json::Value;

use super::call::Call;

/// Why a call cannot be built.
#[derive(Debug)]
pub(super) enum Unsaid {
    /// Our types have no word for the value.
    NoSuchValue(String),
    /// Our types have no word for it, because the specification says to leave it out.
    ByDesign(&'static str),
    /// Our checks refuse it.
    Refused(Error),
    /// The call is none that this program knows.
    Unknown(String),
}

pub(super) type Built<T = Request> = Result<T, Unsaid>;

/// Our request for a call.
pub(super) fn build(api_key: &str, call: &Call) -> Built {
    check_types(call)?;
    let project = Project::new(api_key);
    let (noun, _) = call.operation.split_once('.').unwrap_or_default();
    match noun {
        "session" | "signal" | "dtmf" | "connection" | "stream" => sessions::build(&project, call),
        "archive" => archives::build(&project, call),
        "broadcast" => broadcasts::build(&project, call),
        _ => others::build(&project, call),
    }
}

/// Dynamic languages pass anything for a number or a flag.
fn check_types(call: &Call) -> Built<()> {
    const NUMBERS: &[&str] =
        &["offset", "count", "maxBitrate", "quantizationParameter", "maxDuration", "audioRate"];
    const FLAGS: &[&str] = &[
        "hasAudio",
        "hasVideo",
        "hasTranscription",
        "e2ee",
        "secure",
        "video",
        "observeForceMute",
        "partialCaptions",
    ];
    let wrong = |names: &[&str], fits: fn(&Value) -> bool| {
        let given = names.iter().filter_map(|name| call.get(name));
        given.filter(|value| !fits(value)).map(Value::to_string).next()
    };
    match wrong(NUMBERS, Value::is_u64).or_else(|| wrong(FLAGS, Value::is_boolean)) {
        Some(value) => Err(values::no_such("number or flag", &value)),
        None => Ok(()),
    }
}

fn encode(operation: impl Operation) -> Built {
    operation.encode(&ENDPOINT).map_err(Unsaid::Refused)
}

fn unknown(call: &Call) -> Unsaid {
    Unsaid::Unknown(format!("`{}` is not built", call.operation))
}

/// Refuses options that the building of a call does not read: they would go unchecked.
fn only(call: &Call, known: &[&str]) -> Built<()> {
    match call.others(known).first() {
        Some(other) => Err(Unsaid::Unknown(format!("the option `{other}` is not built"))),
        None => Ok(()),
    }
}
