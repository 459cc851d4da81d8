//! What becomes of a URL.

use pili::auth::SignError;
use pili_gate::{Action, Ask, Policy};
use serde_json::{Value, json};

use crate::{
    args, clock,
    context::Context,
    exit::Exit,
    failure::{Failure, Result},
    output::Shape,
};

const VERDICT: Shape = Shape::new(&[
    "verdict",
    "stream",
    "cause",
    "problem",
    "accessKey",
    "stringToSign",
    "stringSigned",
    "signedTime",
    "now",
]);

pub(super) fn run(url: &str, args: &args::Gate, policy: &Policy, context: &Context) -> Result {
    let action = if args.play { Action::Play } else { Action::Publish };
    // It is read here, and signed by nobody.
    let unread =
        |error: SignError| Failure::usage(format_args!("--explain: {} {}", error.field(), error.rule()));
    let mut ask = Ask::of_url(action, url).map_err(unread)?;
    ask.address = args.from;
    let now = clock::now();
    let verdict = policy.judge(&ask, now);
    let stream = format!("{}/{}", ask.hub, ask.key);
    let mut told = json!({ "stream": stream, "now": clock::rfc3339_seconds(now) });
    match &verdict {
        Ok(admitted) => {
            told["verdict"] = "allowed".into();
            set(&mut told, "accessKey", admitted.access_key.clone());
            set(&mut told, "signedTime", admitted.expires_at.map(clock::rfc3339));
        }
        Err(refused) => {
            let explanation = refused.explanation.clone();
            told["verdict"] = "refused".into();
            told["cause"] = refused.cause.name().into();
            told["problem"] = refused.reason.clone().into();
            set(&mut told, "accessKey", explanation.access_key);
            set(&mut told, "stringToSign", explanation.string_to_sign);
            set(&mut told, "stringSigned", explanation.string_signed);
            set(&mut told, "signedTime", explanation.signed_time.map(clock::rfc3339));
        }
    }
    context.output.item(&told, &VERDICT)?;
    verdict.map(drop).map_err(|_| Failure::verdict(Exit::Refused))
}

fn set(told: &mut Value, member: &str, text: Option<String>) {
    if let Some(text) = text {
        told[member] = text.into();
    }
}
