//! `pili sign explain`: what a service makes of the signature of a request.

mod opentok;
mod side_by_side;

use std::time::SystemTime;

use http::header::AUTHORIZATION;
use pili::{Credentials, auth::VerifyError, core::Request};
use serde_json::{Value, json};

use super::{
    mistakes::{self, Mistake},
    scheme,
    verifier::{self, Verifier},
};
use crate::{
    args::{Scheme, SignExplain},
    clock,
    context::Context,
    exit::Exit,
    failure::{Failure, Result},
    output::{Format, Shape},
    saved,
};

const VERDICT: Shape = Shape::new(&["verdict", "problem", "scheme", "accessKey", "sent", "shouldBe"]);
/// The texts, which a person sees side by side below the rest.
const TEXTS: [&str; 2] = ["stringToSign", "stringSigned"];

pub(super) fn run(args: &SignExplain, context: &Context) -> Result {
    let mut request = saved::read(&args.request)?;
    let scheme = args.scheme.map_or_else(|| scheme::of(&request), Ok)?;
    let resource = scheme::resource(&request, args.bucket.as_deref());
    request.extensions_mut().insert(resource);
    let (at, credentials) = (args.at.unwrap_or_else(clock::now), context.target()?.credentials()?);
    let told = match Verifier::new(scheme, credentials.clone(), &request) {
        None => opentok::explain(&request, credentials, at),
        Some(verifier) => explain(&verifier, scheme, &request, &credentials, at)?,
    };
    show(told, context)
}

fn explain(
    verifier: &Verifier,
    scheme: Scheme,
    request: &Request,
    credentials: &Credentials,
    at: SystemTime,
) -> Result<Value> {
    // A saved request is old: its signature is checked at its own time, and its time for itself.
    let date = verifier::date(request).unwrap_or(at);
    let verdict = verifier.check(request, date).and_then(|()| verifier.check(request, at));
    let mistake = match &verdict {
        Err(VerifyError::Mismatch) => {
            let as_key = Credentials::new(credentials.access_key(), credentials.access_key());
            let as_key = Verifier::new(scheme, as_key, request);
            as_key.and_then(|as_key| mistakes::find(verifier, &as_key, request, date))
        }
        _ => None,
    };
    let sent = request.headers().get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    Ok(json!({
        "verdict": if verdict.is_ok() { "right" } else { "wrong" },
        "problem": verdict.as_ref().err().map(|error| problem(error, mistake.as_ref(), credentials)),
        "scheme": scheme::name(scheme),
        "accessKey": credentials.access_key(),
        "sent": sent,
        "shouldBe": verifier.authorization(request, date)?,
        "stringToSign": verifier.text(request)?,
        "stringSigned": mistake.and_then(|mistake| mistake.signed),
    }))
}

fn problem(error: &VerifyError, mistake: Option<&Mistake>, credentials: &Credentials) -> String {
    match (error, mistake) {
        (_, Some(mistake)) => format!("{error}: {}", mistake.what),
        (VerifyError::Mismatch, None) => {
            format!("{error}; if the text below is what was signed, the secret key is another one")
        }
        (VerifyError::UnknownAccessKey(_), None) => {
            format!("{error}: the key at hand is `{}`, see `pili whoami`", credentials.access_key())
        }
        (VerifyError::Skewed(_), None) => {
            format!("the signature is right, but {error}: it is good for 15 min")
        }
        _ => error.to_string(),
    }
}

fn show(mut told: Value, context: &Context) -> Result {
    let is_right = told["verdict"] == "right";
    let texts = TEXTS.map(|name| told[name].as_str().map(str::to_owned));
    if let (Some(members), Format::Text) = (told.as_object_mut(), context.output.format()) {
        members.retain(|name, value| !TEXTS.contains(&&**name) && !value.is_null());
    }
    context.output.item(&told, &VERDICT)?;
    if context.output.format() == Format::Text {
        context.output.text(side_by_side::of(texts))?;
    }
    if is_right { Ok(()) } else { Err(Failure::verdict(Exit::Refused)) }
}
